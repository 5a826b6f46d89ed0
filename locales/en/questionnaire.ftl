### A questionnaire to read: parts, levels, questions with points.

questionnaire-caption = Survey, version { $version }
questionnaire-stat-questions = Questions
questionnaire-stat-parts = Sections
questionnaire-stat-levels = Levels
questionnaire-parts = Sections of the survey
questionnaire-part = Section
questionnaire-share = Share of the score
questionnaire-apart = separate
questionnaire-levels = Maturity levels
questionnaire-level-from = From a score of
questionnaire-origin = Origin and file
questionnaire-credit = Authors and source
questionnaire-licence = Licence
questionnaire-source = Original
questionnaire-hash = Fingerprint (SHA-256)
questionnaire-hash-text = The fingerprint is the identity of this version: it changes if a single character of the survey changes. It is computed from the JSON file.
questionnaire-toml = TOML, the authors’ file
questionnaire-json = JSON, canonical form
questionnaire-pages = Sections of the survey
questionnaire-before = Previous section
questionnaire-after = Next section
questionnaire-confidential = confidential
questionnaire-confidential-text = Answers in this section are confidential: only the municipality and the experts of the network see them.

questionnaire-kind-one-of = One answer
questionnaire-kind-several-of = Any number of answers
questionnaire-kind-ladder = Scale: one of five steps
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
questionnaire-gate = requirement of level { $level }: at least { $least }
questionnaire-relevant = The question is asked if:
questionnaire-bases = For each reason: how this is known
questionnaire-unit = Unit: { $unit }
questionnaire-share-of = { $numerator } ÷ { $denominator } ({ $unit })
questionnaire-goalposts = No points: { $none }. Full score: { $full }. In between: in proportion.

questionnaire-how-to-answer = How to answer
questionnaire-definition = What counts
questionnaire-where-found = Where to find it
questionnaire-respondent = Who may know
questionnaire-example = Example
questionnaire-evidence = What would prove it
questionnaire-steps = Next steps
questionnaire-step-below = Below { $below }:
questionnaire-effort = { $days ->
    [one] (about { $days } day of work for one person)
   *[other] (about { $days } days of work for one person)
}
questionnaire-frameworks = What else this answer is used for
