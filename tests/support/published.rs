//! Published results of real indices, computed again from their answers.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use miernik::engine::answer::Answer;
use miernik::engine::entries::Entry;
use miernik::engine::score::{NodeScore, score_unit};
use miernik::engine::survey::Survey;
use miernik::engine::{Notation, read, sheet};

use super::compared::Compared;

const TOLERANCE: f64 = 1e-9;
/// For what is a handful of additions.
const EXACT: f64 = 1e-12;

/// Albania wrote "not applicable " with a blank at its end.
pub const TRAILING_BLANK: &str = "Albania, one answer: the publisher did not read a cell with a trailing blank, we trim it (20 points more)";
/// One service of Slovenia.
pub const WITHOUT_ANSWER: &str = "Slovenia, moving, one service: published 100 without an answer in the data, and what follows from it";
/// Cross-border documents of Turkey in health.
pub const WITHOUT_SERVICES: &str = "Turkey, health, 4.4: published 0 where no service has a score";
/// One German service with three providers.
pub const TWO_PROVIDERS: &str = "Germany, business, one service: the publisher counts the answer of a provider that needs no authentication";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A CSV file below `tests/fixtures` as rows of fields, without its header.
pub fn fixture(name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(root().join("tests/fixtures").join(name)).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

pub fn survey(path: impl Into<PathBuf>) -> Survey {
    let text = fs::read_to_string(root().join(path.into())).unwrap();
    read(&text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}")).survey
}

/// A survey with the answers of all units, and what they come to.
pub struct Scored {
    pub survey: Survey,
    pub units: Vec<sheet::Unit>,
    nodes: HashMap<(String, String), NodeScore>,
    points: HashMap<(String, String), Option<f64>>,
}

impl Scored {
    pub fn of(path: &str, answers: &str) -> Self {
        let survey = survey(path);
        let mut scored = Self { units: Vec::new(), nodes: HashMap::new(), points: HashMap::new(), survey };
        let mut units = Vec::new();
        let sheet = File::open(root().join(answers)).unwrap();
        sheet::read(&scored.survey, sheet, |unit| units.push(unit)).unwrap_or_else(|faults| panic!("{faults:#?}"));
        for unit in &units {
            let result = score_unit(&scored.survey, &unit.answers, &unit.entries, None);
            for ((_, node), score) in scored.survey.nodes_ix().zip(&result.scores.nodes) {
                scored.nodes.insert((unit.key.clone(), node.id.clone()), *score);
            }
            for (ix, question) in scored.survey.questions_ix() {
                let points = result.cells.get(ix, 0).and_then(|cell| cell.get());
                scored.points.insert((unit.key.clone(), question.id.clone()), points);
            }
        }
        scored.units = units;
        scored
    }

    pub fn node(&self, unit: &str, node: &str) -> &NodeScore {
        &self.nodes[&(unit.to_owned(), node.to_owned())]
    }

    fn points(&self, unit: &str, question: &str) -> Option<f64> {
        self.points[&(unit.to_owned(), question.to_owned())]
    }
}

/// Every question and node of 18 countries.
pub fn open_data_maturity() -> Compared {
    let ours = Scored::of("surveys/odm/2023.toml", "surveys/odm/2023-answers.csv");
    let mut compared = Compared::new("Open Data Maturity 2023: questions and nodes of 18 countries");
    let mut check = |country: &str, place: &str, ours: Option<f64>, theirs: &str| {
        let other = country == "AL" && ["q10a", "Ind1_1", "Dim1", "index"].contains(&place);
        if other && ours == theirs.parse().ok().map(|points: f64| points + 20.0) {
            compared.except(TRAILING_BLANK);
        } else {
            // Neither side has a value where nothing was earned because nothing was asked; the publisher writes 0.
            compared.cell(format!("{country} {place}"), Some(ours.unwrap_or(0.0)), theirs, TOLERANCE);
        }
    };
    for row in fixture("odm/published_scores.csv") {
        let node = if row[1] == "Total" { "index" } else { &row[1] };
        check(&row[0], node, ours.node(&row[0], node).score, &row[2]);
    }
    for row in fixture("odm/published_points.csv") {
        let question = format!("q{}", row[1]);
        if row[2] == "N/A" {
            assert!(!ours.survey.question(ours.survey.question_ix(&question).unwrap()).scored, "{question}");
            continue;
        }
        check(&row[0], &question, ours.points(&row[0], &question), &row[2]);
    }
    compared
}

pub fn chile() -> Compared {
    let ours = Scored::of("surveys/chile-egi/2021.toml", "surveys/chile-egi/2021-answers.csv");
    let mut compared = Compared::new("Chile, municipal e-services 2021: index of 345 municipalities");
    for row in fixture("chile-egi/published_index.csv") {
        compared.cell(&row[0], ours.node(&row[0], "index").score, &row[1], TOLERANCE);
    }
    compared
}

/// Index and group of both editions.
pub fn govtech() -> [Compared; 2] {
    let mut index = Compared::new("GovTech Maturity Index 2020 and 2022: index of 198 economies");
    let mut groups = Compared::new("GovTech Maturity Index 2020 and 2022: groups A to D");
    for year in ["2020", "2022"] {
        let ours = Scored::of("surveys/gtmi/2022.toml", &format!("surveys/gtmi/{year}-answers.csv"));
        for row in fixture("gtmi/published_index.csv").iter().filter(|row| row[0] == year) {
            let score = ours.node(&row[1], "index");
            index.cell(format!("{year} {}", row[1]), score.score.map(|percent| percent / 100.0), &row[2], EXACT);
            let group = ["D", "C", "B", "A"].iter().position(|group| *group == row[3]).map(|at| at + 1).unwrap();
            groups.cell(format!("{year} {}", row[1]), score.level.map(|level| f64::from(level.0)), &group.to_string(), 0.0);
        }
    }
    [index, groups]
}

/// Maturity of practices, functions and overall, on their scale of 0 to 3.
pub fn samm() -> Compared {
    let ours = Scored::of("tests/fixtures/samm/2.0.10.toml", "tests/fixtures/samm/answers.csv");
    let mut compared = Compared::new("OWASP SAMM 2: practices, functions and overall of 11 scenarios");
    for row in fixture("samm/expected.csv") {
        let node = ours.survey.node(ours.survey.node_ix(&row[1]).unwrap());
        let percent = ours.node(&row[0], &row[1]).percent(node);
        compared.cell(format!("{} {}", row[0], row[1]), percent.map(|percent| percent.0 * 3.0 / 100.0), &row[2], EXACT);
    }
    compared
}

/// Nodes that come from answers alone; the others need scores of services that are published without their answers, or rounded.
const FROM_ANSWERS: [&str; 12] = [
    "user_centricity",
    "online",
    "mobile",
    "support",
    "transparency",
    "delivery",
    "personal_data",
    "design",
    "edocuments",
    "prefilled",
    "digital_post",
    "x_support",
];

/// Indicators, dimensions and overall of 35 countries and five life events; then the services, then their eID.
pub fn e_government() -> [Compared; 4] {
    let ours = Scored::of("surveys/egbr/2023.toml", "surveys/egbr/2023-answers.csv");
    let mut answers = Compared::new("eGovernment Benchmark 2023: 12 nodes of 175 units, from the answers");
    let mut mixed = Compared::new("eGovernment Benchmark 2023: the other 7 nodes of 175 units, partly from published scores of services");
    for row in fixture("egbr/published_scores.csv") {
        let (unit, node) = (row[0].as_str(), row[1].as_str());
        let compared = if FROM_ANSWERS.contains(&node) { &mut answers } else { &mut mixed };
        let score = ours.node(unit, node).score;
        let differs = score.is_none_or(|score| row[2].parse().is_ok_and(|theirs: f64| (score - theirs).abs() > TOLERANCE));
        match (unit, node) {
            ("SI-moving", "mobile" | "user_centricity" | "index") if differs => compared.except(WITHOUT_ANSWER),
            ("TR-health", "x_edocuments" | "cross_border" | "index") if differs => compared.except(WITHOUT_SERVICES),
            _ => compared.cell(format!("{unit} {node}"), score, &row[2], TOLERANCE),
        }
    }
    let [services, eid] = services(&ours);
    [answers, mixed, services, eid]
}

/// The scores of single services, from the answers of their providers.
fn services(ours: &Scored) -> [Compared; 2] {
    let mut services = Compared::new("eGovernment Benchmark 2023: five scores of 1,330 services, from the answers of their providers");
    let mut eid = Compared::new("eGovernment Benchmark 2023: eID of 1,330 services, from the answers, rounded to whole points as published");
    let nobody = vec![Answer::NotAnswered; ours.survey.questions.len()];
    let entries: HashMap<&str, &[Entry]> = ours.units.iter().map(|unit| (unit.key.as_str(), unit.entries.as_slice())).collect();
    let mut last = (String::new(), Vec::new());
    for row in fixture("egbr/published_service_scores.csv") {
        let place = format!("{} {}", row[0], row[1]);
        if last.0 != place {
            let own: Vec<Entry> = entries[row[0].as_str()].iter().filter(|entry| entry.path[0] == row[1]).cloned().collect();
            last = (place.clone(), score_unit(&ours.survey, &nobody, &own, None).scores.nodes);
        }
        let score = |node: &str| last.1[ours.survey.node_ix(node).unwrap().0].score;
        match (place.as_str(), row[2].as_str()) {
            ("DE-business 1.2", "eid") if score("eid_answers").map(f64::round) != row[3].parse().ok() => eid.except(TWO_PROVIDERS),
            ("SI-moving 1.3", "mobile") if score("mobile").is_none() => services.except(WITHOUT_ANSWER),
            (_, "eid") => eid.cell(place, score("eid_answers").map(f64::round), &row[3], 0.0),
            (_, node) => services.cell(&place, score(node), &row[3], TOLERANCE),
        }
    }
    [services, eid]
}
