//! People who ask as fast as they are answered, each on a connection of their own that stays open.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::crowd::Crowd;
use crate::form::Form;
use crate::server::Server;

/// Somebody with a page of questions.
#[derive(Clone)]
pub struct Person {
    cookie: String,
    page: String,
    /// The form of the page as it stands after the last save.
    pub state: Arc<Mutex<Fields>>,
}

impl Person {
    /// The form as it would be sent.
    pub fn form(&self) -> String {
        self.state.lock().unwrap().encoded()
    }
}

/// The fields of a form.
#[derive(Debug)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    fn encoded(&self) -> String {
        serde_html_form::to_string(&self.0).unwrap()
    }

    /// Chooses the other answer to every question.
    fn change(&mut self) {
        for (name, value) in &mut self.0 {
            if name.ends_with(":chosen") {
                *value = if value == "option:high" { "option:low".to_owned() } else { "option:high".to_owned() };
            }
        }
    }

    /// What the next page would hold: each answer has a new version.
    fn saved(&mut self) {
        for (name, value) in &mut self.0 {
            if name == "question[]" {
                let (question, version) = value.rsplit_once('@').unwrap();
                *value = format!("{question}@{}", version.parse::<u64>().unwrap() + 1);
            }
        }
    }
}

/// What is asked, again and again.
pub enum Task {
    /// A form is inserted as it stands.
    Insert(String),
    /// A page of answers is changed and saved.
    Save(Arc<Mutex<Fields>>),
    /// A page of questions is looked at.
    View,
}

/// What came of asking for some time.
pub struct Load {
    /// How long each answer took, in order of length.
    latencies: Vec<Duration>,
    /// Answers with another status than they should have.
    pub refused: usize,
    elapsed: Duration,
    processor_time: Duration,
}

impl Load {
    /// Lets people do something, all at once, for some time.
    pub async fn of(server: &Server, people: impl Iterator<Item = Person>, task: fn(&Person) -> Task, time: Duration) -> Self {
        let people: Vec<Person> = people.collect();
        let (together, mut asking) = (Arc::new(Barrier::new(people.len() + 1)), JoinSet::new());
        for person in people {
            let (task, together, address) = (task(&person), Arc::clone(&together), server.address.clone());
            asking.spawn(async move {
                let mut connection = Connection::to(&address).await;
                // Once unmeasured: the connection is there and the statements are prepared.
                let mut refused = usize::from(!connection.once(&person, &task).await);
                together.wait().await;
                let (began, mut latencies) = (Instant::now(), Vec::new());
                loop {
                    let asked = Instant::now();
                    let is_good = connection.once(&person, &task).await;
                    if began.elapsed() > time {
                        return (latencies, refused);
                    }
                    refused += usize::from(!is_good);
                    latencies.push(asked.elapsed());
                }
            });
        }
        together.wait().await;
        let (began, before) = (Instant::now(), server.processor_time());
        tokio::time::sleep(time).await;
        let (elapsed, processor_time) = (began.elapsed(), server.processor_time() - before);
        let (mut latencies, mut refused) = (Vec::new(), 0);
        while let Some(asked) = asking.join_next().await {
            let (theirs, wrong) = asked.unwrap();
            latencies.extend(theirs);
            refused += wrong;
        }
        latencies.sort_unstable();
        Self { latencies, refused, elapsed, processor_time }
    }

    /// Answers in a second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }

    fn percentile(&self, percent: usize) -> f64 {
        let at = (self.latencies.len() * percent / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let processor = self.processor_time.as_secs_f64() * 1e3 / self.latencies.len() as f64;
        write!(f, "{:>7.0} {:>6.2} {:>6.2} {processor:>5.2}", self.rate(), self.percentile(50), self.percentile(99))
    }
}

/// Everybody with the first page of their assessment.
pub async fn pages(server: &str, crowd: &Crowd) -> Vec<Person> {
    let mut people = Vec::new();
    let mut connection = Connection::to(server).await;
    for officer in &crowd.officers {
        let (cookie, page) = (officer.cookie.clone(), format!("/pl/assessments/{}/sections/D0/1", officer.assessment));
        let (status, body) = connection.ask(&format!("GET {page}"), &cookie, "").await;
        assert_eq!(status, 200, "{body}");
        people.push(Person { cookie, page, state: Arc::new(Mutex::new(Fields(Form::in_main(&body).sent()))) });
    }
    people
}

/// A connection that stays open.
struct Connection {
    stream: TcpStream,
    host: String,
    buffer: Vec<u8>,
}

impl Connection {
    async fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, host: address.to_owned(), buffer: Vec::with_capacity(64 << 10) }
    }

    /// Asks once; whether the answer is the one it should be.
    async fn once(&mut self, person: &Person, task: &Task) -> bool {
        match task {
            Task::Insert(form) => self.ask("POST /", "", form).await.0 == 303,
            Task::View => self.ask(&format!("GET {}", person.page), &person.cookie, "").await.0 == 200,
            Task::Save(state) => {
                let form = {
                    let mut fields = state.lock().unwrap();
                    fields.change();
                    fields.encoded()
                };
                let is_saved = self.ask(&format!("POST {}", person.page), &person.cookie, &form).await.0 == 303;
                state.lock().unwrap().saved();
                is_saved
            }
        }
    }

    /// Status and body.
    async fn ask(&mut self, line: &str, cookie: &str, body: &str) -> (u16, String) {
        let (host, length) = (&self.host, body.len());
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.buffer.clear();
        loop {
            assert!(self.stream.read_buf(&mut self.buffer).await.unwrap() > 0, "the server has hung up");
            if let Some(answer) = whole(&self.buffer) {
                return answer;
            }
        }
    }
}

/// Status and body, if all of the answer is there.
fn whole(bytes: &[u8]) -> Option<(u16, String)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..end]).unwrap().to_ascii_lowercase();
    let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |length| length.parse().unwrap());
    let body = bytes.get(end..end + length)?;
    Some((head.split(' ').nth(1)?.parse().ok()?, String::from_utf8_lossy(body).into_owned()))
}
