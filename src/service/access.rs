//! Who may do what: one table of rights, asked by every use case.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::ServiceError;
use crate::lang::Lang;
use crate::store::campaigns::{Campaign, CampaignState};
use crate::store::delegations::SectionState;
use crate::store::people::{Role, RoleGrant};

/// What somebody without an account may do, whom an officer has asked: some sections of one assessment, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The assessment.
    pub assessment: Uuid,
    /// The sections by the id of their dimension or module, each with where it stands.
    pub sections: BTreeMap<String, SectionState>,
}

impl Scope {
    /// Whether a section of an assessment belongs to it.
    pub fn covers(&self, assessment: Uuid, section: &str) -> bool {
        self.assessment == assessment && self.sections.contains_key(section)
    }
}

/// A person who is signed in, with the roles they have at this moment.
#[derive(Debug, Clone)]
pub struct Person {
    /// Id of the account; of somebody who came by the link of a delegation, the id of the delegation.
    pub id: Uuid,
    /// Name; of somebody who came by the link of a delegation and has no name there, the address.
    pub name: String,
    /// Language of their choice.
    pub language: Lang,
    /// What they may be where; nothing for somebody who came by the link of a delegation.
    pub grants: Vec<RoleGrant>,
    /// What the link of a delegation opens; none for somebody with an account.
    pub scope: Option<Scope>,
    /// The browser and its system, empty if they are not known; none until they are noted.
    pub device: Option<String>,
    /// When they signed in.
    pub session_began_at: Timestamp,
    /// When the sign-in ends unless they go on.
    pub session_ends_at: Timestamp,
    /// The secret that their forms carry against forged requests.
    pub csrf: String,
}

impl Person {
    /// Whether the person runs the whole installation.
    pub fn is_administrator(&self) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Administrator && grant.network_id.is_none())
    }

    fn has(&self, role: Role, network: Uuid) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.network_id == Some(network))
    }

    /// Whether the person looks after a network.
    pub fn administers(&self, network: Uuid) -> bool {
        self.is_administrator() || self.has(Role::Administrator, network)
    }

    /// Whether the person compares the municipalities of a network.
    pub fn is_expert_of(&self, network: Uuid) -> bool {
        self.has(Role::Expert, network)
    }

    /// Whether the person looks at the municipalities of a network.
    pub fn views(&self, network: Uuid) -> bool {
        self.has(Role::Viewer, network)
    }

    /// Whether the person has any part in a network as a whole, and so may know what there is in it.
    pub fn belongs_to(&self, network: Uuid) -> bool {
        self.is_expert_of(network) || self.administers(network) || self.views(network)
    }

    /// Whether the person answers for a municipality.
    pub fn answers_for(&self, municipality: Uuid) -> bool {
        self.of_municipality(&[Role::Officer]).any(|own| own == municipality)
    }

    /// Whether the person answers for a municipality, or looks at it.
    pub fn reads(&self, municipality: Uuid) -> bool {
        self.municipalities().any(|own| own == municipality)
    }

    /// The municipalities that the person answers for or looks at.
    pub fn municipalities(&self) -> impl Iterator<Item = Uuid> {
        self.of_municipality(&[Role::Officer, Role::Viewer])
    }

    fn of_municipality(&self, roles: &'static [Role]) -> impl Iterator<Item = Uuid> {
        self.grants.iter().filter(|grant| roles.contains(&grant.role)).filter_map(|grant| grant.municipality_id)
    }

    /// Whether the person looks after any network.
    pub fn is_any_administrator(&self) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Administrator)
    }
}

/// Something that may be allowed or not.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    /// Look after the installation: networks, people.
    Administer,
    /// Open, close, freeze and publish campaigns of a network, invite its municipalities.
    RunCampaigns {
        /// The network.
        network: Uuid,
    },
    /// See the results of every municipality of a campaign by name.
    Compare {
        /// The campaign.
        campaign: &'a Campaign,
    },
    /// Compare the municipalities of a campaign before and beyond what everybody sees: the network's experts, viewers and administrators.
    CompareInside {
        /// The campaign.
        campaign: &'a Campaign,
    },
    /// See the confidential scores of every municipality of a campaign.
    CompareConfidential {
        /// The campaign.
        campaign: &'a Campaign,
    },
    /// See one municipality's answers and results.
    SeeAssessment {
        /// The campaign.
        campaign: &'a Campaign,
        /// The municipality.
        municipality: Uuid,
    },
    /// See confidential answers of a municipality: those of the city itself and the experts of its network.
    SeeConfidential {
        /// The campaign.
        campaign: &'a Campaign,
        /// The municipality.
        municipality: Uuid,
    },
    /// Mark answers of a municipality that has handed in, return and verify its assessment.
    Review {
        /// The campaign.
        campaign: &'a Campaign,
    },
    /// Answer for a municipality as a whole: every section, asking others for sections, submitting.
    FillIn {
        /// The municipality.
        municipality: Uuid,
    },
    /// Read what a municipality has answered and how far it is, as it answers.
    Read {
        /// The municipality.
        municipality: Uuid,
    },
    /// Answer the questions of one section of an assessment.
    FillInSection {
        /// The municipality.
        municipality: Uuid,
        /// The assessment.
        assessment: Uuid,
        /// Id of the section's dimension or module.
        section: &'a str,
    },
    /// Read the answers of one section of an assessment, as it is answered.
    ReadSection {
        /// The municipality.
        municipality: Uuid,
        /// The assessment.
        assessment: Uuid,
        /// Id of the section's dimension or module.
        section: &'a str,
    },
}

/// The table of rights. A test reads it and asks for every cell; the expert, the viewer and the administrator of another network, the viewer of another
/// city and the contributor of another section or assessment may what nobody signed in may.
///
/// | act | nobody signed in | contributor | viewer of the city | officer of the city | officer of another city | viewer of the network | expert of the network | administrator of the network | administrator |
/// |---|---|---|---|---|---|---|---|---|---|
/// | administer | – | – | – | – | – | – | – | – | yes |
/// | run campaigns | – | – | – | – | – | – | – | yes | yes |
/// | compare | published | published | published | published | published | yes | yes | yes | yes |
/// | compare inside | – | – | – | – | – | yes | yes | yes | yes |
/// | compare confidential | – | – | – | – | – | – | yes | – | – |
/// | see assessment | published | published | yes | yes | published | yes | yes | yes | yes |
/// | see confidential | – | – | yes | yes | – | – | yes | – | – |
/// | review | – | – | – | – | – | – | yes | – | – |
/// | fill in | – | – | – | yes | – | – | – | – | – |
/// | read | – | – | yes | yes | – | – | – | – | – |
/// | fill in section | – | yes | – | yes | – | – | – | – | – |
/// | read section | – | yes | yes | yes | – | – | – | – | – |
pub fn may(person: Option<&Person>, act: Act<'_>) -> bool {
    let is = |check: &dyn Fn(&Person) -> bool| person.is_some_and(check);
    let was_asked = |assessment: Uuid, section: &str| is(&|person| person.scope.as_ref().is_some_and(|scope| scope.covers(assessment, section)));
    match act {
        Act::Administer => is(&Person::is_administrator),
        Act::RunCampaigns { network } => is(&|person| person.administers(network)),
        Act::Compare { campaign } => campaign.state == CampaignState::Published || may(person, Act::CompareInside { campaign }),
        Act::CompareInside { campaign } => is(&|person| person.belongs_to(campaign.network_id)),
        Act::CompareConfidential { campaign } => is(&|person| person.is_expert_of(campaign.network_id)),
        Act::SeeAssessment { campaign, municipality } => is(&|person| person.reads(municipality)) || may(person, Act::Compare { campaign }),
        Act::SeeConfidential { campaign, municipality } => is(&|person| person.reads(municipality) || person.is_expert_of(campaign.network_id)),
        Act::Review { campaign } => is(&|person| person.is_expert_of(campaign.network_id)),
        Act::FillIn { municipality } => is(&|person| person.answers_for(municipality)),
        Act::Read { municipality } => is(&|person| person.reads(municipality)),
        Act::FillInSection { municipality, assessment, section } => may(person, Act::FillIn { municipality }) || was_asked(assessment, section),
        Act::ReadSection { municipality, assessment, section } => may(person, Act::Read { municipality }) || was_asked(assessment, section),
    }
}

/// Lets an administrator of the installation pass.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody else.
pub(super) fn administers(person: &Person) -> Result<(), ServiceError> {
    if may(Some(person), Act::Administer) { Ok(()) } else { Err(ServiceError::Forbidden) }
}
