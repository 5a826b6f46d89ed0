### Filling in an assessment: task list, questions, check, submission.

## Task list

fill-in-tasks-title = Assessment
fill-in-progress = { $settled } of { $asked } questions answered
fill-in-deadline = Deadline: { $date }
fill-in-begin = Start: { $section }
fill-in-continue = Continue: { $section }, question { $number }
fill-in-to-submit = Check and submit the assessment
fill-in-to-submit-early = See what is missing before you submit
fill-in-to-receipt = See the receipt
fill-in-to-results = See the results
fill-in-to-tasks = List of sections
fill-in-is-submitted = The assessment has been submitted. Answers can be read, but no longer changed.
fill-in-is-closed = The campaign is closed. Answers can be read, but no longer changed.
fill-in-sections = Sections of the survey
fill-in-modules = Optional modules
fill-in-modules-text = Not required. They have scores of their own and do not affect the overall score.
fill-in-not-begun = Not started
fill-in-of = { $settled } of { $asked }
fill-in-finished = Done
fill-in-somebody = Another person

## Short form

fill-in-short-offer = { $count ->
    [one] You can start with the short form: { $count } question. The answers stay in the full form.
   *[other] You can start with the short form: { $count } questions. The answers stay in the full form.
}
fill-in-short-begin = Start with the short form
fill-in-short-text = This is the short form: { $count } questions of the full survey. The score is provisional. All answers stay in the full form.
fill-in-short-results = See the provisional score
fill-in-short-to-full = Go on to the full form

## Question

fill-in-help = How to answer
fill-in-help-where = Where to find it:
fill-in-help-respondent = Who may know:
fill-in-help-example = Example:
fill-in-help-evidence = What would prove it:
fill-in-or = or
fill-in-clear = Remove the answer
fill-in-value-above = The answer above
fill-in-why-not = Why does it not apply?
fill-in-number = Number
fill-in-number-in = Number ({ $unit })
fill-in-date = Date
fill-in-date-hint = For example 31.03.2026 (day, month, year)
fill-in-as-of = As of (if known)
fill-in-text = Answer
fill-in-reason = Reason
fill-in-rank = Rank
fill-in-basis = How it is known
fill-in-note = Note
fill-in-confidential = Answers in this section are confidential: only the municipality and the experts of the network see them.
fill-in-more = The answer you saved leads to one more question. It is on this page.
fill-in-save-and-list = Save and return to the list
fill-in-saved-at = Last saved: { $time }
fill-in-saved-never = Nothing saved yet
fill-in-understood = Saved: { $answer }
fill-in-share = { $share } ({ $numerator } of { $denominator })
fill-in-share-date = { $share }, as of { $date }

## When something cannot be accepted

fill-in-rest-saved = The other answers on this page are saved.
fill-in-wrong-of = Question { $number }: { $text }
fill-in-wrong-both = There is a new answer here, and “do not know” or “not applicable” is chosen as well. Keep only one of them.
fill-in-wrong-reason-missing = Write why this question does not apply to the municipality
fill-in-wrong-stray-reason = There is a reason, but “not applicable” is not chosen. Choose “not applicable” or remove the reason.
fill-in-wrong-rank-twice = Two reasons have rank { $rank }. Give each its own rank.
fill-in-wrong-stray-basis = The reason “{ $option }” has no rank. Choose a rank or clear the choice under “How it is known”.
fill-in-wrong-keep-missing = Choose which answer to keep
fill-in-wrong-unknown-option = There is no such answer. Choose one of those listed.
fill-in-wrong-exclusive = “{ $option }” cannot be combined with other answers. Keep it on its own or untick it.
fill-in-wrong-repeated = “{ $option }” is chosen twice. Choose it once.
fill-in-wrong-not-a-number = “{ $text }” is not a number we understand. Enter digits, with a comma for decimals, for example 1 234,50.
fill-in-wrong-ambiguous-dot = “{ $text }” can be read in two ways. Separate thousands with a space and decimals with a comma, for example 1 234,50.
fill-in-wrong-not-whole = Enter a whole number, without decimals
fill-in-wrong-too-many-decimals = { $decimals ->
    [one] Too many decimal places. Keep at most { $decimals }.
   *[other] Too many decimal places. Keep at most { $decimals }.
}
fill-in-wrong-below-minimum = The number is too small. Enter at least { $least }.
fill-in-wrong-above-maximum = The number is too large. Enter at most { $most }.
fill-in-wrong-half-numerator = The first number is missing. Enter both or neither.
fill-in-wrong-half-denominator = The second number is missing. Enter both or neither.
fill-in-wrong-zero-denominator = The second number cannot be zero. If there is nothing to count, choose “not applicable” or “do not know”.
fill-in-wrong-part-exceeds-whole = The first number is part of the second, so it cannot be larger. Check both.
fill-in-wrong-not-a-date = “{ $text }” is not a date we understand. Enter the day, month and year, for example 31.03.2026.
fill-in-wrong-always-applies = This question applies to every municipality. Answer it or choose “do not know”.
fill-in-wrong-too-long = The text is too long (characters: { $length }, allowed: { $most }). Shorten it.
fill-in-wrong-bad-character = The text contains a character that cannot be saved. Remove it.
fill-in-wrong-too-many-links = Give at most { $most } links, each on a line of its own.
fill-in-wrong-not-a-web-address = “{ $text }” is not a web address. Enter one that begins with https:// or http://, each on a line of its own.

## Two people have answered the same question

fill-in-conflict-title = Somebody answered at the same time
fill-in-conflict-of = Question { $number }: { $who } has a different answer. Choose which one to keep.
fill-in-conflict-heading = Question { $number }: two answers
fill-in-conflict-text = Since you opened this page, another person has changed the answer. Theirs is saved; yours is shown beside it, and nothing is lost.
fill-in-conflict-mine = Entered now
fill-in-conflict-theirs = { $who }, { $time }
fill-in-keep = Which answer do you want to keep?
fill-in-keep-mine = The one entered now (it can still be changed below)
fill-in-keep-theirs = The one saved before: { $who }
fill-in-shut-title = These answers can no longer be saved
fill-in-shut-text = The assessment has been submitted or the campaign closed. What you entered on the page is below, and you can copy it. For corrections, write to the person who runs the campaign.

## Checking a section

fill-in-check-title = Check the answers: { $section }
fill-in-check-open = { $count ->
    [one] Without an answer: { $count } question
   *[other] Without an answer: { $count } questions
}
fill-in-check-settled = Answers
fill-in-answer = Answer
fill-in-next-section = Continue: { $section }

## Submission

fill-in-submit-title = Submit the assessment
fill-in-submit-changed = Answers have changed since you opened this page. The assessment has not been submitted yet: check it and submit it again.
fill-in-submit-missing = What is missing
fill-in-submit-missing-text = The assessment can be submitted without these answers. A missing answer does not mean “no”: it lowers coverage and widens the range of the score.
fill-in-submit-nothing-missing = Nothing. Every question is answered.
fill-in-submit-next = What happens next
fill-in-submit-next-locked = After submission the answers can no longer be changed. The person who runs the campaign can send the assessment back for correction.
fill-in-submit-next-results = You see the results at once, with every number explained.
fill-in-submit-next-experts = Experts of the network may ask about individual answers.
fill-in-submit-who = Who will see it
fill-in-submit-see-what = What
fill-in-submit-see-city = Your municipality
fill-in-submit-see-experts = Experts of the network
fill-in-submit-see-administrators = Administrators of the network
fill-in-submit-see-everybody = Everybody after publication
fill-in-submit-see-answers = Answers and results
fill-in-submit-see-confidential = Confidential answers: { $parts }
fill-in-submit-see-notes = Notes and answers in words
fill-in-submit-see-review = Experts’ remarks and your replies
fill-in-submit-official-declared = The score of your own answers is the official one in this campaign. If experts verify it, the verified score is shown beside it.
fill-in-submit-official-verified = The score verified by experts is the official one in this campaign. The score of your own answers is shown beside it.
fill-in-submit-signs = Submitted by: { $who }, on behalf of { $municipality }.
fill-in-submit-confirm = The answers reflect what the office knows. We submit this assessment on behalf of the municipality: { $municipality }.
fill-in-submit-confirm-missing = Confirm that the assessment is ready to be submitted
fill-in-submit-nothing = There is no answer yet. Answer at least one question.
fill-in-submit-version = The assessment has an older version of the survey than the campaign. First move to the new version (the link is on the list of sections).
fill-in-submit = Submit the assessment
fill-in-receipt-title = Assessment submitted
fill-in-receipt-number = Receipt number
fill-in-receipt-when = Submitted on { $time }. Submitted by: { $who }. Keep the number.
fill-in-receipt-next-results = The results are ready: level, strengths and weaknesses, the next step in every dimension.
fill-in-receipt-next-correct = If something needs correcting, write to the person who runs the campaign and quote the number.
fill-in-receipt-next-close = After the campaign closes, the results of all municipalities will be frozen and will not change again.
fill-in-receipt-answers = Submitted answers
fill-in-receipt-workbook = Answers as XLSX
fill-in-receipt-print = All answers on one page
fill-in-answers-title = Answers of the assessment

## A page could not be saved

fill-in-unsaved-title = This page has not been saved yet
fill-in-unsaved-sign-in = Your session has ended. Your answers are still on this page. Please do not close it: sign in in a new tab, then send the answers again.
fill-in-unsaved-forged = The form was opened before you signed in again. Your answers are still on this page: just send them again.
fill-in-unsaved-conflict = Many people were saving at the same moment. Your answers are still on this page: just send them again.
fill-in-unsaved-unavailable = The database cannot save at the moment. Your answers are still on this page. Please do not close it, and send the answers again in a few minutes.
fill-in-unsaved-sign-in-link = Sign in (opens in a new tab)
fill-in-unsaved-again = Send the answers again
