//! A PostgreSQL server for tests, and an empty database for each test.
//!
//! The server is private (data and socket in a temporary folder, no network), begins with the first test that asks, and ends with the test program,
//! however that ends: a shell beside it waits for the end of a pipe. `MIERNIK_TEST_POSTGRES_URL` (a user who may create databases) names another one.
//! Without PostgreSQL (15 or newer) tests fail; they do not pass in silence.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection};

/// The server, and the pipe that keeps it alive.
struct Server {
    /// Address with `DATABASE` in the place of the database's name.
    address: String,
    _alive: Option<ChildStdin>,
}

/// The address of a new, empty database whose text order is Polish, unlike SQLite's.
///
/// # Panics
/// If there is no PostgreSQL, with what to do about it.
pub async fn empty_database() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let server = SERVER.get_or_init(start);
    let name = format!("miernik_test_{}", miernik::ids::new_id().simple());
    let mut connection = connect(&server.address.replace("DATABASE", "postgres")).await;
    let create = format!("create database {name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'pl'");
    connection.execute(AssertSqlSafe(create)).await.expect("a database for the test (PostgreSQL 15 or newer is needed)");
    server.address.replace("DATABASE", &name)
}

fn start() -> Server {
    if let Ok(url) = std::env::var("MIERNIK_TEST_POSTGRES_URL") {
        let (server, options) = url.split_once('?').map_or((url.as_str(), String::new()), |(server, options)| (server, format!("?{options}")));
        let end = server.rfind('/').filter(|&slash| slash > "postgres://".len()).unwrap_or(server.len());
        return Server { address: format!("{}/DATABASE{options}", &server[..end]), _alive: None };
    }
    let folder = std::env::temp_dir().join(format!("miernik-pg-{}", miernik::ids::new_id().simple()));
    std::fs::create_dir(&folder).expect("a temporary folder");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).expect("a private folder");
    let data = folder.join("data");
    if is_root() {
        let owner = run(Command::new("id").args(["-u", "postgres"])).trim().parse().expect("the number of the user `postgres`");
        std::os::unix::fs::chown(&folder, Some(owner), None).expect("a folder of the user `postgres`");
    }
    let mut initdb = as_server_user(&program("initdb"));
    run(initdb.current_dir("/").arg("--pgdata").arg(&data).args([
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync",
    ]));
    // The shell starts the server, waits until this program is gone, then stops the server at once (and no other: by its id) and removes the folder.
    let script = r#""$0" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=400 -c fsync=off >"$1/log" 2>&1 & server=$!
        read -r _; kill -QUIT "$server"; wait "$server"; rm -rf "$1""#;
    let mut shell = as_server_user(Path::new("sh"));
    shell
        .current_dir("/")
        .arg("-c")
        .arg(script)
        .arg(program("postgres"))
        .arg(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let alive = shell.spawn().expect("a shell").stdin.take();
    Server { address: format!("postgres:///DATABASE?host={}&user=postgres", folder.display()), _alive: alive }
}

/// Connects, waiting for a server that is just starting.
async fn connect(address: &str) -> PgConnection {
    let options: sqlx::postgres::PgConnectOptions = address.parse().expect("an address of PostgreSQL");
    for _ in 0..200 {
        match options.connect().await {
            Ok(connection) => return connection,
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    panic!("PostgreSQL does not answer at {address}: see the file `log` in that folder");
}

/// Where a program of PostgreSQL is: on the path, or the newest in Debian's folders.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let mut versions: Vec<PathBuf> = versions.collect();
    versions.sort();
    let found = std::env::split_paths(&path).chain(versions.into_iter().rev()).map(|folder| folder.join(name)).find(|program| program.is_file());
    found.unwrap_or_else(|| panic!("no `{name}`: install PostgreSQL (Debian: `apt-get install postgresql`) or set MIERNIK_TEST_POSTGRES_URL"))
}

/// A command as the user that may run the server: root may not.
fn as_server_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
    command
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")).trim() == "0"
}

/// Runs a command to its end and gives what it printed.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
