//! The demo: a fresh database filled with two published rounds of real public data, and the network Miasto Cyfrowe with a campaign to fill in.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::sign_in::email_key;
use super::{App, Campaign, CampaignState, Role, ServiceError, rounds};
use crate::engine::answer::Answer;
use crate::engine::indicators::{self, Figure};
use crate::engine::score;
use crate::engine::sheet::{self, Unit};
use crate::engine::survey::Survey;
use crate::ids::new_id;
use crate::lang::{Lang, Text, format};
use crate::store::answer_history;
use crate::store::assessments::{self, AnswerRecord, Document, Submission};
use crate::store::campaigns::Official;
use crate::store::municipalities::{self, Register};
use crate::store::networks::{self, Network};
use crate::store::people::{self, RoleGrant};
use crate::store::public_values::{self, PublicValue};
use crate::store::{StoreError, Tx, campaigns};

/// The slug of the network whose cities can be played.
const CITIES_NETWORK: &str = "miasto-cyfrowe";

/// A person of the demo, who is a role and nobody real.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPerson {
    /// Address to sign in with; under the top-level domain that never exists.
    pub email: &'static str,
    /// Name.
    pub name: &'static str,
    /// What they are.
    pub role: Role,
    /// TERYT code and name of the city, for an officer.
    pub city: Option<(&'static str, &'static str)>,
}

/// Everybody in the demo: the administrator, the expert, an officer of each city.
pub const PEOPLE: [DemoPerson; 9] = [
    DemoPerson { email: "administrator@demo.invalid", name: "Administrator (demo)", role: Role::Administrator, city: None },
    DemoPerson { email: "ekspert@demo.invalid", name: "Ekspert (demo)", role: Role::Expert, city: None },
    officer("hrubieszow@demo.invalid", "Przedstawiciel: Hrubieszów (demo)", "0604011", "Hrubieszów"),
    officer("jaroslaw@demo.invalid", "Przedstawiciel: Jarosław (demo)", "1804011", "Jarosław"),
    officer("przemysl@demo.invalid", "Przedstawiciel: Przemyśl (demo)", "1862011", "Przemyśl"),
    officer("rydultowy@demo.invalid", "Przedstawiciel: Rydułtowy (demo)", "2415031", "Rydułtowy"),
    officer("stalowa-wola@demo.invalid", "Przedstawiciel: Stalowa Wola (demo)", "1818011", "Stalowa Wola"),
    officer("swidwin@demo.invalid", "Przedstawiciel: Świdwin (demo)", "3216011", "Świdwin"),
    officer("zabrze@demo.invalid", "Przedstawiciel: Zabrze (demo)", "2478011", "Zabrze"),
];

const fn officer(email: &'static str, name: &'static str, code: &'static str, city: &'static str) -> DemoPerson {
    DemoPerson { email, name, role: Role::Officer, city: Some((code, city)) }
}

/// A round of real data that the demo publishes.
struct Round {
    network: (&'static str, [&'static str; 2]),
    slug: &'static str,
    title: [&'static str; 2],
    survey: (&'static str, &'static str),
    answers: &'static str,
    register: Register,
    opens_on: Date,
    closes_on: Date,
}

const ROUNDS: [Round; 2] = [
    Round {
        network: ("chile", ["Gminy Chile", "Municipalities of Chile"]),
        slug: "chile-2021",
        title: ["Chile 2021: e-usługi gmin", "Chile 2021: municipal e-services"],
        survey: ("chile-egi", "2021"),
        answers: include_str!("../../surveys/chile-egi/2021-answers.csv"),
        register: Register::Cut,
        opens_on: date(2021, 11, 1),
        closes_on: date(2021, 11, 30),
    },
    Round {
        network: ("europe", ["Państwa Europy", "Countries of Europe"]),
        slug: "open-data-maturity-2023",
        title: ["Dojrzałość otwartych danych 2023", "Open Data Maturity 2023"],
        survey: ("odm", "2023"),
        answers: include_str!("../../surveys/odm/2023-answers.csv"),
        register: Register::Iso,
        opens_on: date(2023, 4, 1),
        closes_on: date(2023, 9, 30),
    },
];

/// Public figures of the cities: an example, computed and not real, as each row says.
const FIGURES: &str = include_str!("../../surveys/miasto-cyfrowe/public-figures-example.csv");

/// The municipalities of the registers, by register and code.
type Known = HashMap<(Register, String), Uuid>;

/// Fills a fresh database in one transaction. The registers must be loaded.
///
/// # Errors
/// [`ServiceError::State`] if there are people already; otherwise if the store fails or the data that ship with the program do not fit together.
pub async fn seed(app: &App) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    if !people::list(&mut tx).await?.is_empty() {
        return Err(ServiceError::State("demo-not-fresh"));
    }
    let known: Known = municipalities::by_name_prefix(&mut tx, "", u32::MAX)
        .await?
        .into_iter()
        .map(|municipality| ((municipality.register, municipality.code), municipality.id))
        .collect();
    let mut networks = Vec::new();
    for round in &ROUNDS {
        networks.push(publish(app, &mut tx, &known, round).await?);
    }
    networks.push(open_cities(app, &mut tx, &known).await?);
    for person in &PEOPLE {
        add(app, &mut tx, &known, person, &networks).await?;
    }
    app.note(&mut tx, None, "demo.seed", "installation", &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets up a network, runs its campaign with the answers of the file, freezes and publishes it. Gives the network.
async fn publish(app: &App, tx: &mut Tx, known: &Known, round: &Round) -> Result<Uuid, ServiceError> {
    let (id, version) = round.survey;
    let survey = app.surveys().find(id, version).ok_or(ServiceError::NotFound)?;
    let units = units(&survey, round.answers)?;
    let keys = units.iter().map(|unit| (round.register, unit.key.clone()));
    let members = keys.map(|key| known.get(&key).copied().ok_or(ServiceError::NotFound)).collect::<Result<Vec<_>, _>>()?;
    let network = add_network(tx, round.network.0, round.network.1, &members).await?;
    let campaign = add_campaign(app, tx, network, round.slug, round.title, &survey, (round.opens_on, round.closes_on)).await?;
    assessments::create_many(tx, campaign.id, &members, app.now()).await?;
    for (unit, municipality) in units.into_iter().zip(members) {
        hand_in(app, tx, &campaign, &survey, municipality, unit).await?;
    }
    campaigns::set_state(tx, campaign.id, CampaignState::Open, CampaignState::Closed, app.now()).await?;
    rounds::freeze(app, tx, &Campaign { state: CampaignState::Closed, ..campaign.clone() }, app.now()).await?;
    campaigns::set_state(tx, campaign.id, CampaignState::Frozen, CampaignState::Published, app.now()).await?;
    Ok(network)
}

fn units(survey: &Survey, answers: &str) -> Result<Vec<Unit>, ServiceError> {
    let mut units = Vec::new();
    sheet::read(survey, answers.as_bytes(), |unit| units.push(unit)).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ServiceError::Internal(format!("the answers of the demo cannot be read: {first}"))
    })?;
    Ok(units)
}

/// Saves and hands in the answers of one municipality; one that has answered nothing stays invited.
async fn hand_in(app: &App, tx: &mut Tx, campaign: &Campaign, survey: &Survey, municipality: Uuid, unit: Unit) -> Result<(), ServiceError> {
    let at = app.now();
    let record = |answer: Answer| AnswerRecord::bare(1, answer, None, at);
    let records: BTreeMap<String, AnswerRecord> = survey
        .questions
        .iter()
        .zip(unit.answers)
        .filter(|(_, answer)| answer.is_settled())
        .map(|(question, answer)| (question.id.clone(), record(answer)))
        .collect();
    if records.is_empty() {
        return Ok(());
    }
    let assessment = assessments::by_municipality(tx, campaign.id, municipality).await?.ok_or(ServiceError::NotFound)?;
    let document = Document(records);
    let revision = assessments::save(tx, assessment.id, assessment.revision, &document, at).await?;
    let changes: Vec<(&str, &AnswerRecord)> = document.0.iter().map(|(question, record)| (question.as_str(), record)).collect();
    answer_history::append(tx, assessment.id, &changes).await?;
    let result = serde_json::to_string(&score::score_on(survey, &document.answers(), Some(app.day_of(Some(at)))).scores).map_err(StoreError::from)?;
    let receipt = format!("{}-{}", campaign.slug, unit.key);
    assessments::submit(tx, assessment.id, revision, Submission { at, by: None, receipt: &receipt, result: &result }).await?;
    Ok(())
}

/// Sets up the network Miasto Cyfrowe with an open, empty campaign.
async fn open_cities(app: &App, tx: &mut Tx, known: &Known) -> Result<Uuid, ServiceError> {
    let survey = app.surveys().find("miasto-cyfrowe", "1.0").ok_or(ServiceError::NotFound)?;
    let members = PEOPLE.iter().filter_map(|person| city(known, person)).collect::<Vec<_>>();
    let network = add_network(tx, CITIES_NETWORK, ["Miasto Cyfrowe", "Miasto Cyfrowe"], &members).await?;
    let today = app.now().to_zoned(format::WARSAW.clone()).date();
    let days = (today.saturating_sub(7.days()), today.saturating_add(45.days()));
    let title = ["Miasto Cyfrowe 2026", "Miasto Cyfrowe 2026"];
    let campaign = add_campaign(app, tx, network, "miasto-cyfrowe-2026", title, &survey, days).await?;
    assessments::create_many(tx, campaign.id, &members, app.now()).await?;
    add_figures(app, tx, known, network).await?;
    Ok(network)
}

/// Imports the example of public figures.
async fn add_figures(app: &App, tx: &mut Tx, known: &Known, network: Uuid) -> Result<(), ServiceError> {
    let figures = indicators::read(FIGURES.as_bytes(), &["total_spending"], app.day_of(None))
        .map_err(|faults| ServiceError::Internal(format!("the public figures of the demo cannot be read: {faults:?}")))?;
    let value = |figure: Figure| {
        let Figure { code, indicator, value, as_of, source, .. } = figure;
        let municipality_id = known.get(&(Register::Teryt, code)).copied().ok_or(ServiceError::NotFound)?;
        Ok(PublicValue { municipality_id, indicator, value, as_of, source })
    };
    let values = figures.into_iter().map(value).collect::<Result<Vec<_>, ServiceError>>()?;
    public_values::save_many(tx, network, &values, app.now()).await?;
    Ok(())
}

fn city(known: &Known, person: &DemoPerson) -> Option<Uuid> {
    let (code, _) = person.city?;
    known.get(&(Register::Teryt, code.to_owned())).copied()
}

async fn add_network(tx: &mut Tx, slug: &str, [pl, en]: [&str; 2], members: &[Uuid]) -> Result<Uuid, ServiceError> {
    let network = Network { id: new_id(), slug: slug.to_owned(), name: Text { pl: pl.to_owned(), en: en.to_owned() } };
    networks::insert(tx, &network).await?;
    networks::add_members(tx, network.id, members).await?;
    Ok(network.id)
}

async fn add_campaign(
    app: &App,
    tx: &mut Tx,
    network_id: Uuid,
    slug: &str,
    [pl, en]: [&str; 2],
    survey: &Survey,
    (opens_on, closes_on): (Date, Date),
) -> Result<Campaign, ServiceError> {
    let definition = app.surveys().definition(survey, app.now()).ok_or(ServiceError::NotFound)?;
    campaigns::store_survey(tx, &definition).await?;
    let campaign = Campaign {
        id: new_id(),
        network_id,
        slug: slug.to_owned(),
        title: Text { pl: pl.to_owned(), en: en.to_owned() },
        survey_id: definition.survey_id,
        survey_version: definition.version,
        survey_hash: definition.hash,
        state: CampaignState::Open,
        official: Official::Declared,
        opens_on,
        closes_on,
        created_at: app.now(),
        frozen_at: None,
        published_at: None,
    };
    campaigns::insert(tx, &campaign).await?;
    Ok(campaign)
}

async fn add(app: &App, tx: &mut Tx, known: &Known, demo: &DemoPerson, networks: &[Uuid]) -> Result<(), ServiceError> {
    let id = new_id();
    let person = people::Person {
        id,
        email: demo.email.to_owned(),
        email_key: email_key(demo.email),
        name: demo.name.to_owned(),
        language: Lang::Pl,
        password_hash: None,
        created_at: app.now(),
        disabled_at: None,
    };
    people::insert(tx, &person).await?;
    let places: Vec<(Option<Uuid>, Option<Uuid>)> = match demo.role {
        Role::Administrator => vec![(None, None)],
        Role::Expert | Role::Viewer => networks.iter().map(|network| (Some(*network), None)).collect(),
        Role::Officer => vec![(None, city(known, demo))],
    };
    for (network_id, municipality_id) in places {
        people::grant(tx, &RoleGrant { id: new_id(), person_id: id, role: demo.role, network_id, municipality_id }).await?;
    }
    Ok(())
}
