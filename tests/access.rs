//! The table of rights: every act × every kind of person is asked for, and answers as the table in the documentation says (S1).
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use miernik::ids::new_id;
use miernik::lang::{Lang, Text};
use miernik::service::access::{Act, Person, Scope, may};
use miernik::service::{Campaign, CampaignState, Role};
use miernik::store::campaigns::Official;
use miernik::store::delegations::SectionState;
use miernik::store::people::RoleGrant;
use uuid::Uuid;

const SOURCE: &str = include_str!("../src/service/access.rs");

/// What the acts are about.
struct World {
    campaign: Campaign,
    municipality: Uuid,
    assessment: Uuid,
}

impl World {
    fn new(state: CampaignState) -> Self {
        let campaign = Campaign {
            id: new_id(),
            network_id: new_id(),
            slug: "2026".to_owned(),
            title: Text::same("2026"),
            survey_id: "s".to_owned(),
            survey_version: "1".to_owned(),
            survey_hash: "h".to_owned(),
            state,
            official: Official::Declared,
            opens_on: date(2026, 3, 1),
            closes_on: date(2026, 4, 30),
            created_at: Timestamp::UNIX_EPOCH,
            frozen_at: None,
            published_at: None,
        };
        Self { campaign, municipality: new_id(), assessment: new_id() }
    }

    fn act(&self, name: &str) -> Act<'_> {
        let Self { campaign, municipality, assessment } = self;
        let (municipality, assessment, section) = (*municipality, *assessment, "STR");
        match name {
            "administer" => Act::Administer,
            "run campaigns" => Act::RunCampaigns { network: campaign.network_id },
            "compare" => Act::Compare { campaign },
            "compare inside" => Act::CompareInside { campaign },
            "compare confidential" => Act::CompareConfidential { campaign },
            "see assessment" => Act::SeeAssessment { campaign, municipality },
            "see confidential" => Act::SeeConfidential { campaign, municipality },
            "review" => Act::Review { campaign },
            "fill in" => Act::FillIn { municipality },
            "read" => Act::Read { municipality },
            "fill in section" => Act::FillInSection { municipality, assessment, section },
            "read section" => Act::ReadSection { municipality, assessment, section },
            other => panic!("there is no act `{other}`"),
        }
    }

    /// The person of a column; none for nobody.
    fn person(&self, name: &str) -> Option<Person> {
        let (network, elsewhere) = (Some(self.campaign.network_id), Some(new_id()));
        let city = Some(self.municipality);
        Some(match name {
            "nobody signed in" => return None,
            "contributor" => contributor(self.assessment, "STR"),
            "viewer of the city" => with(Role::Viewer, None, city),
            "officer of the city" => with(Role::Officer, None, city),
            "officer of another city" => with(Role::Officer, None, elsewhere),
            "viewer of the network" => with(Role::Viewer, network, None),
            "expert of the network" => with(Role::Expert, network, None),
            "administrator of the network" => with(Role::Administrator, network, None),
            "administrator" => with(Role::Administrator, None, None),
            other => panic!("there is no column `{other}`"),
        })
    }

    /// Those of whom the table says that they may what nobody signed in may.
    fn strangers(&self) -> Vec<(&'static str, Person)> {
        let elsewhere = Some(new_id());
        vec![
            ("expert of another network", with(Role::Expert, elsewhere, None)),
            ("viewer of another network", with(Role::Viewer, elsewhere, None)),
            ("administrator of another network", with(Role::Administrator, elsewhere, None)),
            ("viewer of another city", with(Role::Viewer, None, elsewhere)),
            ("contributor of another section", contributor(self.assessment, "FIN")),
            ("contributor of another assessment", contributor(new_id(), "STR")),
            ("somebody without a role", Person { grants: Vec::new(), ..with(Role::Officer, None, elsewhere) }),
        ]
    }
}

fn with(role: Role, network_id: Option<Uuid>, municipality_id: Option<Uuid>) -> Person {
    let person_id = new_id();
    Person {
        id: person_id,
        name: "Anna Nowak".to_owned(),
        language: Lang::Pl,
        grants: vec![RoleGrant { id: new_id(), person_id, role, network_id, municipality_id }],
        scope: None,
        device: None,
        session_began_at: Timestamp::UNIX_EPOCH,
        session_ends_at: Timestamp::UNIX_EPOCH,
        csrf: String::new(),
    }
}

fn contributor(assessment: Uuid, section: &str) -> Person {
    let sections = BTreeMap::from([(section.to_owned(), SectionState::Opened)]);
    Person { grants: Vec::new(), scope: Some(Scope { assessment, sections }), ..with(Role::Officer, None, None) }
}

/// The table in the documentation: the columns, and the acts with their cells.
fn table() -> (Vec<String>, Vec<(String, Vec<String>)>) {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = SOURCE.lines().filter_map(|line| line.strip_prefix("/// ")).filter(|line| line.starts_with('|')).map(cells);
    let columns = lines.next().unwrap().split_off(1);
    assert!(lines.next().unwrap().iter().all(|cell| cell == "---"));
    let rows: Vec<_> = lines.map(|mut cells| (cells.remove(0), cells)).collect();
    (columns, rows)
}

#[test]
fn everybody_may_what_the_table_says() {
    let (columns, rows) = table();
    assert_eq!((columns.len(), rows.len()), (9, 12));
    for state in CampaignState::ALL.iter().copied() {
        let world = World::new(state);
        for (act, cells) in &rows {
            let expected = |cell: &str| match cell {
                "yes" => true,
                "–" => false,
                "published" => state == CampaignState::Published,
                other => panic!("{act}: what is `{other}`?"),
            };
            assert_eq!(cells.len(), columns.len(), "{act}");
            for (column, cell) in columns.iter().zip(cells) {
                assert_eq!(may(world.person(column).as_ref(), world.act(act)), expected(cell), "{act}, {column}, {state:?}");
            }
            for (name, stranger) in world.strangers() {
                assert_eq!(may(Some(&stranger), world.act(act)), expected(&cells[0]), "{act}, {name}, {state:?}");
            }
        }
    }
}

/// An act that is added must be in the table, too.
#[test]
fn every_act_is_in_the_table() {
    let acts = SOURCE.split_once("pub enum Act<'a> {").unwrap().1.split_once("\n}").unwrap().0;
    let names = acts.lines().filter(|line| line.starts_with("    ") && line.chars().nth(4).is_some_and(|c| c.is_ascii_uppercase()));
    let mut names: Vec<String> = names.map(|line| line.trim().trim_end_matches([' ', '{', ',']).to_owned()).collect();
    let words = |name: &str| {
        let spaced = name
            .chars()
            .enumerate()
            .map(|(at, c)| if at > 0 && c.is_uppercase() { format!(" {}", c.to_lowercase()) } else { c.to_lowercase().to_string() });
        spaced.collect::<String>()
    };
    for name in &mut names {
        *name = words(name);
    }
    assert_eq!(names, table().1.into_iter().map(|(act, _)| act).collect::<Vec<_>>());
}
