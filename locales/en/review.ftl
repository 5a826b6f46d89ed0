### Expert review of an assessment: experts’ remarks, the municipality’s replies, verification.

## Where the assessment stands

review-state-submitted = Submitted
review-state-submitted-text = The assessment is waiting for the experts. The municipality sees remarks once it is returned or verified.
review-state-returned = Returned with questions
review-state-returned-text = The municipality is replying and may correct its answers. Below are the answers as they were before it was returned.
review-state-replied = The municipality has replied
review-state-replied-text = The municipality has replied to the remarks. You can look at the answers again and verify the assessment.
review-state-verified = Verified
review-state-verified-text = The review is finished. The self-declared and the verified score stand side by side in the results.

## The expert’s page

review-title = Review of the assessment
review-to = Review the answers
review-section-marked = Reviewed: { $marked } of { $all }
review-section-asked = { $count ->
    [one] { $count } answer in doubt or with a proposal
   *[other] { $count } answers in doubt or with a proposal
}
review-kept = Marks saved: { $count }
review-mark = Mark of the answer
review-mark-confirmed = I confirm it
review-mark-doubtful = I have a doubt
review-remark = Remark or question to the municipality
review-propose = Propose another answer
review-propose-title = Proposing another answer
review-propose-why = Why is this the right answer?
review-propose-save = Save the proposal
review-save = Save the marks
review-value = The expert’s proposal:
review-somebody = Another person
review-about-earlier = About an earlier version of the answer.
review-kind-confirmed = Confirmed
review-kind-doubtful = Doubt
review-kind-proposed = Proposal
review-kind-accepted = Accepted
review-kind-replied = Reply

## Returning and verifying

review-return-title = Return to the municipality
review-return-text = { $count ->
    [one] The municipality gets { $count } new question. It can correct its answers and reply to the remarks.
   *[other] The municipality gets { $count } new questions. It can correct its answers and reply to the remarks.
}
review-return-reason = Message to the municipality (optional)
review-return = Return to the municipality
review-verify-title = Verification
review-verify-text = { $count ->
    [one] The verified score comes from the municipality’s answers, with { $count } of them replaced by an expert’s proposal. The self-declared score stays beside it.
   *[other] The verified score comes from the municipality’s answers, with { $count } of them replaced by experts’ proposals. The self-declared score stays beside it.
}
review-verify = Verify the assessment
review-obstacles = Before the assessment can be verified, these answers must be settled:
review-obstacle-changed = the municipality changed the answer after it was marked: mark it again
review-obstacle-not-heard = the municipality could not reply yet: return the assessment
review-steps = What has happened
review-step-submit = Submitted
review-step-return = Returned to the municipality
review-step-reply = The municipality replied
review-step-verify = Verified
review-step-reopen = Sent back for correction by the administrator
review-changed = Nothing has been done, because the assessment has changed since you opened this page. Look at it and decide again.
review-changed-answers = Answers that have changed:
review-changed-said = New remarks:

## When something cannot be accepted

review-wrong-mark-missing = There is a remark, but no mark is chosen. Choose a mark.
review-wrong-remark-missing = Write what the doubt is, or why the proposed answer is right
review-wrong-remark = The text is too long or contains a character that cannot be saved. Correct it.
review-wrong-changed = Since you opened this page the answer has changed, or somebody has written about it. Read it and mark it again.
review-wrong-said = Since you opened this page something new was said here. Read it and reply again.
review-wrong-unanswered = Reply to this remark, accept the proposal, or correct your answer
review-wrong-proposal-missing = Enter the answer you propose
review-wrong-proposal-same = The municipality gave the same answer. If it is right, just confirm it.
review-wrong-nothing-asked = There are no new questions to the municipality. First save a doubt or a proposal.
review-wrong-obstacles = The assessment cannot be verified yet. The reasons are listed above.
review-shut-title = This can no longer be saved
review-shut-text = The assessment has moved on: it was returned or verified, or the results of the campaign were frozen. Your text is below and can be copied.

## The municipality’s page

review-remarks-title = Remarks of the experts
review-remarks-to = See the experts’ remarks
review-remarks-text = You can reply to every remark and correct the answers of the assessment. After you send it, the experts look at it again.
review-remarks-none = The experts have not passed on any remarks yet.
review-remarks-closed = Replies cannot be given now. All remarks stay here to be read.
review-remarks-change = Correct the answer
review-remarks-accept = We accept the expert’s proposal
review-remarks-reply = Reply to the remark
review-remarks-save = Save and finish later
review-remarks-send = Send the replies to the experts
review-remarks-saved = The replies are saved. The experts see them once you send them.
review-remarks-sent = The replies are sent. Now the experts look at them.
review-remarks-changed = Nothing has been sent, because answers or remarks have changed since you opened this page. Look at them and send again. Your text is on the page.
review-is-returned = The experts have returned the assessment with questions. You can reply to the remarks and correct answers.
review-is-replied = The replies are sent. The experts are looking at the assessment.
review-is-verified = The assessment is verified.

## Results

review-sides-title = Self-declared and verified score
review-sides-declared = The self-declared score is the official one in this campaign.
review-sides-verified = The verified score is the official one in this campaign.
review-sides-differs = { $count ->
    [0] The experts have not changed any answer.
    [one] The experts have changed { $count } answer.
   *[other] The experts have changed { $count } answers.
}
review-declared = Self-declared
review-verified = Verified
review-difference = Difference
