### How we score.

method-title = How we score
method-intro = Every number can be taken apart down to the answers: beside results there is a link “explain”. Here are all the rules, in the order in which they work.

method-answers = From answers to points
method-answers-text = Every option has its points. Where several may be chosen, the points of the chosen ones are divided by the points of all. A number has two ends: at one it earns zero, at the other the full score, in between in proportion, and beyond them no more and no less. Percentages are computed from two numbers that were entered.
method-answers-formula = score = 100 × (x − end of zero) ÷ (end of the full score − end of zero), at least 0 and at most 100
method-mean = From points to the score of a dimension and of the municipality
method-mean-text = The score of a dimension is the weighted mean of its questions, the score of the municipality the weighted mean of its dimensions. Some surveys add points instead; the explanation of each number says so. Nothing is rounded on the way. Optional modules have a score of their own and do not enter the score of the municipality.
method-mean-formula = score = sum (weight × score of the part) ÷ sum of the weights of the parts that count
method-missing = No answer is not “no”
method-missing-text = There are four states: an answer, “not applicable” with a reason, “do not know”, and no answer. “Not applicable” and questions that are not asked count neither way. “Do not know” and no answer are not zero: they leave the mean, but lower coverage and widen the range. A survey may decide otherwise (missing counts as zero, or takes the score away); then the explanation says so.
method-coverage = Coverage
method-coverage-text = Coverage says how much of the expected answers is there, by weight. A dimension’s score is firm from a coverage of two thirds, the municipality’s from 80%, if no dimension is empty, unless the survey names other thresholds. Below, a score is provisional: it is shown and marked, and enters neither ranks nor medians.
method-coverage-formula = coverage = weight of the answers that are there ÷ weight of the answers that should be there
method-bounds = Range
method-bounds-text = The range is the score if all missing answers were the worst, and the score if they were the best. The true score lies in between. If nothing is missing, there is no range.
method-bounds-formula = lower bound: missing = 0; upper bound: missing = 100
method-levels = Levels and requirements
method-levels-text = A level depends on the score and on requirements. Bands are half open: a score equal to a threshold belongs to the higher level. Some questions are requirements of a level. A municipality reaches a level if its score reaches the threshold and it meets the needed share (usually 85%) of the requirements of that level and of all levels below. A missing answer does not meet a requirement; “not applicable” takes it away.
method-ranks = Ranks
method-ranks-text = Only municipalities with a firm score are ranked. Equal scores share their places, for example 5–6. Scores are compared to a billionth, never as rounded for display. The list of municipalities is alphabetical unless you sort it: it is there to help, not to shame.
method-ranks-formula = first place of a municipality = 1 + number of municipalities with a higher score
method-quantiles = Median and quartiles
method-quantiles-text = Half of the municipalities score no more than the median; the middle half lies between the lower and the upper quartile. They are computed as in Excel (PERCENTILE.INC), R and numpy (type 7). The municipality that is looked at counts as well.
method-quantiles-formula = quantile p = x[k] + (h − k) × (x[k+1] − x[k]), where h = (n − 1) × p and k is the whole part of h
method-frozen = Frozen results do not change
method-frozen-text = After a campaign has closed its results are frozen together with the answers they were made of, the hash of the survey and the version of the rules. A new survey or new rules give a new result beside the old one, never in its place.
method-disclosure = Who sees what
method-disclosure-text = Only frozen and published results are public. The median of a group is shown to everybody from { $median } municipalities with a score, quartiles from { $quartiles }. The experts of a network and those who run the campaign see medians from { $median-inside } and quartiles from { $quartiles-inside }, since they know the municipalities by name anyway.
method-confidential-text = Only the municipality and the experts of its network see confidential answers and scores. If a single part of a sum were missing, it could be subtracted from the rest, so the next smallest part is hidden with it. Notes, names and free text stay within the municipality and its network.
method-sources = Where these rules come from
method-source-handbook = OECD and the Joint Research Centre of the European Commission: Handbook on Constructing Composite Indicators, 2008
method-source-quantiles = R. J. Hyndman and Y. Fan: Sample Quantiles in Statistical Packages, 1996 (type 7)
method-source-disclosure = Thresholds of publication: practice of statistical offices (usually 3 or 5 units); we chose the stricter one
