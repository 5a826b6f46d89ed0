### Signing in with an account elsewhere (OpenID Connect).

provider-sign-in = Sign in with { $name }
provider-down = The sign-in service is not responding properly. Try again in a while, or sign in another way.
provider-state = This sign-in was begun in another browser or too long ago. Begin again.
provider-unwilling = The sign-in service refused, or the sign-in was cancelled. Try again, or sign in another way.
provider-untrue = The answer of the sign-in service could not be checked, so you have not been signed in. Tell the person who runs this installation.
provider-unknown = You have signed in there, but nobody here has your address, or the account is closed. The person who runs the edition can invite you.
provider-unverified = The sign-in service has not confirmed your e-mail address, so your account here cannot be found. Sign in another way.
provider-otherwise = The account here with your address is already linked to another account at the sign-in service. The person who runs this installation can remove that link.
