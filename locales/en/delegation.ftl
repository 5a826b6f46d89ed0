### Asking other people for answers: without an account, for some sections only.

## Asking

delegation-ask = Ask somebody to answer
delegation-ask-text = The people you ask need no account. Each gets a link of their own, which opens only the sections you choose.
delegation-sections = Which sections?
delegation-sections-missing = Choose at least one section
delegation-section-progress = Answers: { $settled } of { $asked }
delegation-people = Who should answer?
delegation-people-hint = One person on each line: an e-mail address, or a name and an address.
delegation-people-missing = Enter at least one e-mail address
delegation-people-unreadable = There is no valid e-mail address here: { $text }
delegation-people-many = Too many addresses. One form can ask at most { $most } people, and at most { $all } can be asked about one assessment.
delegation-due = By when?
delegation-due-unusable = Enter a day, a month and a year
delegation-due-past = This day is over. Enter today or a later day.
delegation-message = Message (optional)
delegation-message-long = The message is too long (characters allowed: { $most }). Shorten it.
delegation-make = Create the links

delegation-made-title = The links are ready
delegation-made-text = Give each person their link. It can be opened many times: until the assessment is submitted or the request is withdrawn, and for { $days } days after the deadline at most.
delegation-made-once = The links will not be shown again. If needed, a new one can be created on the page of the request.
delegation-send = Send the request
delegation-mailed-title = The request is being sent
delegation-mailed-text = Each person gets an e-mail with a link of their own. It can be opened many times: until the assessment is submitted or the request is withdrawn, and for { $days } days after the deadline at most.
delegation-to-one = See the request

## Requests in the task list

delegation-people-asked = People who were asked
delegation-hint = { $who }: { $state }
delegation-state-invited = link not opened yet
delegation-state-opened = link opened
delegation-state-returned = returned, to be checked
delegation-state-approved = approved
delegation-state-sent-back = sent back
delegation-to-check = To be checked
delegation-until = until { $date }
delegation-opened-at = last opened { $time }
delegation-not-opened = not opened yet
delegation-in-progress = In progress
delegation-waiting = Waiting
delegation-is-revoked = Withdrawn
delegation-is-over = Overdue

## The page of a request

delegation-one-title = Request for answers: { $who }
delegation-email = E-mail address
delegation-asked-by = Asked by
delegation-asked-at = { $who }, { $time }
delegation-due-short = Deadline
delegation-opened = Link
delegation-opened-first = Opened { $first }, last { $last }
delegation-ended-revoked = The request is withdrawn; the link does not work.
delegation-ended-handed-in = The assessment is submitted; the link does not work.
delegation-ended-late = More than { $days } days have passed since the deadline; the link does not work.
delegation-message-short = Message
delegation-sections-of = Sections
delegation-since = since { $time }
delegation-remark-was = Remark: { $remark }
delegation-read-answers = Read the answers
delegation-approve = Approve
delegation-send-back-title = Send back with a remark
delegation-remark = What needs to be changed?
delegation-remark-missing = Write what needs to be changed
delegation-remark-long = The remark is too long (characters allowed: { $most }). Shorten it.
delegation-send-back = Send back
delegation-change = Change the request
delegation-extend = Change the deadline
delegation-new-due = New deadline
delegation-renew = Create a new link
delegation-renew-text = The previous link stops working at once.
delegation-revoke = Withdraw the request
delegation-revoke-text = The link stops working at once. Saved answers stay.
delegation-done-approve = The section is approved.
delegation-done-send-back = The section is sent back with a remark.
delegation-done-extend = The deadline is changed.
delegation-done-revoke = The request is withdrawn.

## The page of a link

delegation-link-title = A request for answers
delegation-link-from = { $who } asks for answers in the assessment of { $municipality }.
delegation-link-from-somebody = The municipality { $municipality } asks for answers in its assessment.
delegation-link-due = Deadline: { $date }
delegation-link-sections = The sections asked for
delegation-link-no-account = No account is needed. Answers are saved as you go, and the same link brings you back to them.
delegation-link-open = Open the questions
delegation-link-ended-title = This link no longer works
delegation-link-ended-revoked = The request was withdrawn.
delegation-link-ended-handed-in = The assessment has been submitted.
delegation-link-ended-late = The deadline has passed.
delegation-link-ended-text = If you have questions, write to the person who sent the link.

## The own sections of somebody who was asked

delegation-own-title = Questions to answer
delegation-own-returned = Returned
delegation-own-approved = Approved
delegation-own-sent-back = To be changed
delegation-own-all-returned = All sections are returned. Thank you! The answers can still be read.
delegation-own-closed = Answers can no longer be changed. They can be read.
delegation-give-back-title = All done?
delegation-give-back-text = Once returned, answers cannot be changed unless they are sent back with a remark.
delegation-give-back-missing = { $count ->
    [one] { $count } question has no answer yet.
   *[other] { $count } questions have no answer yet.
}
delegation-give-back = Return the answers
delegation-given-back = The answers are returned.

## Reminders

delegation-remind = Remind people of their answers
delegation-remind-text = Each of these people gets an e-mail with a new link, at most one a day. Earlier links go on working. Whoever returns everything before it is sent gets no e-mail.
delegation-remind-who = Who gets a reminder
delegation-remind-send = Send the reminders
delegation-remind-nobody = There is nobody to remind now.
delegation-remind-left-out = No reminder
delegation-remind-today = { $who }: already reminded today
delegation-remind-none = Choose at least one person
delegation-reminded = The reminders are waiting to be sent

## Erasing a person

delegation-erased = somebody whose data were erased
delegation-erase = Erase this person’s data
delegation-erase-text = Name, address, message and remarks go for good, and the link stops working. The answers and their history stay, without a name. This cannot be undone.
delegation-is-erased = This person’s data have been erased. The answers are still there.
