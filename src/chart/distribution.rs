//! How one value is distributed over many units: a swarm of points, or columns where there are too many for points; the own unit marked, levels below.

use plotters_backend::text_anchor::HPos;

use super::canvas::{Canvas, Drawn, Scale, Shape, Sign, draw, widest, width};
use super::mark::Mark;
use super::measure::{LINE_HEIGHT, shorten};
use super::swarm::{Seed, Swarm, swarm};
use super::{Chart, ChartError, Frame, Middle, finite};
use crate::engine::unit::LevelNumber;

/// What [`distribution`] draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// Names and values of all units; units without a value belong into the text beside the chart, not here.
    pub units: Vec<(String, f64)>,
    /// Which of the units is the own one.
    pub own: Option<usize>,
    /// Median and quartiles, as the engine gives them.
    pub middle: Middle,
    /// The levels from the lowest up; may be empty.
    pub bands: Vec<LevelBand>,
    /// The words of the legend and of the table.
    pub words: DistributionWords,
}

/// The values that belong to a level: from its own cut up to the cut of the next one.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelBand {
    /// The number of the level.
    pub number: LevelNumber,
    /// The cut: the lowest value of the level.
    pub from: f64,
    /// The name: "poziom 3".
    pub label: String,
    /// The name where there is no room for it: "3".
    pub short: String,
}

/// The words of [`Distribution`] in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistributionWords {
    /// Heads the names of the units: "Gmina".
    pub unit: String,
    /// Heads the values: "Wynik".
    pub value: String,
    /// Names the points of all others: "inne gminy". The own unit is named beside its mark.
    pub others: String,
    /// Names the columns that take the place of points and heads their heights: "Liczba gmin".
    pub count: String,
    /// Names the dashed line: "Mediana".
    pub median: String,
    /// Names the area between the quartiles: "Środkowa połowa gmin".
    pub middle_half: String,
}

/// More units than this are drawn as columns.
const MOST_POINTS: usize = 600;
/// How many columns the scale is cut into.
const COLUMNS: usize = 25;
/// The radii that points may have; the largest with which all find room is taken.
const RADII: [f64; 8] = [6.0, 5.0, 4.5, 4.0, 3.5, 3.0, 2.5, 2.0];
/// The radius of the own unit.
const OWN_RADIUS: f64 = 8.0;
/// The most that a swarm may reach to each side, and the least that it gets.
const HALF: (f64, f64) = (20.0, 90.0);
/// The height of the tallest column.
const TALLEST_COLUMN: f64 = 140.0;
/// Height of the line that names the own unit.
const OWN_LINE: f64 = 24.0;
/// Height of the fields of the levels.
const BAND: f64 = 24.0;

/// The distribution of one value over the units.
///
/// Up to 600 units are points and stand in the table one by one; more are counted in columns, and the table has the counts, the own unit and the middle.
///
/// # Errors
/// [`ChartError::Scale`] or [`ChartError::Value`] for numbers that have no place on a scale.
pub fn distribution(frame: &Frame<'_>, data: &Distribution) -> Result<Chart, ChartError> {
    let frame = &frame.checked()?;
    for (name, value) in &data.units {
        finite(Some(*value), name)?;
    }
    for value in data.middle.numbers() {
        finite(value, &data.words.median)?;
    }
    for band in &data.bands {
        finite(Some(band.from), &band.label)?;
    }
    let svg = draw(frame, |canvas, top| {
        let below_legend = canvas.legend(&legend(frame, data), top)?;
        Layout::new(frame, canvas, data).draw(frame, canvas, below_legend)
    })?;
    let (columns, rows) = table(frame, data);
    Ok(frame.chart(svg, columns, rows))
}

impl Distribution {
    fn own(&self) -> Option<&(String, f64)> {
        self.own.and_then(|own| self.units.get(own))
    }

    fn has_points(&self) -> bool {
        self.units.len() <= MOST_POINTS
    }

    /// How many units each column counts, with the values at which it begins and ends; the last one has its end too.
    fn counts(&self, frame: &Frame<'_>) -> Vec<(f64, f64, usize)> {
        let step = frame.max / COLUMNS as f64;
        let mut counts: Vec<(f64, f64, usize)> = (0..COLUMNS).map(|place| (place as f64 * step, (place + 1) as f64 * step, 0)).collect();
        for (_, value) in &self.units {
            let place = ((value.clamp(0.0, frame.max) / step).floor() as usize).min(COLUMNS - 1);
            counts[place].2 += 1;
        }
        counts
    }

    /// Each level with the values at which it begins and ends.
    fn levels(&self, frame: &Frame<'_>) -> impl Iterator<Item = (&LevelBand, f64, f64)> {
        let ends = self.bands.iter().skip(1).map(|band| band.from).chain([frame.max]);
        self.bands.iter().zip(ends.collect::<Vec<_>>()).map(|(band, to)| (band, band.from, to))
    }
}

fn range(frame: &Frame<'_>, from: f64, to: f64) -> String {
    format!("{}–{}", (frame.value)(from), (frame.value)(to))
}

fn legend(frame: &Frame<'_>, data: &Distribution) -> Vec<(Sign, String)> {
    let words = &data.words;
    let mut entries = if data.has_points() {
        vec![(Sign::Point(Shape::Dot, Mark::Other), words.others.clone())]
    } else {
        vec![(Sign::Area(Mark::Other), words.count.clone())]
    };
    if let Some(median) = data.middle.median {
        entries.push((Sign::Upright(Mark::Median), format!("{}: {}", words.median, (frame.value)(median))));
    }
    if let Some((low, high)) = data.middle.quartiles {
        entries.push((Sign::Area(Mark::Band), format!("{}: {}", words.middle_half, range(frame, low, high))));
    }
    entries
}

fn table(frame: &Frame<'_>, data: &Distribution) -> (Vec<String>, Vec<Vec<String>>) {
    let words = &data.words;
    let written = |(name, value): &(String, f64)| vec![name.clone(), (frame.value)(*value)];
    let median = data.middle.median.map(|median| vec![words.median.clone(), (frame.value)(median)]);
    let middle_half = data.middle.quartiles.map(|(low, high)| vec![words.middle_half.clone(), range(frame, low, high)]);
    let levels = data.levels(frame).map(|(band, from, to)| vec![band.label.clone(), range(frame, from, to)]);
    let facts = median.into_iter().chain(middle_half).chain(levels);
    if data.has_points() {
        return (vec![words.unit.clone(), words.value.clone()], data.units.iter().map(written).chain(facts).collect());
    }
    // Here the second column counts units, so what has no count names its value in the first.
    let counts = data.counts(frame).into_iter().map(|(from, to, count)| vec![range(frame, from, to), (frame.tick)(count as f64)]);
    let named = data.own().map(written).into_iter().chain(facts).map(|fact| vec![fact.join(": "), String::new()]);
    (vec![words.value.clone(), words.count.clone()], counts.chain(named).collect())
}

/// What stands above the scale.
enum Body {
    /// Points, the important ones first.
    Points { seeds: Vec<Seed>, swarm: Swarm, radius: f64, half: f64 },
    /// Columns of counted units.
    Columns(Columns),
}

/// Units counted in columns.
struct Columns {
    /// Where each column begins and ends, and how many units it counts.
    counts: Vec<(f64, f64, usize)>,
    largest: usize,
    /// The counts at which there is a line, with their numbers.
    lines: Vec<(usize, String)>,
    numbers_width: f64,
}

impl Columns {
    fn new(frame: &Frame<'_>, data: &Distribution) -> Self {
        let counts = data.counts(frame);
        let largest = counts.iter().map(|(_, _, count)| *count).max().unwrap_or(1).max(1);
        let lines: Vec<(usize, String)> = round_numbers(largest).into_iter().map(|count| (count, (frame.tick)(count as f64))).collect();
        let numbers_width = widest(Mark::Muted, lines.iter().map(|(_, text)| text.as_str()));
        Self { counts, largest, lines, numbers_width }
    }

    fn height(&self, count: usize) -> f64 {
        count as f64 / self.largest as f64 * TALLEST_COLUMN
    }

    fn draw(&self, canvas: &Canvas<'_>, scale: &Scale, bottom: f64) -> Drawn {
        for (count, text) in &self.lines {
            let y = bottom - self.height(*count);
            canvas.path(Mark::Grid, &[(scale.left, y), (scale.right, y)])?;
            canvas.text(Mark::Muted, HPos::Right, (scale.left - 8.0, y), text)?;
        }
        for (from, to, count) in self.counts.iter().filter(|(_, _, count)| *count > 0) {
            canvas.rect(Mark::Other, (scale.x(*from) + 1.5, bottom - self.height(*count)), (scale.x(*to) - 1.5, bottom))?;
        }
        Ok(())
    }
}

/// Up to four round numbers from 1, 2 or 5 times a power of ten on, evenly apart, none above the largest.
fn round_numbers(largest: usize) -> Vec<usize> {
    let steps = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10usize.saturating_pow(power)));
    let step = steps.into_iter().find(|step| largest / step <= 4).unwrap_or(largest);
    (1..=largest / step).map(|times| times * step).collect()
}

/// Where things are.
struct Layout<'d> {
    data: &'d Distribution,
    scale: Scale,
    /// The values with a number below and a line above.
    cuts: Vec<f64>,
    body: Body,
}

impl<'d> Layout<'d> {
    fn new(frame: &Frame<'_>, canvas: &Canvas<'_>, data: &'d Distribution) -> Self {
        let body = if data.has_points() { None } else { Some(Columns::new(frame, data)) };
        let numbers = body.as_ref().map_or(0.0, |columns| columns.numbers_width + 8.0 - OWN_RADIUS);
        let scale = Scale::new(frame, canvas.left + OWN_RADIUS + 2.0 + numbers, canvas.right - OWN_RADIUS - 2.0);
        let cuts = if data.bands.is_empty() {
            scale.ticks()
        } else {
            data.bands.iter().map(|band| band.from).filter(|from| (0.0..frame.max).contains(from)).chain([frame.max]).collect()
        };
        let body = body.map_or_else(|| points(data, &scale), Body::Columns);
        Self { data, scale, cuts, body }
    }

    fn draw(&self, frame: &Frame<'_>, canvas: &Canvas<'_>, top: f64) -> Result<f64, ChartError> {
        let plot_top = top + if self.data.own().is_some() { OWN_LINE } else { 4.0 };
        let bottom = plot_top
            + match &self.body {
                Body::Points { half, .. } => 2.0 * half + 8.0,
                Body::Columns(_) => TALLEST_COLUMN + 8.0,
            };
        if let Some((low, high)) = self.data.middle.quartiles {
            canvas.rect(Mark::Band, (self.scale.x(low), plot_top), (self.scale.x(high), bottom))?;
        }
        self.scale.draw_grid(canvas, &self.cuts, plot_top, bottom)?;
        match &self.body {
            Body::Columns(columns) => columns.draw(canvas, &self.scale, bottom)?,
            Body::Points { .. } => self.points(canvas, plot_top, false)?,
        }
        if let Some(median) = self.data.middle.median {
            canvas.path(Mark::Median, &[(self.scale.x(median), plot_top), (self.scale.x(median), bottom)])?;
        }
        if let Some((name, value)) = self.data.own() {
            let (x, value) = (self.scale.x(*value), format!(": {}", (frame.value)(*value)));
            let room = canvas.right - canvas.left - width(Mark::Value, &value);
            let label = shorten(name, room, Mark::Value.font_size(), true) + &value;
            canvas.path(Mark::OwnLine, &[(x, plot_top), (x, bottom)])?;
            canvas.text_between(Mark::Value, x, plot_top - 12.0, (canvas.left, canvas.right), &label)?;
        }
        self.points(canvas, plot_top, true)?;
        self.scale_below(frame, canvas, bottom)
    }

    /// The point of the own unit, or those of all others.
    fn points(&self, canvas: &Canvas<'_>, top: f64, own: bool) -> Drawn {
        let Body::Points { seeds, swarm, radius, half } = &self.body else {
            return Ok(());
        };
        let own_points = usize::from(self.data.own().is_some());
        for (place, (seed, aside)) in seeds.iter().zip(&swarm.aside).enumerate().filter(|(place, _)| (*place < own_points) == own) {
            let (shape, mark, radius) = if place < own_points { (Shape::Diamond, Mark::Own, OWN_RADIUS) } else { (Shape::Dot, Mark::Other, *radius) };
            canvas.point(shape, mark, (seed.x, top + 4.0 + half + aside), radius)?;
        }
        Ok(())
    }

    /// The fields of the levels, or a plain line, and the numbers below.
    fn scale_below(&self, frame: &Frame<'_>, canvas: &Canvas<'_>, top: f64) -> Result<f64, ChartError> {
        let fields: Vec<_> = self.data.levels(frame).map(|(band, from, to)| (band, self.scale.x(from), self.scale.x(to))).collect();
        let all_fit = fields.iter().all(|(band, from, to)| width(Mark::LevelText, &band.label) + 12.0 <= to - from);
        for (band, from, to) in &fields {
            canvas.rect(Mark::level(band.number), (*from, top), (*to, top + BAND))?;
            let label = if all_fit { &band.label } else { &band.short };
            if width(Mark::LevelText, label) + 4.0 <= to - from {
                canvas.text(Mark::LevelText, HPos::Center, ((from + to) / 2.0, top + BAND / 2.0), label)?;
            }
        }
        let below = if fields.is_empty() { top } else { top + BAND };
        canvas.path(Mark::Axis, &[(self.scale.left, top), (self.scale.right, top)])?;
        self.scale.draw_numbers(canvas, frame, &self.cuts, below + 4.0 + LINE_HEIGHT / 2.0)?;
        Ok(below + 4.0 + LINE_HEIGHT)
    }
}

/// The places of all points, with the largest radius that leaves room for all.
fn points(data: &Distribution, scale: &Scale) -> Body {
    let mut others: Vec<f64> =
        data.units.iter().enumerate().filter(|(unit, _)| data.own != Some(*unit)).map(|(_, (_, value))| scale.x(*value)).collect();
    others.sort_by(f64::total_cmp);
    let with = |radius: f64| {
        let own = data.own().map(|(_, value)| Seed { x: scale.x(*value), radius: OWN_RADIUS + 1.0 });
        let seeds: Vec<Seed> = own.into_iter().chain(others.iter().map(|x| Seed { x: *x, radius: radius + 1.0 })).collect();
        let swarm = swarm(&seeds, HALF.1);
        (radius, seeds, swarm)
    };
    let [larger @ .., last] = RADII;
    let (radius, seeds, swarm) = larger.into_iter().map(with).find(|(_, _, swarm)| swarm.fits).unwrap_or_else(|| with(last));
    let reach = seeds.iter().zip(&swarm.aside).map(|(seed, aside)| aside.abs() + seed.radius).fold(HALF.0, f64::max);
    Body::Points { seeds, swarm, radius, half: reach }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_round_lines() {
        assert_eq!(round_numbers(1), [1]);
        assert_eq!(round_numbers(4), [1, 2, 3, 4]);
        assert_eq!(round_numbers(9), [2, 4, 6, 8]);
        assert_eq!(round_numbers(238), [50, 100, 150, 200]);
    }
}
