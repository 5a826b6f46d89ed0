### Passkeys: signing in by a finger, a face or a PIN on a device of one's own, or by a security key.

passkeys-title = Passkeys
passkeys-link = Passkeys: sign in with a finger, a face or a security key
passkeys-about = A passkey stays on your computer, phone or security key, which asks for your finger, face or PIN before it is used. It works on this address only, so nobody can coax it out of you. At sign-in it replaces the code from the phone, and usually the password too.
passkeys-off = There are no passkeys at this address: browsers give them only to services with a name and HTTPS. Codes from a phone work.
passkeys-not-fresh = To add or remove a passkey you must have signed in within the last { $minutes } minutes.
passkeys-most = You can have at most { $most } passkeys. To add one, remove another first.
passkeys-last-stays = Your role needs a second step at sign-in, so the only passkey cannot be removed. Add another one first, or set up codes from a phone.
passkeys-sign-in-again = Sign in again
passkeys-new = Add a passkey
passkeys-name = Name
passkeys-name-hint = By which you will know it, for example “office laptop” or “blue key”
passkeys-name-missing = Enter a name for the passkey
passkeys-name-unusable = The name must fit on one line, at most 60 characters
passkeys-add = Add
passkeys-without = Adding a passkey needs JavaScript and a browser that knows passkeys. Without them, set up codes from a phone on the page “Second step at sign-in”.
passkeys-failed = The device has not answered, or has been stopped. Try again.
passkeys-refused = This passkey was not accepted. Try again, or sign in another way.
passkeys-added-at = Added: { $time }
passkeys-used-at = Last used: { $time }
passkeys-never-used = Not used yet
passkeys-remove = Remove
passkeys-codes-left = { $left ->
    [one] If you lose your devices, a recovery code lets you in. You have { $left } left.
   *[other] If you lose your devices, a recovery code lets you in. You have { $left } left.
}
passkeys-done-added = The passkey has been added.
passkeys-done-removed = The passkey has been removed.
passkeys-sign-in = Sign in with a passkey
passkeys-code-title = Second step: passkey
passkeys-recovery-hint = One of your recovery codes
passkeys-without-code = Passkeys need JavaScript and a browser that knows them. Without them, type the code from the phone or a recovery code.
passkeys-without-recovery = Passkeys need JavaScript and a browser that knows them. Without them, type one of your recovery codes.
