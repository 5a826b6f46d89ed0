//! A small world for the tests: times, a network of three municipalities, a person, a survey and a campaign.

use jiff::Timestamp;
use jiff::civil::date;
use miernik::engine::answer::{Answer, Value};
use miernik::ids;
use miernik::lang::{Lang, Text};
use miernik::store::assessments::{AnswerRecord, Assessment};
use miernik::store::campaigns::{Campaign, CampaignState, Official, SurveyDefinition};
use miernik::store::municipalities::{Municipality, Register};
use miernik::store::networks::Network;
use miernik::store::people::Person;
use miernik::store::{Db, assessments, campaigns, municipalities, networks, people};

/// A moment some milliseconds after the beginning of the tests' time, with a fraction of a second.
pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_700_000_000_123 + milliseconds).unwrap()
}

pub fn municipality(code: &str, name: &str) -> Municipality {
    Municipality {
        id: ids::new_id(),
        register: Register::Teryt,
        code: code.to_owned(),
        name: name.to_owned(),
        name_en: None,
        name_key: name.to_lowercase(),
        kind: "urban".to_owned(),
        district: "hrubieszowski".to_owned(),
        region: "lubelskie".to_owned(),
        population: Some(17_000),
        area_ha: Some(3303),
        valid_from: Some(date(2024, 1, 1)),
        valid_to: None,
    }
}

pub fn network(slug: &str) -> Network {
    Network { id: ids::new_id(), slug: slug.to_owned(), name: Text { pl: "Miasto Cyfrowe".to_owned(), en: "Digital City".to_owned() } }
}

pub fn person(email: &str) -> Person {
    Person {
        id: ids::new_id(),
        email: email.to_owned(),
        email_key: email.to_lowercase(),
        name: "Żaneta Łoś".to_owned(),
        language: Lang::Pl,
        password_hash: None,
        created_at: at(0),
        disabled_at: None,
    }
}

pub fn survey(version: &str) -> SurveyDefinition {
    let document = format!(r#"{{"id":"maturity","version":"{version}"}}"#);
    let hash = ids::sha256_hex(document.as_bytes());
    SurveyDefinition { hash, survey_id: "maturity".to_owned(), version: version.to_owned(), document, stored_at: at(0) }
}

pub fn campaign(network: &Network, survey: &SurveyDefinition, slug: &str) -> Campaign {
    Campaign {
        id: ids::new_id(),
        network_id: network.id,
        slug: slug.to_owned(),
        title: Text { pl: "Edycja 2026".to_owned(), en: "Edition 2026".to_owned() },
        survey_id: survey.survey_id.clone(),
        survey_version: survey.version.clone(),
        survey_hash: survey.hash.clone(),
        state: CampaignState::Open,
        official: Official::Declared,
        opens_on: date(2026, 3, 1),
        closes_on: date(2026, 4, 30),
        created_at: at(0),
        frozen_at: None,
        published_at: None,
    }
}

pub fn record(version: i64, answer: Answer, milliseconds: i64) -> AnswerRecord {
    AnswerRecord::bare(version, answer, None, at(milliseconds))
}

pub fn text(text: &str) -> Answer {
    Answer::Answered(Value::Text(text.to_owned()))
}

/// What [`world`] has put into the database.
pub struct World {
    pub network: Network,
    pub municipalities: Vec<Municipality>,
    pub person: Person,
    pub survey: SurveyDefinition,
    pub campaign: Campaign,
    pub assessments: Vec<Assessment>,
}

/// Fills an empty database; everything is committed. The municipalities are in the order of their ids.
pub async fn world(db: &Db) -> World {
    let municipalities = vec![municipality("0604011", "Hrubieszów"), municipality("1804011", "Jarosław"), municipality("2478011", "Zabrze")];
    let (network, person, survey) = (network("miasto-cyfrowe"), person("Officer@hrubieszow.example"), survey("1.0"));
    let campaign = campaign(&network, &survey, "2026");
    let ids: Vec<_> = municipalities.iter().map(|m| m.id).collect();
    let mut tx = db.write().await.unwrap();
    municipalities::save_many(&mut tx, &municipalities).await.unwrap();
    networks::insert(&mut tx, &network).await.unwrap();
    networks::add_members(&mut tx, network.id, &ids).await.unwrap();
    people::insert(&mut tx, &person).await.unwrap();
    assert!(campaigns::store_survey(&mut tx, &survey).await.unwrap());
    campaigns::insert(&mut tx, &campaign).await.unwrap();
    assert_eq!(assessments::create_many(&mut tx, campaign.id, &ids, at(0)).await.unwrap(), 3);
    let assessments = assessments::page(&mut tx, campaign.id, uuid::Uuid::nil(), 10).await.unwrap();
    tx.commit().await.unwrap();
    World { network, municipalities, person, survey, campaign, assessments }
}
