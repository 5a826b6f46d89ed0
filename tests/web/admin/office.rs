//! What the stories share: an installation that is set up, forms by their address, a municipality that hands in.

use std::collections::BTreeMap;

use miernik::engine::answer::{Answer, Value};
use miernik::engine::score;
use miernik::service::registers;
use miernik::store::assessments::{self, AnswerRecord, Document, Submission};
use miernik::store::municipalities::{self, Municipality, Register};
use miernik::store::{campaigns, people};
use uuid::Uuid;

use crate::support::form::Form;
use crate::support::{Seen, Site, Visitor};

/// The town of Świdwin, not its rural namesake.
pub const SWIDWIN: &str = "3216011";
pub const ZABRZE: &str = "2478011";

/// Loads the registers and sets up the first administrator through the link.
pub async fn set_up(site: &Site) -> Visitor {
    registers::load(&site.app).await.unwrap();
    let secret = miernik::service::sign_in::setup_link(&site.app).await.unwrap().expect("nobody runs it yet");
    let visitor = site.visitor();
    let mut form = visitor.get(&format!("/pl/setup/{}", secret.reveal())).await.form();
    form.set("name", "Adam Wilk").set("email", "adam@urzad.pl").set("password", "cztery zwykłe słowa");
    let name = form.names();
    assert_eq!(name, ["name", "email", "password"]);
    let seen = visitor.submit(&form).await;
    assert_eq!((seen.status.as_u16(), seen.location.as_str()), (303, "/pl/home"), "{}", seen.text());
    visitor
}

/// The form of a page that is sent to an address.
#[track_caller]
pub fn form_to(seen: &Seen, action: &str) -> Form {
    seen.form_to(action)
}

/// Opens a page and sends its form to an address of the same or another page.
pub async fn press(visitor: &Visitor, page: &str, action: &str) -> Seen {
    let seen = visitor.get(page).await;
    visitor.submit(&form_to(&seen, action)).await
}

pub async fn municipality(site: &Site, code: &str) -> Municipality {
    let mut tx = site.app.db().read().await.unwrap();
    municipalities::by_code(&mut tx, Register::Teryt, code).await.unwrap().unwrap()
}

/// A network, its campaign over the 18 questions of Chile, and municipalities that are invited. Gives the address of the campaign.
pub async fn campaign(administrator: &Visitor, codes: &[&str]) -> String {
    let seen = administrator.get("/pl/admin/networks").await;
    let mut form = form_to(&seen, "/pl/admin/networks");
    form.set("name-pl", "Miasta Łódki").set("name-en", "Boat Towns");
    assert_eq!(administrator.submit(&form).await.location, "/pl/admin/networks/miasta-lodki?done=network");
    let mut form = form_to(&administrator.get("/pl/admin/new-campaign").await, "/pl/admin/new-campaign");
    form.set("network", "miasta-lodki").set("survey", "chile-egi/2021").set("title-pl", "Próba 2026").set("title-en", "Trial 2026");
    form.set("closes-day", "30").set("closes-month", "4").set("closes-year", "2026");
    let seen = administrator.submit(&form).await;
    assert_eq!(seen.location, "/pl/admin/campaigns/proba-2026?done=created", "{}", seen.text());
    for code in codes {
        invite(administrator, code).await;
    }
    "/pl/admin/campaigns/proba-2026".to_owned()
}

/// Invites the municipality with a code, found by searching for it.
pub async fn invite(administrator: &Visitor, code: &str) {
    let page = "/pl/admin/campaigns/proba-2026/invite";
    let seen = administrator.get(&format!("{page}?q={code}")).await;
    let mut form = form_to(&seen, page);
    let id = boxes(&seen).pop().expect("one municipality");
    form.tick("municipality", &id, true);
    assert_eq!(administrator.submit(&form).await.location, "/pl/admin/campaigns/proba-2026?done=invited");
}

/// A municipality answers yes to everything and hands in.
pub async fn hand_in(site: &Site, slug: &str, code: &str) -> Uuid {
    let place = municipality(site, code).await;
    let mut tx = site.app.db().write().await.unwrap();
    let campaign = campaigns::by_slug(&mut tx, slug).await.unwrap().unwrap();
    let survey = site.app.surveys().get(&mut tx, &campaign.survey_hash).await.unwrap();
    let yes = |id: &str| (id.to_owned(), AnswerRecord::bare(1, Answer::Answered(Value::Choice("yes".to_owned())), None, site.app.now()));
    let document = Document(survey.questions.iter().map(|question| yes(&question.id)).collect::<BTreeMap<_, _>>());
    let assessment = assessments::by_municipality(&mut tx, campaign.id, place.id).await.unwrap().unwrap();
    let revision = assessments::save(&mut tx, assessment.id, assessment.revision, &document, site.app.now()).await.unwrap();
    let result = serde_json::to_string(&score::score(&survey, &document.answers()).scores).unwrap();
    let submission = Submission { at: site.app.now(), by: None, receipt: &assessment.id.to_string(), result: &result };
    assessments::submit(&mut tx, assessment.id, revision, submission).await.unwrap();
    tx.commit().await.unwrap();
    assessment.id
}

/// The ids of the municipalities that can be ticked on a page.
pub fn boxes(seen: &Seen) -> Vec<String> {
    let tags = seen.body.split("name=\"municipality\" type=\"checkbox\" value=\"").skip(1);
    tags.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The id of the person with an address.
pub async fn person(site: &Site, email: &str) -> Uuid {
    let mut tx = site.app.db().read().await.unwrap();
    people::by_email(&mut tx, email).await.unwrap().unwrap().id
}
