//! The life of a campaign, in order and out of order (S12).

use jiff::civil::date;
use miernik::engine::{Notation, canonical, read};
use miernik::ids::new_id;
use miernik::lang::Text;
use miernik::store::assessments::AssessmentState;
use miernik::store::campaigns::{Campaign, CampaignState, Official, SurveyDefinition};
use miernik::store::{assessments, audit, campaigns, networks, rounds};

use super::office::{SWIDWIN, ZABRZE, campaign, form_to, hand_in, invite, press, set_up};
use crate::support::{Site, Visitor};

both!(
    from_a_new_campaign_to_published_results,
    steps_out_of_order_are_refused,
    a_submission_is_taken_back_with_a_reason,
    a_refused_form_comes_back_as_it_was_sent,
    a_version_that_lost_an_id_runs_no_campaign
);

/// Takes a step through the page that asks; gives the address that follows.
async fn step(administrator: &Visitor, page: &str, word: &str) -> String {
    let address = format!("{page}/stage/{word}");
    press(administrator, &address, &address).await.location
}

async fn from_a_new_campaign_to_published_results(site: &Site) {
    let administrator = set_up(site).await;
    let page = campaign(&administrator, &[]).await;
    assert!(administrator.get("/pl/admin").await.text().contains("Próba 2026 Miasta Łódki Otwarta 0 z 0 30 kwietnia 2026 Zaproś gminy"));
    invite(&administrator, SWIDWIN).await;
    invite(&administrator, ZABRZE).await;
    assert!(administrator.get(&page).await.text().contains("Czekanie na odpowiedzi"));
    hand_in(site, "proba-2026", SWIDWIN).await;
    let board = administrator.get(&page).await.text();
    assert!(
        board.contains("Świdwin gmina miejska, powiat świdwiński, woj. zachodniopomorskie Złożona Zwróć do poprawy : Świdwin Odpowiedzi: 18 z 18"),
        "{board}"
    );
    assert!(board.contains("Zabrze miasto na prawach powiatu, woj. śląskie Zaproszona"), "{board}");
    assert_eq!(step(&administrator, &page, "close").await, format!("{page}?done=close"));
    assert_eq!(step(&administrator, &page, "open").await, format!("{page}?done=open"));
    assert_eq!(step(&administrator, &page, "close").await, format!("{page}?done=close"));
    assert_eq!(step(&administrator, &page, "freeze").await, format!("{page}?done=freeze"));
    let ask = administrator.get(&format!("{page}/stage/publish")).await.text();
    assert!(
        ask.contains("wyniki, poziomy i zakresy 1 gminy")
            && ask.contains("Świdwin (gmina miejska")
            && ask.contains("odpowiedzi 1 gminy, która nie złożyła"),
        "{ask}"
    );
    assert!(!site.visitor().get("/pl").await.text().contains("Próba 2026"), "not public yet");
    assert_eq!(step(&administrator, &page, "publish").await, format!("{page}?done=publish"));
    let front = site.visitor().get("/en").await.text();
    assert!(front.contains("Trial 2026 Boat Towns · 30 April 2026 100.0 out of 100, median Submitted assessments: 1 of 2"), "{front}");
    frozen_for_good(site, &administrator, &page).await;
}

/// What is frozen does not change, whoever tries.
async fn frozen_for_good(site: &Site, administrator: &Visitor, page: &str) {
    let mut tx = site.app.db().read().await.unwrap();
    let campaign = campaigns::by_slug(&mut tx, "proba-2026").await.unwrap().unwrap();
    let round = rounds::round(&mut tx, campaign.id).await.unwrap().unwrap();
    let results = rounds::results(&mut tx, campaign.id).await.unwrap();
    drop(tx);
    assert_eq!((round.engine_version.as_str(), &round.survey_hash, results.len()), ("1", &campaign.survey_hash, 2));
    for word in ["close", "open", "freeze", "publish"] {
        assert_eq!(administrator.get(&format!("{page}/stage/{word}")).await.status.as_u16(), 409, "{word}");
    }
    assert_eq!(administrator.get(&format!("{page}/cities/teryt-{SWIDWIN}/reopen")).await.status.as_u16(), 409);
    assert_eq!(administrator.get(&format!("{page}/invite")).await.status.as_u16(), 409);
    let mut tx = site.app.db().read().await.unwrap();
    assert_eq!(rounds::round(&mut tx, campaign.id).await.unwrap().unwrap(), round);
    assert_eq!(rounds::results(&mut tx, campaign.id).await.unwrap(), results);
    let actions: Vec<String> = audit::after(&mut tx, 0, 100).await.unwrap().into_iter().map(|entry| entry.action).collect();
    let steps: Vec<&str> = actions.iter().map(String::as_str).filter(|action| action.starts_with("campaign.")).collect();
    let expected = ["create", "invite", "invite", "close", "open", "close", "freeze", "publish"].map(|word| format!("campaign.{word}"));
    assert_eq!(steps, expected);
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
}

async fn steps_out_of_order_are_refused(site: &Site) {
    let administrator = set_up(site).await;
    let page = campaign(&administrator, &[ZABRZE]).await;
    // The forms are made while they are right, and sent when they no longer are.
    let close = form_to(&administrator.get(&format!("{page}/stage/close")).await, &format!("{page}/stage/close"));
    let at = |word: &str| {
        let mut form = close.clone();
        form.action = format!("{page}/stage/{word}");
        form
    };
    for word in ["open", "freeze", "publish"] {
        assert_eq!(administrator.submit(&at(word)).await.status.as_u16(), 409, "open: {word}");
    }
    assert_eq!(administrator.submit(&at("explode")).await.status.as_u16(), 404);
    assert_eq!(administrator.submit(&close).await.status.as_u16(), 303);
    assert_eq!(administrator.submit(&close).await.status.as_u16(), 409, "twice");
    assert_eq!(administrator.submit(&at("publish")).await.status.as_u16(), 409, "closed: publish");
    assert_eq!(administrator.submit(&at("freeze")).await.status.as_u16(), 409, "nobody has handed in");
    assert_eq!(administrator.submit(&at("open")).await.status.as_u16(), 303);
    let mut tx = site.app.db().read().await.unwrap();
    let campaign = campaigns::by_slug(&mut tx, "proba-2026").await.unwrap().unwrap();
    assert_eq!(campaign.state.as_str(), "open");
    assert!(rounds::round(&mut tx, campaign.id).await.unwrap().is_none());
}

async fn a_submission_is_taken_back_with_a_reason(site: &Site) {
    let administrator = set_up(site).await;
    let page = campaign(&administrator, &[SWIDWIN]).await;
    let address = format!("{page}/cities/teryt-{SWIDWIN}/reopen");
    assert_eq!(administrator.get(&address).await.status.as_u16(), 409, "nothing is handed in");
    let id = hand_in(site, "proba-2026", SWIDWIN).await;
    let mut form = administrator.get(&address).await.form();
    assert_eq!(administrator.submit(&form).await.status.as_u16(), 422, "no reason");
    form.set("reason", "Pomyłka w pytaniu 3");
    assert_eq!(administrator.submit(&form).await.location, format!("{page}?done=reopened"));
    assert_eq!(administrator.submit(&form).await.status.as_u16(), 409, "twice");
    let mut tx = site.app.db().read().await.unwrap();
    let assessment = assessments::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((assessment.state, assessment.receipt, assessment.document.0.len()), (AssessmentState::InProgress, None, 18));
    let lines = audit::newest(&mut tx, i64::MAX, 2).await.unwrap();
    assert_eq!(lines[0].action, "assessment.reopen-refused");
    let line = &lines[1];
    assert_eq!((line.action.as_str(), line.detail.as_str()), ("assessment.reopen", r#"{"reason":"Pomyłka w pytaniu 3"}"#));
}

async fn a_refused_form_comes_back_as_it_was_sent(site: &Site) {
    let administrator = set_up(site).await;
    campaign(&administrator, &[]).await;
    let mut form = administrator.get("/pl/admin/new-campaign").await.form();
    form.set("title-pl", "<b>Próba</b>").set("slug", "Próba!").set("opens-day", "31").set("opens-month", "2");
    let seen = administrator.submit(&form).await;
    assert_eq!(seen.status.as_u16(), 422);
    let text = seen.text();
    for message in [
        "Proszę wybrać sieć",
        "Proszę wybrać ankietę",
        "Proszę wpisać nazwę po angielsku",
        "Nazwa w adresie może mieć",
        "Proszę wpisać pierwszy dzień",
    ] {
        assert!(text.contains(message), "{message}: {text}");
    }
    let back = seen.form();
    assert_eq!((back.value("title-pl"), back.value("slug"), back.value("opens-day")), (Some("<b>Próba</b>"), Some("Próba!"), Some("31")));
    assert!(!seen.body.contains("<b>Próba"));
    form.set("title-pl", "Druga").set("title-en", "Second").set("slug", "proba-2026").set("network", "miasta-lodki").set("survey", "odm/2023");
    form.set("opens-day", "10").set("closes-day", "9").set("closes-month", "2").set("closes-year", "2026");
    assert!(administrator.submit(&form).await.text().contains("Ostatni dzień nie może być wcześniejszy niż pierwszy"));
    form.set("closes-day", "11");
    assert!(administrator.submit(&form).await.text().contains("Ta nazwa w adresie jest już zajęta"));
    form.set("slug", "");
    assert_eq!(administrator.submit(&form).await.location, "/pl/admin/campaigns/druga?done=created");
}

/// V1, V3: a campaign has run a version with a question that the shipped one lacks. That campaign goes on with its own version, its exports keep the
/// question, and the shipped version starts no new campaign.
async fn a_version_that_lost_an_id_runs_no_campaign(site: &Site) {
    let administrator = set_up(site).await;
    campaign(&administrator, &[]).await;
    let shipped = include_str!("../../../surveys/chile-egi/2021.toml");
    let fax = "\n[[question]]\nid = \"fax\"\ndimension = \"egi\"\nkind = \"yes_no\"\ntext = { pl = \"Czy jest faks?\", en = \"Is there a fax?\" }\n";
    let dimension = read(shipped, Notation::Toml).unwrap().document.dimensions[0].id.clone();
    let text = shipped.replacen("version = \"2021\"", "version = \"2020\"", 1) + &fax.replace("\"egi\"", &format!("\"{dimension}\""));
    let earlier = read(&text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:?}"));
    let (hash, document) = (earlier.survey.hash.clone(), canonical(&earlier.document).unwrap());
    let mut tx = site.app.db().write().await.unwrap();
    let network = networks::by_slug(&mut tx, "miasta-lodki").await.unwrap().unwrap();
    let stored_at = site.app.now();
    let definition = SurveyDefinition { hash: hash.clone(), survey_id: "chile-egi".to_owned(), version: "2020".to_owned(), document, stored_at };
    campaigns::store_survey(&mut tx, &definition).await.unwrap();
    let old = Campaign {
        id: new_id(),
        network_id: network.id,
        slug: "dawna".to_owned(),
        title: Text { pl: "Dawna".to_owned(), en: "Old".to_owned() },
        survey_id: "chile-egi".to_owned(),
        survey_version: "2020".to_owned(),
        survey_hash: hash,
        state: CampaignState::Open,
        official: Official::Declared,
        opens_on: date(2026, 1, 1),
        closes_on: date(2026, 2, 1),
        created_at: stored_at,
        frozen_at: None,
        published_at: None,
    };
    campaigns::insert(&mut tx, &old).await.unwrap();
    tx.commit().await.unwrap();
    let mut form = administrator.get("/en/admin/new-campaign").await.form();
    form.set("title-pl", "Nowa").set("title-en", "New").set("network", "miasta-lodki").set("survey", "chile-egi/2021");
    for (part, opens, closes) in [("day", "1", "2"), ("month", "3", "3"), ("year", "2026", "2026")] {
        form.set(&format!("opens-{part}"), opens).set(&format!("closes-{part}"), closes);
    }
    let refused = administrator.submit(&form).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("lacks questions or options used here before"), "{}", refused.text());
    form.set("survey", "odm/2023");
    assert_eq!(administrator.submit(&form).await.location, "/en/admin/campaigns/nowa?done=created");
    let export = administrator.get("/en/campaigns/dawna/export/wide.csv").await;
    let header = export.body.lines().next().unwrap_or_default();
    assert!(header.split([',', ';']).any(|name| name.trim_matches('"') == "fax"), "{header}");
}
