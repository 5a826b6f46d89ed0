//! The commands that serve, run as a person runs them: a process, its words, its end (O1).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

/// A running Miernik; it is ended when the test ends, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn miernik() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_miernik"));
    for name in ["MIERNIK_DATA", "MIERNIK_LISTEN", "MIERNIK_DATABASE_URL", "MIERNIK_PUBLIC_URL", "MIERNIK_TRUSTED_PROXIES", "MIERNIK_LOG"] {
        command.env_remove(name);
    }
    command
}

/// Starts it on a free port; gives what it says until it serves, and its address.
fn start(command: &mut Command) -> (Running, String, String) {
    let mut child = command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    while !said.contains("Stop with") {
        assert!(out.read_line(&mut said).unwrap() > 0, "it ended after saying: {said}");
    }
    let address = said.split("://").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    (Running(child), said, address)
}

/// Asks for a page; gives the whole answer.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Tells it to stop as a service manager does.
fn stop(mut running: Running, signal: &str) -> ExitStatus {
    let told = Command::new("kill").args([signal, &running.0.id().to_string()]).status().unwrap();
    assert!(told.success());
    running.0.wait().unwrap()
}

/// What lies in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn it_serves_until_it_is_told_to_stop_and_goes_on_where_it_was() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("deep/data");
    let (running, said, address) = start(miernik().arg("--data").arg(&data));
    assert!(get(&address, "/pl").starts_with("HTTP/1.1 200"));
    let link = said.split(&format!("http://{address}")).find(|part| part.starts_with("/pl/setup/")).expect("a link to set up").trim();
    let link = link.split_whitespace().next().unwrap();
    assert!(get(&address, link).starts_with("HTTP/1.1 200"));
    assert_eq!(stop(running, "-TERM").code(), Some(0));
    assert_eq!(names(&data), ["evidence", "miernik.sqlite"], "the database without its log, which is taken back into it");
    // A second start, in words: the same folder, SIGINT.
    let (running, said, _) = start(miernik().args(["serve", "--public-url", "https://miernik.example.org/", "--data"]).arg(&data));
    assert!(said.contains("https://miernik.example.org/pl/setup/"), "links begin with the public address: {said}");
    assert_eq!(stop(running, "-INT").code(), Some(0));
}

#[test]
fn a_demo_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let started = std::time::Instant::now();
    let (running, said, address) = start(miernik().arg("demo").env("TMPDIR", temporary.path()));
    println!("the demo was there after {:?}", started.elapsed());
    assert!(said.contains("do not enter real data"), "{said}");
    assert!(get(&address, "/pl").contains("/pl/demo/sign-in"));
    assert_eq!(names(temporary.path()).len(), 1);
    assert_eq!(stop(running, "-TERM").code(), Some(0));
    assert!(names(temporary.path()).is_empty());
}

/// Runs it to its end; gives the exit code and what it says on standard error.
fn refused(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    use sqlx::{Connection, Executor, SqliteConnection};
    let home = tempfile::tempdir().unwrap();
    let (running, ..) = start(miernik().arg("--data").arg(home.path()));
    assert_eq!(stop(running, "-TERM").code(), Some(0));
    let file = home.path().join("miernik.sqlite");
    let mut database = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (999, 'newer', true, x'00', 0)";
    database.execute(newer).await.unwrap();
    database.close().await.unwrap();
    let before = std::fs::read(&file).unwrap();
    let (code, said) = refused(miernik().args(["--listen", "127.0.0.1:0", "--data"]).arg(home.path()));
    assert_eq!(code, Some(1));
    assert!(said.contains("written by another version") && said.contains("999") && said.contains("start the newest version"), "{said}");
    assert!(before == std::fs::read(&file).unwrap(), "it is as it was");
}

#[tokio::test]
async fn a_database_of_another_program_is_called_so() {
    use sqlx::{Connection, Executor, SqliteConnection};
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("miernik.sqlite");
    let mut database = SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", file.display())).await.unwrap();
    database.execute("create table person (somebody text)").await.unwrap();
    database.close().await.unwrap();
    let (code, said) = refused(miernik().args(["--listen", "127.0.0.1:0", "--data"]).arg(home.path()));
    assert_eq!(code, Some(1));
    assert!(said.contains("table person already exists") && said.contains("changed by hand") && !said.contains("another version"), "{said}");
}

#[test]
fn it_says_why_it_cannot_start_and_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, said) = refused(miernik().args(["--listen", &address, "--data"]).arg(home.path()));
    assert_eq!(code, Some(1));
    assert!(said.contains(&format!("the address {address} is in use")) && said.contains("choose another port"), "{said}");
    assert!(names(home.path()).is_empty(), "the address comes first: nothing was touched");

    std::fs::write(home.path().join("file"), "").unwrap();
    let (code, said) = refused(miernik().args(["--listen", "127.0.0.1:0", "--data"]).arg(home.path().join("file")));
    assert_eq!(code, Some(1));
    assert!(said.contains("cannot be made") && said.contains("choose another folder with --data"), "{said}");

    std::fs::write(home.path().join("miernik.sqlite"), "this is no database, and longer than a header would be".repeat(20)).unwrap();
    let (code, said) = refused(miernik().args(["--listen", "127.0.0.1:0", "--data"]).arg(home.path()));
    assert_eq!(code, Some(1));
    assert!(said.contains("miernik.sqlite cannot be opened"), "{said}");

    let (code, said) = refused(miernik().args(["--public-url", "miernik.example.org"]));
    assert_eq!(code, Some(2));
    assert!(said.contains("https://miernik.example.org"), "{said}");

    let (code, said) = refused(miernik().env("MIERNIK_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/33"));
    assert_eq!(code, Some(2));
    assert!(said.contains("'10.0.0.0/33'") && said.contains("a block of addresses, for example"), "{said}");
}
