//! Letters (O4, S10, S20): written with what they tell of, sent once, not sent when their reason is gone, and visible to who runs the campaign.

use axum::http::StatusCode;
use miernik::service::mail::carrier::Carrier;
use miernik::service::mail::sending::{self, ABANDONED, MOST_ATTEMPTS, Step};
use miernik::service::mail::{self, Letter, LetterState, Message, Recipient};
use miernik::service::{App, CampaignState};
use miernik::store::letters::{self, Letter as Kept};
use miernik::store::{Db, campaigns, people};
use miernik::web::ADDRESSES;
use uuid::Uuid;

use crate::support::Site;
use crate::support::form::Form;
use crate::support::smtp::MailServer;
use crate::support::world::{EVERY_KIND, World};

both_with_mail!(
    an_invited_person_gets_a_letter_whose_link_signs_in,
    a_reminder_goes_to_whom_the_list_named,
    o4_a_reminder_is_not_sent_after_handing_in,
    o4_one_reminder_a_day,
    o4_an_abandoned_attempt_is_taken_up_again_under_the_same_id,
    who_is_refused_for_good_is_shown_and_not_tried_again,
    who_is_refused_for_now_is_tried_again_later_and_later,
    a_server_that_does_not_answer_costs_no_attempt,
    s20_no_text_reaches_the_headers
);

/// A site that sends letters to a mail server of its own.
pub struct Post {
    pub server: MailServer,
    carrier: Carrier,
}

impl Post {
    pub fn of(site: &Site) -> Self {
        let server = MailServer::start();
        let carrier = Carrier::new(&server.url, site.app.settings().mail_from.as_deref().unwrap()).unwrap();
        Self { server, carrier }
    }

    async fn step(&self, site: &Site) -> Step {
        sending::next(&site.app, &self.carrier, ADDRESSES).await.unwrap()
    }

    /// Sends everything that is due.
    pub async fn deliver(&self, site: &Site) {
        while self.step(site).await != Step::Nothing {}
    }

    pub fn to(&self) -> Vec<String> {
        self.server.received().iter().map(|letter| letter.to.clone()).collect()
    }
}

async fn address(site: &Site, person: Uuid) -> String {
    people::by_id(&mut site.app.db().read().await.unwrap(), person).await.unwrap().unwrap().email
}

async fn kept(app: &App, campaign: Uuid) -> Vec<Kept> {
    letters::of_campaign(&mut app.db().read().await.unwrap(), campaign, Uuid::max(), 100).await.unwrap()
}

/// Writes a reminder to the officers of Zabrze, as the page does; sends nothing.
async fn remind(site: &Site, world: &World) {
    let visitor = site.signed_in(world.administrator).await;
    let mut form = visitor.get("/pl/admin/campaigns/miasta-2026/remind").await.form();
    let answer = visitor.submit(form.tick("assessment", &world.other_assessment.to_string(), false)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

async fn hand_in(site: &Site, world: &World) {
    let mut tx = site.app.db().write().await.unwrap();
    let revision = world.stored(site).await.revision;
    let submission = miernik::store::assessments::Submission { at: site.app.now(), by: None, receipt: "R-1", result: "{}" };
    miernik::store::assessments::submit(&mut tx, world.assessment, revision, submission).await.unwrap();
    tx.commit().await.unwrap();
}

async fn an_invited_person_gets_a_letter_whose_link_signs_in(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let visitor = site.signed_in(world.administrator).await;
    let mut form = visitor.get("/pl/admin/people/invite").await.form();
    for (name, value) in
        [("name", "Zofia Żuk"), ("email", "zofia@zabrze.example"), ("language", "pl"), ("role", "officer"), ("municipality", "Zabrze")]
    {
        form.set(name, value);
    }
    let answer = visitor.submit(&form).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(!answer.body.contains("/link/"), "the link goes by letter only");
    post.deliver(site).await;
    let letters = post.server.received();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!((letter.from.as_str(), letter.to.as_str()), ("miernik@example.org", "zofia@zabrze.example"));
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    let text = letter.text();
    assert!(
        text.contains("Miasta zaprasza do udziału w edycji „Edycja 2026”: Zabrze") && text.contains("30 kwietnia 2026"),
        "who invites, to what: {text}"
    );
    let link = text.lines().find_map(|line| line.strip_prefix("http://localhost")).expect("a link below the public address (S10)");
    let newcomer = site.visitor();
    let form = newcomer.get(link).await.form();
    let entered = newcomer.submit(&form).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/pl/home"));
    assert_eq!(newcomer.submit(&form).await.status, StatusCode::NOT_FOUND, "once");
}

async fn a_reminder_goes_to_whom_the_list_named(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let visitor = site.signed_in(world.administrator).await;
    let page = visitor.get("/pl/admin/campaigns/miasta-2026/remind").await;
    assert!(page.text().contains("Przypomnienie dostaną 2 gminy"), "{}", page.text());
    assert!(kept(&site.app, world.campaign.id).await.is_empty(), "asking writes nothing");
    visitor.submit(&page.form()).await;
    post.deliver(site).await;
    let mut expected = vec![address(site, world.officer).await, address(site, world.second_officer).await, address(site, world.other_officer).await];
    let mut to = post.to();
    expected.sort();
    to.sort();
    assert_eq!(to, expected);
    let list = visitor.get("/pl/admin/campaigns/miasta-2026/letters").await.text();
    assert!(list.contains("Wysłano 3") && list.contains(&expected[0]), "{list}");
    site.app.clock().advance(24 * 3_600_000);
    let visitor = site.signed_in(world.administrator).await;
    let mut none = page.form();
    none = none.with_field("csrf", page.form().value("csrf").unwrap(), visitor.get("/pl/password").await.form().value("csrf").unwrap());
    for assessment in [world.assessment, world.other_assessment] {
        none.tick("assessment", &assessment.to_string(), false);
    }
    assert_eq!(visitor.submit(&none).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn o4_a_reminder_is_not_sent_after_handing_in(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    remind(site, &world).await;
    hand_in(site, &world).await;
    post.deliver(site).await;
    assert_eq!(post.to(), Vec::<String>::new());
    let states: Vec<_> = kept(&site.app, world.campaign.id).await.into_iter().map(|letter| (letter.state, letter.last_error)).collect();
    assert_eq!(states, [(LetterState::Cancelled, Some("handed-in".to_owned())), (LetterState::Cancelled, Some("handed-in".to_owned()))]);
    let visitor = site.signed_in(world.administrator).await;
    let list = visitor.get("/pl/admin/campaigns/miasta-2026/letters").await;
    assert!(list.text().contains("Gmina złożyła już samoocenę"));
    // Sending it once more looks once more.
    let again = Form::all(&list.body).into_iter().find(|form| form.action.ends_with("/resend")).unwrap();
    visitor.submit(&again).await;
    post.deliver(site).await;
    assert_eq!(post.to(), Vec::<String>::new());

    let mut tx = site.app.db().write().await.unwrap();
    campaigns::set_state(&mut tx, world.campaign.id, CampaignState::Open, CampaignState::Closed, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(visitor.get("/pl/admin/campaigns/miasta-2026/remind").await.status, StatusCode::CONFLICT);
}

async fn o4_one_reminder_a_day(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let visitor = site.signed_in(world.administrator).await;
    let form = visitor.get("/pl/admin/campaigns/miasta-2026/remind").await.form();
    for _ in 0..3 {
        visitor.submit(&form).await;
    }
    post.deliver(site).await;
    assert_eq!(post.to().len(), 3, "three officers, one letter each");
    let page = visitor.get("/pl/admin/campaigns/miasta-2026/remind").await;
    assert!(page.text().contains("dziś już przypomniano") && Form::all(&page.body).iter().all(|form| !form.action.ends_with("/remind")));
    site.app.clock().advance(24 * 3_600_000);
    let visitor = site.signed_in(world.administrator).await;
    visitor.submit(&visitor.get("/pl/admin/campaigns/miasta-2026/remind").await.form()).await;
    post.deliver(site).await;
    assert_eq!(post.to().len(), 6, "another day");
}

async fn o4_an_abandoned_attempt_is_taken_up_again_under_the_same_id(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    remind(site, &world).await;
    // A process that dies in the middle: the letter is marked, and nobody settles it.
    let due = letters::next_due(&mut site.app.db().read().await.unwrap(), site.app.now()).await.unwrap().unwrap();
    let mut tx = site.app.db().write().await.unwrap();
    assert!(letters::claim(&mut tx, due.id, due.attempts, site.app.now() + ABANDONED).await.unwrap());
    tx.commit().await.unwrap();
    post.deliver(site).await;
    assert_eq!(post.to().len(), 1, "the other letter; nobody else touches the one that is marked");
    if matches!(site.app.db(), Db::Sqlite { .. }) {
        sending::recover(&site.app).await.unwrap();
    } else {
        site.app.clock().advance(i64::try_from(ABANDONED.as_millis()).unwrap());
    }
    post.deliver(site).await;
    let letters = post.server.received();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].header("Message-ID"), format!("<{}.0@example.org>", due.id.simple()));
    let visitor = site.signed_in(world.administrator).await;
    let list = visitor.get("/pl/admin/campaigns/miasta-2026/letters").await;
    let again = Form::all(&list.body).into_iter().find(|form| form.action.contains(&due.id.to_string())).unwrap();
    visitor.submit(&again).await;
    visitor.submit(&again).await;
    post.deliver(site).await;
    let letters = post.server.received();
    assert_eq!(letters.len(), 3, "the second click does nothing");
    assert_eq!(letters[2].header("Message-ID"), format!("<{}.1@example.org>", due.id.simple()), "asked for once more: another message");
}

async fn who_is_refused_for_good_is_shown_and_not_tried_again(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let gone = address(site, world.officer).await;
    post.server.set(|manners| {
        manners.refuse.insert(gone.clone(), "550 5.1.1 <b>no such user</b>".to_owned());
    });
    remind(site, &world).await;
    post.deliver(site).await;
    assert_eq!(post.to(), [address(site, world.second_officer).await], "the next letter goes all the same");
    let list = site.signed_in(world.administrator).await.get("/pl/admin/campaigns/miasta-2026/letters").await;
    assert!(list.text().contains("Odrzucono 1") && list.body.contains("5.1.1 &lt;b&gt;no such user&lt;/b&gt;"), "{}", list.body);
    site.app.clock().advance(24 * 3_600_000);
    assert_eq!(post.step(site).await, Step::Nothing);
}

async fn who_is_refused_for_now_is_tried_again_later_and_later(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let busy = address(site, world.officer).await;
    post.server.set(|manners| {
        manners.refuse.insert(busy.clone(), "451 4.7.1 come back".to_owned());
    });
    remind(site, &world).await;
    post.deliver(site).await;
    let mut waits = Vec::new();
    loop {
        let letter = kept(&site.app, world.campaign.id).await.into_iter().find(|letter| letter.address == busy).unwrap();
        let Some(due) = letter.due_at else {
            assert_eq!((letter.state, letter.attempts), (LetterState::Failed, MOST_ATTEMPTS));
            break;
        };
        let wait = i64::try_from(due.duration_since(site.app.now()).as_millis()).unwrap();
        waits.push(wait / 60_000);
        site.app.clock().advance(wait - 1);
        assert_eq!(post.step(site).await, Step::Nothing, "not before its time");
        site.app.clock().advance(1);
        post.deliver(site).await;
    }
    assert_eq!(waits[..10], [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
    assert_eq!(waits.len(), 19);
    assert!(waits.iter().sum::<i64>() > 40 * 60, "a mail server may be away for a weekend night and a day");
}

async fn a_server_that_does_not_answer_costs_no_attempt(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    remind(site, &world).await;
    let nobody = Carrier::new("smtp://127.0.0.1:1", "miernik@example.org").unwrap();
    assert_eq!(sending::next(&site.app, &nobody, ADDRESSES).await.unwrap(), Step::NoServer);
    let letters = kept(&site.app, world.campaign.id).await;
    assert!(letters.iter().all(|letter| letter.attempts == 0 && letter.state == LetterState::Queued));
    assert_eq!(letters.iter().filter(|letter| letter.last_error.is_some()).count(), 1, "the page says why it waits");
    site.app.clock().advance(60_000);
    post.deliver(site).await;
    assert_eq!(post.to().len(), 2);
}

async fn s20_no_text_reaches_the_headers(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let mut tx = site.app.db().write().await.unwrap();
    let address = "kto@example.pl\r\nBcc: wszyscy@example.pl";
    let letter =
        Letter { to: Recipient::Address { address, language: miernik::lang::Lang::Pl }, message: Message::SignIn, campaign: None, assessment: None };
    assert!(mail::enqueue(&site.app, &mut tx, &letter).await.is_err(), "no such address");
    let receipt = Message::Receipt { receipt: "1\r\nBcc: wszyscy@example.pl".to_owned() };
    let letter =
        Letter { to: Recipient::Person(world.officer), message: receipt, campaign: Some(world.campaign.id), assessment: Some(world.assessment) };
    assert!(mail::enqueue(&site.app, &mut tx, &letter).await.unwrap());
    tx.commit().await.unwrap();
    post.deliver(site).await;
    let letters = post.server.received();
    let head = letters[0].data.split("\n\n").next().unwrap().to_owned();
    assert_eq!(letters.len(), 1);
    assert!(!head.contains("Bcc"), "{head}");
    assert_eq!(letters[0].header("Content-Type"), "text/plain; charset=utf-8");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_pages_show_the_links() {
    let site = Site::on_sqlite().await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let visitor = site.signed_in(world.administrator).await;
    for path in ["/pl/admin/campaigns/miasta-2026/letters", "/pl/admin/campaigns/miasta-2026/remind"] {
        assert!(visitor.get(path).await.text().contains("nie wysyła e-maili"));
    }
    let form = visitor.get("/pl/admin/campaigns/miasta-2026/remind").await.form();
    assert_eq!(visitor.submit(&form).await.status, StatusCode::CONFLICT);
    let person = visitor.get(&format!("/pl/admin/people/{}", world.officer)).await;
    let link = Form::all(&person.body).into_iter().find(|form| form.action.ends_with("/link")).unwrap();
    assert!(visitor.submit(&link).await.body.contains("http://localhost/pl/link/"));
}

#[tokio::test]
async fn letters_do_not_cross_a_network_in_the_clear() {
    let new = |url: &str| Carrier::new(url, "Miernik <miernik@example.org>").map(drop).map_err(|error| error.to_string());
    for url in
        ["smtps://user:pass@mail.example.org", "smtp://mail.example.org?tls=required", "smtp://localhost:25", "smtp://[::1]:25", "smtp://127.0.0.2"]
    {
        assert_eq!(new(url), Ok(()), "{url}");
    }
    for url in
        ["smtp://mail.example.org", "smtp://mail.example.org?tls=opportunistic", "smtp://localhost@mail.example.org", "smtp://localhost.example.org"]
    {
        assert!(new(url).is_err(), "{url}");
    }
    assert!(!new("smpt://user:geheim@mail.example.org").unwrap_err().contains("geheim"));
    assert!(Carrier::new("smtp://localhost", "nobody").is_err());
}
