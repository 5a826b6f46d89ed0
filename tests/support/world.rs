//! A small world for pages: a network of two cities with their officers, an expert, administrators, and an open campaign.

use jiff::civil::date;
use miernik::engine::{self, Notation};
use miernik::ids::new_id;
use miernik::lang::{Lang, Text};
use miernik::service::{CampaignState, Role};
use miernik::store::assessments::{self, Assessment};
use miernik::store::campaigns::{self, Campaign, Official, SurveyDefinition};
use miernik::store::municipalities::{self, Municipality, Register};
use miernik::store::networks::{self, Network};
use miernik::store::people::{self, Person, RoleGrant};
use uuid::Uuid;

use super::Site;

/// The survey with every kind of question.
pub const EVERY_KIND: &str = include_str!("every_kind.toml");
/// The flagship survey.
pub const FLAGSHIP: &str = include_str!("../../surveys/miasto-cyfrowe/1.0.toml");

/// What [`World::set_up`] has put into the database.
pub struct World {
    pub campaign: Campaign,
    /// The assessment of Zabrze.
    pub assessment: Uuid,
    /// The assessment of Świdwin.
    pub other_assessment: Uuid,
    pub officer: Uuid,
    pub second_officer: Uuid,
    pub other_officer: Uuid,
    pub expert: Uuid,
    pub administrator: Uuid,
    pub nobody: Uuid,
}

impl World {
    /// Fills an empty database.
    pub async fn set_up(site: &Site, survey: &str) -> Self {
        let network = Network { id: new_id(), slug: "miasta".to_owned(), name: Text::same("Miasta") };
        let cities = [municipality("2478011", "Zabrze", "śląskie"), municipality("3216011", "Świdwin", "zachodniopomorskie")];
        let ids = cities.each_ref().map(|city| city.id);
        let survey = definition(survey, site);
        let campaign = campaign(&network, &survey, site);
        let mut tx = site.app.db().write().await.unwrap();
        municipalities::save_many(&mut tx, &cities).await.unwrap();
        networks::insert(&mut tx, &network).await.unwrap();
        networks::add_members(&mut tx, network.id, &ids).await.unwrap();
        campaigns::store_survey(&mut tx, &survey).await.unwrap();
        campaigns::insert(&mut tx, &campaign).await.unwrap();
        assessments::create_many(&mut tx, campaign.id, &ids, site.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let (here, everywhere) = ((Some(network.id), None), (None, None));
        let mut tx = site.app.db().read().await.unwrap();
        let mut assessment = async |city: Uuid| assessments::by_municipality(&mut tx, campaign.id, city).await.unwrap().unwrap().id;
        Self {
            assessment: assessment(ids[0]).await,
            other_assessment: assessment(ids[1]).await,
            officer: person(site, "Anna Nowak", Some((Role::Officer, (None, Some(ids[0]))))).await,
            second_officer: person(site, "Jan Łoś", Some((Role::Officer, (None, Some(ids[0]))))).await,
            other_officer: person(site, "Ewa Kot", Some((Role::Officer, (None, Some(ids[1]))))).await,
            expert: person(site, "Ola Sowa", Some((Role::Expert, here))).await,
            administrator: person(site, "Adam Wilk", Some((Role::Administrator, everywhere))).await,
            nobody: person(site, "Iga Mak", None).await,
            campaign,
        }
    }

    /// The address of a page of the assessment of Zabrze.
    pub fn at(&self, rest: &str) -> String {
        format!("/pl/assessments/{}{rest}", self.assessment)
    }

    /// The assessment of Zabrze as it is kept.
    pub async fn stored(&self, site: &Site) -> Assessment {
        let mut tx = site.app.db().read().await.unwrap();
        assessments::by_id(&mut tx, self.assessment).await.unwrap().unwrap()
    }

    /// Closes the campaign.
    pub async fn close(&self, site: &Site) {
        let mut tx = site.app.db().write().await.unwrap();
        campaigns::set_state(&mut tx, self.campaign.id, CampaignState::Open, CampaignState::Closed, site.app.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

pub fn municipality(code: &str, name: &str, region: &str) -> Municipality {
    Municipality {
        id: new_id(),
        register: Register::Teryt,
        code: code.to_owned(),
        name: name.to_owned(),
        name_en: None,
        name_key: name.to_lowercase(),
        kind: "urban".to_owned(),
        district: String::new(),
        region: region.to_owned(),
        population: None,
        area_ha: None,
        valid_from: None,
        valid_to: None,
    }
}

fn definition(text: &str, site: &Site) -> SurveyDefinition {
    let read = engine::read(text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let document = engine::canonical(&read.document).unwrap();
    let (survey_id, version) = (read.survey.meta.id.clone(), read.survey.meta.version.clone());
    SurveyDefinition { hash: read.survey.hash, survey_id, version, document, stored_at: site.app.now() }
}

fn campaign(network: &Network, survey: &SurveyDefinition, site: &Site) -> Campaign {
    Campaign {
        id: new_id(),
        network_id: network.id,
        slug: "miasta-2026".to_owned(),
        title: Text { pl: "Edycja 2026".to_owned(), en: "Edition 2026".to_owned() },
        survey_id: survey.survey_id.clone(),
        survey_version: survey.version.clone(),
        survey_hash: survey.hash.clone(),
        state: CampaignState::Open,
        official: Official::Declared,
        opens_on: date(2026, 3, 1),
        closes_on: date(2026, 4, 30),
        created_at: site.app.now(),
        frozen_at: None,
        published_at: None,
    }
}

pub type Grant = (Role, (Option<Uuid>, Option<Uuid>));

/// An account with a role or without.
pub async fn person(site: &Site, name: &str, role: Option<Grant>) -> Uuid {
    let id = new_id();
    let email = format!("{id}@example.pl");
    let person = Person {
        id,
        email_key: email.clone(),
        email,
        name: name.to_owned(),
        language: Lang::Pl,
        password_hash: None,
        created_at: site.app.now(),
        disabled_at: None,
    };
    let mut tx = site.app.db().write().await.unwrap();
    people::insert(&mut tx, &person).await.unwrap();
    if let Some((role, (network_id, municipality_id))) = role {
        people::grant(&mut tx, &RoleGrant { id: new_id(), person_id: id, role, network_id, municipality_id }).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}
