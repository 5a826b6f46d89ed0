//! Every route × every kind of person → the status that `rights.txt` says (S1, S2). A route that is not there makes the test fail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miernik::engine::answer::Answer;
use miernik::ids::new_id;
use miernik::lang::Text;
use miernik::service::stages::{Step, take};
use miernik::service::{CampaignState, Role, sign_in};
use miernik::store::assessments::{self, AnswerRecord, Document, Submission};
use miernik::store::campaigns::{self, Campaign};
use miernik::store::delegations;
use miernik::store::networks::{self, Network};
use miernik::store::people;
use miernik::store::views::{self, StageChange};
use uuid::Uuid;

use crate::support::world::{EVERY_KIND, World, person};
use crate::support::{Site, Visitor};

both!(every_route_answers_as_the_table_says);

const TABLE: &str = include_str!("rights.txt");
const COLUMNS: [&str; 12] = [
    "nobody",
    "somebody without a role",
    "contributor of A",
    "contributor of B",
    "viewer of Zabrze",
    "officer of Zabrze",
    "officer of Świdwin",
    "viewer of the network",
    "expert",
    "administrator of the network",
    "administrator of another network",
    "administrator",
];

/// A line of the table.
struct Line {
    method: &'static str,
    path: &'static str,
    statuses: Vec<u16>,
}

fn lines() -> Vec<Line> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let (method, path) = (words.next().unwrap(), words.next().unwrap());
            let statuses: Vec<u16> = words.map(|word| word.parse().unwrap()).collect();
            assert_eq!(statuses.len(), COLUMNS.len(), "{line}");
            Line { method, path, statuses }
        })
        .collect()
}

/// What the capitals in the table stand for.
struct Places(BTreeMap<&'static str, String>);

impl Places {
    fn fill(&self, path: &str) -> String {
        path.split('/').map(|part| self.0.get(part).map_or(part, String::as_str)).collect::<Vec<_>>().join("/")
    }
}

async fn every_route_answers_as_the_table_says(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    earlier_campaigns(site, &world).await;
    gathering(site, &world).await;
    let (places, links) = delegations(site, &world).await;
    let mut people: Vec<(&str, Visitor)> = vec![("somebody whose account is shut", shut(site).await)];
    people.push(("contributor whose request is withdrawn", withdrawn(site, &world, &links).await));
    people.extend(everybody(site, &world, &links).await);
    let mut wrong = Vec::new();
    for line in lines() {
        let path = places.fill(line.path);
        for (at, (name, visitor)) in people.iter().enumerate() {
            // The first two are as nobody.
            let expected = line.statuses[at.saturating_sub(2)];
            let seen = match line.method {
                "GET" => visitor.get(&path).await,
                "POST" => visitor.post(&path, &fields(visitor, &path, at).await).await,
                other => panic!("{other}"),
            };
            if seen.status.as_u16() != expected {
                wrong.push(format!("{} {}, {name}: {} instead of {expected}", line.method, line.path, seen.status.as_u16()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(world.stored(site).await.revision, 0, "nothing of all this has changed an answer");
}

/// Individual views are gathered in the module M.
async fn gathering(site: &Site, world: &World) {
    let mut tx = site.app.db().write().await.unwrap();
    let change = StageChange { assessment: world.assessment, section: "M", revision: 0, by: world.officer, at: site.app.now() };
    views::ask(&mut tx, change).await.unwrap();
    tx.commit().await.unwrap();
}

/// Everybody in the order of the columns.
async fn everybody(site: &Site, world: &World, links: &[String]) -> Vec<(&'static str, Visitor)> {
    let (network, city) = (world.campaign.network_id, world.stored(site).await.municipality_id);
    let other = Network { id: new_id(), slug: "inne".to_owned(), name: Text::same("Inne") };
    let mut tx = site.app.db().write().await.unwrap();
    networks::insert(&mut tx, &other).await.unwrap();
    tx.commit().await.unwrap();
    let made = async |name, role, network, city| person(site, name, Some((role, (network, city)))).await;
    let people = [
        None,
        Some(world.nobody),
        None,
        None,
        Some(made("Ula Gil", Role::Viewer, None, Some(city)).await),
        Some(world.officer),
        Some(world.other_officer),
        Some(made("Leon Bąk", Role::Viewer, Some(network), None).await),
        Some(world.expert),
        Some(made("Ida Lis", Role::Administrator, Some(network), None).await),
        Some(made("Jan Ryś", Role::Administrator, Some(other.id), None).await),
        Some(world.administrator),
    ];
    let mut visitors = Vec::new();
    for (name, id) in COLUMNS.into_iter().zip(people) {
        let visitor = match (name, id) {
            ("contributor of A", _) => by_link(site, &links[0]).await,
            ("contributor of B", _) => by_link(site, &links[1]).await,
            (_, Some(id)) => site.signed_in(id).await,
            _ => site.visitor(),
        };
        visitors.push((name, visitor));
    }
    visitors
}

async fn by_link(site: &Site, link: &str) -> Visitor {
    let visitor = site.visitor();
    assert_eq!(visitor.post(link, &[]).await.status, 303);
    visitor
}

/// Somebody who was an administrator when they signed in.
async fn shut(site: &Site) -> Visitor {
    let id = person(site, "Mia Żuk", Some((Role::Administrator, (None, None)))).await;
    let visitor = site.signed_in(id).await;
    assert_eq!(visitor.get("/pl/admin").await.status, 200);
    let mut tx = site.app.db().write().await.unwrap();
    people::set_disabled(&mut tx, id, Some(site.app.now())).await.unwrap();
    tx.commit().await.unwrap();
    visitor
}

/// Somebody whose link was open when the request was withdrawn.
async fn withdrawn(site: &Site, world: &World, links: &[String]) -> Visitor {
    let visitor = by_link(site, &links[2]).await;
    assert_eq!(visitor.get(&world.at("")).await.status, 200);
    let id = asked(site, world, "c@zabrze.pl").await;
    let mut tx = site.app.db().write().await.unwrap();
    delegations::revoke(&mut tx, id, 0, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    visitor
}

async fn asked(site: &Site, world: &World, email: &str) -> Uuid {
    let all = delegations::of_assessment(&mut site.app.db().read().await.unwrap(), world.assessment).await.unwrap();
    all.into_iter().find(|one| one.email == email).unwrap().id
}

/// Asks for A, for B, and for A again; gives the places in the table and the three links.
async fn delegations(site: &Site, world: &World) -> (Places, Vec<String>) {
    let officer = site.signed_in(world.officer).await;
    let mut links = Vec::new();
    for (email, section) in [("a@zabrze.pl", "A"), ("b@zabrze.pl", "B"), ("c@zabrze.pl", "A")] {
        let mut form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
        form.tick("sections", section, true).set("people", email);
        let seen = officer.submit(&form).await;
        links.push(seen.body.split("http://localhost").nth(1).unwrap().split('<').next().unwrap().to_owned());
    }
    let places = [
        ("ASSESSMENT", world.assessment.to_string()),
        ("OTHER", world.other_assessment.to_string()),
        ("MISSING", new_id().to_string()),
        ("DELEGATION", asked(site, world, "a@zabrze.pl").await.to_string()),
        ("PERSON", world.second_officer.to_string()),
        ("SECRET", "0".repeat(64)),
        ("WITHDRAWN", links[2].rsplit('/').next().unwrap().to_owned()),
    ];
    (Places(BTreeMap::from(places)), links)
}

/// A campaign in which Zabrze has handed in, and one that is published.
async fn earlier_campaigns(site: &Site, world: &World) {
    let at = site.app.now();
    let city = world.stored(site).await.municipality_id;
    let record = AnswerRecord::bare(1, Answer::DoNotKnow, None, at);
    let document = Document(BTreeMap::from([("one".to_owned(), record)]));
    let mut tx = site.app.db().write().await.unwrap();
    let survey = site.app.surveys().get(&mut tx, &world.campaign.survey_hash).await.unwrap();
    let scores = miernik::engine::score::score(&survey, &document.answers()).scores;
    for slug in ["miasta-2025", "miasta-2024"] {
        let campaign = Campaign { id: new_id(), slug: slug.to_owned(), state: CampaignState::Open, ..world.campaign.clone() };
        campaigns::insert(&mut tx, &campaign).await.unwrap();
        assessments::create_many(&mut tx, campaign.id, &[city], at).await.unwrap();
        let assessment = assessments::by_municipality(&mut tx, campaign.id, city).await.unwrap().unwrap();
        let revision = assessments::save(&mut tx, assessment.id, 0, &document, at).await.unwrap();
        let result = serde_json::to_string(&scores).unwrap();
        let submission = Submission { at, by: None, receipt: slug, result: &result };
        assessments::submit(&mut tx, assessment.id, revision, submission).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = site.app.db().write().await.unwrap();
    let link = sign_in::new_link(&site.app, &mut tx, miernik::service::LinkPurpose::SignIn, Some(world.administrator)).await.unwrap();
    tx.commit().await.unwrap();
    let session = sign_in::with_link(&site.app, &link).await.unwrap();
    let administrator = sign_in::person(&site.app, &session.secret).await.unwrap().unwrap();
    for step in [Step::Close, Step::Freeze, Step::Publish] {
        take(&site.app, &administrator, "miasta-2024", step).await.unwrap();
    }
}

/// What is sent: well formed, and changing nothing.
async fn fields(visitor: &Visitor, path: &str, at: usize) -> Vec<(String, String)> {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![field("csrf", &csrf(visitor).await), field("request", &new_id().to_string())];
    if let Some((_, rest)) = path.split_once("/assessments/") {
        let form = rest.split('/').collect::<Vec<_>>();
        if let [id, "sections", section, page] | [id, "sections", section, "views", page] = form.as_slice() {
            fields.push(field("form", &format!("{id}/{section}/{page}")));
        }
        // No delegation has got so far; for the submission it is the true one.
        fields.push(field("revision", if path.ends_with("/submit") { "0" } else { "7" }));
        fields.push(field("section", "A"));
        if path.ends_with("/workbook/apply") {
            fields.push(field("form", form[0]));
        }
        // Nobody has answered yet, so there is no version to give again.
        fields.extend([field("version", "1"), field("base", "0")]);
    }
    if path.ends_with("/views") {
        // Nobody has given a view.
        fields.push(field("act", "open"));
    }
    if path.ends_with("/form") {
        fields.push(field("form", "short"));
    }
    if path.ends_with("/remarks") {
        fields.push(field("act", "save"));
    }
    if path.ends_with("/review") {
        // A revision that is none.
        fields.extend([field("act", "verify"), field("revision", "7")]);
    }
    if path.ends_with("/review/A/one") {
        fields.extend([field("q[]", "one@1@0"), field("mark:one", "proposed"), field("remark:one", "Dlaczego?")]);
    }
    if path.contains("/setup/") {
        fields.extend([field("name", "Adam Wilk"), field("password", "cztery zwykłe słowa")]);
    }
    if path.ends_with("/remove") {
        fields.push(field("municipality", &new_id().to_string()));
    }
    // Each with an address of their own, so that attempts do not add up.
    fields.push(field("email", &format!("{at}@example.pl")));
    fields
}

/// The secret of the session, from the form that every page of somebody signed in has.
async fn csrf(visitor: &Visitor) -> String {
    let page = visitor.get("/pl/method").await.body;
    page.split_once("name=\"csrf\" value=\"").map_or(String::new(), |(_, rest)| rest.split('"').next().unwrap().to_owned())
}

/// The routes of the router, method and path, as they stand in the sources.
fn routes() -> Vec<(&'static str, String)> {
    let mut routes = Vec::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once(".route(") {
            let (path, handlers) = after.trim_start().strip_prefix('"').unwrap().split_once('"').unwrap();
            let handlers = handlers.split(".route(").next().unwrap().split("\n}").next().unwrap();
            for (method, word) in [("GET", "get("), ("POST", "post(")] {
                if handlers.contains(word) {
                    routes.push((method, path.to_owned()));
                }
            }
            rest = after;
        }
    }
    routes
}

/// The sources of the pages; those of the accept loop have routes for its own tests only.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("serve") {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// Whether a path is one of a route, and how many of its parts are the route's own words.
fn fits(route: &str, path: &str) -> Option<usize> {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    let is_open = |part: &str| part.starts_with('{');
    let same = route.len() == path.len() && route.iter().zip(&path).all(|(own, part)| is_open(own) || own == part);
    same.then(|| route.iter().filter(|part| !is_open(part)).count())
}

#[test]
fn every_route_is_in_the_table() {
    let routes = routes();
    assert!(routes.len() > 60, "{}", routes.len());
    let mut without: Vec<&(&str, String)> = routes.iter().collect();
    for line in lines() {
        let fitting = routes.iter().filter(|(method, _)| *method == line.method);
        let found = fitting.filter_map(|route| Some((fits(&route.1, line.path)?, route))).max_by_key(|(words, _)| *words);
        let (_, found) = found.unwrap_or_else(|| panic!("no route for {} {}", line.method, line.path));
        without.retain(|route| *route != found);
    }
    assert!(without.is_empty(), "routes without a line in rights.txt: {without:?}");
}
