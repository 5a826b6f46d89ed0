//! What happens twice on one day has two letters; the same step sent twice has one.

use miernik::service::mail::LetterKind;
use miernik::store::letters::{self, Letter};
use miernik::store::people;

use super::letters::Post;
use crate::fill_in::delegation;
use crate::fill_in::review::{self, People, doubt, press, pressed, reply, state, submit};
use crate::support::Site;

both_with_mail!(a_second_return_and_a_second_reply_have_their_letters, a_letter_of_a_reply_is_for_experts_alone, sections_go_to_and_fro);

/// The letters of the campaign of a kind, the oldest first.
async fn of_kind(site: &Site, people: &People, kind: LetterKind) -> Vec<Letter> {
    let mut tx = site.app.db().read().await.unwrap();
    let mut all = letters::of_campaign(&mut tx, people.world.campaign.id, uuid::Uuid::max(), 1_000).await.unwrap();
    all.retain(|letter| letter.kind == kind);
    all.reverse();
    all
}

async fn a_second_return_and_a_second_reply_have_their_letters(site: &Site) {
    let (people, post) = (review::people(site).await, Post::of(site));
    submit(&people).await;
    let expert = people_email(site, people.world.expert).await;
    // What was asked once is not asked again: each round is about another answer.
    for (round, question) in (1..).zip(["one", "yes", "number"]) {
        doubt(&people.expert, question, &format!("Pytanie {round}")).await;
        let twice = pressed(&people.expert.get(review::REVIEW).await, "return");
        for _ in 0..2 {
            assert_eq!(people.expert.submit(&twice).await.status, 303);
        }
        assert_eq!(state(site, &people).await, "returned");
        assert_eq!(of_kind(site, &people, LetterKind::Returned).await.len(), 2 * round, "two officers");
        let mut form = people.officer.get(&people.world.at("/remarks")).await.form();
        form.set(&format!("reply:{question}"), &format!("Odpowiedź {round}")).smuggle("act", "send");
        assert_eq!(people.officer.submit(&form).await.status, 303);
        let replied = of_kind(site, &people, LetterKind::Replied).await;
        assert_eq!(replied.len(), round, "the expert");
        assert_eq!(replied[round - 1].address, expert);
    }
    post.deliver(site).await;
    let received = post.server.received();
    let letter = received.iter().find(|letter| letter.to == expert).unwrap();
    let text = letter.text();
    assert!(text.contains("Zabrze odpowiada na pytania eksperta w edycji „Edycja 2026”"), "{text}");
    assert!(text.contains(&format!("Strona weryfikacji:\n\nhttp://localhost{}", review::REVIEW)), "{text}");
    assert!(!text.contains("Odpowiedź 1") && !text.contains("/link/"), "neither what was said nor a way in: {text}");
    assert_eq!(received.iter().filter(|letter| letter.to == expert).count(), 3);
}

async fn people_email(site: &Site, id: uuid::Uuid) -> String {
    people::by_id(&mut site.app.db().read().await.unwrap(), id).await.unwrap().unwrap().email
}

async fn a_letter_of_a_reply_is_for_experts_alone(site: &Site) {
    let (people, post) = (review::people(site).await, Post::of(site));
    submit(&people).await;
    doubt(&people.expert, "one", "Na pewno?").await;
    press(&people.expert, "return").await;
    assert_eq!(reply(&people, false, "Tak", "send").await.status, 303);
    let expert = people_email(site, people.world.expert).await;
    // The role is taken back before the letter goes.
    let mut tx = site.app.db().write().await.unwrap();
    let grant = people::grants(&mut tx, people.world.expert).await.unwrap().pop().unwrap();
    people::revoke(&mut tx, grant.id).await.unwrap();
    tx.commit().await.unwrap();
    post.deliver(site).await;
    assert!(!post.to().contains(&expert), "{:?}", post.to());
    let [letter] = of_kind(site, &people, LetterKind::Replied).await.try_into().unwrap();
    assert_eq!(letter.last_error.as_deref(), Some("no-longer"));
}

async fn sections_go_to_and_fro(site: &Site) {
    let (people, post) = (review::people(site).await, Post::of(site));
    let world = &people.world;
    let mut form = people.officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    form.tick("sections", "A", true).tick("sections", "B", true).set("people", "Iga Mak iga@zabrze.example");
    assert_eq!(people.officer.submit(&form).await.status, 200);
    post.deliver(site).await;
    let link = post.server.received()[0]
        .text()
        .lines()
        .find_map(|line| line.strip_prefix("http://localhost").filter(|link| link.len() > 64))
        .unwrap()
        .to_owned();
    let iga = delegation::by_link(site, &link).await;
    let page = format!("{}/{}", world.at("/ask"), delegation::asked(site, world).await[0].id);
    for round in 1..=2 {
        assert_eq!(delegation::give_back(world, &iga).await.status, 303);
        assert_eq!(of_kind(site, &people, LetterKind::DelegationReturned).await.len(), round);
        for section in ["A", "B"] {
            let one = people.officer.get(&page).await;
            let action = format!("action=\"{page}/send-back\"");
            let at = one.body.match_indices("<form").map(|(at, _)| at).find(|at| {
                let form = one.body[*at..].split("</form>").next().unwrap();
                form.contains(&action) && form.contains(&format!("name=\"section\" value=\"{section}\""))
            });
            let mut form = crate::support::form::Form::in_main(&format!("<main>{}", &one.body[at.unwrap()..]));
            form.set(&format!("remark-{section}"), "Jeszcze raz");
            for _ in 0..2 {
                assert_eq!(people.officer.submit(&form).await.status, 303);
            }
        }
        assert_eq!(of_kind(site, &people, LetterKind::DelegationSentBack).await.len(), 2 * round, "one a section");
    }
    post.deliver(site).await;
    let texts: Vec<String> = post.server.received().iter().filter(|letter| letter.to == "iga@zabrze.example").map(|letter| letter.text()).collect();
    assert_eq!(texts.len(), 5);
    assert!(texts[1].contains("Części: Część pierwsza.") && texts[2].contains("Części: Część druga."), "{texts:?}");
}
