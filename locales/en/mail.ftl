### Letters by e-mail, as plain text. The subject is one line.

mail-greeting = Hello,
mail-footer = Miernik, digital maturity of municipalities: { $address }
    This e-mail was sent by the program. Nobody reads replies to it.
mail-link = This link signs you in. It works once, until { $until }. Please do not pass it on.
mail-page = The page of the assessment:
mail-page-review = The page of the review:
mail-page-later = Later you will find the assessment here:
mail-invitation-subject = Miernik: your account
mail-invitation-text = An account in Miernik has been made for you. There you answer for your municipality or compare municipalities, according to your role.
mail-sign-in-subject = Miernik: link to sign in
mail-sign-in-text = Somebody asked for a link to sign in to Miernik with this address.
mail-sign-in-unasked = If it was not you, do nothing: without the link nobody gets in.
mail-password-subject = Miernik: link to sign in and set a new password
mail-password-text = The administrator of Miernik has sent you a link to sign in. Once you are signed in, you can set a new password without the old one.
mail-campaign-subject = Invitation: { $title }
mail-campaign-text = { $network } invites { $municipality } to take part in “{ $title }”. Please submit the assessment by { $closes }. You can stop at any time and go on later: saved answers stay.
mail-reminder-subject = Reminder, last day { $closes }: { $title }
mail-reminder-text = { $municipality } has not submitted its assessment in “{ $title }” yet. The last day is { $closes }.
mail-receipt-subject = Submitted: { $title }
mail-receipt-text = { $municipality } has submitted its assessment in “{ $title }”. Receipt number: { $receipt }.
mail-returned-subject = Questions about your answers: { $title }
mail-returned-text = { $answers ->
    [one] The expert has a question about { $answers } answer of { $municipality } in “{ $title }”. Please reply or correct the answer.
   *[other] The expert has questions about { $answers } answers of { $municipality } in “{ $title }”. Please reply or correct the answers.
}
mail-replied-subject = Replies to your questions: { $municipality }
mail-replied-text = { $municipality } has replied to the questions of the experts in “{ $title }”. The answers are waiting for a second look.
mail-verified-subject = Verified: { $title }
mail-verified-text = The expert has verified the answers of { $municipality } in “{ $title }”.
mail-delegation-subject = A request for answers in the assessment: { $municipality }
mail-delegation-text = { $who } asks for answers in the assessment of { $municipality }. Sections: { $sections }. Deadline: { $due }. No account is needed.
mail-delegation-link = This link opens only the sections that you were asked for. It can be opened many times. Please do not pass it on:
mail-delegation-returned-subject = Answers to be checked: { $who }
mail-delegation-returned-text = { $who } has returned answers in the assessment of { $municipality }. You can approve them or send them back with a remark.
mail-delegation-sent-back-subject = Answers to be changed: { $municipality }
mail-delegation-sent-back-text = { $who } asks you to change answers in the assessment of { $municipality }. Sections: { $sections }. The remark is on the page.
mail-delegation-reminder-subject = Reminder: please answer by { $due }: { $municipality }
mail-delegation-reminder-text = { $who } is waiting for your answers in the assessment of { $municipality }. Sections that you have not returned yet: { $sections }. Deadline: { $due }. What you have saved is still on the page.
