//! Every number of ours that COINr 1.1.14 computes too, beside COINr's.

use std::collections::HashMap;

use miernik::engine::document::Goalposts;
use miernik::engine::mean::Mean;
use miernik::engine::peer::{Column, Outranking};
use miernik::engine::stats::{ascending, mean, quantile, ranks};
use miernik::engine::survey::goalpost_percent;

use super::compared::{Compared, Table, names};
use super::indicators::{Hierarchy, Values, Way};

/// Scores: relative to the greater of 1 and the value.
const SCORES: f64 = 1e-12;
/// COINr ranks raw numbers, so that scores which differ by a rounding error have different ranks.
pub const ROUNDING: &str = "COINr ranks scores apart that differ by a rounding error";

/// The model unit is itself the worst, and COINr divides by zero before it caps.
pub const CAPPED: &str = "infinite there before it is capped to 1, missing here";

pub fn all() -> Vec<Compared> {
    let mut all = Vec::new();
    for source in ["treated", "raw"] {
        let methods = names("asem/normalised").into_iter().filter_map(|name| Some(name.strip_prefix(source)?.strip_prefix("__")?.to_owned()));
        all.extend(methods.map(|method| normalised("asem", &format!("asem/data/{source}"), &format!("asem/normalised/{source}__{method}"), &method)));
    }
    for set in ["n6", "edge8"] {
        let folder = format!("synthetic/{set}/normalised");
        let data = format!("synthetic/{set}/iData");
        let methods = names(&folder);
        all.extend(methods.iter().map(|method| normalised(&format!("synthetic/{set}"), &data, &format!("{folder}/{method}"), method)));
    }
    for set in ["asem", "synthetic/n6", "synthetic/edge8", "synthetic/n2477"] {
        for name in names(&format!("{set}/aggregated")) {
            all.extend(aggregated(set, &name));
        }
    }
    all.extend([flat_outranking(), flat_copeland(), panel("global_minmax__amean", false), panel("per_year_minmax__amean", true)]);
    all.extend((1..=3).map(left_out));
    all.extend([uncertain_scores(), rank_statistics()]);
    all
}

/// The data of a set as columns, seen through one of COINr's normalisations.
pub fn normalise(hierarchy: &Hierarchy, data: &Table, method: &str) -> Values {
    let columns = hierarchy.columns(data);
    let of = |code: &String, column: &Column| -> Vec<Option<f64>> {
        let item = hierarchy.items.iter().find(|item| item.code == *code).unwrap();
        view(column, method, || {
            let (low, high) = item.ends.unwrap();
            let posts = Goalposts { low, high, better: item.better };
            data.numbers(code).into_iter().map(|value| value.map(|value| goalpost_percent(posts, value))).collect()
        })
    };
    columns.iter().map(|(code, column)| (code.clone(), of(code, column))).collect()
}

fn view(column: &Column, method: &str, goalposts: impl Fn() -> Vec<Option<f64>>) -> Vec<Option<f64>> {
    let (kind, ends) = method.split_once('_').unwrap_or((method, ""));
    let two = || ends.split_once('_').map(|(a, b)| (a.parse::<f64>().unwrap(), b.parse::<f64>().unwrap())).unwrap();
    let n = column.values().iter().flatten().count() as f64;
    let map = |values: Vec<Option<f64>>, of: &dyn Fn(f64) -> f64| values.into_iter().map(|value| value.map(of)).collect::<Vec<_>>();
    let (least, greatest) = column.range().unwrap_or((0.0, 0.0));
    // Ranks of raw data: on the data themselves, not on billionths as scores are ranked.
    let from_below = || map(column.percent_rank().values, &|part| part * (n - 1.0));
    match kind {
        "minmax" => column.min_max(two().0, two().1).values,
        "zscore" => column.z_score(two().0, two().1).values,
        "dist2max" => column.linear(least, greatest).values,
        "dist2ref" => {
            let far = column.values()[0].map_or_else(|| vec![None; column.values().len()], |model| column.linear(least, model).values);
            if ends == "row1_cap" { map(far, &|far| far.min(1.0)) } else { far }
        }
        "fracmax" => column.linear(0.0, greatest).values,
        "prank" => column.percent_rank().values,
        "rank" if ends == "average" => map(column.mid_percentile().values, &|percentile| percentile / 100.0 * n + 0.5),
        "rank" => map(from_below(), &|below| below + 1.0),
        "borda" => from_below(),
        "scaled" => map(column.linear(two().0, two().1).values, &|part| 100.0 * part),
        "goalposts" => goalposts(),
        "none" => column.values().to_vec(),
        other => panic!("no normalisation {other}"),
    }
}

fn normalised(set: &str, data: &str, file: &str, method: &str) -> Compared {
    let hierarchy = Hierarchy::read(&format!("{set}/iMeta"));
    let ours = normalise(&hierarchy, &Table::read(data), method);
    let theirs = Table::read(file);
    let mut compared = Compared::new(file.replacen('/', " ", 1));
    for item in hierarchy.of_level(1).filter(|item| theirs.at(&item.code).is_some()) {
        for (unit, (ours, theirs)) in ours[&item.code].iter().zip(theirs.cells(&item.code)).enumerate() {
            if method == "dist2ref_row1_cap" && ours.is_none() && theirs == "1" {
                compared.except(CAPPED);
            } else {
                compared.cell(format_args!("unit {unit} {}", item.code), *ours, theirs, SCORES);
            }
        }
    }
    compared
}

/// `amean`, `genmean_p2`, or one for each level: `mix_amean_amean_gmean`.
fn ways(name: &str, levels: usize) -> Vec<Way> {
    let way = |name: &str| match name {
        "amean" => Way::Mean(Mean::Arithmetic),
        "gmean" => Way::Mean(Mean::Geometric),
        "hmean" => Way::Mean(Mean::Harmonic),
        other => panic!("no aggregation {other}"),
    };
    if let Some(power) = name.strip_prefix("genmean_p") {
        let power = power.strip_prefix('m').map_or_else(|| power.to_owned(), |power| format!("-{power}"));
        return vec![Way::Mean(Mean::Power(power.parse().unwrap())); levels];
    }
    match name.strip_prefix("mix_").unwrap_or(name) {
        "copeland_hier" => vec![Way::Copeland; levels],
        name if name.contains('_') => name.split('_').map(way).collect(),
        name => vec![way(name); levels],
    }
}

/// The scores of one file with the ranks of the files beside it.
fn aggregated(set: &str, name: &str) -> Vec<Compared> {
    let hierarchy = Hierarchy::read(&format!("{set}/iMeta"));
    let levels = hierarchy.top() - 1;
    let mut words: Vec<&str> = name.split("__").collect();
    let source = if set == "asem" { format!("asem/data/{}", words.remove(0)) } else { format!("{set}/iData") };
    let data = Table::read(&source);
    let normalised = normalise(&hierarchy, &data, words[0]);
    let threshold = words.get(2).and_then(|word| word.strip_prefix("thr"));
    let least: Vec<f64> = threshold.map_or_else(|| vec![0.0], |word| word.split('_').map(|share| share.parse().unwrap()).collect());
    let least: Vec<f64> = (0..levels).map(|level| *least.get(level).unwrap_or(&least[0])).collect();
    let hierarchy = if name.ends_with("equalweights") { hierarchy.weighed(|_| 1.0) } else { hierarchy };
    let scores = hierarchy.scores(&normalised, &ways(words[1], levels), &least);
    let mut all = vec![compare_scores(set, name, &scores)];
    let folders: &[&str] = if set == "asem" { &["ranks"] } else { &["ranks_quantised_1e-9"] };
    all.extend(folders.iter().map(|folder| compare_ranks(set, folder, name, &scores)));
    if names(&format!("{set}/ranks")).contains(&format!("{name}__by_Size")) {
        all.push(compare_group_ranks(set, name, &scores));
    }
    all
}

fn compare_scores(set: &str, name: &str, scores: &Values) -> Compared {
    let theirs = Table::read(&format!("{set}/aggregated/{name}"));
    let mut compared = Compared::new(format!("{set} aggregated/{name}"));
    for code in theirs.head.iter().filter(|code| scores.contains_key(*code)) {
        for (unit, (ours, theirs)) in scores[code].iter().zip(theirs.cells(code)).enumerate() {
            compared.cell(format_args!("unit {unit} {code}"), *ours, theirs, SCORES);
        }
    }
    compared
}

/// Ranks are equal, save where scores are equal up to a rounding error and the other program ranks the rounding error.
fn compare_ranks(set: &str, folder: &str, name: &str, scores: &Values) -> Compared {
    let theirs = Table::read(&format!("{set}/{folder}/{name}"));
    let mut compared = Compared::new(format!("{set} {folder}/{name}"));
    for code in theirs.head.iter().filter(|code| scores.contains_key(*code)) {
        let own = &scores[code];
        for (unit, (rank, cell)) in ranks(own).0.into_iter().zip(theirs.cells(code)).enumerate() {
            let equals = own.iter().filter(|other| matches!((*other, own[unit]), (Some(a), Some(b)) if (a - b).abs() < 1e-9)).count();
            let within = |rank: usize| cell.parse::<usize>().is_ok_and(|cell| rank < cell && cell < rank + equals);
            if code != "Index" && folder == "ranks" && rank.is_some_and(within) {
                compared.except(ROUNDING);
            } else {
                compared.cell(format_args!("unit {unit} {code}"), rank.map(|rank| rank as f64), cell, 0.0);
            }
        }
    }
    compared
}

/// Ranks within the groups of a column of the data.
fn compare_group_ranks(set: &str, name: &str, scores: &Values) -> Compared {
    let theirs = Table::read(&format!("{set}/ranks/{name}__by_Size"));
    let mut compared = Compared::new(format!("{set} ranks/{name}__by_Size"));
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (unit, group) in theirs.cells("Size").into_iter().enumerate() {
        groups.entry(group).or_default().push(unit);
    }
    for (group, units) in groups {
        let own: Vec<Option<f64>> = units.iter().map(|unit| scores["Index"][*unit]).collect();
        for (unit, rank) in units.iter().zip(ranks(&own).0) {
            compared.cell(format_args!("{group} unit {unit}"), rank.map(|rank| rank as f64), theirs.cells("Index")[*unit], 0.0);
        }
    }
    compared
}

/// The ranks of the normalised indicators with their weights in the index: COINr compares normalised values to the last digit, we to a rounding error.
/// The ranks of the normalised indicators with their weights in the index: COINr compares normalised values to the last digit, we to a rounding error.
/// The ranks of the normalised indicators with their weights in the index: COINr compares normalised values to the last digit, we to a rounding error.
fn effective() -> Vec<(f64, Column)> {
    let hierarchy = Hierarchy::read("asem/iMeta");
    let normalised = normalise(&hierarchy, &Table::read("asem/data/treated"), "minmax_1_100");
    let table = Table::read("asem/effective_weights");
    let weights: HashMap<&str, Option<f64>> = table.cells("iCode").into_iter().zip(table.numbers("EffWeight")).collect();
    let places = |code: &String| Column::new(normalised[code].clone()).unwrap().percent_rank().values;
    let weighed = |code: &String| (weights[code.as_str()].unwrap(), Column::new(places(code)).unwrap());
    hierarchy.of_level(1).map(|item| weighed(&item.code)).collect()
}

fn flat_outranking() -> Compared {
    let columns = effective();
    let columns: Vec<_> = columns.iter().map(|(weight, column)| (*weight, column)).collect();
    let outranking = Outranking::new(&columns, 0.0).unwrap();
    let theirs = Table::read("asem/outranking/matrix_flat_effweights");
    let mut compared = Compared::new("asem outranking/matrix_flat_effweights");
    for (one, row) in theirs.rows.iter().enumerate() {
        for (other, cell) in row[1..].iter().enumerate().filter(|(other, _)| *other != one) {
            compared.cell(format_args!("{one} and {other}"), outranking.share_ahead(one, other), cell, SCORES);
        }
    }
    compared
}

fn flat_copeland() -> Compared {
    let columns = effective();
    let columns: Vec<_> = columns.iter().map(|(weight, column)| (*weight, column)).collect();
    let ours = Outranking::new(&columns, 0.0).unwrap().copeland();
    let theirs = Table::read("asem/outranking/copeland_flat_effweights");
    let mut compared = Compared::new("asem outranking/copeland_flat_effweights");
    for (unit, (ours, cell)) in ours.into_iter().zip(theirs.cells("Copeland")).enumerate() {
        compared.cell(unit, ours.map(|ours| ours as f64), cell, 0.0);
    }
    compared
}

/// Five years of the same units: with the range of all years, or of each year.
fn panel(name: &str, per_year: bool) -> Compared {
    let hierarchy = Hierarchy::read("asem/iMeta");
    let data = Table::read("asem_panel/iData_p");
    let theirs = Table::read(&format!("asem_panel/{name}"));
    let key = |table: &Table| -> Vec<(String, String)> {
        table.cells("Time").into_iter().zip(table.cells("uCode")).map(|(time, unit)| (time.to_owned(), unit.to_owned())).collect()
    };
    let years: Vec<String> = if per_year { (2018..=2022).map(|year| year.to_string()).collect() } else { vec![String::new()] };
    let wanted: HashMap<_, _> = key(&theirs).into_iter().enumerate().map(|(at, key)| (key, at)).collect();
    let mut compared = Compared::new(format!("asem_panel {name}"));
    for year in years {
        let rows = data.rows.iter().filter(|row| year.is_empty() || row[data.at("Time").unwrap()] == year).cloned().collect();
        let part = Table { head: data.head.clone(), rows };
        let ways = ways("amean", 3);
        let scores = hierarchy.scores(&normalise(&hierarchy, &part, "minmax_0_100"), &ways, &[0.0; 3]);
        for (unit, key) in key(&part).into_iter().enumerate() {
            for code in ["Conn", "Sust", "Index"] {
                compared.cell(format_args!("{key:?} {code}"), scores[code][unit], theirs.cells(code)[wanted[&key]], SCORES);
            }
        }
    }
    compared
}

/// The index with one element of a level left out, its rank, and the mean change of ranks.
fn left_out(level: usize) -> Compared {
    let hierarchy = Hierarchy::read("asem/iMeta");
    let normalised = normalise(&hierarchy, &Table::read("asem/data/treated"), "minmax_0_100");
    let [scores, rank_table, changes] =
        ["scores", "ranks", "meanabsdiff"].map(|name| Table::read(&format!("asem/remove_elements/level{level}_{name}")));
    let index = |without: &str| {
        let weighed = hierarchy.weighed(|item| if item.code == without { 0.0 } else { item.weight });
        weighed.scores(&normalised, &ways("amean", 3), &[0.0; 3])["Index"].clone()
    };
    let nominal = ranks(&index("Nominal")).0;
    let mut compared = Compared::new(format!("asem remove_elements/level{level}"));
    for code in &scores.head[1..] {
        let own = index(code);
        let own_ranks = ranks(&own).0;
        for (unit, rank) in own_ranks.iter().enumerate() {
            compared.cell(format_args!("score of {unit} without {code}"), own[unit], scores.cells(code)[unit], SCORES);
            compared.cell(format_args!("rank of {unit} without {code}"), rank.map(|rank| rank as f64), rank_table.cells(code)[unit], 0.0);
        }
        let moved: Vec<f64> = own_ranks.iter().flatten().zip(nominal.iter().flatten()).map(|(a, b)| a.abs_diff(*b) as f64).collect();
        let at = changes.cells("iCode").iter().position(|name| name == code).unwrap();
        compared.cell(format_args!("change without {code}"), mean(&moved), changes.cells("MeanAbsDiff")[at], SCORES);
    }
    compared
}

/// The index under 200 sets of weights.
fn draws() -> Vec<Vec<Option<f64>>> {
    let hierarchy = Hierarchy::read("asem/iMeta");
    let normalised = normalise(&hierarchy, &Table::read("asem/data/treated"), "minmax_0_100");
    let weights = Table::read("asem/uncertainty/noisy_weights");
    let draw = |row: &Vec<String>| {
        let weighed = hierarchy.weighed(|item| weights.at(&item.code).map_or(item.weight, |at| row[at].parse().unwrap()));
        weighed.scores(&normalised, &ways("amean", 3), &[0.0; 3])["Index"].clone()
    };
    weights.rows.iter().map(draw).collect()
}

fn uncertain_scores() -> Compared {
    let theirs = Table::read("asem/uncertainty/scores");
    let mut compared = Compared::new("asem uncertainty/scores");
    for (no, draw) in draws().into_iter().enumerate() {
        for (unit, (ours, cell)) in draw.into_iter().zip(theirs.cells(&format!("r_{}", no + 1))).enumerate() {
            compared.cell(format_args!("unit {unit} draw {no}"), ours, cell, SCORES);
        }
    }
    compared
}

fn rank_statistics() -> Compared {
    let theirs = Table::read("asem/uncertainty/rank_stats");
    let by_draw: Vec<Vec<Option<usize>>> = draws().iter().map(|draw| ranks(draw).0).collect();
    let mut compared = Compared::new("asem uncertainty/rank_stats");
    for unit in 0..theirs.rows.len() {
        let own = ascending(by_draw.iter().filter_map(|ranks| ranks[unit]).map(|rank| rank as f64));
        let top = own.iter().filter(|rank| **rank <= 10.0).count() as f64 / own.len() as f64;
        let at = |p: f64| quantile(&own, p);
        let ours = [
            ("Mean", mean(&own)),
            ("Median", at(0.5)),
            ("Q5", at(0.05)),
            ("Q25", at(0.25)),
            ("Q75", at(0.75)),
            ("Q95", at(0.95)),
            ("Min", at(0.0)),
            ("Max", at(1.0)),
            ("P_top10", Some(top)),
        ];
        for (name, ours) in ours {
            compared.cell(format_args!("{name} of {unit}"), ours, theirs.cells(name)[unit], SCORES);
        }
    }
    compared
}
