//! L11: a full disk. Writes are refused with 507 and come back with their text, reading and exports go on, and once there is room again the same
//! process saves again.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use miernik::store::Db;

use crate::TURN;
use crate::crowd::{self, CAMPAIGN};
use crate::form::Form;
use crate::program::{Server, program, request};
use crate::writer::{Sent, Writer};

const DISK_BYTES: u64 = 20 << 20;
/// What stands in the way and is removed later.
const BALLAST_BYTES: usize = 6 << 20;

#[tokio::test]
async fn l11_a_full_disk_refuses_writes_and_loses_nothing() {
    let _turn = TURN.lock().await;
    let disk = Disk::new();
    let db = Db::open_sqlite(&disk.path().join("miernik.sqlite")).await.unwrap();
    let crowd = crowd::gather(&db, 2, include_str!("../../surveys/miasto-cyfrowe/1.0.toml")).await;
    db.close().await;
    let mut server = disk.serve();
    let address = server.address.clone();
    let mut writers = Writer::of(&crowd);
    let long = "zażółć gęślą jaźń ".repeat(1_000);
    for writer in &mut writers {
        assert!(matches!(writer.write(&address, "zażółć "), Sent::Acknowledged));
    }
    // Everybody writes until the disk is full for them.
    let refused: Vec<String> = writers.iter_mut().map(|writer| write_until_full(writer, &address, &long)).collect();
    for (writer, page) in writers.iter_mut().zip(&refused) {
        let text = format!("{long}{}", writer.sent);
        let back = Form::in_main(page);
        assert!(back.sent().iter().filter(|(name, _)| name.ends_with(":note")).all(|(_, note)| *note == text), "all that was typed comes back");
        let Sent::Refused(507, again) = writer.send(&address, &back) else { panic!("the disk is still full") };
        assert_eq!(Form::in_main(&again).sent(), back.sent(), "and comes back once more");
    }
    // Reading and exports work.
    let get = |path: &str, cookie: &str| request(&address, &format!("GET {path}"), cookie, "").unwrap();
    for officer in &crowd.officers {
        let tasks = get(&format!("/pl/assessments/{}", officer.assessment), &officer.cookie);
        assert_eq!(tasks.0, 200, "{}", tasks.1);
        let (status, export) = get(&format!("/pl/campaigns/{CAMPAIGN}/cities/{}/export/long.csv", officer.city), &officer.cookie);
        assert_eq!(status, 200, "{export}");
        assert!(export.lines().count() > 1, "the export has the answers: {export}");
    }
    let (status, export) = get(&format!("/pl/campaigns/{CAMPAIGN}/export/wide.csv"), &crowd.expert);
    assert!(status == 200 && export.contains("City 0001"), "{status} {export}");
    // There is room again: what came back is sent and saved by the same process.
    disk.free(&server);
    for (writer, page) in writers.iter_mut().zip(&refused) {
        let saved = writer.send(&address, &Form::in_main(page));
        assert!(matches!(saved, Sent::Acknowledged), "there is room again");
        writer.find_what_was_acknowledged(&address);
    }
    assert!(server.is_alive(), "no restart was needed");
    server.kill();
    let server = Server::start(disk.path());
    for writer in &mut writers {
        writer.find_what_was_acknowledged(&server.address);
    }
}

/// Saves long notes until the disk is full; gives the page that came back.
fn write_until_full(writer: &mut Writer, address: &str, long: &str) -> String {
    for saves in 0..2_000 {
        match writer.write(address, long) {
            Sent::Acknowledged => {}
            Sent::Refused(507, page) => {
                println!("507 after {saves} saves of {}", writer.page);
                return page;
            }
            Sent::Refused(status, page) => panic!("{status} {page}"),
            Sent::Unanswered => panic!("the program is gone"),
        }
    }
    panic!("the disk does not fill up");
}

/// A small place for the database. Who may mount gets a file system of 20 MB; for others the files of the process are limited in their size.
pub struct Disk {
    folder: PathBuf,
    ballast: Option<PathBuf>,
    _folder: tempfile::TempDir,
}

impl Disk {
    pub fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("disk");
        std::fs::create_dir(&folder).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={DISK_BYTES}"), "tmpfs"]).arg(&folder).output();
        let is_mounted = mount.is_ok_and(|mount| mount.status.success());
        println!("a disk of 20 MB by {}", if is_mounted { "tmpfs" } else { "a limit of the size of files: this user may not mount" });
        let ballast = is_mounted.then(|| folder.join("ballast"));
        if let Some(ballast) = &ballast {
            File::create(ballast).unwrap().write_all(&vec![0; BALLAST_BYTES]).unwrap();
        }
        Self { folder, ballast, _folder: temporary }
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The program on this disk.
    pub fn serve(&self) -> Server {
        if self.ballast.is_some() {
            return Server::start(&self.folder);
        }
        // In blocks of 512 bytes or of 1 kB, as the shell has it: far less than the disk would have in either case.
        let limited = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", DISK_BYTES / 4 / 1024);
        let mut command = Command::new("sh");
        command.args(["-c", &limited, &program()]);
        Server::run(command, &self.folder)
    }

    /// Makes room.
    pub fn free(&self, server: &Server) {
        match &self.ballast {
            Some(ballast) => std::fs::remove_file(ballast).unwrap(),
            None => assert!(Command::new("prlimit").args(["--fsize=unlimited", "--pid", &server.id().to_string()]).status().unwrap().success()),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.ballast.is_some() {
            // The program is gone by now; a mount that stays is seen in the output.
            let _ = Command::new("umount").arg("-l").arg(&self.folder).status();
        }
    }
}
