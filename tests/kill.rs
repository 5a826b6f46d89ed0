//! `kill -9` while eight people save answers over HTTP, twenty times: every answer that was acknowledged is there after the restart.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "support/form.rs"]
#[expect(dead_code, reason = "this test fills in one kind of field only")]
mod form;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use miernik::clock::Clock;
use miernik::service::demo::{self, PEOPLE};
use miernik::service::{App, Settings, registers, sign_in};
use miernik::store::Db;

use form::Form;

const KILLS: u64 = 20;
/// Between two kills so many answers are acknowledged at least.
const SAVES: u64 = 16;

/// Two sections, so that two people can write in one assessment.
const SECTIONS: [&str; 2] = ["STR", "ORG"];

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let cookies = seed(folder.path()).await;
    let mut server = Server::start(folder.path());
    let mut writers: Vec<Writer> = cookies.iter().map(|cookie| Writer::new(&server, cookie, SECTIONS[0])).collect();
    writers.push(Writer::new(&server, &cookies[0], SECTIONS[1]));
    assert_eq!(writers.len(), 8);
    let acknowledged = AtomicU64::new(0);
    for kill in 0..KILLS {
        let together = Barrier::new(writers.len() + 1);
        let address = server.address.clone();
        thread::scope(|scope| {
            for writer in &mut writers {
                scope.spawn(|| {
                    together.wait();
                    writer.write_until_the_server_is_gone(&address, &acknowledged);
                });
            }
            together.wait();
            // In the midst of the saving, and each time at another instant of it.
            let saving = (0..2_000).any(|_| {
                thread::sleep(Duration::from_millis(5));
                acknowledged.load(Ordering::Relaxed) >= (kill + 1) * SAVES
            });
            assert!(saving, "the server saves too slowly, or nothing");
            thread::sleep(Duration::from_millis(kill * 7 % 40));
            // The process gets no chance to finish anything.
            server.kill();
        });
        server = Server::start(folder.path());
        for writer in &mut writers {
            writer.find_what_was_acknowledged(&server.address);
        }
    }
}

/// Fills the folder as the demo does; gives the cookie of an officer of each city.
async fn seed(folder: &Path) -> Vec<String> {
    let db = Db::open_sqlite(&folder.join("miernik.sqlite")).await.unwrap();
    let settings = Settings { public_url: "http://localhost".to_owned(), demo: true, ..Settings::default() };
    let app = App::new(db, Clock::System, settings).await.unwrap();
    registers::load(&app).await.unwrap();
    demo::seed(&app).await.unwrap();
    let mut cookies = Vec::new();
    for person in PEOPLE.iter().filter(|person| person.city.is_some()) {
        let session = sign_in::in_demo(&app, person.email).await.unwrap();
        cookies.push(format!("miernik={}", session.secret.reveal()));
    }
    app.db().close().await;
    cookies
}

struct Server {
    process: Child,
    address: String,
    /// Stays open: a program that cannot say where it serves ends.
    _output: BufReader<ChildStdout>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_miernik"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder).env("MIERNIK_LOG", "warn").stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let (mut output, mut said) = (BufReader::new(process.stdout.take().unwrap()), String::new());
        output.read_line(&mut said).unwrap();
        let address = said.trim().rsplit("http://").next().unwrap().to_owned();
        Self { process, address, _output: output }
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After a failed assertion; otherwise it is dead already.
        let _ = self.process.kill();
    }
}

/// One person, who writes a number that grows into the note of a question.
struct Writer {
    cookie: String,
    page: String,
    acknowledged: u64,
    sent: u64,
}

impl Writer {
    fn new(server: &Server, cookie: &str, section: &str) -> Self {
        let (_, home) = request(&server.address, "GET /pl/home", cookie, "").unwrap();
        let from = home.find("/pl/assessments/").unwrap();
        let assessment = &home[from..from + "/pl/assessments/".len() + 36];
        Self { cookie: cookie.to_owned(), page: format!("{assessment}/sections/{section}/1"), acknowledged: 0, sent: 0 }
    }

    fn write_until_the_server_is_gone(&mut self, server: &str, acknowledged: &AtomicU64) {
        while let Some((200, page)) = request(server, &format!("GET {}", self.page), &self.cookie, "") {
            let mut form = Form::in_main(&page);
            let fields = form.sent();
            let note = &fields.iter().find(|(name, _)| name.ends_with(":note")).unwrap().0;
            self.sent += 1;
            form.set(note, &self.sent.to_string());
            let body = serde_html_form::to_string(form.sent()).unwrap();
            match request(server, &format!("POST {}", self.page), &self.cookie, &body) {
                Some((303, _)) => {
                    self.acknowledged = self.sent;
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
                Some((status, page)) => panic!("{}: {status} {page}", self.page),
                None => return,
            }
        }
    }

    /// What was sent last, but not acknowledged, may be there or not; anything else may not.
    fn find_what_was_acknowledged(&mut self, server: &str) {
        let (status, page) = request(server, &format!("GET {}", self.page), &self.cookie, "").unwrap();
        assert_eq!(status, 200);
        let note = Form::in_main(&page).sent().into_iter().find(|(name, _)| name.ends_with(":note")).unwrap().1;
        let kept: u64 = if note.is_empty() { 0 } else { note.parse().unwrap() };
        assert!(kept == self.acknowledged || kept == self.sent, "{}: acknowledged {}, kept {kept}", self.page, self.acknowledged);
        (self.acknowledged, self.sent) = (kept, kept);
    }
}

/// Status and body; none if the server was gone before all of the answer had come.
fn request(server: &str, line: &str, cookie: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(server).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let head = format!(
        "{line} HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\nConnection: close\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").and_then(|length| length.parse().ok()));
    if length.is_some_and(|length: usize| body.len() < length) {
        return None;
    }
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}
