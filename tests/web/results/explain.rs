//! Every number explains itself: the parts sum to the score, and page, CSV, JSON and explanation say the same (V7, V6).

use miernik::engine::path::NextLevel;
use miernik::engine::survey::NodeIx;
use miernik::lang::{Lang, format};
use miernik::service::explain::{Subject, explain};
use miernik::service::results::city;

use super::round::Round;

#[tokio::test]
async fn what_the_parts_add_is_the_score() {
    let round = Round::published().await;
    let slug = &round.world.campaign.slug;
    let expert = round.somebody(round.world.expert).await;
    let mut left_out = Vec::new();
    for person in [None, Some(&expert)] {
        for (_, node) in round.survey.nodes_ix() {
            let Ok(explanation) = explain(&round.site.app, person, slug, "teryt-2478011", &node.id).await else {
                assert!(person.is_none(), "an expert sees {}", node.id);
                continue;
            };
            let Subject::Node(of) = &explanation.subject else { panic!("{} is a node", node.id) };
            let parts: f64 = of.trace.contributions.iter().map(|entry| entry.adds).sum();
            if of.left_out > 0 {
                left_out.push((person.is_none(), node.id.as_str(), of.left_out));
            }
            let score = explanation.seen.node(of.node).score;
            assert!((parts - score.unwrap_or(0.0)).abs() < 1e-9, "{}: {parts} is not {score:?}", node.id);
        }
    }
    assert_eq!(left_out, [(true, "index", 1)], "the public index alone is without a part, the confidential one");
}

#[tokio::test]
async fn page_csv_json_and_explanation_say_the_same() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    let json: serde_json::Value = serde_json::from_str(&visitor.get(&format!("{}.json", round.overview())).await.body).unwrap();
    let csv = visitor.get(&format!("{}.csv", round.overview())).await.body;
    let mut csv = csv::Reader::from_reader(csv.as_bytes());
    let header = csv.headers().unwrap().clone();
    let lines: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let page = visitor.get(&round.overview()).await.text();
    assert_eq!(json["municipalities"].as_array().unwrap().len(), 6);
    for (line, city) in lines.iter().zip(json["municipalities"].as_array().unwrap()) {
        let key = city["key"].as_str().unwrap();
        let own: serde_json::Value = serde_json::from_str(&visitor.get(&format!("{}/cities/{key}.json", round.overview())).await.body).unwrap();
        for (result, same) in city["results"].as_array().unwrap().iter().zip(own["results"].as_array().unwrap()) {
            let node = result["node"].as_str().unwrap();
            let score = result["score"].as_f64();
            assert_eq!(score, same["score"].as_f64(), "{key} {node}");
            let cell = &line[header.iter().position(|column| column == node).unwrap()];
            assert_eq!(cell.parse::<f64>().ok(), score, "{key} {node}");
            let Some(score) = score else { continue };
            let shown = format::number(Lang::Pl, score, 1);
            assert!(page.contains(&shown), "{key} {node}: {shown}");
            let explained = visitor.get(&format!("{}/cities/{key}/explain/{node}", round.overview())).await.text();
            assert!(explained.contains(&format!("{shown} na 100")), "{key} {node}");
        }
    }
}

#[tokio::test]
async fn every_page_names_survey_hash_and_rules() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    let question = &round.survey.questions[1].id;
    for path in [round.overview(), round.city(0), round.explain(0, "index"), round.explain(0, question)] {
        let page = visitor.get(&path).await.body;
        assert!(page.contains(&round.survey.hash), "{path}");
    }
    assert_eq!(round.survey.node(NodeIx::INDEX).id, "index");
    for lang in ["pl", "en"] {
        assert_eq!(visitor.get(&format!("/{lang}/method")).await.status, 200);
    }
}

#[tokio::test]
async fn every_number_of_a_city_leads_to_its_explanation() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    let page = visitor.get(&round.city(0)).await.body;
    let links: Vec<&str> =
        page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|link| link.contains("/explain/")).collect();
    for node in ["index", "STR", "FIN", "M1"] {
        assert!(links.contains(&round.explain(0, node).as_str()), "{node}");
    }
    for link in links {
        let explained = visitor.get(link).await;
        assert_eq!(explained.status, 200, "{link}");
    }
}

#[tokio::test]
async fn the_cheapest_way_is_shown_to_those_who_see_all_of_it() {
    let round = Round::published().await;
    let expert = round.somebody(round.world.expert).await;
    let results = city(&round.site.app, Some(&expert), &round.world.campaign.slug, "teryt-2478011").await.unwrap();
    let Some(NextLevel::Level { level, path: Some(path), .. }) = &results.path else { panic!("{:?}", results.path) };
    assert!(path.level.is_some_and(|reached| reached >= *level));
    let page = round.site.signed_in(round.world.expert).await.get(&round.city(0)).await.text();
    let shown = page.split_once("Najmniejszym nakładem pracy do następnego poziomu").unwrap().1;
    assert!(shown.contains(&format!("około {} d", path.effort)), "{shown}");
    let mut rest = shown;
    for step in &path.steps {
        let question = round.survey.question(step.question);
        rest = rest.split_once(question.text.get(Lang::Pl)).unwrap_or_else(|| panic!("{} is not in its place", question.id)).1;
        assert!(rest.contains(&format::difference(Lang::Pl, step.gain, 2)), "{}", question.id);
    }
    // The flagship has confidential answers: the public sees no way that would tell of them.
    let visitor = round.site.visitor();
    assert!(!visitor.get(&round.city(0)).await.text().contains("Najmniejszym nakładem pracy"));
    let hidden = city(&round.site.app, None, &round.world.campaign.slug, "teryt-2478011").await.unwrap();
    assert_eq!(hidden.path, None);
}

#[tokio::test]
async fn an_answer_tells_what_it_does_for_the_whole() {
    let round = Round::published().await;
    let slug = &round.world.campaign.slug;
    let expert = round.somebody(round.world.expert).await;
    let window = round.site.signed_in(round.world.expert).await;
    let mut sum = 0.0;
    let mut index = None;
    for (at, question) in round.survey.questions.iter().enumerate() {
        let explanation = explain(&round.site.app, Some(&expert), slug, "teryt-2478011", &question.id).await.unwrap();
        index = explanation.seen.node(NodeIx::INDEX).score;
        let Subject::Question(of) = &explanation.subject else { panic!("{} is a question", question.id) };
        sum += of.outlook.adds.map_or(0.0, |(adds, _)| adds);
        // Every tenth page is read as a person reads it.
        if let (0, Some((adds, could_add)), Some(next)) = (at % 10, of.outlook.adds, &of.outlook.next) {
            let page = window.get(&round.explain(0, &question.id)).await.text();
            let number = |value: f64| format::number(Lang::Pl, value, 2);
            assert!(page.contains(&format!("Do wyniku ogólnego wnosi {} pkt (może wnieść {}).", number(adds), number(could_add))), "{page}");
            let gain = format::difference(Lang::Pl, next.gain.unwrap(), 2);
            assert!(page.contains(&format!("wynik ogólny: {gain} pkt")), "{page}");
        }
    }
    assert!((sum - index.unwrap()).abs() < 1e-9, "{sum} is not {index:?}");
}
