### A questionnaire to read: parts, levels, questions with points.

questionnaire-caption = Questionnaire, version { $version }
questionnaire-stat-questions = Questions
questionnaire-stat-parts = Parts
questionnaire-stat-levels = Levels
questionnaire-parts = Parts of the questionnaire
questionnaire-part = Part
questionnaire-share = Share of the score
questionnaire-apart = apart
questionnaire-levels = Maturity levels
questionnaire-level-from = From a score of
questionnaire-origin = Origin and file
questionnaire-credit = Authors and source
questionnaire-licence = Licence
questionnaire-source = Original
questionnaire-hash = Fingerprint (SHA-256)
questionnaire-hash-text = The fingerprint is the identity of this version: it changes if a single character of the questionnaire does. It is computed from the JSON file.
questionnaire-toml = TOML, the authors’ file
questionnaire-json = JSON, canonical form
questionnaire-pages = Parts of the questionnaire
questionnaire-before = Previous part
questionnaire-after = Next part
questionnaire-confidential = confidential
questionnaire-confidential-text = Answers in this part are confidential: only the municipality and the network expert see them.

questionnaire-kind-one-of = One answer
questionnaire-kind-several-of = Any number of answers
questionnaire-kind-ladder = Ladder: one of five steps
questionnaire-kind-yes-no = Yes or no
questionnaire-kind-number = Number
questionnaire-kind-share = Share computed from two numbers
questionnaire-kind-date = Date
questionnaire-kind-text = Short text
questionnaire-kind-long-text = Longer text
questionnaire-kind-reasons = Ranked reasons
questionnaire-weight = weight { $weight }
questionnaire-not-scored = not scored
questionnaire-always-applies = always applies
questionnaire-gate = needed for level { $level }: at least { $least }
questionnaire-relevant = The question is asked if:
questionnaire-bases = For each reason: how this is known
questionnaire-unit = Unit: { $unit }
questionnaire-share-of = { $numerator } ÷ { $denominator } ({ $unit })
questionnaire-goalposts = No points: { $none }. Full score: { $full }. In between: in proportion.

questionnaire-how-to-answer = How to answer
questionnaire-definition = What counts
questionnaire-where-found = Where to look
questionnaire-respondent = Who knows
questionnaire-example = Example
questionnaire-evidence = What proves it
questionnaire-steps = Next steps
questionnaire-step-below = Below { $below }:
questionnaire-effort = { $days ->
    [one] (about { $days } person-day)
   *[other] (about { $days } person-days)
}
questionnaire-frameworks = What else this answer serves
