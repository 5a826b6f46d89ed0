//! Who may do what: one table of rights, asked by every use case.

use jiff::Timestamp;
use uuid::Uuid;

use super::ServiceError;
use crate::lang::Lang;
use crate::store::campaigns::{Campaign, CampaignState};
use crate::store::people::{Role, RoleGrant};

/// A person who is signed in, with the roles they have at this moment.
#[derive(Debug, Clone)]
pub struct Person {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Language of their choice.
    pub language: Lang,
    /// What they may be where.
    pub grants: Vec<RoleGrant>,
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

    /// Whether the person answers for a municipality.
    pub fn answers_for(&self, municipality: Uuid) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Officer && grant.municipality_id == Some(municipality))
    }

    /// The municipalities the person answers for.
    pub fn municipalities(&self) -> impl Iterator<Item = Uuid> {
        self.grants.iter().filter(|grant| grant.role == Role::Officer).filter_map(|grant| grant.municipality_id)
    }

    /// Whether the person compares municipalities anywhere.
    pub fn is_expert(&self) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Expert)
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
    /// Compare the municipalities of a campaign before and beyond what everybody sees: its experts and administrators.
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
    /// Answer for a municipality and submit.
    FillIn {
        /// The municipality.
        municipality: Uuid,
    },
}

/// The table of rights.
///
/// | act | nobody signed in | officer of the city | other officer | expert of the network | administrator of the network |
/// |---|---|---|---|---|---|
/// | administer | – | – | – | – | whole installation only |
/// | run campaigns | – | – | – | – | yes |
/// | compare | published | published | published | yes | yes |
/// | compare inside | – | – | – | yes | yes |
/// | compare confidential | – | – | – | yes | – |
/// | see assessment | published | yes | published | yes | yes |
/// | see confidential | – | yes | – | yes | – |
/// | review | – | – | – | yes | – |
/// | fill in | – | yes | – | – | – |
pub fn may(person: Option<&Person>, act: Act<'_>) -> bool {
    let is = |check: &dyn Fn(&Person) -> bool| person.is_some_and(check);
    match act {
        Act::Administer => is(&Person::is_administrator),
        Act::RunCampaigns { network } => is(&|person| person.administers(network)),
        Act::Compare { campaign } => campaign.state == CampaignState::Published || may(person, Act::CompareInside { campaign }),
        Act::CompareInside { campaign } => is(&|person| person.is_expert_of(campaign.network_id) || person.administers(campaign.network_id)),
        Act::CompareConfidential { campaign } => is(&|person| person.is_expert_of(campaign.network_id)),
        Act::SeeAssessment { campaign, municipality } => is(&|person| person.answers_for(municipality)) || may(person, Act::Compare { campaign }),
        Act::SeeConfidential { campaign, municipality } => is(&|person| person.answers_for(municipality) || person.is_expert_of(campaign.network_id)),
        Act::Review { campaign } => is(&|person| person.is_expert_of(campaign.network_id)),
        Act::FillIn { municipality } => is(&|person| person.answers_for(municipality)),
    }
}

/// Lets an administrator of the installation pass.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody else.
pub(super) fn administers(person: &Person) -> Result<(), ServiceError> {
    if may(Some(person), Act::Administer) { Ok(()) } else { Err(ServiceError::Forbidden) }
}
