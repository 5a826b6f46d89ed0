//! Files of results: whole or visibly not, a few at a time, in bounded memory, and noted (S23).

use std::path::Path;
use std::pin::Pin;
use std::time::{Duration, Instant};

use axum::body::Body;
use hyper::body::Body as _;
use miernik::engine::score::score;
use miernik::ids::new_id;
use miernik::service::exports;
use miernik::service::places::{MOST_FILES, Work};
use miernik::store::assessments::{self, Submission};
use miernik::store::municipalities::{self, Municipality};
use miernik::store::{Db, audit};

use super::round::{Round, answers};
use crate::support::Site;
use crate::support::world::{FLAGSHIP, municipality};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_no_place_is_told_to_come_back() {
    let round = Round::published().await;
    let places = round.site.app.places();
    let mut taken = Vec::new();
    for _ in 0..MOST_FILES {
        taken.push(places.take(Work::Writing).await.unwrap());
    }
    let visitor = round.site.visitor();
    let file = format!("{}/export/long.csv", round.overview());
    let waits = tokio::spawn({
        let (visitor, file) = (visitor.clone(), file.clone());
        async move { visitor.get(&file).await }
    });
    let started = Instant::now();
    assert_eq!(visitor.get(&round.city(0)).await.status.as_u16(), 200, "pages go on");
    assert!(started.elapsed() < Duration::from_secs(4));
    let busy = waits.await.unwrap();
    assert_eq!((busy.status.as_u16(), busy.retry_after.as_str()), (503, "10"));
    assert!(busy.text().contains("Trzeba chwilę poczekać"), "{}", busy.text());
    taken.pop();
    for _ in 0..MOST_FILES + 1 {
        let seen = visitor.get(&file).await;
        assert_eq!(seen.status.as_u16(), 200, "a place is free, and free again after each file");
        assert!(seen.body.ends_with("\r\n"));
    }
}

#[tokio::test]
async fn what_is_taken_away_is_noted() {
    let round = Round::open().await;
    for city in 0..6 {
        round.hand_in(city).await;
    }
    let expert = round.site.signed_in(round.world.expert).await;
    let (city, all) = (round.city(0), round.overview());
    let paths = [".csv", ".json", "/export/wide.xlsx", "/charts/dimensions.svg"].map(|rest| format!("{all}{rest}"));
    let of_city = [".csv", ".json", "/export/long.csv", "/bars.png"].map(|rest| format!("{city}{rest}"));
    for path in paths.iter().chain(&of_city) {
        assert_eq!(expert.get(path).await.status.as_u16(), 200, "{path}");
    }
    let expected = [
        "results.csv",
        "results.json",
        "wide.xlsx",
        "charts/dimensions.svg",
        "teryt-2478011/results.csv",
        "teryt-2478011/results.json",
        "teryt-2478011/long.csv",
        "teryt-2478011/bars.png",
    ];
    assert_eq!(exported(&round).await, expected.map(|name| (Some(round.world.expert), format!("{name:?}"))));
    for path in [&all, &city] {
        expert.get(path).await;
    }
    assert_eq!(exported(&round).await.len(), expected.len(), "looking is not taking away");
}

#[tokio::test]
async fn what_everybody_can_have_is_noted_of_those_who_are_signed_in() {
    let round = Round::published().await;
    for path in [".csv", "/export/wide.csv", "/charts/dimensions.svg"] {
        assert_eq!(round.site.visitor().get(&format!("{}{path}", round.overview())).await.status.as_u16(), 200);
    }
    assert_eq!(exported(&round).await, []);
}

/// The exports that are noted: who, and what.
async fn exported(round: &Round) -> Vec<(Option<uuid::Uuid>, String)> {
    let lines = audit::after(&mut round.site.app.db().read().await.unwrap(), 0, 1000).await.unwrap();
    lines.into_iter().filter(|line| line.action == "results.export").map(|line| (line.actor, line.detail)).collect()
}

#[tokio::test]
async fn a_file_shows_one_moment() {
    let round = Round::open().await;
    for city in 0..6 {
        round.hand_in(city).await;
    }
    let app = &round.site.app;
    let expert = round.somebody(round.world.expert).await;
    let before = exports::campaign(app, Some(&expert), &round.world.campaign.slug, "wide.csv").await.unwrap().units.next().await.unwrap();
    let mut export = exports::campaign(app, Some(&expert), &round.world.campaign.slug, "wide.csv").await.unwrap();
    round.tamper(0).await;
    let units = export.units.next().await.unwrap();
    let told = |units: &[miernik::report::UnitRow]| units.iter().map(|unit| (unit.code.clone(), unit.answers.clone())).collect::<Vec<_>>();
    assert_eq!(told(&units), told(&before));
    assert!(export.units.next().await.unwrap().is_empty());
}

/// Resident memory of this process in KiB.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

/// Reads a body piece by piece; gives its length, and the most memory there was meanwhile.
async fn drain(mut body: Body) -> (usize, usize) {
    let (mut length, mut most) = (0, 0);
    while let Some(frame) = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        length += frame.unwrap().into_data().unwrap().len();
        most = most.max(resident());
    }
    (length, most)
}

/// Fills a database with a campaign of as many municipalities as there must be for so many answers; gives how many there are.
async fn large(file: &Path, least: usize) -> (Round, usize) {
    let round = Round::open_on(Site::on(Db::open_sqlite(file).await.unwrap()).await, FLAGSHIP).await;
    let (site, world) = (&round.site, &round.world);
    let variants: Vec<_> = (0..6)
        .map(|turn| {
            let document = answers(&round.survey, turn, world.officer, site.app.now());
            let result = serde_json::to_string(&score(&round.survey, &document.answers()).scores).unwrap();
            (document, result)
        })
        .collect();
    let of_one = variants[0].0.0.len();
    let cities: Vec<Municipality> = (0..least.div_ceil(of_one)).map(|n| municipality(&format!("{n:07}"), &format!("Gmina {n}"), "śląskie")).collect();
    let ids: Vec<_> = cities.iter().map(|city| city.id).collect();
    let mut tx = site.app.db().write().await.unwrap();
    municipalities::save_many(&mut tx, &cities).await.unwrap();
    assessments::create_many(&mut tx, world.campaign.id, &ids, site.app.now()).await.unwrap();
    for (n, summary) in assessments::summaries(&mut tx, world.campaign.id).await.unwrap().into_iter().enumerate() {
        let (document, result) = &variants[n % variants.len()];
        let revision = assessments::save(&mut tx, summary.id, summary.revision, document, site.app.now()).await.unwrap();
        let receipt = new_id().to_string();
        let submission = Submission { at: site.app.now(), by: None, receipt: &receipt, result };
        assessments::submit(&mut tx, summary.id, revision, submission).await.unwrap();
    }
    tx.commit().await.unwrap();
    (round, of_one * (ids.len() + 2))
}

/// The same test twice: first it fills a database, then it is the fresh process that is measured, with no memory of the filling.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes; prints what it measures"]
async fn a_million_answers_take_little_memory() {
    if let Ok(file) = std::env::var(FILE) {
        return measure(Path::new(&file)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("miernik.sqlite");
    let (round, count) = large(&file, 1_000_000).await;
    std::fs::write(file.with_extension("expert"), round.world.expert.to_string()).unwrap();
    round.site.app.db().close().await;
    println!("{count} answers");
    let name = "results::files::a_million_answers_take_little_memory";
    let fresh =
        std::process::Command::new(std::env::current_exe().unwrap()).args([name, "--exact", "--ignored", "--nocapture"]).env(FILE, &file).status();
    assert!(fresh.unwrap().success());
}

/// Names the database to the fresh process.
const FILE: &str = "MIERNIK_TEST_MILLION_ANSWERS";

#[expect(clippy::print_stdout, reason = "what it measures is for people")]
async fn measure(file: &Path) {
    let site = Site::on(Db::open_sqlite(file).await.unwrap()).await;
    let expert = std::fs::read_to_string(file.with_extension("expert")).unwrap().parse().unwrap();
    let expert = site.signed_in(expert).await;
    let address = "/pl/campaigns/miasta-2026/export";
    // The results lie ready, as after the warming at the start.
    assert_eq!(expert.get(&format!("{address}/codebook.csv")).await.status.as_u16(), 200);
    for name in ["long.csv", "wide.csv", "long-excel.csv"] {
        let (before, started) = (resident(), Instant::now());
        let response = expert.open(&format!("{address}/{name}")).await;
        let first = started.elapsed();
        let (length, most) = drain(response.into_body()).await;
        let (all, growth) = (started.elapsed(), most.saturating_sub(before));
        println!("{name}: {length} bytes, the first after {first:?}, all after {all:?}, {growth} KiB more than {before} KiB");
        assert!(growth < 32 * 1024, "{name}: {growth} KiB");
    }
}
