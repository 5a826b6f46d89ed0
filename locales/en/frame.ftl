### The frame of every page, and the pages of problems.

frame-sections = Sections
frame-breadcrumbs = Breadcrumbs
frame-section-home = My tasks
frame-section-admin = Run campaigns
frame-section-front = Home page
frame-section-method = How we score
frame-title-error = Error:
frame-error-summary = There is something to correct
frame-error-prefix = Error:
frame-done = Done
frame-demo-name = Demo version
frame-demo-tag = Demo
frame-demo-text = This is a demo: anybody can sign in with one click, and everything starts afresh after a restart. Please do not enter real data.
frame-footer-engine = scoring rules, version { $version }
frame-footer-session-ends = you will be signed out at { $time } if you are not active

## Problems: title and what to do next

frame-problem-reference = Reference to quote when you report this:
frame-problem-to-front = Go to the home page
frame-problem-to-home = Go to my tasks
frame-problem-not-found-title = There is no such page
frame-problem-not-found-text = The address may be wrong, the page may have been removed, or you may have to sign in to see it. Check the address or sign in.
frame-problem-forbidden-title = You cannot see this page
frame-problem-forbidden-text = This account has no access to this page. If in doubt, write to the person who runs the campaign.
frame-problem-sign-in-title = You need to sign in
frame-problem-sign-in-text = Your session has ended or has not started yet. Sign in and come back to this page.
frame-problem-bad-request-title = We could not read what was sent
frame-problem-bad-request-text = Go back to the previous page and try again.
frame-problem-too-large-title = Too much data at once
frame-problem-too-large-text = The form is larger than we accept (4 MB). Shorten the longest texts and send it again.
frame-problem-forged-title = This form cannot be accepted
frame-problem-forged-text = The form was opened before you signed in again, or on another site. Nothing has been changed. Open the page again and resend the form.
frame-problem-state-title = This cannot be done now
frame-problem-state-text = Things have changed in the meantime: the assessment may have been submitted or the campaign closed. Nothing has been changed. Open the page again.
frame-problem-conflict-title = Somebody saved this a moment ago
frame-problem-conflict-text = Another person saved a change at the same time. Open the page again, look at their change and try once more.
frame-problem-too-many-title = Too many attempts
frame-problem-too-many-text = After many failed attempts to sign in you have to wait 15 minutes. Then try again.
frame-problem-busy-title = Please wait a moment
frame-problem-busy-text = Other people are downloading files or charts, and we prepare only a few at a time. Try again in ten or twenty seconds.
frame-problem-unavailable-title = We cannot save or read data at the moment
frame-problem-unavailable-text = The database is not responding or the disk is full. Go back to the previous page (your text is still there) and try again in a few minutes.
frame-problem-internal-title = Something went wrong on our side
frame-problem-internal-text = This is our fault. Saved answers are safe. Try again in a few minutes.
