//! A mail server of its own for a test: it speaks as much SMTP as a mail program says to it, keeps what it was given, and refuses whom it is told to refuse.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A message that the server has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: String,
    /// Headers and body as they came, with `\n` at the ends of lines.
    pub data: String,
}

impl Received {
    /// The value of a header on one line; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let head = self.data.split("\n\n").next().unwrap();
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or("")
    }

    /// The body as it is read: without the marks of quoted-printable.
    pub fn text(&self) -> String {
        let body = self.data.split_once("\n\n").unwrap().1.replace("=\n", "");
        let mut bytes = Vec::new();
        let mut rest = body.as_bytes();
        while let [first, after @ ..] = rest {
            if let (b'=', [high, low, after @ ..]) = (first, after) {
                bytes.push(u8::from_str_radix(std::str::from_utf8(&[*high, *low]).unwrap(), 16).unwrap());
                rest = after;
            } else {
                bytes.push(*first);
                rest = after;
            }
        }
        String::from_utf8(bytes).unwrap()
    }
}

/// How the server behaves; may be changed while it runs.
#[derive(Debug, Default)]
pub struct Manners {
    /// What it answers when a letter is for somebody.
    pub refuse: HashMap<String, String>,
    /// How long it thinks before it takes a letter.
    pub before: Duration,
    /// How long it thinks after it has taken a letter, before it says so.
    pub after: Duration,
}

/// The server. It ends with the test program.
#[derive(Clone)]
pub struct MailServer {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    manners: Arc<Mutex<Manners>>,
}

impl MailServer {
    /// Starts on a port of its own.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { url: format!("smtp://{}", listener.local_addr().unwrap()), received: Arc::default(), manners: Arc::default() };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let server = serving.clone();
                // A client that is killed breaks off in the middle; what it had not finished is not kept.
                thread::spawn(move || server.talk(&stream));
            }
        });
        server
    }

    /// Everything that was taken, in the order in which it came.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    pub fn set(&self, change: impl FnOnce(&mut Manners)) {
        change(&mut self.manners.lock().unwrap());
    }

    fn talk(&self, stream: &TcpStream) -> Option<()> {
        let (mut lines, mut out) = (BufReader::new(stream).lines(), stream);
        let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).ok();
        say("220 test")?;
        let (mut from, mut to) = (String::new(), String::new());
        while let Some(Ok(line)) = lines.next() {
            let upper = line.to_ascii_uppercase();
            if upper.starts_with("EHLO") {
                say("250-test\r\n250 8BITMIME")?;
            } else if upper.starts_with("MAIL FROM:") {
                from = address(&line);
                say("250 ok")?;
            } else if upper.starts_with("RCPT TO:") {
                to = address(&line);
                let refused = self.manners.lock().unwrap().refuse.get(&to).cloned();
                say(refused.as_deref().unwrap_or("250 ok"))?;
            } else if upper == "DATA" {
                say("354 go on")?;
                let data = data(&mut lines)?;
                let (before, after) = {
                    let manners = self.manners.lock().unwrap();
                    (manners.before, manners.after)
                };
                thread::sleep(before);
                self.received.lock().unwrap().push(Received { from: from.clone(), to: to.clone(), data });
                thread::sleep(after);
                say("250 taken")?;
            } else if upper == "QUIT" {
                return say("221 bye");
            } else {
                say("250 ok")?;
            }
        }
        None
    }
}

fn address(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(String::new(), |(address, _)| address.to_owned())
}

/// A message up to the line with the single dot; none if the client breaks off before.
fn data(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Option<String> {
    let mut data = String::new();
    loop {
        let line = lines.next()?.ok()?;
        if line == "." {
            return Some(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
        data.push('\n');
    }
}
