//! O4: `kill -9` in the middle of a batch of letters, again and again. None is missing afterwards; what came twice came under the same Message-ID.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use miernik::clock::Clock;
use miernik::ids::new_id;
use miernik::lang::Lang;
use miernik::service::mail::{self, Letter, LetterState, Message, Recipient};
use miernik::service::{App, Settings};
use miernik::store::people::{self, Person};
use miernik::store::{Db, letters};
use uuid::Uuid;

use crate::support::smtp::MailServer;

const SENDER: &str = "miernik@example.org";
const LETTERS: usize = 100;
const KILLS: usize = 20;

/// The program, sending letters; killed when it goes.
struct Sender {
    process: Child,
    /// Stays open: a program that cannot say where it serves ends.
    _output: BufReader<ChildStdout>,
}

impl Sender {
    fn start(folder: &Path, server: &MailServer) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_miernik"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--mail-from", SENDER, "--smtp-url", &server.url, "--data"]).arg(folder);
        let mut process = command.env("MIERNIK_LOG", "warn").stdout(Stdio::piped()).spawn().unwrap();
        let (mut output, mut said) = (BufReader::new(process.stdout.take().unwrap()), String::new());
        output.read_line(&mut said).unwrap();
        assert!(said.contains("serves at"), "{said}");
        Self { process, _output: output }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        // No chance to finish anything.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

async fn open(folder: &Path) -> App {
    let db = Db::open_sqlite(&folder.join("miernik.sqlite")).await.unwrap();
    let settings = Settings { public_url: "http://localhost".to_owned(), mail_from: Some(SENDER.to_owned()), ..Settings::default() };
    App::new(db, Clock::System, settings).await.unwrap()
}

/// Fills the outbox.
async fn write(folder: &Path) {
    let app = open(folder).await;
    let mut tx = app.db().write().await.unwrap();
    for number in 0..LETTERS {
        let (id, email) = (new_id(), format!("{number}@example.pl"));
        let name = format!("Osoba {number}");
        let person =
            Person { id, email_key: email.clone(), email, name, language: Lang::Pl, password_hash: None, created_at: app.now(), disabled_at: None };
        people::insert(&mut tx, &person).await.unwrap();
        let letter = Letter { to: Recipient::Person(id), message: Message::Invitation, campaign: None, assessment: None };
        assert!(mail::enqueue(&app, &mut tx, &letter).await.unwrap());
    }
    tx.commit().await.unwrap();
    app.db().close().await;
}

async fn left(folder: &Path) -> bool {
    let app = open(folder).await;
    let due = letters::next_due(&mut app.db().read().await.unwrap(), "9999-01-01T00:00:00Z".parse().unwrap()).await.unwrap();
    app.db().close().await;
    due.is_some()
}

/// Waits until something is so.
#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..30_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("{what}: not within 30 s");
}

/// Lets the program send what is left; gives how often each message came, by its id. Every letter is there, each under one id and marked as sent.
async fn delivered(folder: &Path, server: &MailServer) -> BTreeMap<String, usize> {
    let sender = Sender::start(folder, server);
    for _ in 0..600 {
        if !left(folder).await {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(sender);
    let (mut times, mut to) = (BTreeMap::new(), BTreeSet::new());
    for letter in server.received() {
        *times.entry(letter.header("Message-ID").to_owned()).or_insert(0) += 1;
        to.insert(letter.to);
    }
    assert_eq!((times.len(), to.len()), (LETTERS, LETTERS), "every letter came, under one id each");
    let app = open(folder).await;
    let mut tx = app.db().read().await.unwrap();
    for id in times.keys() {
        let id: Uuid = id.trim_start_matches('<').split('.').next().unwrap().parse().unwrap();
        assert_eq!(letters::by_id(&mut tx, id).await.unwrap().unwrap().state, LetterState::Sent);
    }
    times
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o4_killed_before_a_letter_is_handed_over_it_comes_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path()).await;
    let server = MailServer::start();
    for _ in 0..KILLS {
        let (came, held) = (server.received().len(), server.held());
        let sender = Sender::start(folder.path(), &server);
        wait_until("some letters are sent", || server.received().len() >= came + 2);
        server.set(|manners| manners.holds = true);
        wait_until("one is begun", || server.held() > held);
        drop(sender);
        server.set(|manners| manners.holds = false);
    }
    let times = delivered(folder.path(), &server).await;
    assert!(times.values().all(|&times| times == 1), "{times:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o4_killed_between_taking_and_noting_it_comes_twice_under_one_id_at_most() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path()).await;
    let server = MailServer::start();
    // The one moment that nobody can make safe: the server has taken the letter and has not said so yet.
    server.set(|manners| manners.after = Duration::from_millis(5));
    for _ in 0..KILLS {
        let came = server.received().len();
        let sender = Sender::start(folder.path(), &server);
        wait_until("some letters are sent", || server.received().len() >= came + 2);
        drop(sender);
    }
    let times = delivered(folder.path(), &server).await;
    let more: usize = times.values().map(|times| times - 1).sum();
    assert!(more <= KILLS, "a kill costs one copy at most, not {more} in {KILLS}");
}
