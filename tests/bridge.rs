//! Versions of a survey side by side: what is common, what changes, what is refused.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::bridge::carry::{Carried, Step, carry};
use miernik::engine::bridge::change::{Equating, chain, paired, sign_flip};
use miernik::engine::bridge::core::{Verdict, effective_weights, score_earlier, score_later, share};
use miernik::engine::bridge::difference::{differences, shares, silent_renames};
use miernik::engine::bridge::{Bridge, Relation, Versions, lost_ids};
use miernik::engine::score::{NodeScore, score, score_on};
use miernik::engine::survey::{Body, NodeIx, Question, Survey};
use miernik::engine::{Checked, Notation, read};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn survey(text: &str) -> Checked {
    read(text, Notation::Toml).unwrap()
}

/// An answer to a question out of two drawn numbers.
fn answer(question: &Question, state: u8, pick: u32) -> Answer {
    let options = question.options();
    let picked = || options[pick as usize % options.len()].id.clone();
    Answer::Answered(match (&question.body, state % 8) {
        (_, 0) => return Answer::NotAnswered,
        (_, 1) => return Answer::DoNotKnow,
        (_, 2) => return Answer::NotApplicable("brak".to_owned()),
        (Body::Choice(_), _) => Value::Choice(picked()),
        (Body::Several(_), _) => Value::Choices(vec![picked()]),
        (Body::Number(_), _) => Value::Number(Decimal::from(pick % 120)),
        (Body::Share(_), _) => Value::Share { numerator: Decimal::from(pick % 101), denominator: Decimal::from(100), date: None },
        _ => return Answer::NotAnswered,
    })
}

fn answers(survey: &Survey, draws: &[(u8, u32)]) -> Answers {
    let mut answers = Answers::default();
    for (question, (state, pick)) in survey.questions.iter().zip(draws.iter().cycle()) {
        answers.set(&question.id, answer(question, *state, *pick));
    }
    answers
}

const SHIPPED: [&str; 4] =
    ["surveys/chile-egi/2021.toml", "surveys/odm/2023.toml", "surveys/miasto-cyfrowe/1.0.toml", "tests/support/every_kind.toml"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// 21: between identical versions the core is everything, and every score on it is the plain score, bit by bit.
    #[test]
    fn identical_versions_have_plain_differences(which in 0..SHIPPED.len(), draws in prop::collection::vec(any::<(u8, u32)>(), 180)) {
        let checked = survey(&file(SHIPPED[which]));
        let versions = Versions { earlier: &checked, later: &checked };
        let bridge = Bridge::by_content(versions);
        prop_assert!(bridge.links.iter().all(|link| link.relation == Relation::Same));
        prop_assert!(differences(versions, &bridge).is_empty() && silent_renames(versions, &bridge).is_empty());
        prop_assert!(shares(versions, &bridge).iter().all(|(_, share)| *share == 1.0));
        let given = answers(&checked.survey, &draws);
        let plain: Vec<NodeScore> = score(&checked.survey, &given).scores.nodes.into_iter().map(|node| NodeScore { level: None, ..node }).collect();
        prop_assert_eq!(&score_earlier(versions, &bridge, &given, None).unwrap().nodes, &plain);
        prop_assert_eq!(&score_later(versions, &bridge, &given, None).unwrap().nodes, &plain);
    }

    /// Effective weights of a node add up to 1, and the core share of a part never exceeds that of the whole bridge.
    #[test]
    fn effective_weights_add_up(which in 0..SHIPPED.len()) {
        let survey = survey(&file(SHIPPED[which])).survey;
        for (ix, _) in survey.nodes_ix() {
            let sum: f64 = effective_weights(&survey, ix).iter().sum();
            prop_assert!(survey.node(ix).children.is_empty() || (sum - 1.0).abs() < 1e-12, "{sum}");
        }
    }
}

const HEAD: &str = r#"
[index]
title = { pl = "Indeks", en = "Index" }
[[dimension]]
id = "A"
title = { pl = "A", en = "A" }
weight = 3
[[dimension]]
id = "B"
title = { pl = "B", en = "B" }
"#;

/// A version out of lines `id dimension weight options`; an option is `id:points`.
fn version(number: &str, questions: &[&str]) -> Checked {
    let mut text = format!("[survey]\nid = \"s\"\nversion = \"{number}\"\ntitle = {{ pl = \"S\", en = \"S\" }}\n{HEAD}");
    for line in questions {
        let parts: Vec<&str> = line.split(' ').collect();
        let words = parts[0].trim_end_matches(char::is_numeric);
        text += &format!(
            "[[question]]\nid = \"{}\"\ndimension = \"{}\"\nkind = \"one_of\"\nweight = {}\ntext = {{ pl = \"{words}?\", en = \"{words}?\" }}\n",
            parts[0], parts[1], parts[2]
        );
        for option in &parts[3..] {
            let (id, points) = option.split_once(':').unwrap();
            text += &format!("[[question.option]]\nid = \"{id}\"\nlabel = {{ pl = \"{id}\", en = \"{id}\" }}\npoints = {points}\n");
        }
    }
    survey(&text)
}

fn old() -> Checked {
    version(
        "1",
        &["same A 1 n:0 y:100", "levels A 2 low:0 high:100", "gone A 1 n:0 y:100", "both B 1 n:0 y:100", "one B 2 n:0 y:100", "two B 1 n:0 y:100"],
    )
}

fn new() -> Checked {
    version(
        "2",
        &[
            "same A 3 n:0 y:100",
            "levels A 1 none:0 some:40 all:100",
            "fresh B 1 n:0 y:100",
            "bothx B 1 n:0 y:100",
            "bothy B 1 n:0 y:100",
            "oneandtwo B 1 n:0 y:100",
        ],
    )
}

const BRIDGE: &str = r#"
[bridge]
survey = "s"
from = "1"
to = "2"
[[link]]
relation = "recoded"
earlier = ["levels"]
later = ["levels"]
options = { low = "none", high = "some" }
[[link]]
relation = "split"
earlier = ["both"]
later = ["bothx", "bothy"]
[[link]]
relation = "merged"
earlier = ["one", "two"]
later = ["oneandtwo"]
"#;

fn of(pairs: &[(&str, &str)]) -> Answers {
    Answers(
        pairs
            .iter()
            .map(|(question, option)| ((*question).to_owned(), Answer::Answered(Value::Choice((*option).to_owned()))))
            .collect::<BTreeMap<_, _>>(),
    )
}

#[test]
fn a_core_is_scored_with_the_points_and_weights_of_the_later_version() {
    let (old, new) = (old(), new());
    let versions = Versions { earlier: &old, later: &new };
    let bridge = Bridge::read(BRIDGE, Notation::Toml, versions).unwrap();
    let relations: Vec<&str> = bridge.links.iter().map(|link| link.relation.as_str()).collect();
    assert_eq!(relations, ["same", "recoded", "dropped", "split", "merged", "new"]);
    // By hand: in A the weights are 3 and 1, "high" is read as "some" (40 points): (3·100 + 1·40) ÷ 4 = 85. Nothing of B is in the core.
    let earlier = score_earlier(versions, &bridge, &of(&[("same", "y"), ("levels", "high"), ("gone", "n"), ("one", "n")]), None).unwrap();
    let later = score_later(versions, &bridge, &of(&[("same", "y"), ("levels", "all"), ("fresh", "n"), ("oneandtwo", "n")]), None).unwrap();
    let index = |nodes: &[NodeScore]| nodes[0].score;
    assert_eq!((index(&earlier.nodes), index(&later.nodes)), (Some(85.0), Some(100.0)));
    assert_eq!((earlier.published(NodeIx::INDEX), earlier.nodes[2].score), (Some(85.0), None));
    assert_eq!(paired(&[index(&earlier.nodes), None], &[index(&later.nodes), Some(1.0)]), [(0, 15.0)]);
    // Core share: version 1 has ¾ · ¾ of its weight in the core, version 2 ¾ · 1.
    assert!((share(versions, &bridge, NodeIx::INDEX).unwrap() - 0.5625).abs() < 1e-12);
    assert_eq!(Verdict::of(0.5625), Verdict::Break);
    // Without the bridge file the revised question is out: ¾ · ¼ of version 1.
    let plain = Bridge::by_content(versions);
    assert!((share(versions, &plain, NodeIx::INDEX).unwrap() - 0.1875).abs() < 1e-12);
    assert!(plain.links.iter().any(|link| link.relation == Relation::Revised));
}

/// A question that was moved to another dimension is lost to the one it left: what is compared there is the rest.
#[test]
fn a_question_that_moved_out_is_no_core_of_what_it_left() {
    let old = version("1", &["stays A 1 n:0 y:100", "moves A 3 n:0 y:100", "b B 1 n:0 y:100"]);
    let new = version("2", &["stays A 1 n:0 y:100", "moves B 3 n:0 y:100", "b B 1 n:0 y:100"]);
    let versions = Versions { earlier: &old, later: &new };
    let bridge = Bridge::by_content(versions);
    // A kept ¼ of its weight; B has all it had, and ¾ of what it has now came from elsewhere but is compared; the index lost nothing.
    let found: Vec<(&str, f64)> = shares(versions, &bridge).iter().map(|(ix, share)| (new.survey.node(*ix).id.as_str(), *share)).collect();
    assert_eq!(found, [("index", 1.0), ("A", 0.25), ("B", 1.0)]);
    let earlier = score_earlier(versions, &bridge, &of(&[("stays", "y"), ("moves", "n"), ("b", "y")]), None).unwrap();
    assert_eq!((earlier.nodes[1].score, earlier.nodes[2].score), (Some(100.0), Some(25.0)));
}

/// Each round is scored as of the day its municipality handed in: a question that is asked from a day on.
#[test]
fn each_round_has_its_own_day() {
    let text = file("tests/support/every_kind.toml");
    let asked = |number: &str| {
        let text = text.replacen("version = \"1\"", &format!("version = \"{number}\""), 1);
        survey(&text.replacen("kind = \"number\"", "kind = \"number\"\nrelevant = \"today() >= date('2026-01-01')\"", 1))
    };
    let (old, new) = (asked("1"), asked("2"));
    let versions = Versions { earlier: &old, later: &new };
    let bridge = Bridge::by_content(versions);
    let given = Answers([("number".to_owned(), Answer::Answered(Value::Number(Decimal::from(25))))].into());
    for day in [None, Some(date(2025, 12, 31)), Some(date(2026, 1, 1))] {
        let plain = score_on(&new.survey, &given, day).scores.nodes[1].score;
        assert_eq!(score_earlier(versions, &bridge, &given, day).unwrap().nodes[1].score, plain, "{day:?}");
        assert_eq!(score_later(versions, &bridge, &given, day).unwrap().nodes[1].score, plain, "{day:?}");
        assert_eq!(plain, (day == Some(date(2026, 1, 1))).then_some(25.0));
    }
}

/// Entries would be left out in silence, so such versions are not scored on their core at all.
#[test]
fn entries_are_refused() {
    let checked = survey(&file("surveys/egbr/2023.toml"));
    let versions = Versions { earlier: &checked, later: &checked };
    let bridge = Bridge::by_content(versions);
    let refused = score_later(versions, &bridge, &Answers::default(), None).unwrap_err();
    assert_eq!(score_earlier(versions, &bridge, &Answers::default(), None).unwrap_err(), refused);
    assert_eq!(
        refused.to_string(),
        "version 2023 asks `online_transactional` once for each entry: its rounds cannot be compared question by question"
    );
}

#[test]
fn verdicts_begin_at_seven_and_five_tenths() {
    let of = [0.7, 0.699_999, 0.5, 0.499_999, 0.0, 1.0].map(|share| Verdict::of(share).as_str());
    assert_eq!(of, ["publish", "break", "break", "refuse", "refuse", "publish"]);
}

/// The same words under other options is another revision; the same words under another id is refused until the bridge says so.
#[test]
fn nothing_is_the_same_in_silence() {
    let old = version("1", &["plan A 1 n:0 y:100", "tools A 1 n:0 y:100", "b B 1 n:0 y:100"]);
    let new = version("2", &["plan A 1 n:0 y:90", "tools2 A 1 n:0 y:100", "b B 1 y:100 n:0"]);
    let versions = Versions { earlier: &old, later: &new };
    let bridge = Bridge::by_content(versions);
    assert_eq!(silent_renames(versions, &bridge), [("tools".to_owned(), "tools2".to_owned())]);
    assert_eq!(bridge.links.iter().filter(|link| link.relation == Relation::Same).count(), 0);
    let said = "[bridge]\nsurvey = \"s\"\nfrom = \"1\"\nto = \"2\"\n[[link]]\nrelation = \"same\"\nearlier = [\"tools\"]\nlater = [\"tools2\"]\n";
    let bridge = Bridge::read(said, Notation::Toml, versions).unwrap();
    assert!(silent_renames(versions, &bridge).is_empty());
    let listed: Vec<String> = differences(versions, &bridge).iter().map(|one| format!("{} {}: {}", one.kind.as_str(), one.ids, one.detail)).collect();
    assert_eq!(listed, ["rescored plan: points of y", "renamed tools → tools2: ", "rescored b: order or exclusiveness of options"]);
}

/// V1: an id of a published version stays, or the bridge says what became of it. Other words, another order and new options change no id.
#[test]
fn an_id_is_never_lost_without_a_word() {
    let old = version("1", &["plan A 1 n:0 y:100", "tools A 1 n:0 s:50 y:100", "b B 1 n:0 y:100", "c B 1 n:0 y:100"]);
    let lost = |new: &Checked, bridge: &str| -> Vec<String> {
        let versions = Versions { earlier: &old, later: new };
        let bridge = match bridge {
            "" => Bridge::by_content(versions),
            links => Bridge::read(&format!("[bridge]\nsurvey = \"s\"\nfrom = \"1\"\nto = \"2\"\n{links}"), Notation::Toml, versions).unwrap(),
        };
        lost_ids(versions, &bridge).iter().map(|lost| format!("{}: {lost}", lost.code())).collect()
    };
    let kept = version("2", &["fresh A 1 n:0 y:100", "c B 2 y:100 n:0", "b A 1 n:0 y:90", "plan A 1 n:0 y:100", "tools A 1 y:100 t:60 s:50 n:0"]);
    assert_eq!(lost(&kept, ""), Vec::<String>::new());
    let new = version("2", &["plan2 A 1 n:0 y:100", "tools A 1 n:0 y:100", "c B 1 n:0 y:100"]);
    assert_eq!(
        lost(&new, ""),
        [
            "renamed-question: the question `plan` is gone and `plan2` asks the same",
            "lost-option: the question `tools` has lost `s`",
            "lost-question: the question `b` is gone",
        ]
    );
    let link = |relation: &str, earlier: &str, later: &str| {
        let list = |ids: &str| ids.split_whitespace().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
        format!("[[link]]\nrelation = \"{relation}\"\nearlier = [{}]\nlater = [{}]\n", list(earlier), list(later))
    };
    let renamed = link("same", "plan", "plan2");
    let recoded = link("recoded", "tools", "tools") + "options = { s = \"y\" }\n";
    assert_eq!(lost(&new, &(renamed.clone() + &recoded)), ["lost-question: the question `b` is gone"]);
    assert_eq!(lost(&new, &(renamed.clone() + &recoded + &link("dropped", "b", ""))), Vec::<String>::new());
    assert_eq!(lost(&new, &(renamed + &link("revised", "tools", "tools") + &link("merged", "b c", "c"))), Vec::<String>::new());
    // What was called `b` is called `c` now, and `b` is something else.
    let swapped = version("2", &["plan A 1 n:0 y:100", "tools A 1 n:0 s:50 y:100", "b B 1 n:0 y:50", "d B 1 n:0 y:100", "c B 1 n:0 y:100"]);
    assert_eq!(lost(&swapped, &link("same", "b", "d")), ["reused-id: `b` was the id of another question"]);
}

/// Other goalposts are a recoding; another unit is another question.
#[test]
fn a_number_is_recoded_in_its_own_unit_only() {
    let text = file("tests/support/every_kind.toml");
    let old = survey(&text);
    let changed = |from: &str, to: &str| survey(&text.replacen("version = \"1\"", "version = \"2\"", 1).replacen(from, to, 1));
    let bridge = "[bridge]\nsurvey = \"every-kind\"\nfrom = \"1\"\nto = \"2\"\n[[link]]\nrelation = \"recoded\"\nearlier = [\"number\"]\nlater = [\"number\"]\n";
    let posts = changed("{ low = 0, high = 100, better = \"more\" }", "{ low = 0, high = 50, better = \"more\" }");
    let versions = Versions { earlier: &old, later: &posts };
    let read = Bridge::read(bridge, Notation::Toml, versions).unwrap();
    let given = Answers([("number".to_owned(), Answer::Answered(Value::Number(Decimal::from(25))))].into());
    assert_eq!(
        (score_earlier(versions, &read, &given, None).unwrap().nodes[1].score, score(&old.survey, &given).scores.nodes[1].score),
        (Some(50.0), Some(25.0))
    );
    let unit = changed("en = \"PLN\"", "en = \"EUR\"");
    let faults = Bridge::read(bridge, Notation::Toml, Versions { earlier: &old, later: &unit }).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["bad-recoding"]);
}

/// Each fault of a bridge file with its code, place and mend.
#[test]
fn a_broken_bridge_gets_its_answer() {
    let (old, new) = (old(), new());
    let versions = Versions { earlier: &old, later: &new };
    let with = |link: &str| format!("[bridge]\nsurvey = \"s\"\nfrom = \"1\"\nto = \"2\"\n[[link]]\n{link}\n");
    let broken = [
        "[bridge]\nsurvey = \"t\"\nfrom = \"1\"\nto = \"3\"\n".to_owned(),
        with("relation = \"equal\""),
        with("relation = \"same\"\nearlier = [\"same\"]\nlater = [\"sama\"]"),
        with("relation = \"split\"\nearlier = [\"both\"]\nlater = [\"bothx\"]"),
        with("relation = \"same\"\nearlier = [\"levels\"]\nlater = [\"levels\"]"),
        with("relation = \"recoded\"\nearlier = [\"levels\"]\nlater = [\"levels\"]\noptions = { low = \"none\", top = \"all\" }"),
        with("relation = \"dropped\"\nearlier = [\"gone\"]\noptions = { a = \"b\" }"),
        with("relation = \"dropped\"\nearlier = [\"gone\"]\n[[link]]\nrelation = \"merged\"\nearlier = [\"gone\", \"one\"]\nlater = [\"fresh\"]"),
    ];
    let answers: String = broken
        .iter()
        .flat_map(|text| Bridge::read(text, Notation::Toml, versions).unwrap_err())
        .map(|fault| fault.in_file("b.toml").to_string() + "\n")
        .collect();
    insta::assert_snapshot!(answers);
}

#[test]
fn signs_are_counted_exactly_up_to_sixteen() {
    // All changes alike: only all-plus and all-minus are as far out.
    let least = |n: usize| sign_flip(&vec![1.0; n], 0).unwrap();
    assert_eq!((least(5).p, least(5).can_reach_five_percent()), (0.0625, false));
    assert_eq!((least(6).p, least(6).can_reach_five_percent()), (0.03125, true));
    assert_eq!((least(16).p, least(16).exact), (2.0 / 65_536.0, true));
    assert_eq!((sign_flip(&[], 0), sign_flip(&[0.0, 0.0], 0).unwrap().p), (None, 1.0));
    // Beyond: drawn, the same for the same seed, near the exact value of a binomial: 12 of 20 up, 8 down, p = 0.5034.
    let changes: Vec<f64> = (0..20).map(|at| if at < 12 { 1.0 } else { -1.0 }).collect();
    let drawn = sign_flip(&changes, 42).unwrap();
    assert_eq!((drawn, drawn.exact), (sign_flip(&changes, 42).unwrap(), false));
    assert!((drawn.p - 0.503_444_671_630_859_4).abs() < 0.012, "{}", drawn.p);
}

/// Index of 51 units in 5 years, by year: unit → index.
fn panel(name: &str) -> Vec<BTreeMap<String, f64>> {
    let mut years: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for line in file(&format!("tests/fixtures/asem_panel/{name}.csv")).lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        years.entry(cells[0].to_owned()).or_default().insert(cells[1].to_owned(), cells[4].parse().unwrap());
    }
    years.into_values().collect()
}

/// With ends that stay the same for all years changes add up to the direct one; with ends of each year's own they add up too, to something else: the
/// ruler moves. The exact p of twelve units was computed by another program.
#[test]
fn a_fixed_ruler_shows_change_and_a_moving_one_hides_it() {
    let changes = |years: &[BTreeMap<String, f64>], from: usize, to: usize| -> Vec<f64> {
        years[from].iter().map(|(unit, index)| years[to][unit] - index).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (fixed, moving) = (panel("global_minmax__amean"), panel("per_year_minmax__amean"));
    let steps: Vec<f64> = (1..5).map(|year| mean(&changes(&fixed, year - 1, year))).collect();
    let base = mean(&fixed[0].values().copied().collect::<Vec<_>>());
    let series = chain(base, &steps, Some(mean(&changes(&fixed, 0, 4))));
    assert!(series.drift.unwrap() < 1e-9 && (series.points[4] - 50.548_304_556_306_86).abs() < 1e-9);
    let of_twelve = |years: &[BTreeMap<String, f64>], to: usize| sign_flip(&changes(years, 0, to)[..12], 0).unwrap().p;
    assert_eq!([of_twelve(&fixed, 4), of_twelve(&moving, 4), of_twelve(&moving, 1)], [0.000_488_281_25, 0.882_812_5, 0.006_835_937_5]);
    let (shown, hidden) = (mean(&changes(&fixed, 0, 4)), mean(&changes(&moving, 0, 4)));
    assert!((shown - 2.416_960_940_059_355).abs() < 1e-9 && (hidden - 0.471_700_800_645_520_3).abs() < 1e-9);
}

#[test]
fn a_chain_is_neither_clipped_nor_stretched() {
    let series = chain(90.0, &[8.0, 7.0], Some(14.0));
    assert_eq!((series.points, series.drift), (vec![90.0, 98.0, 105.0], Some(1.0)));
    assert_eq!(chain(1.0, &[], None).drift, None);
}

#[test]
fn equating_needs_ten_and_grows_with_their_number() {
    let pairs = |n: usize| -> Vec<(f64, f64)> { (0..n).map(|at| (at as f64, 2.0 * at as f64 + 5.0)).collect() };
    assert_eq!(Equating::from_pairs(&pairs(9)), None);
    let of = |n: usize| Equating::from_pairs(&pairs(n)).unwrap();
    assert!(matches!(of(10), Equating::Mean { shift } if shift == 9.5) && of(10).carry(1.0) == 10.5);
    assert!(matches!(of(30), Equating::MeanSigma { .. }) && (of(30).carry(7.0) - 19.0).abs() < 1e-9);
    assert!(matches!(of(100), Equating::Equipercentile { .. }));
    assert!([0.0, 12.5, 50.0, 99.0].iter().all(|score| (of(100).carry(*score) - (2.0 * score + 5.0)).abs() < 1e-9));
    assert_eq!((of(100).carry(-3.0), of(100).carry(300.0)), (5.0, 203.0));
    // Where nothing varies only the means are matched.
    let flat = vec![(50.0, 60.0); 40];
    assert_eq!(Equating::from_pairs(&flat), Some(Equating::Mean { shift: 10.0 }));
}

/// What becomes of each answer when a municipality moves on, over one step and over two.
#[test]
fn v4_answers_are_carried_where_they_can_be_read_and_asked_again_where_not() {
    let (old, new) = (old(), new());
    let versions = Versions { earlier: &old, later: &new };
    let bridge = Bridge::read(BRIDGE, Notation::Toml, versions).unwrap();
    let given = of(&[("same", "y"), ("levels", "high"), ("gone", "n"), ("both", "y"), ("one", "n")]);
    let step = Step { versions, bridge: &bridge };
    let carried = carry(&[step], &given).unwrap();
    let pair = |later: &str, earlier: &str| (later.to_owned(), earlier.to_owned());
    let ids = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect();
    let recoded = ("levels".to_owned(), Answer::Answered(Value::Choice("some".to_owned())));
    let expected = Carried {
        kept: BTreeMap::from([pair("same", "same")]),
        recoded: BTreeMap::from([("levels".to_owned(), recoded.clone())]),
        again: ids(&[]),
        new: ids(&["fresh", "bothx", "bothy", "oneandtwo"]),
        gone: ids(&["gone", "both", "one", "two"]),
    };
    assert_eq!(carried, expected);

    // A second step that renames the recoded question and changes the points of the one that was kept.
    let third = version(
        "3",
        &["same A 3 n:0 y:50", "ladder A 1 none:0 some:40 all:100", "fresh B 1 n:0 y:100", "bothx B 1 n:0 y:100", "oneandtwo B 1 n:0 y:100"],
    );
    let onward = Versions { earlier: &new, later: &third };
    let text = "[bridge]\nsurvey = \"s\"\nfrom = \"2\"\nto = \"3\"\n[[link]]\nrelation = \"same\"\nearlier = [\"levels\"]\nlater = [\"ladder\"]\n";
    let second = Bridge::read(text, Notation::Toml, onward).unwrap();
    let carried = carry(&[step, Step { versions: onward, bridge: &second }], &given).unwrap();
    assert_eq!(carried.recoded, BTreeMap::from([("ladder".to_owned(), recoded)]));
    assert_eq!((carried.kept, carried.again), (BTreeMap::new(), ids(&["same"])));
    assert_eq!((carried.new, carried.gone), (ids(&["fresh", "bothx", "oneandtwo"]), ids(&["gone", "both", "one", "two"])));
    assert_eq!(carry(&[], &given), None);
}
