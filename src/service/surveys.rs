//! Surveys: the ones that ship with the program, and the definitions that campaigns have used. A published version is immutable and lives in memory.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, RwLock};

use super::ServiceError;
use crate::engine::bridge::{Bridge, Versions, lost_ids};
use crate::engine::survey::Survey;
use crate::engine::{self, Checked, Notation};
use crate::store::campaigns::{self, SurveyDefinition};
use crate::store::{Db, StoreError, Tx};

/// The survey files that ship with the program.
const SHIPPED: [&str; 5] = [
    include_str!("../../surveys/miasto-cyfrowe/1.0.toml"),
    include_str!("../../surveys/odm/2023.toml"),
    include_str!("../../surveys/chile-egi/2021.toml"),
    include_str!("../../surveys/gtmi/2022.toml"),
    include_str!("../../surveys/egbr/2023.toml"),
];

/// Every survey this process knows.
#[derive(Debug)]
pub struct Surveys {
    shipped: Vec<Arc<Survey>>,
    by_hash: RwLock<HashMap<String, Arc<Survey>>>,
    definitions: HashMap<String, String>,
}

impl Surveys {
    /// Reads the shipped surveys and those that the database keeps.
    ///
    /// # Errors
    /// If the database cannot be read or a survey cannot.
    pub(super) async fn open(db: &Db) -> Result<Self, ServiceError> {
        let mut shipped = Vec::new();
        let mut by_hash = HashMap::new();
        let mut definitions = HashMap::new();
        for text in SHIPPED {
            let Checked { survey, document, .. } = read(text, Notation::Toml)?;
            let canonical = engine::canonical(&document).map_err(StoreError::from)?;
            let survey = Arc::new(survey);
            definitions.insert(survey.hash.clone(), canonical);
            by_hash.insert(survey.hash.clone(), survey.clone());
            shipped.push(survey);
        }
        let mut tx = db.read().await?;
        for campaign in campaigns::list(&mut tx).await? {
            if let Entry::Vacant(entry) = by_hash.entry(campaign.survey_hash) {
                let survey = load(&mut tx, entry.key()).await?;
                entry.insert(survey);
            }
        }
        Ok(Self { shipped, by_hash: RwLock::new(by_hash), definitions })
    }

    /// The surveys that ship with the program.
    pub fn shipped(&self) -> &[Arc<Survey>] {
        &self.shipped
    }

    /// The shipped surveys that a campaign can run: its forms ask every question once, not once for each entry.
    pub fn for_campaigns(&self) -> impl Iterator<Item = &Arc<Survey>> {
        self.shipped.iter().filter(|survey| survey.repeats.is_empty())
    }

    /// The shipped survey with an id and a version.
    pub fn find(&self, id: &str, version: &str) -> Option<Arc<Survey>> {
        self.shipped.iter().find(|survey| survey.key() == (id, version)).cloned()
    }

    /// The survey with a hash, from memory or, if another process has stored it since, from the database.
    ///
    /// # Errors
    /// If it is not known, or the database cannot be read.
    pub async fn get(&self, tx: &mut Tx, hash: &str) -> Result<Arc<Survey>, ServiceError> {
        let known = self.by_hash.read().map_or(None, |known| known.get(hash).cloned());
        if let Some(survey) = known {
            return Ok(survey);
        }
        let survey = load(tx, hash).await?;
        if let Ok(mut known) = self.by_hash.write() {
            known.insert(hash.to_owned(), survey.clone());
        }
        Ok(survey)
    }

    /// A survey version with the document it was read from: for comparing versions.
    ///
    /// # Errors
    /// If it is not known, or the database cannot be read.
    pub async fn checked(&self, tx: &mut Tx, hash: &str) -> Result<Checked, ServiceError> {
        if let Some(document) = self.definitions.get(hash) {
            return read(document, Notation::Json);
        }
        let definition = campaigns::survey(tx, hash).await?.ok_or(ServiceError::NotFound)?;
        read(&definition.document, Notation::Json)
    }

    /// The file of a shipped survey as its authors wrote it.
    pub fn file(&self, survey: &Survey) -> Option<&'static str> {
        let at = self.shipped.iter().position(|known| known.hash == survey.hash)?;
        SHIPPED.get(at).copied()
    }

    /// The canonical JSON of a shipped survey: the text whose SHA-256 is the survey's hash.
    pub fn canonical(&self, survey: &Survey) -> Option<&str> {
        self.definitions.get(&survey.hash).map(String::as_str)
    }

    /// Whether a new campaign may run a shipped survey after those that other versions of it have run: it has kept every id of theirs, and none of them
    /// has other contents under the same version.
    ///
    /// Versions that ship with the program are not asked: `miernik survey check --against` holds them against each other, with their bridges.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub(super) async fn may_follow(&self, tx: &mut Tx, survey: &Survey) -> Result<bool, ServiceError> {
        let used = campaigns::surveys_of(tx, &survey.meta.id).await?;
        let unknown: Vec<SurveyDefinition> = used.into_iter().filter(|used| !self.definitions.contains_key(&used.hash)).collect();
        if unknown.is_empty() {
            return Ok(true);
        }
        let later = read(self.canonical(survey).ok_or(ServiceError::NotFound)?, Notation::Json)?;
        for used in unknown {
            let earlier = read(&used.document, Notation::Json)?;
            let versions = Versions { earlier: &earlier, later: &later };
            if used.version == survey.meta.version || !lost_ids(versions, &Bridge::by_content(versions)).is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What a campaign must store of a shipped survey before it can run it.
    pub fn definition(&self, survey: &Survey, stored_at: jiff::Timestamp) -> Option<SurveyDefinition> {
        let document = self.definitions.get(&survey.hash)?.clone();
        Some(SurveyDefinition {
            hash: survey.hash.clone(),
            survey_id: survey.meta.id.clone(),
            version: survey.meta.version.clone(),
            document,
            stored_at,
        })
    }
}

async fn load(tx: &mut Tx, hash: &str) -> Result<Arc<Survey>, ServiceError> {
    let definition = campaigns::survey(tx, hash).await?.ok_or(ServiceError::NotFound)?;
    let survey = read(&definition.document, Notation::Json)?.survey;
    if survey.hash == hash {
        Ok(Arc::new(survey))
    } else {
        Err(ServiceError::Internal(format!("the stored survey {hash} has been changed: its hash is {}", survey.hash)))
    }
}

fn read(text: &str, notation: Notation) -> Result<Checked, ServiceError> {
    engine::read(text, notation).map_err(|faults| {
        let first = faults.first().map_or_else(String::new, |fault| fault.in_file("survey").to_string());
        ServiceError::Internal(format!("a survey cannot be read: {first}"))
    })
}
