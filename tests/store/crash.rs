//! A program that is killed in the middle of writing: what it had confirmed is there, and nothing is there by half.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use miernik::store::{Db, answer_history, assessments, audit};
use uuid::Uuid;

use super::fixture::{at, record, text, world};

/// Tells a copy of this program that it is the one to be killed, and where its database is.
const VICTIM: &str = "MIERNIK_TEST_CRASH_DATABASE";
const KILLS: u64 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_confirmed_survives_a_kill() {
    if let Ok(path) = std::env::var(VICTIM) {
        return write_for_ever(Path::new(&path)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("miernik.sqlite");
    let db = Db::open_sqlite(&path).await.unwrap();
    let campaign = world(&db).await.campaign.id;
    db.close().await;
    let mut confirmed = BTreeMap::new();
    for kill in 0..KILLS {
        confirmed.extend(write_and_be_killed(&path, Duration::from_millis(1 + kill * 3)));
        let began = Instant::now();
        let db = Db::open_sqlite(&path).await.unwrap();
        assert!(began.elapsed() < Duration::from_secs(2), "opened after {:?}", began.elapsed());
        check(&db, campaign, &confirmed).await;
        db.close().await;
    }
    assert_eq!(confirmed.len(), 3, "every writer had a turn");
}

/// Lets a copy of this program write, kills it some time after its first confirmation, and gives the last revision it confirmed of each assessment.
fn write_and_be_killed(path: &Path, after: Duration) -> BTreeMap<Uuid, i64> {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "families::crash::what_was_confirmed_survives_a_kill", "--nocapture"])
        .env(VICTIM, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map_while(Result::ok);
    let confirmation = |line: String| {
        let (id, revision) = line.strip_prefix("saved ")?.split_once(' ')?;
        Some((id.parse().ok()?, revision.parse().ok()?))
    };
    let first = lines.by_ref().find_map(confirmation).expect("a confirmation");
    std::thread::sleep(after);
    victim.kill().unwrap();
    victim.wait().unwrap();
    let mut confirmed = BTreeMap::from([first]);
    confirmed.extend(lines.filter_map(confirmation));
    confirmed
}

/// The one to be killed: a writer for each assessment, each save with its line of history and of the audit log.
async fn write_for_ever(path: &Path) {
    let db = Db::open_sqlite(path).await.unwrap();
    let campaigns = miernik::store::campaigns::list(&mut db.read().await.unwrap()).await.unwrap();
    let mut writers = tokio::task::JoinSet::new();
    for mut assessment in assessments::page(&mut db.read().await.unwrap(), campaigns[0].id, Uuid::nil(), 10).await.unwrap() {
        let db = db.clone();
        writers.spawn(async move {
            loop {
                let version = assessment.revision + 1;
                assessment.document.0.insert("q".to_owned(), record(version, text(&"ż".repeat(3_000)), version));
                let mut tx = db.write().await.unwrap();
                answer_history::append(&mut tx, assessment.id, &[("q", &assessment.document.0["q"])]).await.unwrap();
                assessment.revision = assessments::save(&mut tx, assessment.id, assessment.revision, &assessment.document, at(0)).await.unwrap();
                let object = assessment.id.to_string();
                let line = audit::NewEntry { at: at(0), actor: None, action: "assessment.save", object: &object, detail: "{}" };
                audit::append(&mut tx, line).await.unwrap();
                tx.commit().await.unwrap();
                println!("saved {} {}", assessment.id, assessment.revision);
            }
        });
    }
    writers.join_all().await;
}

async fn check(db: &Db, campaign: Uuid, confirmed: &BTreeMap<Uuid, i64>) {
    let mut tx = db.read().await.unwrap();
    let mut saves = 0;
    for assessment in assessments::page(&mut tx, campaign, Uuid::nil(), 10).await.unwrap() {
        let confirmed = confirmed.get(&assessment.id).copied().unwrap_or(0);
        assert!(assessment.revision >= confirmed, "confirmed {confirmed}, kept {}", assessment.revision);
        let history = answer_history::of(&mut tx, assessment.id, "q").await.unwrap();
        assert_eq!((history.len() as i64, assessment.document.version("q")), (assessment.revision, assessment.revision), "nothing by half");
        saves += assessment.revision;
    }
    let chain = audit::verify(&mut tx).await.unwrap();
    assert_eq!((chain.sound, chain.broken_at), (saves, None));
    let Db::Sqlite { readers, .. } = db else { panic!() };
    let sound: String = sqlx::query_scalar("pragma integrity_check").fetch_one(readers).await.unwrap();
    assert_eq!(sound, "ok");
}
