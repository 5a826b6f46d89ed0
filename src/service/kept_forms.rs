//! Forms of answers that arrive when their sign-in has ended: they wait on the server until the same person signs in again in the same browser.
//!
//! Two things are needed to get at one: the key in the browser's cookie, and a sign-in as the person whose mark stood in the form. The mark is signed, so
//! that only forms that we made for somebody are ever kept, and nobody can put words into the mouth of somebody else.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::access::Person;
use super::sign_in::random;
use super::{App, ServiceError};
use crate::ids::{self, Secret, new_id};
use crate::store::kept_forms::{self as store, KeptForm};
use crate::store::{Db, settings};

/// A form is kept for this long.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// So many forms of one person are kept at once; a further one goes back to the person's page.
pub const MOST_OF_PERSON: i64 = 20;
/// A form with more bytes than this is not kept, but goes back to the person's page.
pub const LARGEST: usize = 1024 * 1024;

/// The setting with the key that signs marks.
const MARK_KEY: &str = "form-mark-key";

/// What stands in forms to say whose they are.
pub fn mark(app: &App, person: Uuid) -> String {
    format!("{person}.{}", ids::sign(app.mark_key(), &message(person)))
}

/// Whose form it is; none if the mark is not one of ours.
fn whose(app: &App, mark: &str) -> Option<Uuid> {
    let (person, signature) = mark.split_once('.')?;
    let person = person.parse().ok()?;
    ids::is_signed(app.mark_key(), &message(person), signature).then_some(person)
}

fn message(person: Uuid) -> String {
    format!("form of {person}")
}

/// The key that signs marks, made once for each installation.
///
/// # Errors
/// If there is no randomness or the store fails.
pub(super) async fn mark_key(db: &Db) -> Result<Secret, ServiceError> {
    let known = settings::get(&mut db.read().await?, MARK_KEY).await?;
    if let Some(key) = known.as_deref().and_then(Secret::parse) {
        return Ok(key);
    }
    let mut tx = db.write().await?;
    settings::set_once(&mut tx, MARK_KEY, random()?.reveal()).await?;
    let key = settings::get(&mut tx, MARK_KEY).await?.as_deref().and_then(Secret::parse);
    tx.commit().await?;
    key.ok_or_else(|| ServiceError::Internal(format!("the setting {MARK_KEY} is not a key")))
}

/// A form that came without a sign-in.
#[derive(Debug, Clone, Copy)]
pub struct Arrived<'a> {
    /// The key of the browser, if it has one.
    pub key: Option<&'a Secret>,
    /// Whose form it says it is.
    pub mark: &'a str,
    /// Path of its page.
    pub address: &'a str,
    /// Its fields, encoded.
    pub body: &'a str,
}

/// Keeps a form; gives the key for the browser, and until when. None if it is not kept: it is not one of ours, too large, or there are too many.
///
/// # Errors
/// If there is no randomness or the store fails.
pub async fn keep(app: &App, form: Arrived<'_>) -> Result<Option<(Secret, Timestamp)>, ServiceError> {
    let Some(person_id) = whose(app, form.mark).filter(|_| form.body.len() <= LARGEST) else { return Ok(None) };
    let key = match form.key {
        Some(key) => key.clone(),
        None => random()?,
    };
    let now = app.now();
    let expires_at = now + KEPT;
    let mut tx = app.db().write().await?;
    let waiting = store::of_key(&mut tx, &key.hash(), now).await?;
    // The same form once more: nothing new to keep.
    if waiting.iter().any(|kept| kept.person_id == person_id && kept.body == form.body) {
        return Ok(Some((key, expires_at)));
    }
    if store::count_of(&mut tx, person_id, now).await? >= MOST_OF_PERSON {
        return Ok(None);
    }
    let (address, body) = (form.address.to_owned(), form.body.to_owned());
    let kept = KeptForm { id: new_id(), person_id, address, body, kept_at: now, expires_at };
    store::insert(&mut tx, &key.hash(), &kept).await?;
    // Nobody is signed in, so nobody has done it.
    app.note(&mut tx, None, "form.keep", &format!("person/{person_id}"), &kept.id).await?;
    tx.commit().await?;
    Ok(Some((key, expires_at)))
}

/// The forms that wait in a browser, the oldest first: those of the person who has signed in, and until when those of others are kept.
///
/// # Errors
/// If the store fails.
pub async fn waiting(app: &App, person: &Person, key: &Secret) -> Result<(Vec<KeptForm>, Option<Timestamp>), ServiceError> {
    let forms = store::of_key(&mut app.db().read().await?, &key.hash(), app.now()).await?;
    let (own, others): (Vec<_>, Vec<_>) = forms.into_iter().partition(|form| form.person_id == person.id);
    Ok((own, others.iter().map(|form| form.expires_at).max()))
}

/// Keeps a form no longer, because what stood in it is saved or in front of the person again.
///
/// # Errors
/// If the store fails.
pub async fn done(app: &App, person: &Person, form: &KeptForm) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    store::remove(&mut tx, form.id).await?;
    app.note(&mut tx, Some(person.id), "form.done", &format!("person/{}", person.id), &form.id).await?;
    tx.commit().await?;
    Ok(())
}
