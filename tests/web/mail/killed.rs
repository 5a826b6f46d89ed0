//! O4: `kill -9` in the middle of a batch of letters, again and again. None is missing afterwards; what came twice came under the same Message-ID.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
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
const LETTERS: usize = 120;
const KILLS: usize = 30;

/// The program, sending letters; killed when it goes.
struct Sender(Child);

impl Sender {
    fn start(folder: &Path, server: &MailServer) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_miernik"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--mail-from", SENDER, "--smtp-url", &server.url, "--data"]).arg(folder);
        let mut process = command.env("MIERNIK_LOG", "warn").stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains("serves at"), "{said}");
        Self(process)
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        // No chance to finish anything.
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

async fn open(folder: &Path) -> App {
    let db = Db::open_sqlite(&folder.join("miernik.sqlite")).await.unwrap();
    let settings = Settings { public_url: "http://localhost".to_owned(), mail_from: Some(SENDER.to_owned()), ..Settings::default() };
    App::new(db, Clock::System, settings).await.unwrap()
}

/// Fills the outbox; gives the ids that the messages will have.
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::print_stdout, reason = "how many came twice is a figure to look at")]
async fn o4_kill_9_in_the_middle_of_a_batch_loses_no_letter() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path()).await;
    let server = MailServer::start();
    // Before the server takes a letter the program waits as long as after it: half of the kills hit the moment that nobody can make safe.
    server.set(|manners| (manners.before, manners.after) = (Duration::from_millis(4), Duration::from_millis(4)));
    for kill in 0..KILLS {
        let sender = Sender::start(folder.path(), &server);
        let before = server.received().len();
        for _ in 0..2_000 {
            if server.received().len() >= before + 2 || server.received().len() >= LETTERS {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(u64::try_from(kill * 7 % 11).unwrap()));
        drop(sender);
    }
    let sender = Sender::start(folder.path(), &server);
    for _ in 0..600 {
        if !left(folder.path()).await {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(sender);
    let mut times: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for letter in server.received() {
        let (count, to) = times.entry(letter.header("Message-ID").to_owned()).or_insert((0, letter.to.clone()));
        *count += 1;
        assert_eq!(*to, letter.to, "one Message-ID, one recipient");
    }
    assert_eq!(times.len(), LETTERS, "every letter came");
    let twice = times.values().filter(|(count, _)| *count > 1).count();
    assert!(twice <= KILLS, "a kill costs one letter a second copy at most, not {twice} in {KILLS}");
    println!("{KILLS} kills, {LETTERS} letters: {} came, {twice} of them twice", times.len());
    let app = open(folder.path()).await;
    let mut tx = app.db().read().await.unwrap();
    for id in times.keys() {
        let id: Uuid = id.trim_start_matches('<').split('.').next().unwrap().parse().unwrap();
        assert_eq!(letters::by_id(&mut tx, id).await.unwrap().unwrap().state, LetterState::Sent);
    }
}
