//! What is confidential stays so, and so does what would give it away (Disclosure, S2).

use miernik::engine::survey::{Child, NodeIx};
use miernik::engine::visible::Visible;

use super::round::{CITIES, Round};

/// Ids of nodes and questions that the public must not see.
fn hidden(round: &Round) -> Vec<String> {
    let survey = &round.survey;
    let visible = Visible::of(survey, false);
    let nodes = survey.nodes_ix().filter(|(ix, _)| !visible.node(*ix)).map(|(_, node)| node.id.clone());
    let questions = survey.questions_ix().filter(|(ix, _)| !visible.question(*ix)).map(|(_, question)| question.id.clone());
    nodes.chain(questions).collect()
}

#[tokio::test]
async fn no_score_lacks_exactly_one_part() {
    let round = Round::open().await;
    for survey in round.site.app.surveys().shipped() {
        let visible = Visible::of(survey, false);
        for (ix, node) in survey.nodes_ix().filter(|(ix, _)| visible.node(*ix)) {
            let hidden: Vec<&Child> = node.children.iter().filter(|child| !visible.child(**child)).collect();
            assert_ne!(hidden.len(), 1, "{}: {}", survey.meta.id, survey.node(ix).id);
        }
        for (ix, question) in survey.questions_ix().filter(|(ix, _)| visible.question(*ix)) {
            let condition = question.relevant.as_ref();
            assert!(condition.is_none_or(|condition| condition.questions().iter().all(|read| visible.question(*read))), "{ix:?}");
        }
        assert!(visible.node(NodeIx::INDEX));
    }
    // The confidential dimension of the flagship survey takes one more with it.
    let flagship = Visible::of(&round.survey, false);
    let seen = |id: &str| flagship.node(round.survey.node_ix(id).unwrap());
    assert_eq!(["STR", "SKR", "SEC", "M1"].map(seen), [true, false, false, true]);
}

#[tokio::test]
async fn the_public_sees_nothing_confidential() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    let hidden = hidden(&round);
    assert!(hidden.len() > 10);
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
