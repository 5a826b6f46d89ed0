### Signing in with an account elsewhere (OpenID Connect).

provider-sign-in = Sign in with { $name }
provider-down = The service with which you wanted to sign in does not answer as it should. Try again in a while, or sign in another way.
provider-state = This sign-in was begun in another browser or too long ago. Begin again.
provider-unwilling = The service with which you wanted to sign in has not let you in. Try again, or sign in another way.
provider-untrue = The answer of the service with which you wanted to sign in could not be checked, so it does not count. Tell the person who runs this installation.
provider-unknown = You have signed in there, but nobody here has your address, or the account is shut. The person who runs the edition can invite you.
provider-unverified = The service has not given an address that it has checked, so your account here cannot be found. Sign in another way.
provider-otherwise = The account with your address belongs to another account at that service. The person who runs this installation can undo that.
