### Running campaigns: campaigns, networks, people.

admin-title = Run campaigns
admin-tab-campaigns = Campaigns
admin-tab-networks = Networks
admin-tab-people = People
admin-new = New campaign
admin-no-campaigns = There are no campaigns yet.
admin-campaigns = Campaigns
admin-column-state = State
admin-column-progress = Submitted
admin-column-closes = Last day
admin-column-next = Next step
admin-column-answers = Answers
admin-column-changed = Last change
admin-column-officers = People
admin-column-code = Code
admin-column-act = Actions
admin-column-person = Person
admin-column-roles = Roles
admin-handed-in = { $submitted } of { $invited }
admin-choose = Choose

admin-state-open = Open
admin-state-closed = Closed
admin-state-frozen = Frozen
admin-state-published = Published
admin-assessment-invited = Invited
admin-assessment-in-progress = In progress
admin-assessment-submitted = Submitted
admin-assessment-returned = Returned with questions
admin-assessment-replied = Replied
admin-assessment-verified = Verified

admin-next-invite = Invite municipalities
admin-next-wait = Waiting for answers
admin-next-close = Close the campaign
admin-next-freeze = Freeze the results
admin-next-publish = Publish the results
admin-next-nothing = Nothing, the results are public
admin-next-invite-text = There is no municipality in this campaign yet.
admin-next-wait-text = Municipalities can answer up to and including the last day. You can close the campaign earlier.
admin-next-close-text = Every municipality has submitted its assessment, or the last day has passed. Once the campaign is closed, nobody can change an answer.
admin-next-freeze-text = Nobody can answer any more. Freezing computes the results and fixes them for good.
admin-next-publish-text = The results are ready and will not change. Municipalities, experts and administrators of the network can see them; once they are published, everybody can.
admin-open-again = Open again
admin-to-results = Results and overview
admin-to-survey = { $survey }, version { $version }
admin-days = from { $opens } to { $closes }
admin-stat-submitted = Submitted assessments
admin-stat-in-progress = In progress
admin-stat-waiting = Not started
admin-board = Municipalities of this campaign
admin-pages = Pages of the table
admin-page = Page { $number }
admin-page-before = Previous
admin-page-after = Next
admin-reopen = Send back for correction
admin-invite-officer = Invite a person

admin-kind-city = city with powiat rights
admin-district = powiat { $name }
admin-voivodeship = { $name } voivodeship
admin-search-label = Name of the municipality
admin-search-hint = The beginning of the name is enough. You can also enter a TERYT code.
admin-found = Municipalities found
admin-nothing-found = No municipality begins with “{ $text }”. Check the spelling or enter fewer letters.
admin-invited-already = Already invited
admin-invite-ticked = Invite the selected municipalities
admin-invite-none = Select at least one municipality

admin-new-title = New campaign
admin-new-network = Network
admin-new-survey = Survey
admin-new-title-pl = Name in Polish
admin-new-title-en = Name in English
admin-new-slug = Name in the page address
admin-new-slug-hint = Lower-case letters a to z, digits and hyphens. If you leave it empty, the Polish name of the campaign is used.
admin-new-opens = First day for answers
admin-new-closes = Last day for answers
admin-new-days-hint = For example 20 11 2026
admin-new-invite = Invite all members of the network at once
admin-new-invite-hint = Other municipalities can be invited later.
admin-new-create = Create the campaign
admin-day = Day
admin-month = Month
admin-year = Year
admin-title-missing-pl = Enter the name in Polish
admin-title-missing-en = Enter the name in English
admin-title-unusable = The name must contain letters and fit on one line of at most 200 characters
admin-slug-unusable = The name in the address can have only lower-case letters a to z, digits and hyphens, at most 60 characters
admin-slug-taken = This name in the address is already taken. Enter another one.
admin-network-missing = Choose a network
admin-survey-missing = Choose a survey
admin-survey-changed = Results of this version of the survey could not be compared with earlier ones: it lacks questions or options used here before, or has other contents under the same number. Choose another version
admin-first-day-unusable = Enter the first day in digits: day, month and year, for example 20 11 2026
admin-last-day-unusable = Enter the last day in digits: day, month and year, for example 20 12 2026
admin-days-turned-round = The last day cannot be before the first day

admin-close-title = Close the campaign?
admin-close-text = Once the campaign is closed, municipalities can no longer change answers or submit assessments. You can reopen it until the results are frozen.
admin-open-title = Open the campaign again?
admin-open-text = Municipalities that have not submitted will be able to answer again. You will be able to send submitted assessments back for correction.
admin-freeze-title = Freeze the results?
admin-freeze-text = The results will be computed once more from the answers and fixed. The fingerprint of the survey and the version of the scoring rules are kept with them. Municipalities that have not submitted will stay in this campaign without a result.
admin-publish-title = Publish the results?
admin-publish-text = From then on everybody will see the results of this campaign, even without signing in.
admin-publish-public = What becomes public
admin-publish-scores = { $count ->
    [one] scores, levels and ranges of { $count } municipality, by name, in every dimension
   *[other] scores, levels and ranges of { $count } municipalities, by name, in every dimension
}
admin-publish-answers = the answers these scores come from, with the reason behind every number
admin-publish-files = statistics of the whole campaign, and files to download
admin-publish-whose = Whose results these are
admin-publish-hidden = What stays hidden
admin-publish-confidential = the answers in the section “{ $part }”
admin-publish-not-submitted = { $count ->
    [one] the answers of { $count } municipality that has not submitted (the public will only see that it has no result)
   *[other] the answers of { $count } municipalities that have not submitted (the public will only see that they have no result)
}
admin-publish-people = names and e-mail addresses of people, notes on answers and the wording of text answers
admin-warning = Warning
admin-irreversible = This cannot be undone.
admin-reopen-title = Send the assessment back for correction: { $municipality }?
admin-reopen-text = The municipality will be able to change its answers and will have to submit again. The earlier result and receipt number will no longer be valid; the history of answers stays.
admin-reason = Reason
admin-reason-hint = It goes into the audit log for good. Do not write people’s names.
admin-reason-missing = Give a reason of at most 1,000 characters

admin-network-members = { $count ->
    [one] municipality
   *[other] municipalities
}
admin-network-new = New network
admin-network-name-pl = Name in Polish
admin-network-name-en = Name in English
admin-network-create = Create the network
admin-network-taken = There is already a network with this name. Enter another name.
admin-network-add = Add members
admin-network-add-ticked = Add the selected municipalities
admin-network-member-already = Already in the network
admin-network-member-list = Members
admin-network-remove = Remove from the network

admin-people = People and their roles
admin-person-invite = Invite a person
admin-person-shut = Account disabled
admin-person-revoke = Remove role
admin-person-link = New link
admin-person-disable = Disable account
admin-person-enable = Enable account
admin-person-no-roles = This person has no role. After signing in they see only what is public.
admin-person-language = Language of the pages
admin-person-role = Role
admin-person-invite-text = After saving, we will show a one-time sign-in link. Miernik does not send it: pass it on to the person yourself, best face to face or by office e-mail.
admin-person-make-link = Save and show the link
admin-role-administrator = Administrator
admin-role-administrator-hint = Runs the whole installation: campaigns, networks and people.
admin-role-administrator-of = Administrator of the network { $network }
admin-role-expert = Expert
admin-role-expert-hint = Sees and reviews the answers of all municipalities in one network, and sees their results.
admin-role-expert-of = Expert of the network { $network }
admin-role-officer = Representative of a municipality
admin-role-officer-hint = Answers for the municipality and submits the assessment.
admin-role-officer-of = Representative: { $municipality }
admin-role-viewer = Viewer
admin-role-viewer-hint = Sees the answers and results of a network or a municipality, and changes nothing.
admin-role-viewer-of = Viewer: { $municipality }
admin-role-viewer-of-network = Viewer of the network { $network }
admin-viewer-place = Choose a network or enter a municipality, not both
admin-role-missing = Choose a role
admin-language-missing = Choose a language
admin-officer-municipality-hint = Name of the municipality or TERYT code
admin-municipality-unknown = There is no municipality with this name or code. Enter the full name or the TERYT code.
admin-municipality-several = Several municipalities have this name. Choose one of them.
admin-account-shut = The account with this address is disabled. Enable it in the list of people first.
admin-link-title = Sign-in link
admin-link-text = This link is for { $name } ({ $email }). It works once, within 7 days. Earlier links for this person no longer work.
admin-link-once = The link is shown only now. If it gets lost, make a new one in the list of people.
admin-role-added-title = Role added
admin-role-added-text = { $name } already has an account and now has the new role. No new link is needed.
admin-to-people = Back to the list of people

admin-done-created = The campaign has been created and is open.
admin-done-invited = The municipalities have been invited.
admin-done-close = The campaign is closed.
admin-done-open = The campaign is open again.
admin-done-freeze = The results are frozen.
admin-done-publish = The results are published.
admin-done-reopened = The assessment has been sent back for correction.
admin-done-network = The network has been created.
admin-done-members = The members have been added.
admin-done-removed = The municipality is no longer in the network. Its assessments stay.
admin-done-disabled = The account is disabled and its open sessions have ended.
admin-done-enabled = The account is enabled.
admin-done-revoked = The role has been removed.

admin-person-mail = E-mail a sign-in link
admin-person-invite-mailed = After saving, an e-mail with a one-time sign-in link is sent to this address.
admin-person-send-link = Save and send the link
admin-link-mailed-title = E-mail on its way
admin-link-mailed-text = An e-mail with a sign-in link goes to { $name } ({ $email }). The link works once, within 7 days.

admin-letters = E-mails
admin-letters-list = E-mails, newest first
admin-letters-none = There are no e-mails in this campaign yet.
admin-letters-older = Older e-mails
admin-letters-off = Miernik has no mail server here, so it sends no e-mails. Pass sign-in links on yourself; the person who runs the installation can set a mail server.
admin-letter-to = To
admin-letter-about = E-mail
admin-letter-when = When
admin-letter-act = What you can do
admin-letter-erased = address erased
admin-letter-queued = Waiting
admin-letter-sending = Being sent
admin-letter-sent = Sent
admin-letter-failed = Could not be sent
admin-letter-bounced = Refused
admin-letter-cancelled = Not sent
admin-letter-invitation = Account
admin-letter-link = Sign-in link
admin-letter-campaign = Invitation to the campaign
admin-letter-reminder = Reminder
admin-letter-receipt = Receipt
admin-letter-returned = Questions from the expert
admin-letter-replied = Replies to the experts
admin-letter-verified = Answers verified
admin-letter-delegation = Request for answers
admin-letter-again = Next attempt: { $at }
admin-letter-why-handed-in = The municipality had already submitted.
admin-letter-why-over = The campaign was no longer open.
admin-letter-why-no-longer = The person no longer had this role, an active account or a working link.
admin-letter-why-given-back = The answers had been returned.
admin-letter-why-by-hand = Cancelled by an administrator.
admin-letter-cancel = Do not send
admin-letter-resend = Send again

admin-remind = Remind
admin-remind-text = { $count ->
    [one] { $count } municipality that has not submitted gets a reminder. The last day is { $closes }. Whoever submits before the e-mail is sent gets none.
   *[other] { $count } municipalities that have not submitted get a reminder. The last day is { $closes }. Whoever submits before the e-mail is sent gets none.
}
admin-remind-nobody-now = Nobody gets a reminder now.
admin-remind-who = Who gets it
admin-remind-send = Send reminders
admin-remind-none = Select at least one municipality
admin-remind-left-out = Who gets none
admin-remind-today = was reminded today already
admin-remind-nobody = nobody with an active account answers for it
admin-to-campaign = Back to the campaign
admin-done-reminded = The reminders are ready and will be sent shortly.
admin-done-letter-resent = The e-mail will be sent again.
admin-done-letter-cancelled = The e-mail will not be sent.
admin-done-letter-already = Nothing has been done, because the state of this e-mail had changed before. Below is what it is now.

admin-person-second-factor = Turn off the second step at sign-in
admin-done-second-factor = The second step at sign-in is off and the open sessions have ended.
admin-person-provider = Unlink from the sign-in service
admin-done-provider = The account is unlinked. At the next sign-in there it is linked anew, by its address.
