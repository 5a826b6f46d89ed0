### The frame of every page, and the pages of problems.

frame-sections = Sections
frame-breadcrumbs = Path
frame-section-home = My tasks
frame-section-admin = Run campaigns
frame-section-front = Home page
frame-section-method = How we score
frame-title-error = Error:
frame-error-summary = Something needs correcting
frame-error-prefix = Error:
frame-done = Done
frame-demo-name = Demo version
frame-demo-tag = Demo
frame-demo-text = This is a demo: anybody can sign in with one click, and after a restart everything begins anew. Please do not enter real data.
frame-footer-engine = scoring rules, version { $version }
frame-footer-session-ends = your sign-in ends at { $time } unless you go on

## Problems: title and what to do next

frame-problem-reference = Reference to quote when you report this:
frame-problem-to-front = Go to the home page
frame-problem-not-found-title = There is no such page
frame-problem-not-found-text = The address may be wrong, the page may have been removed, or you may have to sign in to see it.
frame-problem-forbidden-title = You cannot see this page
frame-problem-forbidden-text = This account has no access to the page. If in doubt, write to the person who runs the campaign.
frame-problem-sign-in-title = Please sign in
frame-problem-sign-in-text = Your sign-in has ended or has not begun. Please sign in and come back to this page.
frame-problem-bad-request-title = We do not understand this request
frame-problem-bad-request-text = Please go back to the previous page and try again.
frame-problem-too-large-title = Too much at once
frame-problem-too-large-text = The form is larger than we accept (4 MB). Please shorten the longest texts and send it again.
frame-problem-forged-title = This form does not belong to your sign-in
frame-problem-forged-text = The form was opened before you signed in again, or on another site. Nothing has been changed. Please open the page anew and send the form again.
frame-problem-state-title = This cannot be done now
frame-problem-state-text = Things have changed in the meantime: the assessment may have been submitted or the campaign closed. Nothing has been changed. Please open the page anew.
frame-problem-conflict-title = Somebody saved this a moment ago
frame-problem-conflict-text = Another person saved a change at the same time. Please open the page anew, look at their change and try again.
frame-problem-too-many-title = Too many attempts
frame-problem-too-many-text = After many failed attempts to sign in you have to wait for 15 minutes.
frame-problem-unavailable-title = We cannot save or read data at the moment
frame-problem-unavailable-text = The database does not answer or the disk is full. Please go back to the previous page (your text is still there) and try again in a few minutes.
frame-problem-internal-title = Something broke on our side
frame-problem-internal-text = This is our fault. Saved answers are safe. Please try again in a few minutes.
