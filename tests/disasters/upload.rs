//! Files behind answers in a disaster (C5, S14): the disk is full, or the program is killed while they come in. Every file that was acknowledged is there,
//! and no answer names one that is not whole.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use miernik::ids::{new_id, sha256_hex};
use miernik::store::evidence::{Evidence, EvidenceFile};
use miernik::store::evidence_folder::EvidenceFolder;
use miernik::store::{Db, assessments};
use uuid::Uuid;

use crate::crowd::{self, Crowd, Officer};
use crate::form::Form;
use crate::full_disk::Disk;
use crate::program::{Server, request};
use crate::{Dice, TURN, times};

const SURVEY: &str = include_str!("../../surveys/miasto-cyfrowe/1.0.toml");
const SECTION: &str = "STR";
/// Two of this size fit on the small disk, and a third when there is room again.
const LARGE: usize = 6 << 20;
const SMALL: usize = 200_000;
const SENDERS: usize = 4;
const CITIES: usize = 32;
/// Files that are sent to one question, and so never more than it takes.
const OF_QUESTION: usize = 8;

/// Somebody who sends file after file.
struct Sender<'c> {
    officers: &'c [Officer],
    /// The questions of the first page, and the secret of each officer's forms.
    questions: Vec<String>,
    csrf: Vec<String>,
    sent: usize,
    /// The files that the program has acknowledged, by their hash.
    acknowledged: Vec<String>,
}

impl<'c> Sender<'c> {
    fn of(officers: &'c [Officer], server: &str) -> Self {
        let (mut questions, mut csrf) = (Vec::new(), Vec::new());
        for officer in officers {
            let page = format!("GET /pl/assessments/{}/sections/{SECTION}/1", officer.assessment);
            let form = Form::in_main(&request(server, &page, &officer.cookie, "").unwrap().1);
            csrf.push(form.value("csrf").unwrap().to_owned());
            questions = form.names().iter().filter_map(|name| Some(name.strip_prefix("a:")?.strip_suffix(":note")?.to_owned())).collect();
        }
        Self { officers, questions, csrf, sent: 0, acknowledged: Vec::new() }
    }

    /// Sends the next file; gives the status, none if the program was gone before it had answered.
    fn send(&mut self, server: &str, size: usize) -> Option<u16> {
        let at = self.sent / (OF_QUESTION * self.questions.len());
        let question = &self.questions[self.sent / OF_QUESTION % self.questions.len()];
        let (officer, csrf) = (&self.officers[at], &self.csrf[at]);
        let mut file = format!("%PDF-1.7\n{}\n", new_id()).into_bytes();
        file.resize(size, b'x');
        self.sent += 1;
        let path = format!("/pl/assessments/{}/sections/{SECTION}/files/{question}", officer.assessment);
        let status = upload(server, &path, &officer.cookie, csrf, &file)?;
        if status == 303 {
            self.acknowledged.push(sha256_hex(&file));
        }
        Some(status)
    }
}

/// Sends a form with a file in pieces, so that the program may be killed in between.
fn upload(server: &str, path: &str, cookie: &str, csrf: &str, file: &[u8]) -> Option<u16> {
    let head = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--xx--\r\n"].concat();
    let mut stream = TcpStream::connect(server).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let line = format!(
        "POST {path} HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\nConnection: close\r\n\
        Content-Type: multipart/form-data; boundary=xx\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(line.as_bytes()).ok()?;
    for piece in body.chunks(16 * 1024) {
        // A program that has refused already may not read the rest; what it says is read below.
        if stream.write_all(piece).is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer);
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    if read.is_err() && status.is_none() { None } else { status }
}

/// The files that answers name, by their ids.
async fn named(folder: &Path, crowd: &Crowd) -> BTreeMap<Uuid, EvidenceFile> {
    let db = Db::open_sqlite(&folder.join("miernik.sqlite")).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let mut files = BTreeMap::new();
    for officer in &crowd.officers {
        let document = assessments::by_id(&mut tx, officer.assessment).await.unwrap().unwrap().document;
        let of = document.0.values().flat_map(|record| &record.evidence).filter_map(Evidence::file);
        files.extend(of.map(|file| (file.id, file.clone())));
    }
    drop(tx);
    db.close().await;
    files
}

/// Every file that an answer names is on the disk, whole.
fn all_whole(evidence: &Path, files: &BTreeMap<Uuid, EvidenceFile>) {
    for (id, file) in files {
        let bytes = std::fs::read(evidence.join(id.to_string())).unwrap_or_else(|error| panic!("{id} is named and is not there: {error}"));
        assert_eq!((i64::try_from(bytes.len()).unwrap(), sha256_hex(&bytes)), (file.size, file.sha256.clone()), "{id} is not whole");
    }
}

fn on_disk(evidence: &Path) -> Vec<String> {
    std::fs::read_dir(evidence).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn c5_a_full_disk_takes_no_file_and_keeps_no_part_of_one() {
    let _turn = TURN.lock().await;
    let disk = Disk::new();
    let db = Db::open_sqlite(&disk.path().join("miernik.sqlite")).await.unwrap();
    let crowd = crowd::gather(&db, 1, SURVEY).await;
    db.close().await;
    let (evidence, mut server) = (disk.path().join("evidence"), disk.serve());
    let mut sender = Sender::of(&crowd.officers, &server.address);
    let statuses: Vec<Option<u16>> = (0..4).map(|_| sender.send(&server.address, LARGE)).collect();
    println!("files of 6 MB on the small disk: {statuses:?}");
    assert_eq!(statuses[3], Some(507), "{statuses:?}");
    assert!(statuses.iter().all(|status| [Some(303), Some(507)].contains(status)), "{statuses:?}");
    assert_eq!(on_disk(&evidence).len(), sender.acknowledged.len(), "no part of what was refused: {:?}", on_disk(&evidence));
    let page = format!("GET /pl/assessments/{}/sections/{SECTION}/1", crowd.officers[0].assessment);
    assert_eq!(request(&server.address, &page, &crowd.officers[0].cookie, "").unwrap().0, 200, "reading goes on");

    disk.free(&server);
    assert_eq!(sender.send(&server.address, LARGE), Some(303), "there is room again, without a restart");
    assert!(server.is_alive());
    server.kill();
    let files = named(disk.path(), &crowd).await;
    all_whole(&evidence, &files);
    let hashes: Vec<&String> = files.values().map(|file| &file.sha256).collect();
    assert_eq!(hashes.len(), sender.acknowledged.len());
    assert!(sender.acknowledged.iter().all(|hash| hashes.contains(&hash)));
}

#[tokio::test]
async fn c5_kill_9_while_files_come_in_leaves_no_answer_with_half_a_file() {
    let _turn = TURN.lock().await;
    let kills = times("MIERNIK_KILLS", 20) / 2;
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_sqlite(&folder.path().join("miernik.sqlite")).await.unwrap();
    let crowd = crowd::gather(&db, CITIES, SURVEY).await;
    db.close().await;
    let evidence = folder.path().join("evidence");
    let (mut dice, acknowledged) = (Dice(0x4d49_4552_4e49_4b14), AtomicU64::new(0));
    let mut server = Server::start(folder.path());
    let mut senders: Vec<Sender<'_>> = crowd.officers.chunks(CITIES / SENDERS).map(|officers| Sender::of(officers, &server.address)).collect();
    for _ in 0..kills {
        let (files, after) = (acknowledged.load(Ordering::Relaxed) + dice.roll(8), Duration::from_micros(dice.roll(30_000)));
        send_until_killed(&mut server, &mut senders, &acknowledged, (files, after));
        all_whole(&evidence, &named(folder.path(), &crowd).await);
        server = Server::start(folder.path());
    }
    server.kill();
    let files = named(folder.path(), &crowd).await;
    all_whole(&evidence, &files);
    let hashes: Vec<&String> = files.values().map(|file| &file.sha256).collect();
    for hash in senders.iter().flat_map(|sender| &sender.acknowledged) {
        assert!(hashes.contains(&hash), "a file that was acknowledged is gone");
    }
    let left = on_disk(&evidence).len() - files.len();
    // What nobody names goes, once nobody can still be sending it.
    let db = Db::open_sqlite(&folder.path().join("miernik.sqlite")).await.unwrap();
    let later = miernik::clock::Clock::System.now() + jiff::SignedDuration::from_hours(2);
    assert_eq!(EvidenceFolder::open(&evidence).unwrap().sweep(&db, later).await.unwrap(), left);
    db.close().await;
    assert_eq!(on_disk(&evidence).len(), files.len());
    all_whole(&evidence, &files);
    println!(
        "{kills} kills: {} files acknowledged, {} named by answers, {left} left behind and swept",
        acknowledged.load(Ordering::Relaxed),
        files.len()
    );
    assert!(kills == 0 || !files.is_empty());
}

/// Lets everybody send files; ends the program some time after so many were acknowledged.
fn send_until_killed(server: &mut Server, senders: &mut [Sender<'_>], acknowledged: &AtomicU64, (files, after): (u64, Duration)) {
    let together = Barrier::new(senders.len() + 1);
    let address = server.address.clone();
    thread::scope(|scope| {
        for sender in senders {
            scope.spawn(|| {
                together.wait();
                loop {
                    match sender.send(&address, SMALL) {
                        Some(303) => acknowledged.fetch_add(1, Ordering::Relaxed),
                        Some(status) => panic!("{status}"),
                        None => return,
                    };
                }
            });
        }
        together.wait();
        let sending = (0..60_000).any(|_| {
            thread::sleep(Duration::from_millis(1));
            acknowledged.load(Ordering::Relaxed) >= files
        });
        thread::sleep(after);
        server.kill();
        assert!(sending, "the program takes files too slowly, or none");
    });
}
