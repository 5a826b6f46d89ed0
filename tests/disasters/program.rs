//! The program in a process of its own, and requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// The program, serving.
pub struct Server {
    process: Child,
    pub address: String,
    /// From the start of the process to its first page.
    pub started_in: Duration,
    /// Stays open: a program that cannot say where it serves ends.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Serves the database in a folder.
    pub fn start(folder: &Path) -> Self {
        Self::run(Command::new(program()), folder)
    }

    /// Serves the database in a folder by a command that runs the program with the arguments that follow.
    pub fn run(mut command: Command, folder: &Path) -> Self {
        let began = Instant::now();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder).env("MIERNIK_LOG", "off").stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let (mut output, mut said) = (BufReader::new(process.stdout.take().unwrap()), String::new());
        output.read_line(&mut said).unwrap();
        let address = said.trim().rsplit("http://").next().unwrap().to_owned();
        assert_eq!(request(&address, "GET /pl", "", "").expect("a page").0, 200);
        Self { process, address, started_in: began.elapsed(), _output: output }
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Ends the process with `SIGKILL`: it gets no chance to finish anything.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Whether the process that was started first is still there.
    pub fn is_alive(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After a failed assertion, or at the end; it may be dead already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program that is put to the test.
pub fn program() -> String {
    std::env::var("MIERNIK_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_miernik").to_owned())
}

/// Status and body; none if the server was gone before all of the answer had come.
pub fn request(server: &str, line: &str, cookie: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(server).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
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
