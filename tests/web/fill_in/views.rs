//! Individual views: nobody sees another's before they are opened, then they are compared and settled; and nothing of them leaves the city.

use miernik::engine::agreement::Coefficient;
use miernik::engine::answer::{Answer, Value};
use miernik::service::Role;
use miernik::store::{audit, views};

use crate::support::world::{EVERY_KIND, World, person};
use crate::support::{Seen, Site, Visitor};

both!(
    nobody_sees_a_view_before_they_are_opened,
    three_people_two_of_them_without_an_account,
    the_owner_settles_and_a_later_change_shows,
    settling_is_bound_to_what_was_seen,
    while_views_are_gathered_nobody_answers_as_usual,
    a_view_has_a_version_of_its_own,
    experts_see_agreement_and_no_views,
    what_cannot_be_done_changes_nothing
);

const VIEWS: &str = "/sections/A/views";
const FIRST: &str = "/sections/A/views/1";
const SETTLE: &str = "/sections/A/settle/one";

async fn step(world: &World, visitor: &Visitor, act: &str) -> Seen {
    let page = world.at(VIEWS);
    let mut form = visitor.get(&page).await.form_to(&page);
    form.smuggle("act", act);
    visitor.submit(&form).await
}

/// Gives a view of the first page of section A.
async fn give(world: &World, visitor: &Visitor, answers: &[(&str, &str)]) -> Seen {
    let page = world.at(FIRST);
    let mut form = visitor.get(&page).await.form_to(&page);
    for (field, value) in answers {
        form.set(&format!("a:{field}"), value);
    }
    visitor.submit(&form).await
}

async fn settle(world: &World, visitor: &Visitor, pick: &str, reason: &str) -> Seen {
    let page = world.at(SETTLE);
    let mut form = visitor.get(&page).await.form_to(&page);
    form.set("pick", pick).set("reason", reason);
    visitor.submit(&form).await
}

/// Somebody without an account who was asked for section A.
async fn contributor(site: &Site, world: &World, officer: &Visitor, who: &str) -> Visitor {
    let mut form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    form.tick("sections", "A", true).set("people", who);
    let made = officer.submit(&form).await;
    let link = made.body.split("http://localhost").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let visitor = site.visitor();
    assert_eq!(visitor.post(&link, &[]).await.status, 303);
    visitor
}

async fn noted(site: &Site) -> Vec<String> {
    let lines = audit::after(&mut site.app.db().read().await.unwrap(), 0, 10_000).await.unwrap();
    lines.into_iter().map(|line| line.action).filter(|action| action.starts_with("views.")).collect()
}

/// Anna has asked, Anna and Jan have given a view of the first question each.
async fn two_views(site: &Site, world: &World) -> (Visitor, Visitor) {
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    assert_eq!(step(world, &anna, "ask").await.location, world.at(VIEWS));
    give(world, &anna, &[("one:chosen", "option:low"), ("one:note", "ZdanieAnny")]).await;
    give(world, &jan, &[("one:chosen", "option:do-not-know"), ("one:note", "ZdanieJana")]).await;
    (anna, jan)
}

async fn nobody_sees_a_view_before_they_are_opened(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = two_views(site, &world).await;
    let viewer = site.signed_in(person(site, "Ula Gil", Some((Role::Viewer, (None, Some(world.stored(site).await.municipality_id))))).await).await;
    for (visitor, own) in [(&anna, "ZdanieAnny"), (&jan, "ZdanieJana"), (&viewer, "–")] {
        for page in ["", VIEWS, FIRST, "/sections/A/1", "/sections/A/check", "/sections/A/history/one", "/answers", "/submit", SETTLE] {
            let seen = visitor.get(&world.at(page)).await;
            for secret in ["ZdanieAnny", "ZdanieJana"].into_iter().filter(|secret| *secret != own) {
                assert!(!seen.body.contains(secret), "{page}: {}", seen.text());
            }
        }
    }
    let seen = anna.get(&world.at(VIEWS)).await.text();
    assert!(seen.contains("Anna Nowak – 1 pytanie") && seen.contains("Jan Łoś – 1 pytanie"), "{seen}");
    assert!(anna.get(&world.at(FIRST)).await.body.contains("ZdanieAnny"), "the own one comes back");
    assert_eq!(viewer.get(&world.at(FIRST)).await.status, 403);
    assert_eq!(anna.get(&world.at(SETTLE)).await.status, 404, "there is nothing to settle yet");

    assert_eq!(step(&world, &anna, "open").await.location, world.at(VIEWS));
    for visitor in [&anna, &jan, &viewer] {
        let seen = visitor.get(&world.at(VIEWS)).await.text();
        for text in
            ["Mało 1 ● Anna Nowak", "Dużo 1 ● Jan Łoś", "Anna Nowak : ZdanieAnny", "Ta sama odpowiedź w 0% porównań dwóch osób (2 osoby, 1 pytanie)"]
        {
            assert!(seen.contains(text), "{text}: {seen}");
        }
    }
    assert!(viewer.get(&world.at(VIEWS)).await.body.matches("/settle/").count() == 0, "who looks on settles nothing");
    assert_eq!(noted(site).await, ["views.ask", "views.give", "views.give", "views.open"]);
    assert_eq!(world.stored(site).await.revision, 0, "views are no answers");
}

async fn three_people_two_of_them_without_an_account(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    step(&world, &anna, "ask").await;
    let (iga, jola) =
        (contributor(site, &world, &anna, "Iga Mak iga@zabrze.pl").await, contributor(site, &world, &anna, "Jola jola@zabrze.pl").await);
    give(&world, &anna, &[("one:chosen", "option:low"), ("yes:chosen", "option:yes")]).await;
    let own = iga.get(&world.at("")).await;
    assert!(own.text().contains("Trwa zbieranie indywidualnych opinii"), "{}", own.text());
    assert_eq!(iga.get(&world.at("/sections/A/1")).await.location, world.at(FIRST), "the ordinary page leads to the own view");
    give(&world, &iga, &[("one:chosen", "option:low"), ("yes:chosen", "option:yes")]).await;
    give(&world, &jola, &[("one:chosen", "option:low"), ("yes:chosen", "option:no"), ("one:note", "ZdanieJoli")]).await;
    let own = iga.get(&world.at("")).await;
    assert!(own.text().contains("2 z"), "the own view counts: {}", own.text());
    assert!(!iga.get(&world.at(VIEWS)).await.body.contains("ZdanieJoli"));
    step(&world, &anna, "open").await;
    let seen = iga.get(&world.at(VIEWS)).await;
    assert!(seen.text().contains("Mało 3 ●●● ") && seen.body.contains("ZdanieJoli"), "{}", seen.text());
    assert!(!seen.body.contains("/settle/"), "{}", seen.text());
    assert_eq!(iga.get(&world.at(SETTLE)).await.status, 403);
    let kept = views::sections(&mut site.app.db().read().await.unwrap(), world.assessment).await.unwrap().remove(0);
    let agreement = kept.agreement.unwrap();
    assert_eq!((agreement.people, agreement.questions), (3, 2));
    assert!((agreement.same - 4.0 / 6.0).abs() < 1e-12, "{agreement:?}");
    let (kind, alpha) = agreement.coefficient.unwrap();
    // Six values, 0 0 0 and 100 100 0: seen 2·10 000 ÷ 6, by chance 2·4·2·10 000 ÷ 30.
    assert_eq!(kind, Coefficient::Alpha);
    assert!((alpha - (1.0 - (20_000.0 / 6.0) / (160_000.0 / 30.0))).abs() < 1e-12, "{alpha}");

    // Given back, it is no longer changed.
    let form = iga.get(&world.at(FIRST)).await.form_to(&world.at(FIRST));
    iga.submit(&iga.get(&world.at("")).await.form_to(&world.at("/give-back"))).await;
    assert_eq!(iga.get(&world.at(FIRST)).await.location, world.at(VIEWS));
    let mut form = form;
    form.set("a:one:note", "Za późno");
    let shut = iga.submit(&form).await;
    assert!(shut.status == 409 && shut.text().contains("Za późno"), "what was typed comes back: {}", shut.text());
}

async fn the_owner_settles_and_a_later_change_shows(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = two_views(site, &world).await;
    step(&world, &jan, "open").await;
    let page = world.at(SETTLE);
    let mut form = anna.get(&page).await.form_to(&page);
    form.set("pick", "view:1").set("reason", "Uchwała z maja");
    for _ in 0..2 {
        assert_eq!(anna.submit(&form).await.location, world.at("/sections/A/views?done=settled"), "twice is as once");
    }
    let record = world.stored(site).await.document.0["one"].clone();
    assert_eq!((record.version, record.answer, record.author), (1, Answer::Answered(Value::Choice("do-not-know".to_owned())), Some(world.officer)));
    assert_eq!(record.note, "", "what somebody wrote beside their view stays inside");
    let history = anna.get(&world.at("/sections/A/history/one")).await.text();
    assert!(history.contains("Ustalono na podstawie 2 opinii") && history.contains("Uchwała z maja"), "{history}");
    let seen = anna.get(&world.at(VIEWS)).await.text();
    assert!(seen.contains("Ustalona") && seen.contains("Kto ustalił: Anna Nowak"), "{seen}");

    assert_eq!(give(&world, &jan, &[("one:chosen", "option:low")]).await.status, 303);
    let seen = anna.get(&world.at(VIEWS)).await.text();
    assert!(seen.contains("Opinie się zmieniły") && seen.contains("Jan Łoś (po otwarciu opinii)"), "{seen}");
    assert_eq!(settle(&world, &anna, "view:0", "Zgoda").await.status, 303);
    assert!(!anna.get(&world.at(VIEWS)).await.text().contains("Opinie się zmieniły"));
    assert_eq!(world.stored(site).await.document.version("one"), 2);

    // Answered as usual afterwards, the page says so.
    let ordinary = world.at("/sections/A/1");
    let mut form = anna.get(&ordinary).await.form_to(&ordinary);
    form.set("a:one:chosen", "option:do-not-know");
    assert_eq!(anna.submit(&form).await.status, 303);
    assert!(anna.get(&world.at(VIEWS)).await.text().contains("Odpowiedź się zmieniła"));
    let kept = views::sections(&mut site.app.db().read().await.unwrap(), world.assessment).await.unwrap().remove(0).agreement.unwrap();
    assert_eq!(kept.same, 0.0, "agreement is that of the views that were given apart");
    assert_eq!(noted(site).await.into_iter().filter(|line| line == "views.settle").count(), 2);
}

async fn settling_is_bound_to_what_was_seen(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = two_views(site, &world).await;
    step(&world, &anna, "open").await;
    let page = world.at(SETTLE);
    let mut form = anna.get(&page).await.form_to(&page);
    form.set("pick", "view:0").set("reason", "Moje uzasadnienie");
    give(&world, &jan, &[("one:note", "InneZdanie")]).await;
    let changed = anna.submit(&form).await;
    assert!(changed.status == 409 && changed.body.contains("InneZdanie") && changed.body.contains("Moje uzasadnienie"), "{}", changed.text());
    assert!(world.stored(site).await.document.0.is_empty());

    for (pick, other, reason, text) in [
        ("", "", "Powód", "Proszę wybrać, która odpowiedź ma obowiązywać"),
        ("view:0", "", " ", "Proszę podać uzasadnienie"),
        ("view:0", "option:low", "Powód", "Wybrano opinię i jednocześnie podano inną odpowiedź"),
        ("other", "", "Powód", "Proszę podać inną odpowiedź"),
        ("view:9", "", "Powód", "Proszę wybrać, która odpowiedź ma obowiązywać"),
    ] {
        let mut form = anna.get(&page).await.form_to(&page);
        form.set("reason", reason).smuggle("pick", pick);
        if !other.is_empty() {
            form.set("a:one:chosen", other);
        }
        let refused = anna.submit(&form).await;
        assert!(refused.status == 422 && refused.text().contains(text), "{pick} {other}: {}", refused.text());
    }
    let mut form = anna.get(&page).await.form_to(&page);
    form.set("pick", "other").set("a:one:chosen", "do-not-know").set("reason", "Nikt nie wie");
    assert_eq!(anna.submit(&form).await.status, 303);
    assert_eq!(world.stored(site).await.document.0["one"].answer, Answer::DoNotKnow);
}

async fn while_views_are_gathered_nobody_answers_as_usual(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let ordinary = world.at("/sections/A/1");
    let mut form = anna.get(&ordinary).await.form_to(&ordinary);
    form.set("a:one:chosen", "option:low").set("a:one:note", "Wpisane");
    step(&world, &anna, "ask").await;
    assert_eq!(anna.get(&ordinary).await.location, world.at(FIRST));
    let shut = anna.submit(&form).await;
    assert!(shut.status == 409 && shut.text().contains("Wpisane"), "{}", shut.text());
    assert!(world.stored(site).await.document.0.is_empty());
    // The other section goes on.
    assert_eq!(anna.get(&world.at("/sections/B/1")).await.status, 200);
    assert_eq!(step(&world, &anna, "stop").await.status, 303);
    assert_eq!(anna.submit(&form).await.status, 303);
    assert_eq!(world.stored(site).await.document.version("one"), 1);
}

async fn a_view_has_a_version_of_its_own(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, _) = two_views(site, &world).await;
    let page = world.at(FIRST);
    let (mut one, mut other) = (anna.get(&page).await.form_to(&page), anna.get(&page).await.form_to(&page));
    one.set("a:one:note", "Pierwsze okno");
    other.set("a:one:note", "Drugie okno");
    assert_eq!(anna.submit(&one).await.status, 303);
    assert_eq!(anna.submit(&one).await.status, 303, "sent again it changes nothing");
    let stale = anna.submit(&other).await;
    assert!(stale.status == 409 && stale.body.contains("Pierwsze okno") && stale.body.contains("Drugie okno"), "{}", stale.text());
    assert_eq!(anna.submit(&stale.form_to(&page)).await.status, 303);
    let kept = views::views(&mut site.app.db().read().await.unwrap(), world.assessment).await.unwrap();
    let own: Vec<_> = kept.iter().filter(|view| view.author == world.officer).map(|view| (view.version, view.note.as_str())).collect();
    assert_eq!(own, [(1, "ZdanieAnny"), (2, "Pierwsze okno"), (3, "Drugie okno")]);
    let mut wrong = anna.get(&page).await.form_to(&page);
    wrong.set("a:number:value", "trzy");
    let refused = anna.submit(&wrong).await;
    assert!(refused.status == 422 && refused.body.contains("value=\"trzy\""), "{}", refused.text());
}

async fn experts_see_agreement_and_no_views(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, _) = two_views(site, &world).await;
    step(&world, &anna, "open").await;
    settle(&world, &anna, "view:0", "TajnePowody").await;
    let mut form = anna.get(&world.at("/submit")).await.form_to(&world.at("/submit"));
    form.tick("confirm", "yes", true);
    let handed_in = anna.submit(&form).await;
    let expert = site.signed_in(world.expert).await;
    let review = "/pl/campaigns/miasta-2026/cities/teryt-2478011/review";
    assert!(handed_in.status == 303, "{}", handed_in.text());
    let (overview, section) = (expert.get(review).await, expert.get(&format!("{review}/A")).await);
    assert!(overview.text().contains("Indywidualne opinie: ta sama odpowiedź w 0% porównań"), "{}", overview.text());
    assert!(section.text().contains("Zgodność indywidualnych opinii") && section.text().contains("Kappa ważona"), "{}", section.text());
    for page in [review, &format!("{review}/A"), &format!("{review}/A/one"), "/pl/campaigns/miasta-2026/export/long.csv", &world.at(VIEWS)] {
        let seen = expert.get(page).await;
        for secret in ["ZdanieAnny", "ZdanieJana", "TajnePowody", "Jan Łoś"] {
            assert!(!seen.body.contains(secret), "{page}: {secret}");
        }
    }
    assert_eq!(expert.get(&world.at(VIEWS)).await.status, 403);
}

async fn what_cannot_be_done_changes_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let page = world.at(VIEWS);
    let ask = {
        let mut form = anna.get(&page).await.form_to(&page);
        form.smuggle("act", "ask");
        form
    };
    for _ in 0..2 {
        assert_eq!(anna.submit(&ask).await.status, 303, "twice is as once");
    }
    assert_eq!(step(&world, &anna, "open").await.status, 409, "nobody has given a view");
    let early = anna.get(&page).await.form_to(&page);
    give(&world, &jan, &[("one:chosen", "option:low")]).await;
    step(&world, &jan, "stop").await;
    step(&world, &jan, "ask").await;
    let mut early = early;
    early.smuggle("act", "open");
    assert_eq!(anna.submit(&early).await.status, 409, "stopped and begun again since");
    assert_eq!(anna.get(&world.at("/sections/none/views")).await.status, 404);
    assert_eq!(anna.get(&world.at("/sections/B/views/1")).await.status, 404, "nobody asks for views there");
    let mut form = jan.get(&world.at(FIRST)).await.form_to(&world.at(FIRST));
    form.set("a:one:note", "Po zamknięciu");
    let mut late = jan.get(&page).await.form_to(&page);
    late.smuggle("act", "open");
    world.close(site).await;
    let shut = jan.submit(&form).await;
    assert!(shut.status == 409 && shut.text().contains("Po zamknięciu"), "{}", shut.text());
    assert_eq!(jan.submit(&late).await.status, 409, "closed since");
    assert_eq!(noted(site).await, ["views.ask", "views.give", "views.stop", "views.ask", "views.refused", "views.refused"]);
}
