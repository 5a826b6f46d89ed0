//! A campaign of six cities with answers to the flagship survey.

use std::sync::Arc;

use miernik::engine::answer::{Answer, Value};
use miernik::engine::score::score;
use miernik::engine::survey::{Body, Survey};
use miernik::service::LinkPurpose;
use miernik::service::access::Person;
use miernik::service::sign_in::{new_link, person, with_link};
use miernik::service::stages::{Step, take};
use miernik::store::assessments::{self, AnswerRecord, Document, Submission};
use miernik::store::{municipalities, networks};
use uuid::Uuid;

use crate::support::Site;
use crate::support::world::{FLAGSHIP, World, municipality};

/// The cities; the first two have officers.
pub const CITIES: [(&str, &str); 6] =
    [("2478011", "Zabrze"), ("3216011", "Świdwin"), ("1061011", "Łódź"), ("0663011", "Lublin"), ("2479011", "Żory"), ("2205011", "Sopot")];

pub struct Round {
    pub site: Site,
    pub world: World,
    pub survey: Arc<Survey>,
}

impl Round {
    /// An open campaign in which nobody has answered.
    pub async fn open() -> Self {
        Self::open_on(Site::on_sqlite().await, FLAGSHIP).await
    }

    /// As [`Round::open`], on an empty database and with the survey of a file.
    pub async fn open_on(site: Site, survey: &str) -> Self {
        let world = World::set_up(&site, survey).await;
        let more: Vec<_> = CITIES[2..].iter().map(|(code, name)| municipality(code, name, "śląskie")).collect();
        let ids: Vec<Uuid> = more.iter().map(|city| city.id).collect();
        let mut tx = site.app.db().write().await.unwrap();
        municipalities::save_many(&mut tx, &more).await.unwrap();
        networks::add_members(&mut tx, world.campaign.network_id, &ids).await.unwrap();
        assessments::create_many(&mut tx, world.campaign.id, &ids, site.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = site.app.db().read().await.unwrap();
        let survey = site.app.surveys().get(&mut tx, &world.campaign.survey_hash).await.unwrap();
        drop(tx);
        Self { site, world, survey }
    }

    /// A campaign in which everybody has handed in and whose results are public.
    pub async fn published() -> Self {
        Self::published_of(FLAGSHIP).await
    }

    /// As [`Round::published`], with the survey of a file.
    pub async fn published_of(survey: &str) -> Self {
        Self::published_with(survey, |_, _, _| {}).await
    }

    /// As [`Round::published_of`], with answers that are changed before they are handed in.
    pub async fn published_with(survey: &str, change: impl Fn(&Survey, usize, &mut Document)) -> Self {
        let round = Self::open_on(Site::on_sqlite().await, survey).await;
        for city in 0..CITIES.len() {
            round.hand_in_changed(city, |document| change(&round.survey, city, document)).await;
        }
        round.take(&[Step::Close, Step::Freeze, Step::Publish]).await;
        round
    }

    /// Takes steps of the campaign.
    pub async fn take(&self, steps: &[Step]) {
        let administrator = self.somebody(self.world.administrator).await;
        for step in steps {
            take(&self.site.app, &administrator, &self.world.campaign.slug, *step).await.unwrap();
        }
    }

    /// A person as use cases see them.
    pub async fn somebody(&self, id: Uuid) -> Person {
        let app = &self.site.app;
        let mut tx = app.db().write().await.unwrap();
        let link = new_link(app, &mut tx, LinkPurpose::SignIn, Some(id)).await.unwrap();
        tx.commit().await.unwrap();
        let session = with_link(app, &link).await.unwrap();
        person(app, &session.secret).await.unwrap().unwrap()
    }

    async fn assessment(&self, city: usize) -> assessments::Assessment {
        let mut tx = self.site.app.db().read().await.unwrap();
        let code = CITIES[city].0;
        let found = municipalities::by_code(&mut tx, municipalities::Register::Teryt, code).await.unwrap().unwrap();
        assessments::by_municipality(&mut tx, self.world.campaign.id, found.id).await.unwrap().unwrap()
    }

    /// Saves the answers of a city; `turn` gives other answers.
    pub async fn save(&self, city: usize, turn: usize) {
        self.save_changed(city, turn, |_| {}).await;
    }

    async fn save_changed(&self, city: usize, turn: usize, change: impl Fn(&mut Document)) {
        let assessment = self.assessment(city).await;
        let mut document = answers(&self.survey, city + turn, self.world.officer, self.site.app.now());
        change(&mut document);
        let mut tx = self.site.app.db().write().await.unwrap();
        assessments::save(&mut tx, assessment.id, assessment.revision, &document, self.site.app.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Answers for a city and hands in.
    pub async fn hand_in(&self, city: usize) {
        self.hand_in_changed(city, |_| {}).await;
    }

    async fn hand_in_changed(&self, city: usize, change: impl Fn(&mut Document)) {
        self.save_changed(city, 0, change).await;
        let assessment = self.assessment(city).await;
        let result = serde_json::to_string(&score(&self.survey, &assessment.document.answers()).scores).unwrap();
        let receipt = format!("R-{city}");
        let submission = Submission { at: self.site.app.now(), by: None, receipt: &receipt, result: &result };
        let mut tx = self.site.app.db().write().await.unwrap();
        assessments::submit(&mut tx, assessment.id, assessment.revision, submission).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Opens an assessment again behind the back of a campaign that is over, and changes all answers.
    pub async fn tamper(&self, city: usize) {
        let assessment = self.assessment(city).await;
        let mut tx = self.site.app.db().write().await.unwrap();
        assessments::reopen(&mut tx, assessment.id, assessment.revision).await.unwrap();
        tx.commit().await.unwrap();
        self.save(city, 2).await;
    }

    pub fn overview(&self) -> String {
        format!("/pl/campaigns/{}", self.world.campaign.slug)
    }

    pub fn city(&self, city: usize) -> String {
        format!("{}/cities/teryt-{}", self.overview(), CITIES[city].0)
    }

    pub fn explain(&self, city: usize, id: &str) -> String {
        format!("{}/explain/{id}", self.city(city))
    }
}

/// Answers that differ from city to city; every ninth question is missing, every thirteenth does not apply; each has a note.
pub fn answers(survey: &Survey, city: usize, author: Uuid, at: jiff::Timestamp) -> Document {
    let answer = |place: usize, question: &miernik::engine::survey::Question| {
        if place.is_multiple_of(9) {
            return Some(Answer::DoNotKnow);
        }
        if place.is_multiple_of(13) && question.may_be_not_applicable {
            return Some(Answer::NotApplicable("tajny powód".to_owned()));
        }
        Some(Answer::Answered(match &question.body {
            Body::Choice(options) => Value::Choice(options[(place * 7 + city * 3) % options.len()].id.clone()),
            Body::Several(options) => Value::Choices(vec![options[(place + city) % options.len()].id.clone()]),
            Body::Number(_) => Value::Number((city as i64 + 1).into()),
            Body::Share(_) => Value::Share { numerator: (city as i64 + 1).into(), denominator: 10.into(), date: None },
            Body::Text { .. } => Value::Text("tajny tekst".to_owned()),
            Body::Date | Body::Reasons { .. } => return None,
        }))
    };
    let record = |answer| AnswerRecord { note: "tajna uwaga".to_owned(), ..AnswerRecord::bare(1, answer, Some(author), at) };
    let answered = survey.questions.iter().enumerate().filter_map(|(place, question)| Some((question.id.clone(), record(answer(place, question)?))));
    Document(answered.collect())
}
