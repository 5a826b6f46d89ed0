//! Asking: sections, addresses, a day, a message.

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::{Delegation, another_link, letter, object, section};
use crate::ids::{Secret, new_id};
use crate::lang::Lang;
use crate::service::access::Person;
use crate::service::fill_in::{self, Plan, TaskList};
use crate::service::mail::{self, Message};
use crate::service::review::rules::Act;
use crate::service::sign_in::{email_key, is_email};
use crate::service::{App, FieldError, ServiceError, day};
use crate::store::{Tx, delegations as store};

/// A form asks no more people than this.
pub const MOST_AT_ONCE: usize = 20;
/// No more people are asked about one assessment than this, so that the service cannot be used to send mail to everybody.
pub const MOST_OF_ASSESSMENT: usize = 200;
/// A message has no more characters than this.
pub const LONGEST_MESSAGE: usize = 2_000;
/// A name has no more characters than this.
const LONGEST_NAME: usize = 200;

/// Somebody to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Name; empty if only the address was typed.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// A wish to ask.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the form: sent twice, it asks nobody twice.
    pub request: Uuid,
    /// Ids of the sections' dimensions or modules.
    pub sections: Vec<String>,
    /// Addresses as they were typed, see [`addressees`].
    pub people: String,
    /// Until when answers are asked for, if the fields make a day.
    pub due_on: Option<Date>,
    /// A message; may be empty.
    pub message: String,
    /// The language of the links and of mails.
    pub language: Lang,
}

/// A link that was made.
#[derive(Debug)]
pub struct Link {
    /// For whom.
    pub delegation: Delegation,
    /// The secret, which is nowhere else; none if the link is on its way by e-mail.
    pub secret: Option<Secret>,
}

/// The people in a text, one a line or between semicolons or commas: an address, a name and an address, or a name and an address in angle brackets. An
/// address that is there twice counts once.
///
/// # Errors
/// The parts that hold no usable address, as they were typed.
pub fn addressees(text: &str) -> Result<Vec<Addressee>, Vec<String>> {
    let (mut found, mut unreadable): (Vec<Addressee>, Vec<String>) = (Vec::new(), Vec::new());
    for part in text.split(['\n', ';', ',']).map(str::trim).filter(|part| !part.is_empty()) {
        match addressee(part) {
            Some(new) if found.iter().any(|known| email_key(&known.email) == email_key(&new.email)) => {}
            Some(new) => found.push(new),
            None => unreadable.push(part.to_owned()),
        }
    }
    if unreadable.is_empty() { Ok(found) } else { Err(unreadable) }
}

fn addressee(part: &str) -> Option<Addressee> {
    let (name, email) = part.rsplit_once(char::is_whitespace).unwrap_or(("", part));
    let email = email.strip_prefix('<').and_then(|email| email.strip_suffix('>')).unwrap_or(email);
    let name = name.trim();
    let is_usable = is_email(email) && name.chars().count() <= LONGEST_NAME && !name.contains(|c: char| c.is_control() || "<>@".contains(c));
    is_usable.then(|| Addressee { name: name.to_owned(), email: email.to_owned() })
}

/// What the person sees before asking: the same as the task list.
///
/// # Errors
/// As all of filling in; [`ServiceError::State`] if nobody may answer any more.
pub async fn ask_page(app: &App, person: Option<&Person>, id: Uuid) -> Result<TaskList, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = fill_in::open(app, &mut tx, person, id).await?;
    if !opened.may_delegate() {
        return Err(ServiceError::State("fill-in-closed"));
    }
    fill_in::list_of(&mut tx, person, opened).await
}

/// Asks people to answer sections; gives a link for each. A form that is sent again asks nobody twice, and gives no links.
///
/// # Errors
/// [`ServiceError::Invalid`] with the fields that are wrong; [`ServiceError::State`] if nobody may answer any more; otherwise as [`ask_page`].
pub async fn ask(app: &App, person: Option<&Person>, wanted: &Ask) -> Result<Vec<Link>, ServiceError> {
    let mut tx = app.db().write().await?;
    let mut opened = fill_in::open(app, &mut tx, person, wanted.assessment).await?;
    let asked_by = person.ok_or(ServiceError::SignInNeeded)?.id;
    opened.may_fill_in &= opened.allows(&mut tx, Act::Delegate).await?;
    if !opened.may_fill_in {
        app.note(&mut tx, Some(asked_by), "delegation.ask-refused", &format!("assessment/{}", wanted.assessment), &()).await?;
        tx.commit().await?;
        return Err(ServiceError::State("fill-in-closed"));
    }
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let (people, due_on) = check(app, &mut tx, wanted, |id| section(&opened, &plan, id).is_some()).await?;
    let mut links = Vec::new();
    for addressee in people {
        let delegation = new(app, wanted, addressee, due_on, asked_by);
        if let Some(link) = make(app, &mut tx, delegation, opened.campaign.id, &wanted.sections).await? {
            links.push(link);
        }
    }
    if !links.is_empty() {
        tx.commit().await?;
    }
    Ok(links)
}

async fn check(app: &App, tx: &mut Tx, wanted: &Ask, is_section: impl Fn(&str) -> bool) -> Result<(Vec<Addressee>, Date), ServiceError> {
    let mut errors = Vec::new();
    if wanted.sections.is_empty() || !wanted.sections.iter().all(|id| is_section(id)) {
        errors.push(FieldError::new("sections", "delegation-sections-missing"));
    }
    let people = addressees(&wanted.people).unwrap_or_else(|_| {
        errors.push(FieldError::new("people", "delegation-people-unreadable"));
        Vec::new()
    });
    let asked = store::of_assessment(tx, wanted.assessment).await?.iter().filter(|one| one.revoked_at.is_none()).count();
    match people.len() {
        0 if errors.iter().all(|error| error.field != "people") => errors.push(FieldError::new("people", "delegation-people-missing")),
        count if count > MOST_AT_ONCE || count + asked > MOST_OF_ASSESSMENT => errors.push(FieldError::new("people", "delegation-people-many")),
        _ => {}
    }
    errors.extend(due_error(wanted.due_on, day(app.now())));
    if wanted.message.chars().count() > LONGEST_MESSAGE {
        errors.push(FieldError::new("message", "delegation-message-long"));
    }
    match wanted.due_on {
        Some(due_on) if errors.is_empty() => Ok((people, due_on)),
        _ => Err(ServiceError::Invalid(errors)),
    }
}

/// What is wrong with a day until which answers are to be asked for.
pub(super) fn due_error(due_on: Option<Date>, today: Date) -> Option<FieldError> {
    match due_on {
        None => Some(FieldError::new("due", "delegation-due-unusable")),
        Some(due_on) if due_on < today => Some(FieldError::new("due", "delegation-due-past")),
        Some(_) => None,
    }
}

fn new(app: &App, wanted: &Ask, addressee: Addressee, due_on: Date, asked_by: Uuid) -> Delegation {
    Delegation {
        id: new_id(),
        assessment_id: wanted.assessment,
        request: wanted.request,
        asked_by,
        name: addressee.name,
        email_key: email_key(&addressee.email),
        email: addressee.email,
        language: wanted.language,
        message: wanted.message.trim().to_owned(),
        due_on,
        created_at: app.now(),
        revision: 0,
        first_opened_at: None,
        last_opened_at: None,
        revoked_at: None,
    }
}

/// Keeps one delegation and makes its link; none if the same form has made it before.
async fn make(app: &App, tx: &mut Tx, delegation: Delegation, campaign: Uuid, sections: &[String]) -> Result<Option<Link>, ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        assessment: Uuid,
        sections: &'a [&'a str],
        due_on: Date,
    }
    let mut sections: Vec<&str> = sections.iter().map(String::as_str).collect();
    sections.sort_unstable();
    sections.dedup();
    if !store::insert(tx, &delegation, &sections).await? {
        return Ok(None);
    }
    let message = Message::Delegation { delegation: delegation.id };
    let is_mailed = mail::enqueue(app, tx, &letter(&delegation, campaign, message)).await?;
    let secret = if is_mailed { None } else { Some(another_link(app, tx, delegation.id).await?) };
    let detail = Detail { assessment: delegation.assessment_id, sections: &sections, due_on: delegation.due_on };
    app.note(tx, Some(delegation.asked_by), "delegation.ask", &object(delegation.id), &detail).await?;
    Ok(Some(Link { delegation, secret }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        addressees(text).unwrap_or_default().into_iter().map(|one| (one.name, one.email)).collect()
    }

    fn one(name: &str, email: &str) -> (String, String) {
        (name.to_owned(), email.to_owned())
    }

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let text = "ewa@zabrze.pl\nJan Łoś jan@zabrze.pl; Iga Mak <iga@zabrze.pl>, EWA@zabrze.pl\n\n";
        assert_eq!(read(text), [one("", "ewa@zabrze.pl"), one("Jan Łoś", "jan@zabrze.pl"), one("Iga Mak", "iga@zabrze.pl")]);
        assert_eq!(read(""), []);
    }

    #[test]
    fn what_holds_no_address_is_given_back_as_it_was_typed() {
        let text = "ewa@zabrze.pl\nJan Łoś\n<b>@x.pl y@z\nA@B c@zabrze.pl";
        assert_eq!(addressees(text), Err(vec!["Jan Łoś".to_owned(), "<b>@x.pl y@z".to_owned(), "A@B c@zabrze.pl".to_owned()]));
    }
}
