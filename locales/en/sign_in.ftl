### Signing in, one-time links, the first administrator, the own password.

sign-in-title = Sign in
sign-in-needed = You have to sign in to see this page.
sign-in-email = E-mail address
sign-in-password = Password
sign-in-name = Full name
sign-in-no-account = No account or no password? The person who runs the campaign will give you a sign-in link.
sign-in-asked = Answering a request from a municipality needs no account: open the link in the request again.
sign-in-mail-title = Send me a link to sign in
sign-in-mail-text = The link is sent to the address of an account. It works once and takes the place of the password.
sign-in-mail-send = Send the link
sign-in-mailed-title = Check your e-mail
sign-in-mailed-text = If { $email } belongs to an account, a link to sign in will arrive there shortly.
sign-in-mailed-none = If nothing arrives, check the address and the spam folder, or write to the person who runs the campaign. At most three links are sent to one address within 15 minutes.
sign-in-refused = The e-mail address or the password is not right. Check both.
sign-in-name-missing = Enter your full name
sign-in-name-unusable = The name must fit on one line of at most 200 characters
sign-in-email-unusable = Enter an e-mail address, for example jan.nowak@urzad.pl
sign-in-email-taken = This e-mail address already has an account. Enter another one.
sign-in-password-short = The password is too short: at least 12 characters are needed
sign-in-password-long = The password is too long: at most 256 characters
sign-in-password-hint = At least { $shortest } characters. A few ordinary words that are easy to remember work best.
sign-in-link-title = Sign in by link
sign-in-link-text = This link works once. Press the button below to sign in.
sign-in-link-enter = Sign in and continue
sign-in-setup-title = First administrator
sign-in-setup-text = This is the first start. The person entered below will run the whole installation: set up networks and campaigns, and invite municipalities and people.
sign-in-setup-save = Create the account and sign in
sign-in-password-title = Your password
sign-in-password-old = Current password
sign-in-password-old-wrong = This is not the current password. If you cannot remember it, the person who runs the campaign will give you a sign-in link.
sign-in-password-new = New password

## Own sessions

sign-in-sessions = Open sessions
sign-in-sessions-text = Each row is one sign-in. If something is wrong, end the other sessions and change your password.
sign-in-sessions-unknown = unknown device
sign-in-sessions-this = This session
sign-in-sessions-began = Signed in: { $time }
sign-in-sessions-used = Last used: { $time }
sign-in-sessions-end = Sign out everywhere else
sign-in-sessions-only = There are no other sessions.
sign-in-sessions-ended = The other sessions have ended.
