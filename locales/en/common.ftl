### Words shared by every page. A key begins with its group: product, language, action, state…

## Name

product-name = Miernik
product-description = Digital-maturity self-assessment for municipalities

## Languages. Each is called by its own name.

language-pl = Polski
language-en = English

## What can be done

action-save = Save
action-save-and-continue = Save and continue
action-continue = Continue
action-back = Back
action-cancel = Cancel
action-change = Change
action-download = Download
action-search = Search
action-show = Show
action-sign-in = Sign in
action-sign-out = Sign out
action-skip-to-content = Skip to main content

## Answers and their states

answer-yes = Yes
answer-no = No
answer-other = Other
answer-other-which = Other: say what it is
answer-does-not-hold = This answer does not meet the condition set for the question. Check it.
state-not-answered = Not answered
state-do-not-know = Do not know
state-not-applicable = Not applicable

## Names of things: one word a thing

thing-municipality = Municipality
thing-network = Network
thing-dimension = Dimension
thing-answer = Answer
thing-campaign = Campaign

## Measures

measure-score = Score
measure-level = Level
measure-coverage = Coverage
measure-range = Range
measure-rank = Rank
measure-median = Median
measure-none = no data

## Sentences about numbers

progress-answered = { $answered } of { $all } answered
progress-part = Part { $part } of { $all }
count-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
count-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
}

## Dates. The month is a number from 1 to 12.

date-long = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-and-time = { $date }, { $time }

## Kinds of municipalities in the register

kind-urban = urban municipality
kind-rural = rural municipality
kind-urban-rural = urban-rural municipality
