//! The mail server that takes the letters, by SMTP.

use std::time::Duration;

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// A server that says nothing for this long does not answer.
const STEP: Duration = Duration::from_secs(30);
/// A letter is with the server after this long, or the attempt counts as failed.
pub(super) const WHOLE: Duration = Duration::from_secs(100);

/// Characters of an error that are kept.
const LONGEST_ERROR: usize = 300;

/// The way to the mail server. Cheap to clone: clones share their connection.
#[derive(Debug, Clone)]
pub struct Carrier {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why there is no way to a mail server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    /// The address of the server cannot be read.
    #[error("`{0}` is no address of a mail server: write smtps://user:password@host, smtp://user:password@host?tls=required, or smtp://localhost:25")]
    Url(String),
    /// The letters would go over the network in the clear.
    #[error("letters carry links to sign in and would cross the network unencrypted: write smtps:// or add ?tls=required")]
    InTheClear,
    /// The sender is no address.
    #[error("`{0}` is no sender: write an address, for example Miernik <miernik@example.org>")]
    Sender(String),
}

/// A letter that is ready to go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ready<'a> {
    /// What tells this message from all others, the same at every attempt.
    pub(super) id: &'a str,
    /// Whom it is for.
    pub(super) to: &'a str,
    /// The code of its language.
    pub(super) language: &'a str,
    /// One line.
    pub(super) subject: &'a str,
    /// Its text.
    pub(super) text: &'a str,
    /// When it was written.
    pub(super) at: std::time::SystemTime,
}

/// How handing a letter over failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// For good: there is no such address, or the server does not want the letter.
    ForGood(String),
    /// For now, or it is not known.
    ForNow(String),
}

impl Carrier {
    /// The way to the server at an address (`smtps://…`, `smtp://…?tls=required`, or `smtp://…` on this machine) for letters of a sender.
    ///
    /// # Errors
    /// See [`CarrierError`].
    pub fn new(url: &str, from: &str) -> Result<Self, CarrierError> {
        let from = sender(from)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| CarrierError::Url(without_password(url)))?;
        if !(url.starts_with("smtps://") || url.starts_with("smtp://") && (asks_for_tls(url) || is_loopback(url))) {
            return Err(CarrierError::InTheClear);
        }
        let transport = transport.timeout(Some(STEP)).pool_config(PoolConfig::new().max_size(1)).build();
        Ok(Self { transport, from })
    }

    /// Whether the server answers and lets us in.
    ///
    /// # Errors
    /// What went wrong.
    pub(super) async fn is_there(&self) -> Result<(), String> {
        match tokio::time::timeout(WHOLE, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the mail server has closed the connection".to_owned()),
            Ok(Err(error)) => Err(because(&error)),
            Err(_) => Err("the mail server does not answer".to_owned()),
        }
    }

    /// Hands a letter over. When this answers, the server has taken it and has said so.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) async fn hand_over(&self, letter: &Ready<'_>) -> Result<(), Refusal> {
        let message = self.message(letter).map_err(Refusal::ForGood)?;
        match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            // 5yz says: not this letter, not to this address. The codes of RFC 4954 say that it is us whom the server does not let in.
            Ok(Err(error)) if error.is_permanent() && !error.status().is_some_and(|code| [530, 534, 535, 538].contains(&u16::from(code))) => {
                Err(Refusal::ForGood(because(&error)))
            }
            Ok(Err(error)) => Err(Refusal::ForNow(because(&error))),
            Err(_) => Err(Refusal::ForNow("the mail server was too slow".to_owned())),
        }
    }

    fn message(&self, letter: &Ready<'_>) -> Result<Message, String> {
        let to: Mailbox = letter.to.parse().map_err(|error| format!("{error}"))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject)
            .date(letter.at)
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            // RFC 3834: absence notes and other programs do not reply.
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), letter.language.to_owned()));
        let body =
            SinglePart::builder().header(ContentType::TEXT_PLAIN).header(ContentTransferEncoding::QuotedPrintable).body(letter.text.to_owned());
        message.singlepart(body).map_err(|error| format!("{error}"))
    }
}

/// Reads the sender of the letters: an address, perhaps with a name before it.
///
/// # Errors
/// [`CarrierError::Sender`] if it is none.
fn sender(text: &str) -> Result<Mailbox, CarrierError> {
    text.parse().map_err(|_| CarrierError::Sender(text.to_owned()))
}

fn asks_for_tls(url: &str) -> bool {
    url.split_once('?').is_some_and(|(_, query)| query.split('&').any(|pair| pair == "tls=required"))
}

/// Whether the server is on this machine.
fn is_loopback(url: &str) -> bool {
    let authority = url.trim_start_matches("smtp://").split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The address of a server without name and password, for a message.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

/// An error with its causes, on one line.
fn because(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(LONGEST_ERROR).collect()
}
