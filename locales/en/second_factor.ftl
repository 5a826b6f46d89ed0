### The second factor: a code from a device beside password or link.

second-factor-title = Second step at sign-in
second-factor-about = With a second step, a stolen password or link is not enough to get in: at sign-in you also type a code that an app on your phone shows. Any app for one-time codes (TOTP) will do, for example Aegis, FreeOTP or Google Authenticator.
second-factor-required = Your role needs a second step at sign-in. Set it up now; then you go on.
second-factor-start = Set up the second step
second-factor-step-app = Open the app for one-time codes on your phone and add an account.
second-factor-step-scan = Scan this picture.
second-factor-picture = QR code with the key for the app; the same key is below as text
second-factor-or-type = Or type this key into the app:
second-factor-open-app = Open the app on this device
second-factor-step-code = Type the code that the app shows.
second-factor-code = Code
second-factor-code-hint = 6 digits from the app, or one of your recovery codes
second-factor-code-hint-first = 6 digits from the app
second-factor-confirm = Confirm
second-factor-refused = The code is not right or was used before. Type the one that the app shows now.
second-factor-code-title = Code from your phone
second-factor-lost = Phone and recovery codes lost? The person who runs the installation can turn the second step off.
second-factor-on = { $left ->
    [one] The second step is on. You have { $left } recovery code left.
   *[other] The second step is on. You have { $left } recovery codes left.
}
second-factor-new-codes = Make new recovery codes
second-factor-turn-off = Turn the second step off
second-factor-stays = Your role needs the second step, so it cannot be turned off.
second-factor-done-off = The second step is off.
second-factor-codes-title = Recovery codes
second-factor-codes-text = Each of these codes replaces the phone once. Print them or keep them in a password manager: they are shown only now, and earlier ones no longer work.
second-factor-go-on = I have kept them, go on
