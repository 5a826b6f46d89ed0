//! Ranges of ranks and indices of sensitivity: published results, known answers, and what must hold for every survey.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use miernik::engine::robustness::{Draw, Draws, Imputation, Input, Model, Options, Robustness, Share, jansen, robustness, sensitivity, under};
use miernik::engine::score::{Cell, Cells};
use miernik::engine::survey::{Child, QuestionIx, Survey};
use miernik::engine::{Notation, read};
use proptest::prelude::*;

type Row = HashMap<String, String>;

fn rows(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

fn survey(text: &str) -> Survey {
    read(text, Notation::Toml).unwrap().survey
}

const HEAD: &str = "survey = { id = 's', version = '1', title = { pl = 's', en = 's' } }\nindex = { title = { pl = 's', en = 's' } }\n";
const TITLE: &str = "title = { pl = 't', en = 't' }";

fn dimension(id: &str, more: &str) -> String {
    format!("[[dimension]]\nid = '{id}'\n{TITLE}\n{more}\n")
}

fn ladder(id: &str, dimension: &str, weight: f64) -> String {
    let options: String =
        (0..5).map(|at| format!("[[question.option]]\nid = 'o{at}'\nlabel = {{ pl = 'o{at}', en = 'o{at}' }}\npoints = {}\n", at * 25)).collect();
    format!("[[question]]\nid = '{id}'\ndimension = '{dimension}'\nkind = 'one_of'\ntext = {{ pl = 'q', en = 'q' }}\nweight = {weight:?}\n{options}")
}

fn scale(id: &str, dimension: &str) -> String {
    let text = "text = { pl = 'q', en = 'q' }";
    format!("[[question]]\nid = '{id}'\ndimension = '{dimension}'\nkind = 'number'\n{text}\ngoalposts = {{ low = 0, high = 100, better = 'more' }}\n")
}

/// Two pillars, four dimensions, sixteen questions.
fn two_pillars() -> Survey {
    let mut text = HEAD.to_owned() + &dimension("p0", "") + &dimension("p1", "weight = 2");
    for at in 0..4 {
        text += &dimension(&format!("d{at}"), &format!("parent = 'p{}'\nweight = {}", at % 2, at + 1));
    }
    for at in 0..16 {
        let (id, dimension) = (format!("q{at}"), format!("d{}", at % 4));
        text += &if at % 5 == 4 { scale(&id, &dimension) } else { ladder(&id, &dimension, 0.5 + f64::from(at)) };
    }
    survey(&text)
}

/// The same cells on every run: quarters, one in `missing` missing, one in 40 not expected.
fn cells(survey: &Survey, units: usize, missing: u64) -> Cells {
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut cell = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        match state >> 20 {
            bits if missing > 0 && bits % missing == 0 => Cell::MISSING,
            bits if bits % 40 == 7 => Cell::EXCLUDED,
            bits => Cell::points((bits / 64 % 5) as f64 * 25.0),
        }
    };
    let columns = survey.questions.iter().map(|_| (0..units).map(|_| cell()).collect()).collect();
    Cells::from_columns(survey, units, columns).unwrap()
}

fn run(survey: &Survey, cells: &Cells, options: &Options) -> (Model, Robustness) {
    let model = Model::new(survey, cells, options);
    let robustness = robustness(&model, options);
    (model, robustness)
}

fn draws(number: usize) -> Draws {
    Draws::new(number).unwrap()
}

/// 51 countries under the 200 sets of weights of an experiment in R: medians, ranges and chances are those that R computed.
#[test]
fn ranks_under_given_weights_as_coinr_computes_them() {
    let hierarchy = rows("asem/hierarchy.csv");
    let of_level = |level: &'static str| hierarchy.iter().filter(move |row| row["level"] == level);
    let mut text = HEAD.to_owned();
    for row in of_level("3").chain(of_level("2")) {
        let parent = if row["parent"] == "Index" { String::new() } else { format!("parent = 'x{}'", row["parent"].to_lowercase()) };
        text += &dimension(&format!("x{}", row["code"].to_lowercase()), &parent);
    }
    for row in of_level("1") {
        text += &scale(&format!("q{}", row["code"].to_lowercase()), &format!("x{}", row["parent"].to_lowercase()));
    }
    let survey = survey(&text);
    let data = rows("asem/treated__minmax_0_100.csv");
    let code: HashMap<String, &str> = hierarchy
        .iter()
        .map(|row| (format!("{}{}", if row["level"] == "1" { 'q' } else { 'x' }, row["code"].to_lowercase()), row["code"].as_str()))
        .collect();
    let columns = survey.questions.iter().map(|question| data.iter().map(|row| Cell::points(number(row, code[&question.id]))).collect()).collect();
    let cells = Cells::from_columns(&survey, data.len(), columns).unwrap();
    let model = Model::new(&survey, &cells, &Options::nothing());
    let id = |child: &Child| match child {
        Child::Node(ix) => survey.node(*ix).id.clone(),
        Child::Question(ix) => survey.question(*ix).id.clone(),
    };
    let given: Vec<Draw> = rows("asem/noisy_weights.csv")
        .iter()
        .map(|row| Draw { weights: model.children().iter().map(|child| number(row, code[&id(child)])).collect(), ..Draw::nominal(&model) })
        .collect();
    assert_eq!((given.len(), model.units().len(), model.weights().len()), (200, 51, 49 + 8 + 2));
    let ours = under(&model, &given, &[10]).unwrap();
    let expected = rows("asem/rank_stats.csv");
    for (unit, range) in ours.ranges.iter().enumerate() {
        let row = expected.iter().find(|row| row["uCode"] == data[unit]["uCode"]).unwrap();
        assert_eq!(model.ranks()[unit], row["Nominal"].parse::<usize>().unwrap(), "{row:?}");
        assert_eq!(range.median, number(row, "Median"), "{row:?}");
        assert_eq!((range.low, range.high), (number(row, "Q5").floor() as usize, number(row, "Q95").ceil() as usize), "{row:?}");
        assert!((range.within[0] - number(row, "P_top10")).abs() < 1e-12, "{row:?}");
    }
}

/// Designs with their outputs: S_T and V as COINr computes them.
#[test]
fn total_indices_of_given_designs_as_coinr_computes_them() {
    for (design, indices, output) in [
        ("estimator/linear_design.csv", "estimator/linear_indices.csv", "y"),
        ("estimator/ishigami_design.csv", "estimator/ishigami_indices.csv", "y"),
        ("asem/design_and_output.csv", "asem/indices.csv", "y_mean_abs_rank_change"),
    ] {
        let y: Vec<f64> = rows(design).iter().map(|row| number(row, output)).collect();
        let expected = rows(indices);
        let n = y.len() / (expected.len() + 2);
        let parts: Vec<&[f64]> = y.chunks(n).collect();
        let ours = jansen(parts[0], parts[1], &parts[2..], 1).unwrap();
        assert_eq!(ours.len(), expected.len());
        for (ours, expected) in ours.iter().zip(&expected) {
            assert!((ours.total.value - number(expected, "STi")).abs() < 1e-12, "{design}: {ours:?} and {expected:?}");
            assert!(ours.total.low <= ours.total.value && ours.total.value <= ours.total.high);
            // COINr's S comes from another estimator; both estimate one number, so the intervals meet.
            assert!(ours.first.low - 0.15 <= number(expected, "Si") && number(expected, "Si") <= ours.first.high + 0.15, "{ours:?} and {expected:?}");
        }
    }
}

#[test]
fn nothing_that_varies_is_no_sensitivity() {
    assert_eq!(jansen(&[3.5; 16], &[3.5; 16], &[&[3.5; 16]], 0), None);
    let survey = two_pillars();
    let cells = cells(&survey, 20, 0);
    let options = Options { draws: draws(64), ..Options::nothing() };
    let model = Model::new(&survey, &cells, &options);
    let none = sensitivity(&model, &options, &[0, 1]);
    assert_eq!((none.inputs.len(), none.ranks, none.scores), (0, None, vec![None, None]));
    // Missing answers vary, but nothing is missing: the input has no influence, and nothing else varies.
    let options = Options { missing: true, ..options };
    let none = sensitivity(&Model::new(&survey, &cells, &options), &options, &[3]);
    assert_eq!((none.inputs, none.ranks, none.scores), (vec![Input::Missing], None, vec![None]));
}

/// Whatever varies alone has all of the influence, on its own and in total; what does not reach a unit has none on it.
#[test]
fn a_single_input_has_all_the_influence() {
    let survey = two_pillars();
    let cells = cells(&survey, 30, 9);
    for input in Input::ALL {
        let mut options = Options { draws: draws(256), ..Options::nothing() };
        match input {
            Input::Weights => options.weights = Share::new(0.25),
            Input::Aggregation => options.aggregation = true,
            Input::Normalisation => options.normalisation = true,
            Input::Missing => options.missing = true,
            Input::Noise => options.noise = Share::new(0.1),
        }
        let found = sensitivity(&Model::new(&survey, &cells, &options), &options, &[]);
        let only = &found.ranks.unwrap()[0];
        assert_eq!(found.inputs, [input]);
        assert!((only.first.value - 1.0).abs() < 1e-9, "{input:?}: {only:?}");
        assert!((only.total.value - 1.0).abs() < 0.25, "{input:?}: {only:?}");
    }
}

#[test]
fn influences_are_found_where_they_are() {
    let survey = two_pillars();
    let options = Options { draws: draws(512), ..Options::default() };
    let model = Model::new(&survey, &cells(&survey, 40, 9), &options);
    let found = sensitivity(&model, &options, &[0, 5, 99]);
    assert_eq!(found.inputs, [Input::Weights, Input::Aggregation, Input::Missing, Input::Noise]);
    assert_eq!(found.scores.len(), 2);
    for influences in [found.ranks.unwrap(), found.scores[0].clone().unwrap(), found.scores[1].clone().unwrap()] {
        let sum: f64 = influences.iter().map(|influence| influence.first.value).sum();
        assert!((-0.2..=1.2).contains(&sum), "{influences:?}");
        for influence in influences {
            assert!(influence.total.value >= 0.0 && influence.total.value <= 1.5, "{influence:?}");
            assert!(influence.total.low <= influence.total.high && influence.first.low <= influence.first.high);
        }
    }
}

/// 19: with nothing varied every rank is the published one.
#[test]
fn without_variation_ranges_have_no_width() {
    let survey = two_pillars();
    for (units, missing) in [(1, 0), (2, 9), (51, 9), (600, 12), (1300, 30)] {
        let cells = cells(&survey, units, missing);
        let spreads = [None, Share::new(0.0)];
        for (weights, draws) in spreads.into_iter().flat_map(|weights| [2, 16].map(|number| (weights, draws(number)))) {
            let options = Options { weights, draws, seed: 5, places: vec![1, 7], ..Options::nothing() };
            let (model, robustness) = run(&survey, &cells, &options);
            for (range, rank) in robustness.ranges.iter().zip(model.ranks()) {
                assert_eq!((range.low, range.median, range.high), (*rank, *rank as f64, *rank));
                assert_eq!(range.within, [1, 7].map(|place| f64::from(u8::from(*rank <= place))));
            }
            let distinct: BTreeSet<_> = model.ranks().iter().collect();
            let tiers: BTreeSet<_> = robustness.tiers.iter().flatten().collect();
            assert_eq!(tiers.len(), distinct.len(), "equal units share a tier, all others can be told apart");
        }
    }
}

/// The same seed gives the same bits with 1, 2 and 3 threads; another seed does not.
#[test]
fn the_number_of_threads_changes_nothing() {
    let survey = two_pillars();
    let cells = cells(&survey, 57, 9);
    let many = self::cells(&survey, 10_400, 9);
    let options = Options { draws: draws(128), seed: 42, normalisation: true, ..Options::default() };
    let few = Options { draws: draws(16), ..options.clone() };
    let with = |threads: usize, options: &Options| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (model, robustness) = run(&survey, &cells, options);
            format!("{robustness:?} {:?} {:?}", sensitivity(&model, options, &[0, 1, 50]), run(&survey, &many, &few).1.histograms)
        })
    };
    let one = with(1, &options);
    assert_eq!(one, with(2, &options));
    assert_eq!(one, with(3, &options));
    assert_ne!(one, with(2, &Options { seed: 43, ..options.clone() }));
}

/// Above 10,000 units ranks are kept in 200 bins: a bin holds half a percent of all ranks, and ranges are whole bins outwards.
#[test]
fn many_units_are_kept_as_histograms() {
    let survey = two_pillars();
    let (units, options) = (10_100, Options { draws: draws(64), places: vec![1, 500, 10_100], ..Options::default() });
    let many = cells(&survey, units, 200);
    let (model, robustness) = run(&survey, &many, &options);
    let ranked = model.units().len();
    assert!(ranked > 10_000, "{ranked}");
    assert_eq!((robustness.tiers, robustness.ahead), (None, None));
    let histograms = robustness.histograms.unwrap();
    assert_eq!(histograms.len(), ranked * 200);
    assert!(histograms.chunks(200).all(|counts| counts.iter().map(|count| usize::from(*count)).sum::<usize>() == 64));
    for (range, counts) in robustness.ranges.iter().zip(histograms.chunks(200)) {
        let ends = |bin: usize| ((bin * ranked).div_ceil(200) + 1, ((bin + 1) * ranked).div_ceil(200));
        let bin_of =
            |position: usize| (0..200).find(|bin| counts[..=*bin].iter().map(|count| usize::from(*count)).sum::<usize>() > position).unwrap();
        // 5 % and 95 % of 63: positions 3.15 and 59.85, outwards.
        assert_eq!((range.low, range.high), (ends(bin_of(3)).0, ends(bin_of(60)).1));
        assert!(range.low as f64 <= range.median && range.median <= range.high as f64);
        assert!(range.within[0] <= range.within[1] && (range.within[2] - 1.0).abs() < 1e-12);
    }
    // Summed over all units, 500 places are shared out, but for ties at the edge.
    let places: f64 = robustness.ranges.iter().map(|range| range.within[1]).sum();
    assert!((places - 500.0).abs() < 30.0, "{places}");
}

#[test]
fn units_that_have_no_rank_are_left_out() {
    let survey = two_pillars();
    let good = cells(&survey, 4, 0);
    let columns =
        survey.questions_ix().map(|(ix, _)| (0..4).map(|unit| if unit == 2 { Cell::MISSING } else { good.get(ix, unit).unwrap() }).collect());
    let cells = Cells::from_columns(&survey, 4, columns.collect()).unwrap();
    let (model, robustness) = run(&survey, &cells, &Options::default());
    assert_eq!(model.units(), [0, 1, 3]);
    assert_eq!(robustness.ranges.len(), 3);
    let none = Cells::from_columns(&survey, 0, vec![Vec::new(); survey.questions.len()]).unwrap();
    let (model, robustness) = run(&survey, &none, &Options::default());
    assert_eq!((model.units().len(), robustness.ranges.len(), robustness.tiers), (0, 0, Some(Vec::new())));
    assert_eq!(sensitivity(&model, &Options::default(), &[]).ranks, None);
}

/// Three units whose order is certain, and two that cannot be told apart.
#[test]
fn tiers_hold_units_that_cannot_be_told_apart() {
    let survey = survey(&(HEAD.to_owned() + &dimension("a", "") + &ladder("x", "a", 1.0) + &ladder("y", "a", 1.0)));
    let points = |column: [f64; 5]| column.into_iter().map(Cell::points).collect::<Vec<_>>();
    let columns = vec![points([0.0, 100.0, 75.0, 25.0, 0.0]), points([0.0, 100.0, 25.0, 75.0, 25.0])];
    let cells = Cells::from_columns(&survey, 5, columns).unwrap();
    let (model, robustness) = run(&survey, &cells, &Options { weights: Share::new(0.25), ..Options::nothing() });
    assert_eq!(model.ranks(), [5, 1, 2, 2, 4]);
    assert_eq!(robustness.tiers.unwrap(), [4, 1, 2, 2, 3]);
    let ahead = robustness.ahead.unwrap();
    assert_eq!((ahead.chance(1, 0), ahead.chance(0, 1), ahead.chance(2, 2)), (1.0, 0.0, 0.5));
    assert!((ahead.chance(2, 3) - 0.5).abs() < 0.01 && ahead.chance(2, 3) + ahead.chance(3, 2) == 1.0);
    assert_eq!((robustness.ranges[2].low, robustness.ranges[2].high), (2, 3));
}

/// A draw scored by hand: weights, geometric means, a median for a missing answer, percentiles.
#[test]
fn draws_score_as_their_rules_say() {
    let survey = survey(&(HEAD.to_owned() + &dimension("a", "") + &scale("x", "a") + &scale("y", "a") + &ladder("z", "a", 8.0)));
    let points = |column: [f64; 3]| column.into_iter().map(|value| if value < 0.0 { Cell::MISSING } else { Cell::points(value) }).collect::<Vec<_>>();
    // Unit 2 has 50 for what it answered; with the median of the others for y (20) it falls below unit 1, with the geometric mean unit 0 drops to the end.
    let columns = vec![points([100.0, 40.0, 50.0]), points([20.0, 20.0, -1.0]), points([25.0, 50.0, 50.0])];
    let cells = Cells::from_columns(&survey, 3, columns).unwrap();
    let options = Options { aggregation: true, missing: true, normalisation: true, ..Options::nothing() };
    let model = Model::new(&survey, &cells, &options);
    let nominal = Draw::nominal(&model);
    assert_eq!(nominal.weights, [1.0, 1.0, 1.0, 8.0]);
    let ranks = |draw: Draw| under(&model, &[draw], &[]).unwrap().ranges.iter().map(|range| range.low).collect::<Vec<_>>();
    // (100+20+200)/10 = 32; (40+20+400)/10 = 46; (50+400)/9 = 50.
    assert_eq!(ranks(nominal.clone()), [3, 2, 1]);
    // Almost all weight on x: 100, 40, 50.
    assert_eq!(ranks(Draw { weights: vec![1.0, 1000.0, 1.0, 1.0], ..nominal.clone() }), [1, 3, 2]);
    // The same for logarithms.
    assert_eq!(ranks(Draw { weights: vec![1.0, 1000.0, 1.0, 1.0], geometric: true, ..nominal.clone() }), [1, 3, 2]);
    // Almost all weight on y: all have 20, and unit 2 none of its own; then x and z decide: 58.3…, 46, 50 at the weights 1, 1000, 1.
    assert_eq!(ranks(Draw { weights: vec![1.0, 1.0, 1e6, 1.0], missing: Imputation::Median, ..nominal.clone() }), [1, 3, 2]);
    assert_eq!(ranks(Draw { weights: vec![1.0, 1.0, 1e6, 1.0], ..nominal.clone() }), [2, 3, 1]);
    // Percentiles on x: 5/6, 1/6, 3/6; on z: 1/6, 4/6, 4/6.
    assert_eq!(ranks(Draw { relative: true, weights: vec![1.0, 1.0, 1e-9, 1.0], ..nominal.clone() }), [2, 3, 1]);
    // Draws that do not fit are refused, not guessed at.
    let plain = Model::new(&survey, &cells, &Options::nothing());
    for wrong in [
        Draw { weights: vec![1.0; 3], ..nominal.clone() },
        Draw { weights: vec![1.0, 0.0, 1.0, 1.0], ..nominal.clone() },
        Draw { weights: vec![1.0, f64::NAN, 1.0, 1.0], ..nominal.clone() },
        Draw { geometric: true, ..nominal.clone() },
        Draw { relative: true, ..nominal.clone() },
    ] {
        assert_eq!(under(&plain, &[nominal.clone(), wrong], &[]), None);
    }
    assert_eq!((under(&plain, &[], &[]), under(&plain, &vec![nominal; Draws::MOST + 1], &[])), (None, None));
}

/// Where an expert has verified every answer, none moves; elsewhere about one in ten does, by one option.
#[test]
fn verified_answers_do_not_move() {
    let survey = two_pillars();
    let cells = cells(&survey, 50, 0);
    let declared = Options { noise: Share::new(0.1), ..Options::nothing() };
    let all = (0..50).flat_map(|unit| (0..survey.questions.len()).map(move |question| (unit, QuestionIx(question)))).collect();
    let verified = Options { verified: all, ..declared.clone() };
    let wide = |options: &Options| run(&survey, &cells, options).1.ranges.iter().filter(|range| range.low < range.high).count();
    assert_eq!(wide(&verified), 0);
    assert!(wide(&declared) > 40);
    assert_eq!(wide(&Options { noise: Share::new(0.0), ..declared }), 0);
}

/// One of two equal units is verified: the other moves up in 5 % of the draws and down in 5 %; at the top of the scale only down.
#[test]
fn one_answer_in_ten_moves_by_one_option() {
    let survey = survey(&(HEAD.to_owned() + &dimension("a", "") + &ladder("x", "a", 1.0)));
    let verified = BTreeSet::from([(1, QuestionIx(0))]);
    let options = Options { draws: draws(16_384), noise: Share::new(0.1), verified, places: vec![1], ..Options::nothing() };
    for (points, first, second) in [(50.0, 0.95, 0.95), (100.0, 0.95, 1.0), (0.0, 1.0, 0.95)] {
        let cells = Cells::from_columns(&survey, 2, vec![vec![Cell::points(points); 2]]).unwrap();
        let ranges = run(&survey, &cells, &options).1.ranges;
        assert!((ranges[0].within[0] - first).abs() < 0.007 && (ranges[1].within[0] - second).abs() < 0.007, "{ranges:?}");
    }
}

#[test]
fn draws_are_powers_of_two() {
    assert!([0, 1, 3, 1000, 32_768].iter().all(|number| Draws::new(*number).is_none()));
    assert_eq!("1024".parse::<Draws>().unwrap().to_string(), "1024");
    assert!("1,024".parse::<Draws>().is_err() && "-2".parse::<Draws>().is_err());
    assert!(Share::new(f64::NAN).is_none() && Share::new(1.5).is_none() && Share::new(-0.1).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Ranges hold their median, chances rise with the place, tiers follow the medians; equal units have equal ranges without noise.
    #[test]
    fn ranges_are_consistent(units in 1usize..80, missing in 0u64..30, seed in any::<u64>(), spread in 0.0..=1.0f64, aggregation in any::<bool>()) {
        let survey = two_pillars();
        let cells = cells(&survey, units, missing);
        let options = Options { draws: draws(64), seed, weights: Share::new(spread), aggregation, missing: true, places: vec![1, 5, 80], ..Options::nothing() };
        let (model, robustness) = run(&survey, &cells, &options);
        let ranked = model.units().len();
        for range in &robustness.ranges {
            prop_assert!(1 <= range.low && range.low as f64 <= range.median && range.median <= range.high as f64 && range.high <= ranked);
            prop_assert!(range.within[0] <= range.within[1] && range.within[1] <= range.within[2] && range.within[2] == 1.0);
        }
        let tiers = robustness.tiers.unwrap();
        for (one, other) in (0..ranked).flat_map(|one| (0..ranked).map(move |other| (one, other))) {
            prop_assert!(robustness.ranges[one].median >= robustness.ranges[other].median || tiers[one] <= tiers[other]);
        }
        prop_assert_eq!(robustness.ahead.is_some(), ranked <= 60);
        if let Some(ahead) = robustness.ahead {
            prop_assert!((0..ranked).all(|one| (0..ranked).all(|other| (ahead.chance(one, other) + ahead.chance(other, one) - 1.0).abs() < 1e-12)));
        }
    }
}
