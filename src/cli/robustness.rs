//! `miernik robustness`: how firm the ranks of many units are, from a file, without a server.

use std::io::{self, Write};
use std::path::Path;

use csv::Writer;
use jiff::civil::Date;

use super::failure::Failure;
use super::score::{self, Units, number, plain};
use crate::engine::robustness::{Model, Options, robustness};
use crate::engine::score::{aggregate, node_score};
use crate::engine::survey::{NodeIx, Survey};

const HEADER: [&str; 11] = ["unit", "status", "score", "rank", "ranked", "low", "median", "high", "tier", "top_3", "top_10"];

/// The places of the last two columns.
const PLACES: [usize; 2] = [3, 10];

/// Reads survey and answers, and writes one row for each unit: its published rank, and how far this depends on choices of the method. `today` is what
/// `today()` means in conditions.
pub(super) fn run(survey: &Path, answers: &Path, output: Option<&Path>, today: Option<Date>, options: Options) -> Result<(), Failure> {
    let (survey, units) = score::read(survey, answers, output, today)?;
    if !Model::knows(&survey) {
        let what = format!("`{}` has means or repeated entries whose ranks cannot be drawn", survey.meta.id);
        return Err(Failure::new(what, "use a survey whose index is made of arithmetic means and sums"));
    }
    let options = Options { places: PLACES.to_vec(), ..options };
    score::write(output, |out| table(&survey, &units, &options, out))
}

fn table(survey: &Survey, units: &Units, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let model = Model::new(survey, &units.cells, options);
    let found = robustness(&model, options);
    let nominal = aggregate(survey, &units.cells);
    let mut out = Writer::from_writer(out);
    out.write_record(HEADER).map_err(plain)?;
    // Ranked units stand in the model in the order of the sheet.
    let mut ranked = 0..model.units().len();
    for (unit, key) in units.keys.iter().enumerate() {
        let score = node_score(survey, NodeIx::INDEX, &nominal, unit);
        let at = score.published().and_then(|_| ranked.next());
        let range = at.map(|at| &found.ranges[at]);
        let whole = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
        let within = |place: usize| number(range.map(|range| range.within[place])).into_owned();
        let row = [
            key.clone(),
            score.status.as_str().to_owned(),
            number(score.score).into_owned(),
            whole(at.map(|at| model.ranks()[at])),
            model.units().len().to_string(),
            whole(range.map(|range| range.low)),
            number(range.map(|range| range.median)).into_owned(),
            whole(range.map(|range| range.high)),
            whole(at.and_then(|at| Some(found.tiers.as_ref()?[at]))),
            within(0),
            within(1),
        ];
        out.write_record(&row).map_err(plain)?;
    }
    out.flush()
}
