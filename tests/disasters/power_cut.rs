//! L10: the power fails while people save. What the program has written, but not made durable, is there, gone or torn, page by page as chance has it;
//! every answer that was acknowledged is there, and the database is sound.
//!
//! A library between the program and the kernel (`recorder.c`) records each write to the database and its log and each `fsync`. From the record the
//! test works out what the disk may hold after a cut at any instant: all that was written before the last `fsync` of a file, and of what came after a
//! part in sectors of 512 bytes. As a control the same cuts are made as if the program ran with `synchronous=NORMAL`, and as if it had never called
//! `fsync`: then answers must be lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use miernik::store::{Db, answer_history, assessments, audit};
use uuid::Uuid;

use crate::crowd::{self, Crowd};
use crate::program::{Server, program};
use crate::writer::{Sent, Writer};
use crate::{Dice, TURN, times};

const CITIES: usize = 12;
/// So many saves are acknowledged; enough for the log to be taken back into the database several times.
const SAVES: usize = 400;
const SECTOR: usize = 512;
const DATABASE: &str = "miernik.sqlite";
const LOG: &str = "miernik.sqlite-wal";

#[tokio::test]
async fn l10_what_was_acknowledged_survives_a_power_cut() {
    let _turn = TURN.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_sqlite(&folder.path().join(DATABASE)).await.unwrap();
    let crowd = crowd::gather(&db, CITIES, include_str!("../../surveys/miasto-cyfrowe/1.0.toml")).await;
    db.close().await;
    assert!(!folder.path().join(LOG).exists(), "all is in the database when the record begins");
    let before = std::fs::read(folder.path().join(DATABASE)).unwrap();
    let story = Story { acknowledged: write_on_record(folder.path(), &crowd), operations: operations(&folder.path().join("record")), before };
    let cuts = times("MIERNIK_CUTS", 40);
    let mut dice = Dice(0x4d49_4552_4e49_4b0a);
    let losses = story.cut(cuts, Obeys::Sync, &mut dice).await;
    assert!(losses.is_empty(), "{losses:#?}");
    let normal = story.cut(20, Obeys::Normal, &mut dice).await;
    assert!(!normal.is_empty(), "with synchronous=NORMAL answers are lost, and this test sees it");
    let without = story.cut(20, Obeys::Nothing, &mut dice).await;
    assert!(without.len() > 10, "without fsync answers are lost, and this test sees it: {without:?}");
    let (saves, taken_back) = (story.acknowledged.len(), story.operations.iter().filter(|(_, it)| it.file == 0 && it.kind == Kind::Sync).count());
    let all = story.operations.len();
    println!("{cuts} cuts in {all} operations, {saves} saves acknowledged, log taken back {taken_back} times: nothing lost");
    for (how, losses) in [("with synchronous=NORMAL", normal), ("without fsync", without)] {
        println!("the same {how}: {} of 20 cuts lost answers, for example: {}", losses.len(), losses[0]);
    }
}

/// Lets people write. Gives for each save that was acknowledged the assessment, the number, and how long the record was by then.
fn write_on_record(folder: &Path, crowd: &Crowd) -> Vec<(Uuid, u64, u64)> {
    let (library, record) = (folder.join("recorder.so"), folder.join("record"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/disasters/recorder.c");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
    assert!(built.expect("a C compiler, as Rust itself needs one to link").success());
    let mut command = Command::new(program());
    command.env("LD_PRELOAD", &library).env("MIERNIK_RECORD", &record);
    let mut server = Server::run(command, folder);
    let (address, acknowledged) = (server.address.clone(), Mutex::new(Vec::new()));
    // One writer for each assessment: all of a document is from one save.
    let writers = Writer::of(crowd).into_iter().step_by(2);
    thread::scope(|scope| {
        for (mut writer, officer) in writers.zip(&crowd.officers) {
            let (address, acknowledged, record) = (&address, &acknowledged, &record);
            scope.spawn(move || {
                while acknowledged.lock().unwrap().len() < SAVES {
                    assert!(matches!(writer.write(address, ""), Sent::Acknowledged), "{}", writer.page);
                    let length = std::fs::metadata(record).unwrap().len();
                    acknowledged.lock().unwrap().push((officer.assessment, writer.sent, length));
                }
            });
        }
    });
    server.kill();
    acknowledged.into_inner().unwrap()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Write,
    Truncate,
    Sync,
}

/// Something that was done to the database (file 0) or to its log (file 1).
#[derive(Debug)]
struct Operation {
    kind: Kind,
    file: usize,
    offset: usize,
    bytes: Vec<u8>,
}

/// The operations in the record, each with the length of the record behind it.
fn operations(record: &Path) -> Vec<(u64, Operation)> {
    let record = std::fs::read(record).unwrap();
    let (mut at, mut operations) = (0, Vec::new());
    // The last one may be cut off: the process was killed.
    while let Some(header) = record.get(at..at + 24) {
        let number = |from: usize, to: usize| header[from..to].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte));
        let (kind, file, offset, length) = (number(0, 4), number(4, 8) - 1, number(8, 16), number(16, 24));
        let Some(bytes) = record.get(at + 24..at + 24 + length) else { break };
        let kind = [Kind::Write, Kind::Truncate, Kind::Sync][kind - 1];
        at += 24 + length;
        operations.push((at as u64, Operation { kind, file, offset, bytes: bytes.to_vec() }));
    }
    operations
}

/// What the disk obeys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Obeys {
    /// What was synced is there.
    Sync,
    /// As with `synchronous=NORMAL`: the log is synced only before it is taken back into the database.
    Normal,
    /// Nothing, as if the program had not asked.
    Nothing,
}

/// What happened from a sound database on.
struct Story {
    /// The database when it began.
    before: Vec<u8>,
    operations: Vec<(u64, Operation)>,
    acknowledged: Vec<(Uuid, u64, u64)>,
}

impl Story {
    /// Cuts the power so many times, each time in the same story at another instant; gives what was lost.
    async fn cut(&self, cuts: u64, obeys: Obeys, dice: &mut Dice) -> Vec<String> {
        let mut instants: Vec<usize> = (0..cuts).map(|cut| self.instant(cut, dice)).collect();
        instants.sort_unstable();
        let (mut durable, mut pending, mut done) = ([self.before.clone(), Vec::new()], [Vec::new(), Vec::new()], 0);
        let mut losses = Vec::new();
        for instant in instants {
            for at in done..=instant {
                let operation = &self.operations[at].1;
                if operation.kind != Kind::Sync {
                    pending[operation.file].push(operation);
                } else if self.is_synced(at, obeys) {
                    for written in std::mem::take(&mut pending[operation.file]) {
                        apply(&mut durable[operation.file], written, |_| true);
                    }
                }
            }
            done = instant + 1;
            let left = [0, 1].map(|file| after_the_cut(&durable[file], &pending[file], dice));
            if let Err(loss) = self.check(left, self.operations[instant].0).await {
                losses.push(format!("cut at operation {instant}: {loss}"));
            }
        }
        losses
    }

    /// Whether a request to sync counts.
    fn is_synced(&self, at: usize, obeys: Obeys) -> bool {
        let is_of_the_database = |at: usize| self.operations.get(at).is_some_and(|(_, operation)| operation.file == 0);
        match obeys {
            Obeys::Sync => true,
            Obeys::Normal => is_of_the_database(at) || is_of_the_database(at + 1),
            Obeys::Nothing => false,
        }
    }

    /// Any instant; every other time one at which the log is being taken back into the database.
    fn instant(&self, cut: u64, dice: &mut Dice) -> usize {
        let any = |dice: &mut Dice| dice.roll(self.operations.len() as u64) as usize;
        let is_taken_back = |at: &usize| self.operations[*at].1.file == 0;
        if cut.is_multiple_of(2) { any(dice) } else { (0..100_000).map(|_| any(dice)).find(is_taken_back).expect("the log is taken back") }
    }

    /// Opens what is left as the program does, and looks for every answer that had been acknowledged when the record had some length.
    async fn check(&self, [database, log]: [Vec<u8>; 2], length: u64) -> Result<(), String> {
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join(DATABASE);
        std::fs::write(&path, database).unwrap();
        std::fs::write(folder.path().join(LOG), log).unwrap();
        let mut expected: BTreeMap<Uuid, u64> = BTreeMap::new();
        for (assessment, number, _) in self.acknowledged.iter().filter(|(_, _, at)| *at <= length) {
            let last = expected.entry(*assessment).or_default();
            *last = (*last).max(*number);
        }
        let db = Db::open_sqlite(&path).await.map_err(|error| format!("the database does not open: {error:?}"))?;
        let found = find(&db, &expected).await;
        db.close().await;
        found
    }
}

/// What a file holds after a cut: all that was durable, and a part of the rest. The last write is torn in any case.
fn after_the_cut(durable: &[u8], pending: &[&Operation], dice: &mut Dice) -> Vec<u8> {
    let mut left = durable.to_vec();
    let last = pending.len().saturating_sub(1);
    for (at, operation) in pending.iter().enumerate() {
        match dice.roll(3) {
            0 if at != last => apply(&mut left, operation, |_| true),
            1 if at != last => {}
            _ => {
                let sectors: Vec<bool> = (0..=operation.bytes.len() / SECTOR).map(|_| dice.roll(2) == 0).collect();
                // What fits into one sector is there or not.
                apply(&mut left, operation, |sector| sectors[sector]);
            }
        }
    }
    left
}

/// Does to a file what an operation did, in the sectors that have reached the disk.
fn apply(file: &mut Vec<u8>, operation: &Operation, reached: impl Fn(usize) -> bool) {
    if operation.kind == Kind::Truncate {
        if reached(0) {
            file.resize(operation.offset, 0);
        }
        return;
    }
    for (sector, bytes) in operation.bytes.chunks(SECTOR).enumerate().filter(|(sector, _)| reached(*sector)) {
        let from = operation.offset + sector * SECTOR;
        file.resize(file.len().max(from + bytes.len()), 0);
        file[from..from + bytes.len()].copy_from_slice(bytes);
    }
}

/// Whether a database is sound and holds every answer that was acknowledged, with its history, and none by half.
async fn find(db: &Db, expected: &BTreeMap<Uuid, u64>) -> Result<(), String> {
    let said = |error: miernik::store::StoreError| format!("the database cannot be read: {error:?}");
    let Db::Sqlite { readers, .. } = db else { return Err("not SQLite".to_owned()) };
    let sound: String = sqlx::query_scalar("pragma integrity_check").fetch_one(readers).await.map_err(|error| error.to_string())?;
    if sound != "ok" {
        return Err(sound);
    }
    let mut tx = db.read().await.map_err(said)?;
    if let Some(line) = audit::verify(&mut tx).await.map_err(said)?.broken_at {
        return Err(format!("the audit log is broken at {line}"));
    }
    for (&assessment, &number) in expected {
        let kept = assessments::by_id(&mut tx, assessment).await.map_err(said)?.ok_or("an assessment is gone")?;
        let notes: Vec<u64> = kept.document.0.values().map(|record| record.note.parse().unwrap()).collect();
        if notes.len() < 2 || notes.iter().any(|note| *note != notes[0] || *note < number) {
            return Err(format!("acknowledged {number}, kept {notes:?}"));
        }
        for (question, record) in &kept.document.0 {
            let history = answer_history::of(&mut tx, assessment, question).await.map_err(said)?;
            if !history.iter().map(|line| line.version).eq(1..=record.version) {
                return Err(format!("the history of {question} has gaps"));
            }
        }
    }
    Ok(())
}
