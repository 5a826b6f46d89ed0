### The results of one municipality, and how numbers came about.

results-level = level { $level }
results-level-title = Level { $level }: { $title }
results-provisional = provisional
results-not-applicable = not applicable
results-made-with = Survey: { $survey }, version { $version }, fingerprint { $hash }. Scoring rules: version { $engine }.
results-how = How we score

results-draft = Draft
results-draft-text = The assessment has not been submitted yet. The score is computed from the answers given so far.
results-short = This is a provisional score from the short form: the other questions have no answers yet.
results-submitted = Submitted
results-submitted-text = The assessment has been submitted. The results of the campaign are not frozen yet.
results-frozen = Frozen
results-frozen-text = The results were frozen on { $date } and will not change any more.

results-sentence-none = { $name }: too few answers for a score.
results-sentence = { $name }: a score of { $score } out of { $end }.
results-sentence-level = { $name }: a score of { $score } out of { $end }. { $level }.
results-out-of = out of { $end }
results-bounds = Range: { $bounds }
results-coverage = Coverage { $coverage }, answers: { $answered } of { $asked }
results-median-of-group = Median of the group: { $median }
results-rank = Rank { $rank } of { $all }
results-to-others = Others see { $score }: the score without confidential answers
results-to-others-median = Median of the group, without confidential answers: { $median }
results-to-others-rank = Rank { $rank } of { $all }, without confidential answers
results-explain = explain
results-highest-level = This is the highest level.
results-next-level = What is missing for the next one: { $level }
results-next-score = Score: points still needed: { $points }.
results-next-score-enough = The score is high enough.
results-next-gate = Requirements of level { $level }: { $met } met, { $needed } needed. Still to be met:
results-next-gate-seen = Requirements of level { $level }. Still to be met:
results-next-hidden = Some requirements are confidential and not shown here.

results-bars-title = Dimensions, as a percentage of the full score
results-bars-finding = Best: { $high } ({ $high-score }). Weakest: { $low } ({ $low-score }).
results-bars-finding-level = All dimensions have the same score.
results-bars-finding-none = No dimension has a score yet.
results-profile-table = Dimensions in figures
results-median = Median of the group
results-low = Lower bound
results-high = Upper bound
results-strongest = Strengths
results-strongest-none = Nothing stands out yet.
results-weakest = Weaknesses
results-weakest-none = Nothing stands out yet.
results-steps = Next steps
results-steps-text = The step that would raise the municipality’s score most comes first. “To gain” assumes the full score for the question.
results-steps-none = Every question that counts towards the score has its full score.
results-steps-no-score = Answers come first: without them there is nothing to improve.
results-step-gain = Now { $percent } · to gain { $gain } points
results-step-effort = { $days ->
    [one] about { $days } day of work for one person
   *[other] about { $days } days of work for one person
}
results-path = The least work to the next level
results-path-text = Goal: { $level }. In total: { $effort }. The score rises from { $from } to { $to }.
results-path-steps = { $count ->
    [one] One step is enough.
   *[other] { $count } steps are enough. The one that gives the most points for a day of work comes first.
}
results-path-none = Goal: { $level }. Better answers to the questions that apply to this municipality are not enough to reach it.
results-path-not-available = We do not work out this path here: too many answers are missing, or not every score in this survey is an ordinary mean or a sum of answers given once.
results-path-held = Number of questions whose answers we left as they are because they decide whether other questions are asked: { $count }.
results-path-step = Step
results-path-now = Now
results-path-then = Afterwards
results-path-effort = Days of work
results-path-gain = Gain, points
results-path-requirement = level requirement
results-path-estimated = * The survey gives no effort. For moving to the next better answer we assumed: { $effort }.
results-path-missing = For questions without an answer (“–”) we assume the worst answer. If things are better, there is less to do.
results-missing = { $count ->
    [one] { $count } question without an answer widens the range of the score
   *[other] { $count } questions without an answer widen the range of the score
}

## How a number came about

results-explain-caption = { $name }: where this number comes from
results-explain-score = { $score } out of { $end }
results-explain-how = How it was computed
results-formula-mean = The score is the weighted mean of its parts: each part’s score (as a percentage of its full score) is multiplied by its share, and all are added up.
results-formula-sum = The score is the sum of the points of all parts.
results-formula-sum-part = The score is the sum of the points of the parts that count, scaled to the full score.
results-formula-geometric = The score is the weighted geometric mean of its parts: a weak part lowers it more than in an ordinary mean, and a strong part cannot fully make up for it.
results-formula-harmonic = The score is the weighted harmonic mean of its parts: a weak part lowers it a great deal, and a strong part hardly makes up for it.
results-formula-power = The score is the weighted power mean of its parts with the exponent { $power }. The smaller the exponent, the more a weak part lowers the score; 1 is the ordinary mean.
results-formula-minimum = The score is that of the weakest part. Weights play no part in it.
results-formula-ampi = The score is the weighted mean of its parts, less a penalty that grows with the differences between them (AMPI).
results-formula-drop = A part without an answer is left out of the mean; the others take over its share.
results-formula-zero = A part without an answer counts as zero.
results-formula-none = If even one part is missing, there is no score.
results-explain-parts = What the score is made of
results-explain-part = Part
results-explain-weight = Weight
results-explain-share = Share
results-explain-adds = Adds
results-explain-could-add = Could add
results-explain-sum = Total: the score
results-explain-imbalance = Effect of differences between the parts
results-explain-left-out = { $count ->
    [one] { $count } confidential part is not counted here: if it were, its answers could be worked out from the score.
   *[other] { $count } confidential parts are not counted here: if they were, their answers could be worked out from the score.
}
results-explain-rounding = Numbers are rounded only on this page; we add up the unrounded ones.
results-explain-sure = How certain it is
results-explain-coverage = Coverage { $coverage }: how much of the expected answers we have, by weight.
results-explain-published-from = The score stops being provisional when coverage reaches { $needed }.
results-explain-bounds = Range { $bounds }: what the score would be if all missing answers were the worst or the best.
results-explain-no-bounds = No answer is missing, so the score has no range.
results-explain-levels = Where the level comes from
results-explain-levels-text = A level follows from the score threshold and from requirements: those of the level itself and of all levels below must be met.
results-explain-level = { $level }: from { $from }.
results-explain-gate = Requirements: { $met } met, { $needed } needed.
results-explain-worth = What the answer is worth
results-explain-adds-here = What it adds
results-explain-adds-text = It adds { $adds } points (could add { $could }) to the score of the dimension “{ $dimension }”.
results-explain-adds-index = It adds { $adds } points to the overall score (could add { $could }).
results-explain-most = Most is missing in the part “{ $part }”: { $points } points.
results-explain-next = The next better answer
results-explain-next-gain = overall score: { $gain } points
results-explain-next-estimated = our assumption: the survey gives no effort
results-explain-requirement = Level requirement
results-explain-requirement-text = { $level }: at least { $percent } of the points are needed on this question.
results-explain-requirement-met = Met.
results-explain-requirement-open = Not met yet.
results-explain-up = Up: { $name }
results-explain-definition = What counts
results-worth = { $points } of { $end } points
results-worth-unscored = This question does not count towards the score.
results-worth-missing = It has no value: a missing answer lowers coverage and widens the range.
results-worth-excluded = It counts neither way.
results-scale = How answers become points
results-scale-caption = Answers and points
results-scale-several = The points of the chosen answers are divided by the points of all and multiplied by { $end }.
results-scale-goalposts = { $worst } gives zero, { $best } gives the full score, in between in proportion, beyond them no change.
results-points = Points
results-beside = Note and evidence
results-author = Answered by
results-at = When
results-not-asked = This question was not asked, because of other answers.
results-text-inside = Only the municipality and its network can read this answer.
