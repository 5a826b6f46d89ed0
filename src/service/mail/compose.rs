//! What letters say: plain text in the language of the recipient. Pure: all that is needed is handed over.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::Message;
use crate::lang::{Lang, Words, format};

/// How pages are addressed, below the public address of the service.
#[derive(Debug, Clone, Copy)]
pub struct Addresses {
    /// The page of a one-time link, by its secret.
    pub link: fn(Lang, &str) -> String,
    /// The page of an assessment.
    pub assessment: fn(Lang, Uuid) -> String,
    /// The page of the link of a delegation, by its secret.
    pub asked: fn(Lang, &str) -> String,
    /// The experts' page of an assessment, by the campaign's slug and the municipality's key.
    pub review: fn(Lang, &str, &str) -> String,
}

/// The campaign and the municipality that a letter is about.
#[derive(Debug, Clone)]
pub(super) struct About {
    /// Title of the campaign.
    pub(super) title: String,
    /// Name of the network that runs it.
    pub(super) network: String,
    /// Name of the municipality.
    pub(super) municipality: String,
    /// Its last day.
    pub(super) closes_on: Date,
    /// Address of the page of the assessment, for experts of its review.
    pub(super) page: String,
}

/// A one-time link to sign in.
#[derive(Debug, Clone)]
pub(super) struct SignInLink {
    /// Its address.
    pub(super) address: String,
    /// Until when it can be used.
    pub(super) until: Timestamp,
}

/// A delegation that a letter is about.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Who asks; none if the person is erased.
    pub(super) by: Option<String>,
    /// Who was asked: name or address; none if they are erased.
    pub(super) who: Option<String>,
    /// Titles of the sections that the letter speaks of.
    pub(super) sections: Vec<String>,
    /// What the owner wrote; empty if nothing.
    pub(super) message: String,
    /// Until when answers are asked for.
    pub(super) due_on: Date,
    /// Address of the link; none in a letter to the owner.
    pub(super) link: Option<String>,
}

/// What a letter is composed of.
#[derive(Debug, Clone)]
pub(super) struct Parts<'a> {
    /// Its language.
    pub(super) lang: Lang,
    /// What it says.
    pub(super) message: &'a Message,
    /// What it is about.
    pub(super) about: Option<&'a About>,
    /// The delegation it is about.
    pub(super) asked: Option<&'a Asked>,
    /// The link by which the recipient signs in.
    pub(super) link: Option<&'a SignInLink>,
    /// The public address of the service.
    pub(super) public_url: &'a str,
}

/// A letter as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Composed {
    /// One line.
    pub(super) subject: String,
    /// Lines that end with `\n`.
    pub(super) text: String,
}

/// Composes a letter; none if what it is about is not there.
pub(super) fn compose(parts: &Parts<'_>) -> Option<Composed> {
    let words = Words::of(parts.lang);
    let (subject, text) = match parts.message {
        Message::Invitation => (words.t("mail-invitation-subject").into_owned(), words.t("mail-invitation-text").into_owned()),
        Message::SignIn => (words.t("mail-sign-in-subject").into_owned(), words.t("mail-sign-in-text").into_owned()),
        Message::Password => (words.t("mail-password-subject").into_owned(), words.t("mail-password-text").into_owned()),
        Message::Campaign => campaign(words, parts.about?),
        Message::Reminder => reminder(words, parts.about?),
        Message::Receipt { receipt } => receipt_of(words, parts.about?, receipt),
        Message::Returned { answers, .. } => returned(words, parts.about?, *answers),
        Message::Replied { .. } => replied(words, parts.about?),
        Message::Verified { .. } => verified(words, parts.about?),
        Message::Delegation { .. } => delegation(words, parts.about?, parts.asked?),
        Message::DelegationReturned { .. } => delegation_returned(words, parts.about?, parts.asked?),
        Message::DelegationSentBack { .. } => delegation_sent_back(words, parts.about?, parts.asked?),
        Message::DelegationReminder { .. } => delegation_reminder(words, parts.about?, parts.asked?),
    };
    let mut paragraphs = vec![words.t("mail-greeting").into_owned(), text];
    if let Some(SignInLink { address, until }) = parts.link {
        paragraphs.push(words.with("mail-link", &[("until", format::date_time(parts.lang, *until).into())]));
        paragraphs.push(address.clone());
    }
    if let Some(asked) = parts.asked {
        paragraphs.extend(quoted(asked.message.as_str()).filter(|_| matches!(parts.message, Message::Delegation { .. })));
        if let Some(link) = &asked.link {
            paragraphs.extend([words.t("mail-delegation-link").into_owned(), link.clone()]);
        }
    }
    // Who was asked has no other page than the link.
    if let Some(about) = parts.about.filter(|_| parts.asked.is_none_or(|asked| asked.link.is_none())) {
        let page = match (parts.message, parts.link) {
            (Message::Replied { .. }, _) => "mail-page-review",
            (_, Some(_)) => "mail-page-later",
            (_, None) => "mail-page",
        };
        paragraphs.push(words.t(page).into_owned());
        paragraphs.push(about.page.clone());
    }
    if matches!(parts.message, Message::SignIn) {
        paragraphs.push(words.t("mail-sign-in-unasked").into_owned());
    }
    // RFC 3676: what follows the two hyphens is the signature.
    paragraphs.push(format!("-- \n{}\n", words.with("mail-footer", &[("address", parts.public_url.into())])));
    Some(Composed { subject: one_line(&subject), text: paragraphs.join("\n\n") })
}

fn campaign(words: Words, about: &About) -> (String, String) {
    let About { title, network, municipality, closes_on, .. } = about;
    let text = words.with(
        "mail-campaign-text",
        &[
            ("network", network.as_str().into()),
            ("title", title.as_str().into()),
            ("municipality", municipality.as_str().into()),
            ("closes", format::date(words.lang, *closes_on).into()),
        ],
    );
    (words.with("mail-campaign-subject", &[("title", title.as_str().into())]), text)
}

fn reminder(words: Words, about: &About) -> (String, String) {
    let About { title, municipality, closes_on, .. } = about;
    let closes = format::date(words.lang, *closes_on);
    let subject = words.with("mail-reminder-subject", &[("title", title.as_str().into()), ("closes", closes.as_str().into())]);
    let text = words.with(
        "mail-reminder-text",
        &[("title", title.as_str().into()), ("municipality", municipality.as_str().into()), ("closes", closes.as_str().into())],
    );
    (subject, text)
}

fn receipt_of(words: Words, about: &About, receipt: &str) -> (String, String) {
    let About { title, municipality, .. } = about;
    let text = words
        .with("mail-receipt-text", &[("title", title.as_str().into()), ("municipality", municipality.as_str().into()), ("receipt", receipt.into())]);
    (words.with("mail-receipt-subject", &[("title", title.as_str().into())]), text)
}

fn returned(words: Words, about: &About, answers: usize) -> (String, String) {
    let About { title, municipality, .. } = about;
    let text = words
        .with("mail-returned-text", &[("title", title.as_str().into()), ("municipality", municipality.as_str().into()), ("answers", answers.into())]);
    (words.with("mail-returned-subject", &[("title", title.as_str().into())]), text)
}

fn replied(words: Words, about: &About) -> (String, String) {
    let About { title, municipality, .. } = about;
    let args = [("title", title.as_str().into()), ("municipality", municipality.as_str().into())];
    (words.with("mail-replied-subject", &args), words.with("mail-replied-text", &args))
}

fn verified(words: Words, about: &About) -> (String, String) {
    let About { title, municipality, .. } = about;
    let text = words.with("mail-verified-text", &[("title", title.as_str().into()), ("municipality", municipality.as_str().into())]);
    (words.with("mail-verified-subject", &[("title", title.as_str().into())]), text)
}

fn delegation(words: Words, about: &About, asked: &Asked) -> (String, String) {
    let somebody = words.t("fill-in-somebody");
    let args = [
        ("who", asked.by.as_deref().unwrap_or(&somebody).into()),
        ("municipality", about.municipality.as_str().into()),
        ("sections", asked.sections.join("; ").into()),
        ("due", format::date(words.lang, asked.due_on).into()),
    ];
    let subject = words.with("mail-delegation-subject", &[("municipality", about.municipality.as_str().into())]);
    (subject, words.with("mail-delegation-text", &args))
}

fn delegation_returned(words: Words, about: &About, asked: &Asked) -> (String, String) {
    let somebody = words.t("fill-in-somebody");
    let args = [("who", asked.who.as_deref().unwrap_or(&somebody).into()), ("municipality", about.municipality.as_str().into())];
    (words.with("mail-delegation-returned-subject", &args[..1]), words.with("mail-delegation-returned-text", &args))
}

fn delegation_sent_back(words: Words, about: &About, asked: &Asked) -> (String, String) {
    let somebody = words.t("fill-in-somebody");
    let args = [
        ("municipality", about.municipality.as_str().into()),
        ("who", asked.by.as_deref().unwrap_or(&somebody).into()),
        ("sections", asked.sections.join("; ").into()),
    ];
    (words.with("mail-delegation-sent-back-subject", &args[..1]), words.with("mail-delegation-sent-back-text", &args))
}

fn delegation_reminder(words: Words, about: &About, asked: &Asked) -> (String, String) {
    let somebody = words.t("fill-in-somebody");
    let args = [
        ("municipality", about.municipality.as_str().into()),
        ("due", format::date(words.lang, asked.due_on).into()),
        ("who", asked.by.as_deref().unwrap_or(&somebody).into()),
        ("sections", asked.sections.join("; ").into()),
    ];
    (words.with("mail-delegation-reminder-subject", &args[..2]), words.with("mail-delegation-reminder-text", &args))
}

/// What a person has typed, each line marked as a quotation, so that it cannot pass for what the program writes; none if nothing was typed.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    let lines = text.lines().map(|line| format!("> {}", one_line(line))).collect::<Vec<_>>().join("\n");
    Some(lines).filter(|lines| !lines.is_empty()).into_iter()
}

/// A text that stands in a header: control characters, line ends among them, become blanks.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    /// Every letter in both languages, as people read it.
    #[test]
    fn every_letter_in_both_languages() {
        let messages = [
            Message::Invitation,
            Message::SignIn,
            Message::Password,
            Message::Campaign,
            Message::Reminder,
            Message::Receipt { receipt: "MC-2026-0007".to_owned() },
            Message::Returned { answers: 3, revision: 9 },
            Message::Replied { revision: 12 },
            Message::Verified { revision: 13 },
            Message::Delegation { delegation: Uuid::nil() },
            Message::DelegationReturned { delegation: Uuid::nil(), revision: 1 },
            Message::DelegationSentBack { delegation: Uuid::nil(), section: "STR".to_owned(), revision: 2 },
            Message::DelegationReminder { delegation: Uuid::nil() },
        ];
        let mut shown = String::new();
        for lang in Lang::ALL {
            let about = About {
                title: "Miasto Cyfrowe 2026".to_owned(),
                network: "Sieć Miast".to_owned(),
                municipality: "Świdwin".to_owned(),
                closes_on: jiff::civil::date(2026, 11, 30),
                page: format!("https://miernik.example.org/{}/assessments/1", lang.code()),
            };
            let address = format!("https://miernik.example.org/{}/link/secret", lang.code());
            let link = SignInLink { address, until: "2026-11-28T11:30:00Z".parse().unwrap() };
            for message in &messages {
                let is_of_a_delegation = message.delegation().is_some();
                let tells =
                    matches!(message, Message::Receipt { .. } | Message::Returned { .. } | Message::Replied { .. } | Message::Verified { .. });
                let signs_in = !is_of_a_delegation && !tells;
                let is_of_a_person = matches!(message, Message::Invitation | Message::SignIn | Message::Password);
                let about = (!is_of_a_person).then_some(&about);
                let has_link = !matches!(message, Message::DelegationReturned { .. });
                let asked = Asked {
                    by: Some("Anna Kowalska".to_owned()),
                    who: Some("Skarbnik".to_owned()),
                    sections: vec!["Finansowanie".to_owned(), "Strategia".to_owned()],
                    message: "Proszę o dane za 2025 rok.".to_owned(),
                    due_on: jiff::civil::date(2026, 11, 28),
                    link: has_link.then(|| format!("https://miernik.example.org/{}/asked/secret", lang.code())),
                };
                let (asked, link) = (is_of_a_delegation.then_some(&asked), signs_in.then_some(&link));
                let parts = Parts { lang, message, about, asked, link, public_url: "https://miernik.example.org" };
                let Composed { subject, text } = compose(&parts).unwrap();
                shown.push_str(&format!("=== {subject}\n{text}\n"));
            }
        }
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn a_letter_about_nothing_is_none() {
        let parts = Parts { lang: Lang::Pl, message: &Message::Verified { revision: 1 }, about: None, asked: None, link: None, public_url: "" };
        assert_eq!(compose(&parts), None);
    }

    #[test]
    fn a_subject_stands_on_one_line() {
        assert_eq!(one_line("a\r\nBcc: b\u{85}c"), "a  Bcc: b c");
    }
}
