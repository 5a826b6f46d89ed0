//! Signing in with an account elsewhere: a provider of identities that speaks OpenID Connect (authorization code with PKCE, state and nonce).
//!
//! The provider says who somebody is, never what they may do. Nothing waits here while somebody is at the provider: one secret in a cookie of the browser
//! is the key from which state, nonce and PKCE verifier are worked out, so that an answer holds only in the browser that asked, and for a while.

mod http;

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse,
    CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::access::{Person, administers};
use super::attempts::Attempt;
use super::sign_in::{self, Session, email_key};
use super::{App, FieldError, ServiceError};
use crate::ids::{self, Secret};
use crate::store::{StoreError, Tx, identities, people};
use http::Http;

/// Somebody has to come back from the provider within this time.
pub const AWAY: SignedDuration = SignedDuration::from_mins(10);
/// What the provider publishes about itself is asked for anew after this long.
const KEEP: SignedDuration = SignedDuration::from_mins(5);
/// Conversations with the provider at a time.
const PLACES: usize = 8;
/// Signatures that count: those that only the provider can make. One under the shared secret of the client is not among them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What the operator says about the provider.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its address, exactly as it writes it itself.
    pub issuer: String,
    /// How it is called on the button.
    pub name: String,
    /// As whom this installation is known there.
    pub client_id: String,
    /// The secret that goes with it; none for a client without one.
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for ProviderSettings {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSettings").field("issuer", &self.issuer).field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// Whether an address can be a provider's: HTTPS, or a program on this machine.
pub fn is_issuer(address: &str) -> bool {
    let Ok(issuer) = IssuerUrl::new(address.to_owned()) else { return false };
    let url = issuer.url();
    url.scheme() == "https" || (url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")))
}

/// The provider, as this process speaks to it.
#[derive(Debug)]
pub(crate) struct Provider {
    settings: ProviderSettings,
    http: Http,
    known: Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
    places: Semaphore,
}

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Provider {
    /// The provider of the settings.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] if this machine has no list of roots to trust.
    pub(super) fn new(settings: ProviderSettings) -> Result<Self, ServiceError> {
        let http = Http::new().map_err(|error| ServiceError::Internal(format!("this machine's root certificates cannot be read: {error}")))?;
        Ok(Self { settings, http, known: Mutex::new(None), places: Semaphore::new(PLACES) })
    }

    fn place(&self) -> Result<SemaphorePermit<'_>, ServiceError> {
        self.places.try_acquire().map_err(|_| ServiceError::Busy)
    }

    /// What the provider publishes about itself, with its keys; `since` says how old it may be.
    async fn metadata(&self, now: Timestamp, since: Timestamp) -> Result<CoreProviderMetadata, ServiceError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, metadata)) = known
            && at >= since
        {
            return Ok(metadata);
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(|error| ServiceError::Internal(error.to_string()))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.http).await.map_err(|error| down(&error))?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, metadata.clone()));
        Ok(metadata)
    }

    fn client(&self, metadata: CoreProviderMetadata, redirect: String) -> Result<Client, ServiceError> {
        let methods = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let by_body = methods.contains(&CoreClientAuthMethod::ClientSecretPost) && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let redirect = RedirectUrl::new(redirect).map_err(|error| ServiceError::Internal(error.to_string()))?;
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        Ok(CoreClient::from_provider_metadata(metadata, ClientId::new(self.settings.client_id.clone()), secret)
            .set_redirect_uri(redirect)
            .set_auth_type(if by_body { AuthType::RequestBody } else { AuthType::BasicAuth }))
    }
}

fn refused(code: &'static str) -> ServiceError {
    ServiceError::Invalid(vec![FieldError::new("provider", code)])
}

/// The provider does not answer, or not as it should: the cause is for the log.
fn down(error: &dyn std::error::Error) -> ServiceError {
    let mut causes = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        causes = format!("{causes}: {error}");
        cause = error.source();
    }
    tracing::warn!(%causes, "the provider of identities does not answer as it should");
    refused("provider-down")
}

/// How the provider is called; none if there is none.
pub fn name(app: &App) -> Option<&str> {
    app.provider().map(|provider| provider.settings.name.as_str())
}

fn on(app: &App) -> Result<&Provider, ServiceError> {
    app.provider().ok_or(ServiceError::NotFound)
}

/// Where somebody comes back to, and where they go on to then.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// The path to which the provider sends the browser back.
    pub back: &'a str,
    /// Where they wanted to go.
    pub next: &'a str,
}

/// Somebody on the way to the provider.
#[derive(Debug)]
pub struct Leaving {
    /// The address to go to.
    pub address: String,
    /// The secret for the cookie.
    pub secret: Secret,
}

/// What is worked out from the secret in the cookie.
fn derived(secret: &Secret, what: &str) -> String {
    ids::sign(secret, what)
}

fn state(secret: &Secret, now: Timestamp, next: &str) -> String {
    let said = format!("{}~{next}", now.as_second());
    format!("{}~{said}", derived(secret, &format!("state {said}")))
}

/// Where the state says to go on to, if it is one of this secret and not too old.
fn next_of<'a>(secret: &Secret, state: &'a str, now: Timestamp) -> Option<&'a str> {
    let (signature, said) = state.split_once('~')?;
    let (at, next) = said.split_once('~')?;
    let at = Timestamp::from_second(at.parse().ok()?).ok()?;
    (ids::is_signed(secret, &format!("state {said}"), signature) && now <= at + AWAY).then_some(next)
}

/// Sends somebody to the provider.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no provider; [`ServiceError::Invalid`] if it does not answer; [`ServiceError::Busy`] if too many ask.
pub async fn leave(app: &App, way: Way<'_>) -> Result<Leaving, ServiceError> {
    let provider = on(app)?;
    let _place = provider.place()?;
    let (secret, now) = (sign_in::random()?, app.now());
    let client = provider.client(provider.metadata(now, now - KEEP).await?, redirect(app, way))?;
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(derived(&secret, "verifier")));
    let (state, nonce) = (CsrfToken::new(state(&secret, now, way.next)), Nonce::new(derived(&secret, "nonce")));
    let (address, ..) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
        .add_scope(Scope::new("email".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Leaving { address: address.into(), secret })
}

fn redirect(app: &App, way: Way<'_>) -> String {
    format!("{}{}", app.settings().public_url, way.back)
}

/// With what the provider has sent somebody back.
#[derive(Debug, Clone, Copy)]
pub struct Returned<'a> {
    /// What it was given and gives back.
    pub state: &'a str,
    /// The code; empty if the person or the provider did not want to.
    pub code: &'a str,
    /// Who the provider says it is; empty if it does not.
    pub issuer: &'a str,
}

/// Somebody who has signed in at the provider.
#[derive(Debug)]
pub struct Arrived {
    /// The sign-in here; a second factor is asked for as ever.
    pub session: Session,
    /// Where they wanted to go.
    pub next: String,
}

/// Signs in whom the provider has sent back: a person who is linked to that name there, else, once, the one with that address, if the provider has
/// checked it. Nobody else; no account is made and no right given.
///
/// # Errors
/// [`ServiceError::Invalid`] with the reason: not asked for in this browser or too long ago, not wanted, not answering, unknown here.
pub async fn come_back(app: &App, secret: Option<&Secret>, back: &str, returned: Returned<'_>, from: IpAddr) -> Result<Arrived, ServiceError> {
    let provider = on(app)?;
    let secret = secret.ok_or_else(|| refused("provider-state"))?;
    let next = next_of(secret, returned.state, app.now()).ok_or_else(|| refused("provider-state"))?;
    if returned.code.is_empty() {
        return Err(refused("provider-unwilling"));
    }
    if !returned.issuer.is_empty() && returned.issuer != provider.settings.issuer {
        return Err(refused("provider-state"));
    }
    let _place = provider.place()?;
    let identity = identity(app, provider, secret, redirect(app, Way { back, next }), returned.code).await?;
    let issuer = &provider.settings.issuer;
    let attempt = Attempt::begin(app, &format!("{issuer} {}", identity.subject), None, from).await?;
    let mut tx = app.db().write().await?;
    let account = match account(app, &mut tx, issuer, &identity).await {
        Ok(account) => account,
        Err(error @ ServiceError::Invalid(_)) => {
            drop(tx);
            attempt.refused(app).await?;
            return Err(error);
        }
        Err(error) => return Err(error),
    };
    attempt.succeeded(&mut tx).await?;
    let session = sign_in::enter(app, &mut tx, &account, app.now(), "provider").await?;
    tx.commit().await?;
    Ok(Arrived { session, next: next.to_owned() })
}

/// Who somebody is to the provider.
struct Identity {
    subject: String,
    /// The address, if the provider has checked it.
    email: Option<String>,
}

/// Redeems a code and checks what it is worth: signature, issuer, audience, time, nonce.
async fn identity(app: &App, provider: &Provider, secret: &Secret, redirect: String, code: &str) -> Result<Identity, ServiceError> {
    let now = app.now();
    // Asked for anew: the keys may have changed since.
    let client = provider.client(provider.metadata(now, now).await?, redirect)?;
    let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(|error| down(&error))?;
    let tokens = request
        .set_pkce_verifier(PkceCodeVerifier::new(derived(secret, "verifier")))
        .request_async(&provider.http)
        .await
        .map_err(|error| down(&error))?;
    let claims = verified(&client, &tokens, Nonce::new(derived(secret, "nonce")), now)?;
    let subject = claims.subject().as_str().to_owned();
    if let Some(email) = claims.email() {
        return Ok(Identity { subject, email: (claims.email_verified() == Some(true)).then(|| email.as_str().to_owned()) });
    }
    // Many providers give the address on request only.
    let Ok(request) = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone())) else {
        return Ok(Identity { subject, email: None });
    };
    let more: CoreUserInfoClaims = request.request_async(&provider.http).await.map_err(|error| down(&error))?;
    let email = more.email().filter(|_| more.email_verified() == Some(true)).map(|email| email.as_str().to_owned());
    Ok(Identity { subject, email })
}

fn verified(client: &Client, tokens: &CoreTokenResponse, nonce: Nonce, now: Timestamp) -> Result<CoreIdTokenClaims, ServiceError> {
    let wrong = |error: &dyn std::error::Error| {
        let _ = down(error);
        refused("provider-untrue")
    };
    let token = tokens.id_token().ok_or_else(|| refused("provider-untrue"))?;
    let since = Duration::from_secs(u64::try_from(now.as_second()).unwrap_or(0));
    let verifier =
        client.id_token_verifier().set_allowed_algs(HashSet::from(ALGORITHMS)).set_time_fn(move || (SystemTime::UNIX_EPOCH + since).into());
    let claims = token.claims(&verifier, &nonce).map_err(|error| wrong(&error))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|error| wrong(&error))?;
        let key = token.signing_key(&verifier).map_err(|error| wrong(&error))?;
        let hash = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(|error| wrong(&error))?;
        if hash != *expected {
            return Err(refused("provider-untrue"));
        }
    }
    Ok(claims.clone())
}

/// The account of an identity, linked to it from now on.
async fn account(app: &App, tx: &mut Tx, issuer: &str, identity: &Identity) -> Result<people::Person, ServiceError> {
    let open = |person: &people::Person| person.disabled_at.is_none();
    if let Some(id) = identities::person(tx, issuer, &identity.subject).await? {
        return people::by_id(tx, id).await?.filter(open).ok_or_else(|| refused("provider-unknown"));
    }
    let email = identity.email.as_deref().ok_or_else(|| refused("provider-unverified"))?;
    let account = people::by_email(tx, &email_key(email)).await?.filter(open).ok_or_else(|| refused("provider-unknown"))?;
    let taken = |error: StoreError| if error.is_conflict() { refused("provider-otherwise") } else { error.into() };
    identities::link(tx, issuer, &identity.subject, account.id, app.now()).await.map_err(taken)?;
    app.note(tx, Some(account.id), "person.provider-link", &format!("person/{}", account.id), &issuer).await?;
    Ok(account)
}

/// Whether somebody is linked to a name at a provider, for an administrator of the installation.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody else.
pub async fn is_linked(app: &App, person: &Person, id: Uuid) -> Result<bool, ServiceError> {
    administers(person)?;
    Ok(identities::is_linked(&mut app.db().read().await?, id).await?)
}

/// Takes the link of somebody to a name at a provider away, as where that account there is another one now. Without a link it changes nothing.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn unlink(app: &App, person: &Person, id: Uuid) -> Result<(), ServiceError> {
    administers(person)?;
    let mut tx = app.db().write().await?;
    if identities::unlink(&mut tx, id).await? > 0 {
        app.note(&mut tx, Some(person.id), "person.provider-unlink", &format!("person/{id}"), &()).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{AWAY, is_issuer, next_of, state};
    use crate::ids::Secret;

    #[test]
    fn a_state_holds_for_one_browser_and_a_while() {
        let (own, other) = (Secret::random().unwrap(), Secret::random().unwrap());
        let now: jiff::Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let said = state(&own, now, "/pl/home?a=~b");
        assert_eq!(next_of(&own, &said, now + AWAY), Some("/pl/home?a=~b"));
        assert_eq!(next_of(&own, &said, now + AWAY + jiff::SignedDuration::from_secs(1)), None);
        assert_eq!(next_of(&other, &said, now), None);
        assert_eq!(next_of(&own, &said.replace("home", "admin"), now), None);
        for broken in ["", "~", "~~", "00~1~", &said[1..]] {
            assert_eq!(next_of(&own, broken, now), None, "{broken}");
        }
    }

    #[test]
    fn a_provider_speaks_https_or_is_on_this_machine() {
        for good in ["https://login.example.org/realms/a", "http://127.0.0.1:3000", "http://localhost:3000/x", "http://[::1]:3000"] {
            assert!(is_issuer(good), "{good}");
        }
        for bad in ["http://login.example.org", "login.example.org", "", "ftp://localhost", "http://127.0.0.1.example.org"] {
            assert!(!is_issuer(bad), "{bad}");
        }
    }
}
