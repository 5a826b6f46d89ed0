//! Files behind answers: S14 (names, kinds, how they are handed out) and C5 (sent twice, cut off, left behind).

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use miernik::ids::{new_id, sha256_hex};
use miernik::service::fill_in::QUOTA;
use miernik::store::Db;
use miernik::store::answer_history::of as history;
use miernik::store::assessments::AnswerRecord;
use miernik::store::evidence::{self, Evidence, EvidenceFile, FileKind};
use miernik::store::evidence_folder::EvidenceFolder;
use uuid::Uuid;

use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    a_file_is_added_handed_out_and_taken_away,
    c5_sending_again_changes_nothing,
    c5_what_is_cut_off_leaves_nothing,
    c5_what_a_crash_left_is_swept,
    s14_names_and_kinds,
    who_may_have_a_file,
    limits_are_said,
    s14_the_files_of_an_assessment_have_a_limit,
    a_file_does_not_disturb_those_who_type,
);

pub(super) const FILES: &str = "/sections/A/files/one";
pub(super) const PDF: &[u8] = b"%PDF-1.7\n\x00\x01 not really";

/// A form with a file, as a browser sends it.
pub(super) fn form(csrf: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let name = name.replace('"', "%22");
    let mut body = format!("--xx\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
    body.extend(format!("--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n").bytes());
    body.extend(bytes);
    body.extend(b"\r\n--xx--\r\n");
    body
}

pub(super) async fn send(visitor: &Visitor, address: &str, body: Vec<u8>) -> Seen {
    visitor.post_bytes(address, "multipart/form-data; boundary=xx", body.into()).await
}

pub(super) async fn csrf(visitor: &Visitor, world: &World) -> String {
    visitor.get(&world.at("/sections/A/1")).await.form().value("csrf").unwrap().to_owned()
}

pub(super) async fn add(visitor: &Visitor, world: &World, name: &str, bytes: &[u8]) -> Seen {
    let csrf = csrf(visitor, world).await;
    send(visitor, &world.at(FILES), form(&csrf, name, bytes)).await
}

async fn record(site: &Site, world: &World) -> Option<AnswerRecord> {
    world.stored(site).await.document.0.get("one").cloned()
}

pub(super) async fn files(site: &Site, world: &World) -> Vec<EvidenceFile> {
    record(site, world).await.iter().flat_map(|record| &record.evidence).filter_map(Evidence::file).cloned().collect()
}

/// The names of the files on the disk.
pub(super) fn on_disk(site: &Site) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(site.evidence()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn a_file_is_added_handed_out_and_taken_away(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut page = anna.get(&world.at("/sections/A/1")).await.form();
    page.set("a:one:chosen", "option:low").set("a:one:note", "Uwaga").smuggle("then", "files:one");
    let seen = anna.submit(&page).await;
    assert_eq!(seen.location, world.at(FILES), "what was typed is saved on the way to the files");
    let seen = anna.get(&world.at(FILES)).await;
    assert!(seen.text().contains("Jedna z wielu?") && seen.text().contains("Nie ma jeszcze plików."), "{}", seen.text());
    let seen = add(&anna, &world, "uchwała 12.pdf", PDF).await;
    assert_eq!((seen.status, seen.location), (StatusCode::SEE_OTHER, world.at(FILES)));

    let [file] = files(site, &world).await.try_into().unwrap();
    let expected =
        EvidenceFile { id: file.id, name: "uchwała 12.pdf".to_owned(), kind: FileKind::Pdf, size: PDF.len() as i64, sha256: sha256_hex(PDF) };
    assert_eq!(file, expected);
    assert_eq!(record(site, &world).await.unwrap().note, "Uwaga");
    assert_eq!(on_disk(site), [file.id.to_string()], "a random name");
    let path = site.evidence().join(file.id.to_string());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(site.evidence()).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read(&path).unwrap(), PDF);

    let address = format!("{}/{}", world.at(FILES), file.id);
    for page in ["/sections/A/1", "/sections/A/check", FILES] {
        assert!(anna.get(&world.at(page)).await.body.contains(&format!("href=\"{address}\"")), "{page} leads to the file");
    }
    let seen = anna.get(&address).await;
    assert_eq!((seen.status, seen.kind.as_str(), seen.bytes.as_slice()), (StatusCode::OK, "application/pdf", PDF));
    assert_eq!(seen.policy, "default-src 'none'; sandbox");
    assert_eq!(seen.disposition, format!("attachment; filename=\"{}.pdf\"; filename*=UTF-8''uchwa%C5%82a%2012.pdf", file.id));

    // Taken away, it is no part of the answer and stays in the history; taken away again, nothing happens.
    let csrf = csrf(&anna, &world).await;
    for _ in 0..2 {
        let seen = anna.post(&format!("{address}/remove"), &[("csrf".to_owned(), csrf.clone())]).await;
        assert_eq!((seen.status, seen.location), (StatusCode::SEE_OTHER, world.at(FILES)));
    }
    assert_eq!(files(site, &world).await, []);
    let mut tx = site.app.db().read().await.unwrap();
    let versions: Vec<usize> = history(&mut tx, world.assessment, "one").await.unwrap().iter().map(|line| line.evidence.len()).collect();
    assert_eq!(versions, [0, 1, 0]);
    assert_eq!(anna.get(&address).await.bytes, PDF, "the history can still be read");
}

async fn c5_sending_again_changes_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let (csrf, address) = (csrf(&anna, &world).await, world.at(FILES));
    let sends = (0..8).map(|_| {
        let (anna, address, body) = (anna.clone(), address.clone(), form(&csrf, "a.pdf", PDF));
        tokio::spawn(async move { send(&anna, &address, body).await.status })
    });
    for task in sends.collect::<Vec<_>>() {
        assert_eq!(task.await.unwrap(), StatusCode::SEE_OTHER);
    }
    assert_eq!(files(site, &world).await.len(), 1);
    assert_eq!((on_disk(site).len(), world.stored(site).await.revision), (1, 1));
}

/// A body that ends anywhere leaves no row and no file.
async fn c5_what_is_cut_off_leaves_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let body = form(&csrf(&anna, &world).await, "a.pdf", &[PDF, &[7; 100_000]].concat());
    let cuts = (0..260).chain((260..body.len() - 20).step_by(4_099)).chain(body.len() - 20..body.len() - 4);
    for cut in cuts {
        let seen = send(&anna, &world.at(FILES), body[..cut].to_vec()).await;
        assert!(seen.status.is_client_error(), "cut at {cut} of {}: {}", body.len(), seen.status);
    }
    assert_eq!((on_disk(site), world.stored(site).await.revision), (vec![], 0));
    let seen = send(&anna, &world.at(FILES), body).await;
    assert_eq!((seen.status, on_disk(site).len()), (StatusCode::SEE_OTHER, 1), "whole, it is taken");
}

/// Files without a row go at the next start, unless somebody may still be sending them.
async fn c5_what_a_crash_left_is_swept(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    add(&anna, &world, "a.pdf", PDF).await;
    let [kept] = files(site, &world).await.try_into().unwrap();
    let (orphan, fresh, unfinished) = (new_id(), new_id(), new_id());
    let now = site.app.now();
    let age = |name: String, seconds: u64| {
        let path = site.evidence().join(name);
        let file = File::options().write(true).create(true).truncate(false).open(path).unwrap();
        file.set_modified(SystemTime::from(now) - Duration::from_secs(seconds)).unwrap();
    };
    age(orphan.to_string(), 3_700);
    age(fresh.to_string(), 3_500);
    age(format!("{fresh}.part"), 3_500);
    age(format!("{unfinished}.part"), 3_700);
    age(kept.id.to_string(), 100_000);
    fs::write(site.evidence().join("somebody's own.txt"), "x").unwrap();
    let db: &Db = site.app.db();
    let folder = EvidenceFolder::open(site.evidence()).unwrap();
    // Another database does not know these files: it removes nothing that is whole.
    let stranger = Db::open_sqlite_memory().await.unwrap();
    assert_eq!(folder.sweep(&stranger, now).await.unwrap(), 1);
    assert!(on_disk(site).contains(&orphan.to_string()) && on_disk(site).contains(&kept.id.to_string()));
    assert_eq!(folder.sweep(db, now).await.unwrap(), 1);
    let mut left = vec![kept.id.to_string(), fresh.to_string(), format!("{fresh}.part"), "somebody's own.txt".to_owned()];
    left.sort();
    assert_eq!(on_disk(site), left);
}

/// S14.
async fn s14_names_and_kinds(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let refused: [(&str, &[u8]); 9] = [
        ("x.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
        ("x.html", b"<script>alert(1)</script>"),
        ("x.pdf", b"<html>%PDF-1.7</html>"),
        ("x.png", b"GIF89a"),
        ("x.txt", b"a\x00b"),
        ("x.pdf.exe", PDF),
        ("x", PDF),
        ("..", PDF),
        ("x.xlsx", b"PK\x03\x04 but nothing of a workbook in it, nothing at all"),
    ];
    for (name, bytes) in refused {
        let seen = add(&anna, &world, name, bytes).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(seen.text().contains("Tego pliku nie przyjmujemy"), "{name}: {}", seen.text());
    }
    assert_eq!(on_disk(site), Vec::<String>::new());
    let long = "ż".repeat(300) + ".pdf";
    let taken = ["../../etc/x.pdf", "C:\\x.pdf", "a\u{202e}fdp.pdf", "CON.pdf", "<img src=x onerror=alert(1)>.pdf", &long];
    for (at, name) in taken.iter().enumerate() {
        let seen = add(&anna, &world, name, &[PDF, &[at as u8]].concat()).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{name}");
    }
    let names: Vec<String> = files(site, &world).await.into_iter().map(|file| file.name).collect();
    assert_eq!(names[..5], ["x.pdf", "x.pdf", "afdp.pdf", "_CON.pdf", "_img src=x onerror=alert(1)_.pdf"]);
    assert_eq!(names[5].chars().count(), 120);
    assert!(on_disk(site).iter().all(|name| name.parse::<Uuid>().is_ok()), "names on the disk are ids");
    let page = anna.get(&world.at(FILES)).await;
    assert!(!page.body.contains("<img src=x"), "names are shown escaped");
    let text = add(&anna, &world, "x.csv", "gmina;<script>\n".as_bytes()).await;
    assert_eq!(text.status, StatusCode::SEE_OTHER);
    let file = files(site, &world).await.pop().unwrap();
    let seen = anna.get(&format!("{}/{}", world.at(FILES), file.id)).await;
    assert_eq!((seen.kind.as_str(), seen.policy.as_str()), ("text/csv", "default-src 'none'; sandbox"));
    assert!(seen.disposition.starts_with("attachment; "));
}

async fn who_may_have_a_file(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    add(&anna, &world, "a.pdf", PDF).await;
    let [file] = files(site, &world).await.try_into().unwrap();
    let address = format!("{}/{}", world.at(FILES), file.id);
    let status = async |person: Uuid, address: &str| site.signed_in(person).await.get(address).await.status;
    for person in [world.other_officer, world.expert, world.administrator, world.nobody] {
        assert_eq!(status(person, &address).await, StatusCode::NOT_FOUND, "a draft is the city's own");
    }
    assert_eq!(site.visitor().get(&address).await.status, StatusCode::SEE_OTHER, "to the sign-in page");
    assert_eq!(status(world.second_officer, &address).await, StatusCode::OK);
    // Under another question, another section or another assessment it is not there.
    for wrong in ["/sections/A/files/yes", "/sections/B/files/one", "/sections/B/files/why", "/sections/A/files/none"] {
        assert_eq!(status(world.officer, &format!("{}/{}", world.at(wrong), file.id)).await, StatusCode::NOT_FOUND, "{wrong}");
    }
    let foreign = address.replace(&world.assessment.to_string(), &world.other_assessment.to_string());
    assert_eq!(status(world.other_officer, &foreign).await, StatusCode::NOT_FOUND);
    // Nobody else adds or takes away.
    for person in [world.other_officer, world.expert, world.nobody] {
        let visitor = site.signed_in(person).await;
        let home = visitor.get("/pl/home").await;
        let secret = home.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let sent = send(&visitor, &world.at(FILES), form(&secret, "b.pdf", PDF)).await;
        let removed = visitor.post(&format!("{address}/remove"), &[("csrf".to_owned(), secret)]).await;
        assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&sent.status), "{}", sent.status);
        assert_eq!(removed.status, sent.status);
    }
    assert_eq!(send(&anna, &world.at(FILES), form("forged", "b.pdf", PDF)).await.status, StatusCode::FORBIDDEN);
    let own = csrf(&anna, &world).await;
    // Handed in, experts and administrators of the network see it, and it does not change any more.
    let mut hand_in = anna.get(&world.at("/sections/A/1")).await.form();
    hand_in.set("a:one:chosen", "option:low");
    anna.submit(&hand_in).await;
    let mut submit = anna.get(&world.at("/submit")).await.form();
    submit.tick("confirm", "yes", true);
    assert_eq!(anna.submit(&submit).await.status, StatusCode::SEE_OTHER);
    for (person, expected) in [(world.expert, StatusCode::OK), (world.administrator, StatusCode::OK), (world.other_officer, StatusCode::NOT_FOUND)] {
        assert_eq!(status(person, &address).await, expected);
    }
    assert_eq!(send(&anna, &world.at(FILES), form(&own, "late.pdf", PDF)).await.status, StatusCode::CONFLICT);
    assert_eq!(on_disk(site).len(), 1);
}

async fn limits_are_said(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let large = [PDF, &vec![0; 10_000_000]].concat();
    for (name, bytes, words) in [
        ("", &b""[..], "Proszę najpierw wybrać plik"),
        ("a.pdf", b"", "W tym pliku nic nie ma"),
        ("a.pdf", &large, "Plik jest za duży. Najwyżej 10 MB: proszę go zmniejszyć, na przykład podzielić na części."),
    ] {
        let seen = add(&anna, &world, name, bytes).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.text().replace('\u{a0}', " ").contains(words), "{}", seen.text());
        assert!(seen.body.contains("id=\"file-error\"") && seen.body.contains("aria-describedby=\"file-hint file-error\""));
    }
    assert_eq!(on_disk(site), Vec::<String>::new());
    for n in 0..10u8 {
        assert_eq!(add(&anna, &world, "a.pdf", &[PDF, &[n]].concat()).await.status, StatusCode::SEE_OTHER, "{n}");
    }
    let seen = add(&anna, &world, "a.pdf", PDF).await;
    assert!(seen.text().contains("Plików jest już 10"), "{}", seen.text());
    assert_eq!((files(site, &world).await.len(), on_disk(site).len()), (10, 10));
}

/// S14: what was taken away counts as well, because its history keeps it.
async fn s14_the_files_of_an_assessment_have_a_limit(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut tx = site.app.db().write().await.unwrap();
    let large = |size: i64| EvidenceFile { id: new_id(), name: "a.pdf".to_owned(), kind: FileKind::Pdf, size, sha256: sha256_hex(b"") };
    evidence::insert(&mut tx, world.assessment, "yes", &large(QUOTA - PDF.len() as i64), None, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let seen = add(&anna, &world, "o jeden bajt za duży.pdf", &[PDF, b"x"].concat()).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Pliki tej samooceny zajęły całe dostępne miejsce"), "{}", seen.text());
    assert_eq!((on_disk(site), files(site, &world).await), (vec![], vec![]));
    assert_eq!(add(&anna, &world, "a.pdf", PDF).await.status, StatusCode::SEE_OTHER, "to the last byte");
    let seen = add(&anna, &world, "b.pdf", PDF).await;
    assert_eq!((seen.status, on_disk(site).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    // Another assessment has room of its own.
    let ewa = site.signed_in(world.other_officer).await;
    let other = World { assessment: world.other_assessment, ..world };
    assert_eq!(add(&ewa, &other, "a.pdf", PDF).await.status, StatusCode::SEE_OTHER);
}

/// A file that a colleague adds is no conflict for who has the question open: the form does not hold files.
async fn a_file_does_not_disturb_those_who_type(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let mut hers = anna.get(&world.at("/sections/A/1")).await.form();
    hers.set("a:one:chosen", "option:low").set("a:one:links", "https://example.pl");
    add(&jan, &world, "a.pdf", PDF).await;
    assert_eq!(anna.submit(&hers).await.status, StatusCode::SEE_OTHER);
    let record = record(site, &world).await.unwrap();
    assert_eq!((record.version, record.evidence.len()), (2, 2), "the link and the file");
    let mut tx = site.app.db().read().await.unwrap();
    assert_eq!(AnswerRecord::from(history(&mut tx, world.assessment, "one").await.unwrap().last().unwrap().clone()), record);
}
