### Passkeys: signing in by a finger, a face or a PIN on a device of one's own, or by a security key.

passkeys-title = Passkeys
passkeys-link = Passkeys: sign in with a finger, a face, a PIN or a security key
passkeys-about = A passkey stays on your computer, phone or security key, and the device asks for your finger, face or PIN before it is used. It works at this address only, so a false site cannot trick you into giving it away. At sign-in it replaces the code from the phone, and usually the password too.
passkeys-off = Passkeys cannot be used at this address: browsers require a domain name and HTTPS. You can set up codes from a phone.
passkeys-not-fresh = To add or remove a passkey you must have signed in within the last { $minutes } minutes.
passkeys-most = You can have at most { $most } passkeys. To add one, remove another first.
passkeys-last-stays = Your role needs a second step at sign-in, so the only passkey cannot be removed. Add another one first, or set up codes from a phone.
passkeys-sign-in-again = Sign in again
passkeys-new = Add a passkey
passkeys-name = Name
passkeys-name-hint = Helps you to recognise it, for example “office laptop” or “blue key”
passkeys-name-missing = Enter a name for the passkey
passkeys-name-unusable = The name must fit on one line, at most 60 characters
passkeys-add = Add the passkey
passkeys-without = Adding a passkey needs JavaScript and a browser that supports passkeys. Without them, set up codes from a phone on the page “Second step at sign-in”.
passkeys-failed = The device did not answer, or its use was cancelled. Try again.
passkeys-refused = This passkey was not accepted. Try again, or sign in another way.
passkeys-added-at = Added: { $time }
passkeys-used-at = Last used: { $time }
passkeys-never-used = Not used yet
passkeys-remove = Remove passkey
passkeys-codes-left = { $left ->
    [0] You have no recovery codes left. Make new ones.
    [one] If you lose your devices, a recovery code lets you in. You have { $left } left.
   *[other] If you lose your devices, a recovery code lets you in. You have { $left } left.
}
passkeys-done-added = The passkey has been added.
passkeys-done-removed = The passkey has been removed.
passkeys-sign-in = Sign in with a passkey
passkeys-code-title = Second step: passkey
passkeys-recovery-hint = One of your recovery codes
passkeys-without-code = Passkeys need JavaScript and a browser that supports them. Without them, enter the code from the phone or a recovery code.
passkeys-without-recovery = Passkeys need JavaScript and a browser that supports them. Without them, enter one of your recovery codes.
