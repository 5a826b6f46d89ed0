//! Many cities in one campaign, each with an officer who has signed in: for tests and measurements that talk to the program over HTTP.

use jiff::civil::date;
use miernik::clock::Clock;
use miernik::engine::{self, Notation};
use miernik::ids::new_id;
use miernik::lang::{Lang, Text};
use miernik::service::sign_in::{new_link, with_link};
use miernik::service::{App, CampaignState, LinkPurpose, Role, Settings};
use miernik::store::Db;
use miernik::store::campaigns::{self, Campaign, SurveyDefinition};
use miernik::store::municipalities::{self, Municipality, Register};
use miernik::store::networks::{self, Network};
use miernik::store::people::{self, Person, RoleGrant};
use miernik::store::{assessments, in_context};
use uuid::Uuid;

/// The name of the campaign in addresses.
pub const CAMPAIGN: &str = "crowd-2026";

/// The people of the campaign.
pub struct Crowd {
    /// One for each city.
    pub officers: Vec<Officer>,
    /// The cookie of the network's expert.
    pub expert: String,
}

/// An officer who has signed in.
pub struct Officer {
    /// What their browser sends as `Cookie`.
    pub cookie: String,
    /// The assessment of their city.
    pub assessment: Uuid,
    /// The key of their city in addresses.
    pub city: String,
}

/// Fills an empty database with a campaign of so many cities and signs everybody in.
pub async fn gather(db: &Db, cities: usize, survey: &str) -> Crowd {
    let app = App::new(db.clone(), Clock::System, Settings { public_url: "http://localhost".to_owned(), demo: false, ..Settings::default() })
        .await
        .unwrap();
    let network = Network { id: new_id(), slug: "crowd".to_owned(), name: Text::same("Crowd") };
    let mut municipalities: Vec<Municipality> = (0..cities).map(city).collect();
    municipalities.sort_by_key(|municipality| municipality.id);
    let ids: Vec<Uuid> = municipalities.iter().map(|municipality| municipality.id).collect();
    let survey = definition(survey, &app);
    let campaign = campaign(&network, &survey, &app);
    let mut tx = db.write().await.unwrap();
    municipalities::save_many(&mut tx, &municipalities).await.unwrap();
    networks::insert(&mut tx, &network).await.unwrap();
    networks::add_members(&mut tx, network.id, &ids).await.unwrap();
    campaigns::store_survey(&mut tx, &survey).await.unwrap();
    campaigns::insert(&mut tx, &campaign).await.unwrap();
    assessments::create_many(&mut tx, campaign.id, &ids, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut officers = Vec::new();
    for summary in assessments::summaries(&mut db.read().await.unwrap(), campaign.id).await.unwrap() {
        let city = in_context::by_id(&mut db.read().await.unwrap(), summary.id).await.unwrap().unwrap().municipality;
        let cookie = signed_in(&app, Role::Officer, (None, Some(city.id))).await;
        officers.push(Officer { cookie, assessment: summary.id, city: format!("teryt-{}", city.code) });
    }
    Crowd { officers, expert: signed_in(&app, Role::Expert, (Some(network.id), None)).await }
}

fn city(number: usize) -> Municipality {
    let name = format!("City {number:04}");
    Municipality {
        id: new_id(),
        register: Register::Teryt,
        code: format!("{number:07}"),
        name_key: name.to_lowercase(),
        name,
        name_en: None,
        kind: "urban".to_owned(),
        district: String::new(),
        region: "opolskie".to_owned(),
        population: Some(20_000),
        area_ha: Some(4_000),
        valid_from: None,
        valid_to: None,
    }
}

fn definition(text: &str, app: &App) -> SurveyDefinition {
    let read = engine::read(text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let document = engine::canonical(&read.document).unwrap();
    let (survey_id, version) = (read.survey.meta.id.clone(), read.survey.meta.version.clone());
    SurveyDefinition { hash: read.survey.hash, survey_id, version, document, stored_at: app.now() }
}

fn campaign(network: &Network, survey: &SurveyDefinition, app: &App) -> Campaign {
    Campaign {
        id: new_id(),
        network_id: network.id,
        slug: CAMPAIGN.to_owned(),
        title: Text { pl: "Edycja 2026".to_owned(), en: "Edition 2026".to_owned() },
        survey_id: survey.survey_id.clone(),
        survey_version: survey.version.clone(),
        survey_hash: survey.hash.clone(),
        state: CampaignState::Open,
        opens_on: date(2026, 3, 1),
        closes_on: date(2026, 4, 30),
        created_at: app.now(),
        frozen_at: None,
        published_at: None,
    }
}

async fn signed_in(app: &App, role: Role, (network_id, municipality_id): (Option<Uuid>, Option<Uuid>)) -> String {
    let id = new_id();
    let email = format!("{id}@example.pl");
    let person = Person {
        id,
        email_key: email.clone(),
        email,
        name: format!("Person {id}"),
        language: Lang::Pl,
        password_hash: None,
        created_at: app.now(),
        disabled_at: None,
    };
    let mut tx = app.db().write().await.unwrap();
    people::insert(&mut tx, &person).await.unwrap();
    people::grant(&mut tx, &RoleGrant { id: new_id(), person_id: id, role, network_id, municipality_id }).await.unwrap();
    let link = new_link(app, &mut tx, LinkPurpose::SignIn, Some(id)).await.unwrap();
    tx.commit().await.unwrap();
    format!("miernik={}", with_link(app, &link).await.unwrap().secret.reveal())
}
