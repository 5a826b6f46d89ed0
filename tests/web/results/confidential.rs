//! What is confidential stays so, and so does what would give it away (Disclosure, S2).

use miernik::engine::answer::{Answer, Value};
use miernik::engine::survey::{NodeIx, Survey};
use miernik::engine::visible::Visible;
use miernik::lang::{Lang, format};
use miernik::store::assessments::Document;

use super::round::{CITIES, Round};
use crate::support::world::FLAGSHIP;

/// Ids of nodes and questions that the public must not see.
fn hidden(round: &Round) -> Vec<String> {
    let survey = &round.survey;
    let visible = Visible::of(survey, false);
    let nodes = survey.nodes_ix().filter(|(ix, _)| !visible.node(*ix)).map(|(_, node)| node.id.clone());
    let questions = survey.questions_ix().filter(|(ix, _)| !visible.question(*ix)).map(|(_, question)| question.id.clone());
    nodes.chain(questions).collect()
}

#[tokio::test]
async fn what_reads_something_hidden_is_hidden_too() {
    let round = Round::open().await;
    for survey in round.site.app.surveys().shipped() {
        let visible = Visible::of(survey, false);
        for (ix, question) in survey.questions_ix().filter(|(ix, _)| visible.question(*ix)) {
            let condition = question.relevant.as_ref();
            assert!(condition.is_none_or(|condition| condition.questions().iter().all(|read| visible.question(*read))), "{ix:?}");
        }
        assert!(visible.node(NodeIx::INDEX));
    }
    // The confidential dimension of the flagship survey takes nothing with it, but the index is not whole without it.
    let flagship = Visible::of(&round.survey, false);
    let seen = |id: &str| flagship.node(round.survey.node_ix(id).unwrap());
    assert_eq!(["STR", "SKR", "SEC", "M1"].map(seen), [true, true, false, true]);
    assert_eq!(["index", "STR"].map(|id| flagship.whole(&round.survey, round.survey.node_ix(id).unwrap())), [false, true]);
}

#[tokio::test]
async fn the_public_sees_nothing_confidential() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    let hidden = hidden(&round);
    assert!(hidden.len() > 5, "{hidden:?}");
    for id in &hidden {
        assert_eq!(visitor.get(&round.explain(0, id)).await.status, 404, "{id}");
    }
    let data = format!("{}.json", round.overview());
    for path in
        [round.overview(), data, format!("{}.csv", round.overview()), round.city(0), format!("{}.json", round.city(0)), round.explain(0, "index")]
    {
        let seen = visitor.get(&path).await;
        assert_eq!(seen.status, 200, "{path}");
        for id in &hidden {
            assert!(!seen.body.contains(&format!("explain/{id}\"")) && !seen.body.contains(&format!("\"{id}\"")), "{path} shows {id}");
            assert!(!seen.body.lines().next().unwrap_or_default().split(',').any(|column| column == id), "{path} has the column {id}");
        }
        for title in ["Cyberbezpieczeństwo i ciągłość działania", "tajna uwaga", "tajny powód", "tajny tekst", "Anna Nowak"] {
            assert!(!seen.body.contains(title), "{path} shows {title}");
        }
    }
    assert_eq!(visitor.get(&format!("{}?sort=SEC", round.overview())).await.status, 400);
}

/// How far a gate is met tells of the answers behind it; all requirements of level 3 of the flagship survey are confidential.
#[tokio::test]
async fn gates_do_not_tell_of_confidential_answers() {
    let round = Round::published().await;
    let expert = round.site.signed_in(round.world.expert).await;
    for (visitor, told) in [(round.site.visitor(), false), (expert, true)] {
        for path in [round.city(0), round.explain(0, "index")] {
            assert_eq!(visitor.get(&path).await.text().contains("spełniono"), told, "{path}");
        }
    }
}

#[tokio::test]
async fn exports_are_as_discreet_as_pages() {
    let round = Round::published().await;
    let hidden = hidden(&round);
    let columns = async |visitor: crate::support::Visitor, path: &str| {
        let seen = visitor.get(path).await;
        assert_eq!(seen.status, 200, "{path}");
        seen.body
    };
    let all = format!("{}/export/wide.csv", round.overview());
    let own = format!("{}/export/wide.csv", round.city(0));
    for (name, person, path, open) in [
        ("public", None, &all, false),
        ("administrator", Some(round.world.administrator), &all, false),
        ("officer, all cities", Some(round.world.officer), &all, false),
        ("officer, own city", Some(round.world.officer), &own, true),
        ("officer of another city", Some(round.world.other_officer), &own, false),
        ("expert", Some(round.world.expert), &all, true),
    ] {
        let visitor = match person {
            Some(person) => round.site.signed_in(person).await,
            None => round.site.visitor(),
        };
        let body = columns(visitor, path).await;
        let mut reader = csv::Reader::from_reader(body.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let filled: Vec<bool> = reader.records().fold(vec![false; header.len()], |mut filled, record| {
            let record = record.unwrap();
            filled.iter_mut().zip(&record).for_each(|(filled, cell)| *filled |= !cell.is_empty());
            filled
        });
        for id in &hidden {
            let has_column = header.iter().any(|column| column == id || column.starts_with(&format!("{id}.")));
            assert!(!has_column || open, "{name}: {id}");
        }
        // The level of the index would tell of hidden gate questions.
        for (column, seen) in [("SEC", open), ("index", true), ("index.level", open)] {
            let at = header.iter().position(|known| known == column);
            assert_eq!(at.is_some_and(|at| filled[at]), seen, "{name}: {column}");
        }
        assert!(!body.contains("tajny tekst") && !body.contains("tajna uwaga"), "{name}: the open-data edition has no free text");
    }
}

/// How many questions are asked in all tells of the answers that the conditions of hidden ones read.
#[tokio::test]
async fn hidden_questions_are_not_counted() {
    let round = Round::published().await;
    let asked = async |visitor: &crate::support::Visitor| {
        let data: serde_json::Value = serde_json::from_str(&visitor.get(&format!("{}.json", round.city(0))).await.body).unwrap();
        let file = visitor.get(&format!("{}/export/wide.csv", round.city(0))).await.body;
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let at = reader.headers().unwrap().iter().position(|column| column == "questions_asked").unwrap();
        assert_eq!(reader.records().next().unwrap().unwrap()[at], data["asked"].to_string());
        data["asked"].as_u64().unwrap()
    };
    let (public, expert) = (asked(&round.site.visitor()).await, asked(&round.site.signed_in(round.world.expert).await).await);
    assert!(0 < public && public < expert, "{public} {expert}");
}

/// The flagship survey with confidential questions in three dimensions that everybody sees, one of them a condition of another question.
fn with_more_hidden() -> String {
    let ids = ["str_strategy", "fin_success", "acc_audit"];
    ids.iter().fold(FLAGSHIP.to_owned(), |text, id| {
        let line = format!("id = \"{id}\"\n");
        assert!(text.contains(&line), "{id}");
        text.replacen(&line, &format!("{line}confidential = true\n"), 1)
    })
}

/// Other answers to all hidden questions: none, "not applicable", another option.
fn other_hidden_answers(survey: &Survey, city: usize, document: &mut Document) {
    let visible = Visible::of(survey, false);
    for (ix, question) in survey.questions_ix().filter(|(ix, _)| !visible.question(*ix)) {
        let Some(record) = document.0.get_mut(&question.id) else { continue };
        record.answer = match (&record.answer, (ix.0 + city) % 3) {
            (Answer::Answered(Value::Choice(chosen)), 0) => {
                let other = question.options().iter().rev().find(|option| option.id != *chosen).unwrap();
                Answer::Answered(Value::Choice(other.id.clone()))
            }
            (_, 1) => Answer::NotAnswered,
            _ => Answer::NotApplicable("brak".to_owned()),
        };
    }
}

/// Two rounds that differ in nothing but what is hidden look the same, byte for byte, to everybody who must not see it; to the experts they do not.
#[tokio::test]
async fn nothing_that_others_get_depends_on_what_is_hidden() {
    let survey = with_more_hidden();
    let rounds = [Round::published_of(&survey).await, Round::published_with(&survey, other_hidden_answers).await];
    let [round, _] = &rounds;
    let visible = Visible::of(&round.survey, false);
    assert!(visible.node(NodeIx::INDEX) && !visible.whole(&round.survey, NodeIx::INDEX));
    let overview = round.overview();
    let mut paths: Vec<String> =
        ["", ".json", ".csv", "?sort=-index", "/charts/distribution.svg", "/charts/dimensions.svg"].map(|end| format!("{overview}{end}")).into();
    paths.extend(["wide.csv", "long.csv", "wide-excel.csv", "wide.xlsx", "codebook.csv"].map(|name| format!("{overview}/export/{name}")));
    for city in [0, 2, 3, 4, 5] {
        paths.extend(["", ".json", ".csv", "/export/wide.csv"].map(|end| format!("{}{end}", round.city(city))));
        paths.push(round.explain(city, "index"));
    }
    let nodes = round.survey.nodes_ix().filter(|(ix, _)| visible.node(*ix)).map(|(_, node)| &node.id);
    let questions = round.survey.questions_ix().filter(|(ix, _)| visible.question(*ix)).map(|(_, question)| &question.id);
    paths.extend(nodes.chain(questions).map(|id| round.explain(0, id)));
    paths.push("/pl".to_owned());
    let mut told_apart = 0;
    for person in ["visitor", "administrator", "other officer", "expert"] {
        let mut windows = Vec::new();
        for round in &rounds {
            let id = match person {
                "visitor" => None,
                "administrator" => Some(round.world.administrator),
                "expert" => Some(round.world.expert),
                _ => Some(round.world.other_officer),
            };
            windows.push(match id {
                Some(id) => round.site.signed_in(id).await,
                None => round.site.visitor(),
            });
        }
        let board = format!("/pl/admin/campaigns/{}", round.world.campaign.slug);
        for path in paths.iter().chain((person == "administrator").then_some(&board)) {
            let [one, other] = [windows[0].get(path).await, windows[1].get(path).await];
            assert_eq!((one.status.as_u16(), other.status.as_u16()), (200, 200), "{person} {path}");
            // The secrets of the forms of those who are signed in differ.
            let same = if one.kind.starts_with("text/html") && person != "visitor" { one.text() == other.text() } else { one.bytes == other.bytes };
            told_apart += usize::from(person == "expert" && !same);
            assert!(same || person == "expert", "{person} can tell the hidden answers of {path} apart");
        }
    }
    assert!(told_apart > 20, "the answers differ: {told_apart}");
}

/// The officers of a city see its index with everything; what it is compared by is named beside it.
#[tokio::test]
async fn the_own_city_sees_what_others_see_too() {
    let round = Round::published().await;
    let officer = round.site.signed_in(round.world.officer).await;
    let public: serde_json::Value = serde_json::from_str(&round.site.visitor().get(&format!("{}.json", round.city(0))).await.body).unwrap();
    let own: serde_json::Value = serde_json::from_str(&officer.get(&format!("{}.json", round.city(0))).await.body).unwrap();
    let index = |data: &serde_json::Value| data["results"][0]["score"].as_f64().unwrap();
    assert!((index(&public) - index(&own)).abs() > 0.05);
    let number = |data| format::number(Lang::Pl, index(data), 1);
    let page = officer.get(&round.city(0)).await.text();
    assert!(page.contains(&format!("Inni widzą {}: wynik bez odpowiedzi poufnych", number(&public))), "{page}");
    assert!(page.contains(&number(&own)) && page.contains("bez odpowiedzi poufnych"), "{page}");
    let public = round.site.visitor().get(&round.city(0)).await.text();
    assert!(!public.contains("Inni widzą") && public.contains("Odpowiedzi poufnych tu nie pokazujemy i nie liczymy"), "{public}");
    let expert = round.site.signed_in(round.world.expert).await.get(&round.overview()).await.text();
    assert!(expert.contains("To konto widzi odpowiedzi poufne i te liczby je obejmują"), "{expert}");
}

/// What pages and files show of the index: its score, what follows from it, its chart, its places, its explanation.
const OF_THE_INDEX: [&str; 8] =
    ["m-score", "id=\"steps\"", "index-wide", "distribution.png", "\"node\":\"index\"", "\"rank\":1", ",index,", "explain/index\""];

#[tokio::test]
async fn an_index_whose_only_part_is_hidden_is_nowhere() {
    let round = Round::published_of(include_str!("hidden_index.toml")).await;
    let expert = round.site.signed_in(round.world.expert).await;
    let (overview, city) = (round.overview(), round.city(1));
    let mut seen_by_the_expert = String::new();
    for path in [
        overview.clone(),
        format!("{overview}.json"),
        format!("{overview}.csv"),
        format!("{overview}/export/wide.csv"),
        format!("{overview}/export/long.csv"),
        city.clone(),
        format!("{city}.json"),
        format!("{city}.csv"),
        format!("{city}/export/long.csv"),
    ] {
        let seen = round.site.visitor().get(&path).await;
        assert_eq!(seen.status, 200, "{path}");
        for trace in OF_THE_INDEX {
            assert!(!seen.body.contains(trace), "{path} has {trace}");
        }
        assert!(seen.body.contains("extra") || seen.body.contains("Dodatek"), "{path}");
        seen_by_the_expert.push_str(&expert.get(&path).await.body);
    }
    for trace in OF_THE_INDEX {
        assert!(seen_by_the_expert.contains(trace), "{trace}");
    }
    for path in [round.explain(1, "index"), format!("{overview}/charts/distribution.svg"), format!("{overview}?sort=index")] {
        let statuses = [round.site.visitor().get(&path).await.status, expert.get(&path).await.status].map(|status| u16::from(status) < 300);
        assert_eq!(statuses, [false, true], "{path}");
    }
}

#[tokio::test]
async fn notes_and_reasons_stay_inside() {
    let round = Round::published().await;
    let question = round.survey.questions.iter().enumerate().find(|(place, question)| place % 9 != 0 && question.scored && !question.confidential);
    let id = &question.unwrap().1.id;
    let page = round.explain(0, id);
    for (person, inside) in
        [(None, false), (Some(round.world.other_officer), false), (Some(round.world.officer), true), (Some(round.world.expert), true)]
    {
        let visitor = match person {
            Some(person) => round.site.signed_in(person).await,
            None => round.site.visitor(),
        };
        let seen = visitor.get(&page).await;
        assert_eq!(seen.status, 200);
        let main = seen.text();
        assert_eq!((main.contains("tajna uwaga"), main.contains("Anna Nowak")), (inside, inside));
    }
    assert!(!CITIES.is_empty());
}
