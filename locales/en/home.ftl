### The page after signing in.

home-title = My tasks
home-begin = Start
home-to-read = Assessments to look at
home-past = Earlier assessments
home-results = results
home-answers = answers
home-receipt = Receipt and submitted answers
home-submitted = Submitted
home-not-submitted = Not submitted
home-submitted-at = submitted on { $time }
home-compare = Campaigns to compare
home-state-open = Open
home-state-closed = Closed
home-state-frozen = Frozen
home-state-published = Published
home-admin = Run campaigns
home-admin-text = Networks, campaigns, invitations, people and their roles.
home-nothing = This account does not belong to a municipality or a network yet. Write to the person who runs the campaign.
home-password = Set a password
