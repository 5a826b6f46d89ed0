//! L9: `kill -9` while fifty people save pages of answers: every answer that was acknowledged is there after the restart, and none by half.

use std::path::Path;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use miernik::store::{Db, answer_history, assessments, audit};

use crate::crowd::{self, Crowd};
use crate::program::Server;
use crate::writer::{Sent, Writer};
use crate::{Dice, TURN, times};

const CITIES: usize = 25;
/// Ends a start that hangs; how long a start takes is measured and said.
const LONGEST_START: Duration = Duration::from_secs(10);

#[tokio::test]
async fn l9_what_was_acknowledged_survives_kill_9() {
    let _turn = TURN.lock().await;
    let kills = times("MIERNIK_KILLS", 20);
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_sqlite(&folder.path().join("miernik.sqlite")).await.unwrap();
    let crowd = crowd::gather(&db, CITIES, include_str!("../../surveys/miasto-cyfrowe/1.0.toml")).await;
    db.close().await;
    let mut writers = Writer::of(&crowd);
    assert_eq!(writers.len(), 50);
    let (mut dice, mut starts, acknowledged) = (Dice(0x4d49_4552_4e49_4b09), Vec::new(), AtomicU64::new(0));
    let mut server = Server::start(folder.path());
    for _ in 0..kills {
        // In the midst of the saving, and each time at another instant of it.
        let (saves, after) = (acknowledged.load(Ordering::Relaxed) + dice.roll(100), Duration::from_micros(dice.roll(40_000)));
        write_until_killed(&mut server, &mut writers, &acknowledged, (saves, after));
        server = Server::start(folder.path());
        starts.push(server.started_in);
        for writer in &mut writers {
            writer.find_what_was_acknowledged(&server.address);
        }
    }
    server.kill();
    let saves = find_every_answer_in_the_history(folder.path(), &crowd).await;
    starts.sort();
    let (median, longest) = (starts[starts.len() / 2], starts[starts.len() - 1]);
    let acknowledged = acknowledged.load(Ordering::Relaxed);
    println!("{kills} kills: {acknowledged} saves acknowledged, {saves} kept; from start to first page {median:?} (median), {longest:?} (longest)");
    assert!(saves >= acknowledged && longest < LONGEST_START);
}

/// Lets everybody write; ends the program some time after so many saves have been acknowledged.
fn write_until_killed(server: &mut Server, writers: &mut [Writer], acknowledged: &AtomicU64, (saves, after): (u64, Duration)) {
    let together = Barrier::new(writers.len() + 1);
    let address = server.address.clone();
    thread::scope(|scope| {
        for writer in writers {
            scope.spawn(|| {
                together.wait();
                loop {
                    match writer.write(&address, "") {
                        Sent::Acknowledged => {
                            acknowledged.fetch_add(1, Ordering::Relaxed);
                        }
                        // On a machine with too much to do a save may wait for its turn in vain: that is said, and nothing is acknowledged.
                        Sent::Refused(507, _) => println!("{}: 507", writer.page),
                        Sent::Refused(status, page) => panic!("{}: {status} {page}", writer.page),
                        Sent::Unanswered => return,
                    }
                }
            });
        }
        together.wait();
        let saving = (0..60_000).any(|_| {
            thread::sleep(Duration::from_millis(1));
            acknowledged.load(Ordering::Relaxed) >= saves
        });
        thread::sleep(after);
        server.kill();
        assert!(saving, "the program saves too slowly, or nothing");
    });
}

/// Holds the answers against their history and the audit log; gives how many saves there were.
async fn find_every_answer_in_the_history(folder: &Path, crowd: &Crowd) -> u64 {
    let db = Db::open_sqlite(&folder.join("miernik.sqlite")).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let mut saves = 0;
    for officer in &crowd.officers {
        let assessment = assessments::by_id(&mut tx, officer.assessment).await.unwrap().unwrap();
        saves += assessment.revision.cast_unsigned();
        for (question, record) in &assessment.document.0 {
            let history = answer_history::of(&mut tx, assessment.id, question).await.unwrap();
            assert!(history.iter().map(|line| line.version).eq(1..=record.version), "{question}: each version is there once");
            assert_eq!(history.last().unwrap().note, record.note, "{question}");
        }
    }
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
    let Db::Sqlite { readers, .. } = &db else { panic!() };
    let sound: String = sqlx::query_scalar("pragma integrity_check").fetch_one(readers).await.unwrap();
    assert_eq!(sound, "ok");
    drop(tx);
    db.close().await;
    saves
}
