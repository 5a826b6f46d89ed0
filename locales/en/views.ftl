### Individual views: several people answer the same questions apart, the owner settles what the municipality answers.

views-title = Individual views: { $section }
views-sections = Individual views
views-to-page = Individual views of this section
views-stage-gathering = Individual views are being gathered
views-stage-opened = Individual views are open

## Asking

views-none-asked = Nobody has been asked for individual views of this section.
views-stopped = Gathering was stopped and the views were not opened. The section is answered together, as usual.
views-ask-text = Several people can answer the questions of this section independently. This shows how far their views agree before anybody knows those of the others.
views-ask-text-who = Views are given by the municipality’s officers and by people you have asked to answer this section.
views-ask-text-apart = Nobody sees another person’s view until the views are opened. Even then experts see only how far the views agreed.
views-ask-text-pause = While views are being gathered, the municipality’s answers in this section cannot be changed.
views-ask = Begin to gather individual views
views-ask-more = Ask more people to answer

## While views are gathered

views-gathering = Each person answers on their own. Nobody sees another person’s view until the views are opened.
views-give = Give your view
views-change-own = Change your view
views-voices = Who has given a view
views-nobody-yet = Nobody yet.
views-open-title = Opening the views
views-open-text = Representatives and viewers of the municipality, and everybody asked to answer this section, will see the views with names. Experts will see only how far the views agree. Opening cannot be undone.
views-open = Open the views
views-stop = Stop gathering without opening the views

## The own view

views-own-title = Your view: { $section }
views-own-apart = This is your own view. Nobody else sees it until the views are opened. After that it is seen together with your name.
views-own-opened = The views are already open. Whoever sees them will see what you change, and that you gave it after they were opened.
views-given = Your view has been saved
views-stale = In another window you gave a different view ({ $time }). If you save again, what is below takes its place.
views-stale-of = Question { $number }: you gave a different view in another window

## Comparing

views-opened-at = Views opened: { $time }
views-to-settle = { $count ->
    [0] Every question with views is settled.
    [one] { $count } question is still to be settled.
   *[other] { $count } questions are still to be settled.
}
views-spread = Views
views-answer = Answer
views-how-many = People
views-who = Who
views-median = Median: { $value }
views-given-later = { $who } (after the views were opened)
views-no-view = Nobody has given a view of this question.
views-answer-now = The municipality’s answer:

views-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
views-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}

## Agreement

views-agreement = Agreement of individual views
views-agreement-same = The same answer in { $share } of comparisons between two people ({ $people }, { $questions }).
views-agreement-none = No two people answered the same question, so agreement cannot be measured.
views-agreement-hint = Individual views: the same answer in { $share } of comparisons
views-kappa = Weighted kappa
views-alpha = Krippendorff’s alpha
views-coefficient-scale = 1 is full agreement, 0 is what chance would give
views-coefficient-none = No coefficient of agreement: all views give the same points, or no two people have answered the same scored question.

## Settling

views-settle = Settle the answer
views-settle-again = Settle again
views-settle-title = Settle the answer
views-pick = Which answer should stand?
views-pick-other = Another answer, given below
views-other = Another answer
views-reason = Reason
views-reason-hint = Visible only inside the municipality.
views-settled-done = The answer has been settled
views-settled = Settled
views-not-settled = To be settled
views-changed-since = Views changed since
views-answer-changed-since = Answer changed since
views-settled-from = { $count ->
    [one] Settled from { $count } view
   *[other] Settled from { $count } views
}
views-settled-by = { $count ->
    [one] Settled by { $who }, { $time }, from { $count } view
   *[other] Settled by { $who }, { $time }, from { $count } views
}
views-changed = A view or the answer has changed since you opened this page. Nothing was settled. Look at what is here now and settle the answer again.
views-wrong-nothing = Choose which answer should stand
views-wrong-both = You have chosen a view and also given another answer. Clear the other answer, or choose “Another answer, given below”.
views-wrong-unfit = The survey no longer takes this answer. Choose another one.
views-wrong-other = Enter the other answer
views-wrong-reason = Enter the reason
views-wrong-reason-long = The reason is too long (characters allowed: { $most }). Shorten it.
views-wrong-workbook = Individual views are being gathered in this section, so its answers cannot be changed now.
