//! `miernik serve` and `miernik demo`: opens the database, prints where the service is, serves until the process is told to stop.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::failure::Failure;
use crate::clock::Clock;
use crate::lang::Lang;
use crate::service::mail::carrier::Carrier;
use crate::service::mail::sending;
use crate::service::provider::{self, ProviderSettings};
use crate::service::{App, Role, Settings, demo as demo_data, registers, sign_in};
use crate::store::{Db, StoreError, TemporaryFolder};
use crate::web::{self, Network, Proxies, path};

/// Name of the database in the data directory.
const DATABASE: &str = "miernik.sqlite";
/// The folder of files behind answers in the data directory.
const EVIDENCE: &str = "evidence";
/// What is over is removed this often.
const SWEEP_EVERY: Duration = Duration::from_secs(3600);
/// A letter that is under way when the process is told to stop has this long to be taken.
const FINISH_LETTER: Duration = Duration::from_secs(20);
/// What is over stays this long.
const KEEP: SignedDuration = SignedDuration::from_hours(24);

/// Where the database is.
#[derive(Debug, Args)]
pub(super) struct DatabaseArgs {
    /// Folder of the database; `serve` makes it if it is not there
    #[arg(long, env = "MIERNIK_DATA", value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// PostgreSQL instead of the database in the data folder: postgres://user@host/database
    #[arg(long, env = "MIERNIK_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
}

/// Arguments of `miernik serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Address and port to listen on
    #[arg(long, env = "MIERNIK_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Address under which people reach the service; links in messages begin with it [default: http://<listen>]
    #[arg(long, env = "MIERNIK_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` tells the address of a client: addresses or blocks of addresses, with commas between them
    #[arg(long = "trusted-proxy", env = "MIERNIK_TRUSTED_PROXIES", value_name = "CIDR", value_delimiter = ',')]
    trusted_proxies: Vec<Network>,
    /// Mail server that takes letters: smtps://user:password@host, smtp://user:password@host?tls=required, or smtp://localhost:25 on this machine
    #[arg(long, env = "MIERNIK_SMTP_URL", value_name = "URL", hide_env_values = true, requires = "mail_from")]
    smtp_url: Option<String>,
    /// Sender of letters: "Miernik <miernik@example.org>"
    #[arg(long, env = "MIERNIK_MAIL_FROM", value_name = "ADDRESS", requires = "smtp_url")]
    mail_from: Option<String>,
    /// Roles that need a second factor at sign-in, with commas between them: administrator, expert, officer
    #[arg(long, env = "MIERNIK_REQUIRE_SECOND_FACTOR", value_name = "ROLES", value_delimiter = ',')]
    require_second_factor: Vec<Role>,
    #[command(flatten)]
    provider: ProviderArgs,
}

/// A provider of identities (OpenID Connect) with which people can sign in, too.
#[derive(Debug, Args)]
struct ProviderArgs {
    /// Address of a provider of identities (OpenID Connect) with which people can sign in, exactly as it writes it itself
    #[arg(long, env = "MIERNIK_OIDC_ISSUER", value_name = "URL", requires = "oidc_client_id")]
    oidc_issuer: Option<String>,
    /// As whom this installation is known to the provider
    #[arg(long, env = "MIERNIK_OIDC_CLIENT_ID", value_name = "ID", requires = "oidc_issuer")]
    oidc_client_id: Option<String>,
    /// File with the secret that the provider has given this installation
    #[arg(long, env = "MIERNIK_OIDC_CLIENT_SECRET_FILE", value_name = "FILE", requires = "oidc_issuer", conflicts_with = "oidc_client_secret")]
    oidc_client_secret_file: Option<PathBuf>,
    /// The secret itself; better in the environment or in a file than on the command line, which others on this machine can read
    #[arg(long, env = "MIERNIK_OIDC_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true, requires = "oidc_issuer")]
    oidc_client_secret: Option<String>,
    /// How the provider is called on the sign-in page [default: the host of its address]
    #[arg(long, env = "MIERNIK_OIDC_NAME", value_name = "NAME", requires = "oidc_issuer")]
    oidc_name: Option<String>,
}

/// Arguments of `miernik demo`.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Address and port to listen on
    #[arg(long, env = "MIERNIK_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Address under which people reach the demo [default: http://<listen>]
    #[arg(long, env = "MIERNIK_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` tells the address of a client: addresses or blocks of addresses, with commas between them
    #[arg(long = "trusted-proxy", env = "MIERNIK_TRUSTED_PROXIES", value_name = "CIDR", value_delimiter = ',')]
    trusted_proxies: Vec<Network>,
}

/// An address that links can begin with: scheme and host, perhaps a port, nothing behind.
fn public_url(text: &str) -> Result<String, String> {
    let address = text.trim_end_matches('/');
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |host: &str| !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || "-._:[]".contains(c));
    match host {
        Some(host) if plain(host) => Ok(address.to_owned()),
        _ => Err("write scheme and host, for example https://miernik.example.org".to_owned()),
    }
}

/// Serves what is in the data directory or in PostgreSQL.
pub(super) fn run(arguments: &ServeArgs) -> Result<(), Failure> {
    run_async(async {
        let stop = stop_signal()?;
        let (carrier, provider) = (carrier(arguments)?, provider(&arguments.provider)?);
        let (listener, public_url) = listen(&arguments.listen, arguments.public_url.as_deref()).await?;
        let db = open(&arguments.database).await?;
        let app = start(db, settings(arguments, public_url, provider)).await?;
        let setup = sign_in::setup_link(&app).await.map_err(|error| Failure::new("the set-up link cannot be made", RETRY).because(error))?;
        say(|out| {
            writeln!(out, "Miernik serves at {}", app.settings().public_url)?;
            if let Some(secret) = &setup {
                let address = path::setup(Lang::Pl, secret.reveal());
                writeln!(out, "\nNobody runs this installation yet. Open this link once, within 7 days, to make the first administrator:")?;
                writeln!(out, "  {}{address}", app.settings().public_url)?;
            }
            writeln!(out, "\nStop with Ctrl+C.")
        })?;
        serve(listener, app, &arguments.trusted_proxies, carrier, stop).await
    })
}

/// What the operator has decided.
fn settings(arguments: &ServeArgs, public_url: String, provider: Option<ProviderSettings>) -> Settings {
    Settings {
        public_url,
        demo: false,
        evidence: Some(arguments.database.data.join(EVIDENCE)),
        mail_from: arguments.mail_from.clone(),
        second_factor_for: arguments.require_second_factor.clone(),
        provider,
    }
}

/// The provider of identities, if there is one.
fn provider(arguments: &ProviderArgs) -> Result<Option<ProviderSettings>, Failure> {
    let (Some(issuer), Some(client_id)) = (&arguments.oidc_issuer, &arguments.oidc_client_id) else { return Ok(None) };
    if !provider::is_issuer(issuer) {
        let mend = "write its address with https://, for example --oidc-issuer https://login.example.org; http:// is for a program on this machine";
        return Err(Failure::new(format!("{issuer} cannot be a provider of identities"), mend));
    }
    let client_secret = match &arguments.oidc_client_secret_file {
        Some(file) => Some(fs::read_to_string(file).map(|text| text.trim_end().to_owned()).map_err(|error| {
            let mend = "name the file with the secret that the provider has given you, and let this account read it";
            Failure::new(format!("the file {} cannot be read", file.display()), mend).because(error)
        })?),
        None => arguments.oidc_client_secret.clone(),
    };
    let host = issuer.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let name = arguments.oidc_name.clone().unwrap_or_else(|| host.to_owned());
    Ok(Some(ProviderSettings { issuer: issuer.clone(), name, client_id: client_id.clone(), client_secret }))
}

/// The way to the mail server, if there is one.
fn carrier(arguments: &ServeArgs) -> Result<Option<Carrier>, Failure> {
    let (Some(url), Some(from)) = (&arguments.smtp_url, &arguments.mail_from) else { return Ok(None) };
    let carrier = Carrier::new(url, from).map_err(|error| {
        Failure::new("letters cannot be sent like this", "mend --smtp-url and --mail-from, or leave both out: then pages show the links")
            .because(error)
    })?;
    Ok(Some(carrier))
}

/// Serves a fresh demo; its database goes when it ends.
pub(super) fn demo(arguments: &DemoArgs) -> Result<(), Failure> {
    run_async(async {
        let stop = stop_signal()?;
        let (listener, public_url) = listen(&arguments.listen, arguments.public_url.as_deref()).await?;
        let folder = TemporaryFolder::create().map_err(|error| database_failure("a temporary folder", error))?;
        let db = Db::open_sqlite(&folder.path().join(DATABASE)).await.map_err(|error| database_failure("a temporary database", error))?;
        let evidence = Some(folder.path().join(EVIDENCE));
        let app = start(db, Settings { public_url, demo: true, evidence, ..Settings::default() }).await?;
        demo_data::seed(&app).await.map_err(|error| Failure::new("the demo cannot be filled", RETRY).because(error))?;
        say(|out| {
            writeln!(out, "Miernik demo at {}", app.settings().public_url)?;
            writeln!(
                out,
                "\nOn the first page one click signs you in as administrator, expert or officer of a city. Everybody who reaches this address"
            )?;
            writeln!(out, "can do the same, and nothing is kept when it ends: do not enter real data.")?;
            writeln!(out, "\nStop with Ctrl+C.")
        })?;
        serve(listener, app, &arguments.trusted_proxies, None, stop).await
    })
}

const RETRY: &str = "look at the cause, mend it and start again; nothing was changed";

pub(super) fn run_async(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let filter = EnvFilter::try_from_env("MIERNIK_LOG").unwrap_or_else(|_| EnvFilter::new("info,usvg=error"));
    // Only a second start in one process could fail, in tests; then the first subscriber stays.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stderr().is_terminal()).with_writer(io::stderr).try_init();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::new("the process cannot start its threads", RETRY).because(error))?;
    runtime.block_on(work)
}

/// Says something on standard output.
fn say(write: impl FnOnce(&mut io::StdoutLock<'static>) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    write(&mut out).and_then(|()| out.flush()).map_err(Failure::of_output)
}

/// Takes the address, before anything else is touched. Gives the listener and the address for people.
async fn listen(address: &str, public_url: Option<&str>) -> Result<(TcpListener, String), Failure> {
    let failure = |error: io::Error| {
        let mend = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "stop the program that uses it (perhaps another Miernik), or choose another port, for example --listen 127.0.0.1:8081"
            }
            io::ErrorKind::PermissionDenied => "choose a port above 1023, for example --listen 127.0.0.1:8080",
            _ => "write address and port of this machine, for example --listen 127.0.0.1:8080",
        };
        let what = match error.kind() {
            io::ErrorKind::AddrInUse => format!("the address {address} is in use"),
            _ => format!("the address {address} cannot be listened on"),
        };
        Failure::new(what, mend).because(error)
    };
    let listener = TcpListener::bind(address).await.map_err(failure)?;
    let local = listener.local_addr().map_err(failure)?;
    Ok((listener, public_url.map_or_else(|| reachable(local), str::to_owned)))
}

/// The address under which a browser on this machine reaches a listener.
fn reachable(local: SocketAddr) -> String {
    if local.ip().is_unspecified() { format!("http://localhost:{}", local.port()) } else { format!("http://{local}") }
}

/// Opens the database, bringing its tables up to date.
async fn open(arguments: &DatabaseArgs) -> Result<Db, Failure> {
    match &arguments.database_url {
        Some(url) => Db::connect_postgres(url).await.map_err(|error| database_failure("the PostgreSQL database", error)),
        None => open_folder(&arguments.data).await,
    }
}

/// As at a start, but a database that is not there is not made.
pub(super) async fn open_existing(arguments: &DatabaseArgs) -> Result<Db, Failure> {
    let file = arguments.data.join(DATABASE);
    if arguments.database_url.is_none() && !file.is_file() {
        let mend = "name its folder with --data, or PostgreSQL with --database-url";
        return Err(Failure::new(format!("there is no database {}", file.display()), mend));
    }
    open(arguments).await
}

/// Opens the database in a folder, making both if they are not there.
async fn open_folder(folder: &Path) -> Result<Db, Failure> {
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(builder.recursive(true), 0o700);
        builder.create(folder).map_err(|error| {
            let mend = "give this account the right to write there, or choose another folder with --data";
            Failure::new(format!("the folder {} cannot be made", folder.display()), mend).because(error)
        })?;
    }
    let file = folder.join(DATABASE);
    Db::open_sqlite(&file).await.map_err(|error| database_failure(&format!("the database {}", file.display()), error))
}

fn database_failure(name: &str, error: StoreError) -> Failure {
    let (what, mend) = match &error {
        StoreError::OtherVersion(_) => (
            format!("{name} was written by another version of Miernik, and its tables cannot be brought up to date; it is as it was"),
            "start the newest version of Miernik that has used it, or open a backup with this one",
        ),
        StoreError::Migration(_) => (
            format!("the tables of {name} cannot be brought up to date; it is as it was"),
            "look at the cause: the database may be damaged, changed by hand, or used by another program too; mend it or open a backup, then start again",
        ),
        StoreError::Unavailable(_) => (
            format!("{name} cannot be opened"),
            "check that it is there, that this account may read and write it and its folder, and that the disk has room",
        ),
        _ => (format!("{name} cannot be opened"), "check the address of the database; --help shows its form"),
    };
    Failure::new(what, mend).because(error)
}

/// Reads the surveys and loads the registers.
async fn start(db: Db, settings: Settings) -> Result<App, Failure> {
    let app = App::new(db, Clock::System, settings).await.map_err(|error| Failure::new("the service cannot start", RETRY).because(error))?;
    let loaded = registers::load(&app).await.map_err(|error| Failure::new("the registers cannot be loaded", RETRY).because(error))?;
    if loaded > 0 {
        tracing::info!(municipalities = loaded, "registers loaded");
    }
    Ok(app)
}

/// Serves until the process is told to stop, then finishes what is under way.
async fn serve(
    listener: TcpListener,
    app: App,
    trusted: &[Network],
    carrier: Option<Carrier>,
    stop: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let (stop_sending, stopping) = watch::channel(false);
    let post = carrier.map(|carrier| tokio::spawn(sending::run(app.clone(), carrier, web::ADDRESSES, stopping)));
    let sweeper = tokio::spawn(sweep(app.clone()));
    let router = web::router(app.clone());
    let warming = tokio::spawn(web::warm(app.clone(), router.clone()));
    let served = web::serve(listener, router, Proxies::new(trusted.to_vec()), stop).await;
    sweeper.abort();
    warming.abort();
    stop_sending.send_replace(true);
    if let Some(post) = post
        && tokio::time::timeout(FINISH_LETTER, post).await.is_err()
    {
        tracing::warn!("a letter was under way when the process ended; it will be sent again at the next start");
    }
    app.db().close().await;
    tracing::info!("stopped");
    served.map_err(|error| Failure::new("serving ended early", "look at the cause and start again; what was saved is safe").because(error))
}

/// Is ready at SIGTERM or SIGINT. From this call on the two no longer end the process at once: call it before anybody is told that the service is there.
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    let hear = |kind| signal(kind).map_err(|error| Failure::new("signals cannot be heard", RETRY).because(error));
    let (mut terminate, mut interrupt) = (hear(SignalKind::terminate())?, hear(SignalKind::interrupt())?);
    Ok(async move {
        let name = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal = name, "stopping; requests under way are finished");
    })
}

/// Removes sessions and links that are over, now and then.
async fn sweep(app: App) {
    let mut hours = tokio::time::interval(SWEEP_EVERY);
    loop {
        hours.tick().await;
        match sign_in::sweep(&app, KEEP).await {
            Ok(rows) => tracing::debug!(rows, "old sessions and links removed"),
            Err(error) => tracing::warn!(%error, "old sessions and links could not be removed"),
        }
        if let Err(error) = sending::sweep(&app).await {
            tracing::warn!(%error, "old letters could not be removed");
        }
    }
}
