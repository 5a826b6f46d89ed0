//! A strip of points for each dimension: every unit, the own one and a few named ones told apart by shape, the median, the middle half.

use plotters_backend::text_anchor::HPos;

use super::canvas::{Canvas, Drawn, Scale, Shape, Sign, draw, widest};
use super::mark::Mark;
use super::measure::{LINE_HEIGHT, wrap};
use super::swarm::{Seed, Swarm, swarm};
use super::{Chart, ChartError, Frame, Middle, finite};

/// What [`strips`] draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Strips {
    /// The names of all units, for the table (and the legend, for the own and the named ones).
    pub units: Vec<String>,
    /// Which of the units is the own one.
    pub own: Option<usize>,
    /// Which other units have a shape and a colour of their own; the first three are taken, the rest are drawn like all others.
    pub named: Vec<usize>,
    /// The strips, from the top down.
    pub rows: Vec<Strip>,
    /// The words of the legend and of the table.
    pub words: StripWords,
}

/// One row of [`Strips`].
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// The name of the row; it may take two lines (three in a narrow drawing), the rest is cut and stands in the table.
    pub label: String,
    /// The values in the order of [`Strips::units`]; `None` (or a list that ends early) where a unit has none.
    pub values: Vec<Option<f64>>,
    /// Median and quartiles, as the engine gives them.
    pub middle: Middle,
}

/// The words of [`Strips`] in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripWords {
    /// Heads the names of the rows: "Wymiar".
    pub label: String,
    /// Heads the names of the units: "Gmina".
    pub unit: String,
    /// Names the points of all others: "inne gminy".
    pub others: String,
    /// Names the dashed line and heads its values: "Mediana".
    pub median: String,
    /// Names the area between the quartiles: "Środkowa połowa gmin".
    pub middle_half: String,
    /// Heads the lower quartiles: "Dolny kwartyl".
    pub low: String,
    /// Heads the upper quartiles: "Górny kwartyl".
    pub high: String,
    /// Stands where there is no value: "brak danych".
    pub missing: String,
}

/// The shapes and marks of the named units, in their order.
const NAMED: [(Shape, Mark); 3] = [(Shape::Square, Mark::Series(2)), (Shape::TriangleUp, Mark::Series(3)), (Shape::TriangleDown, Mark::Series(4))];
/// Half the height of a strip and the radius of its points, in the order in which they are tried: the first with which all points find room is taken.
const SIZES: [(f64, f64); 8] = [(16.0, 5.0), (16.0, 4.0), (24.0, 4.0), (28.0, 3.5), (28.0, 3.0), (32.0, 2.5), (36.0, 2.5), (36.0, 2.0)];
/// The radius of the own and of the named units.
const NAMED_RADIUS: f64 = 7.0;
/// Empty space between two rows.
const GAP: f64 = 14.0;
/// The widest that a heading over a column of values may be.
const WIDEST_HEADING: f64 = 110.0;

/// Strips of points with the own unit, the median and the middle half.
///
/// The longer of the two lists, units or rows, runs down the table.
///
/// # Errors
/// [`ChartError::Scale`] or [`ChartError::Value`] for numbers that have no place on a scale.
pub fn strips(frame: &Frame<'_>, data: &Strips) -> Result<Chart, ChartError> {
    let frame = &frame.checked()?;
    for row in &data.rows {
        for value in row.values.iter().copied().chain(row.middle.numbers()) {
            finite(value, &row.label)?;
        }
    }
    let svg = draw(frame, |canvas, top| {
        let below_legend = canvas.legend(&legend(data), top)?;
        Layout::new(frame, canvas, data).draw(frame, canvas, below_legend)
    })?;
    let (columns, rows) = table(frame, data);
    Ok(frame.chart(svg, columns, rows))
}

/// How a unit is drawn.
fn look(data: &Strips, unit: usize) -> (Shape, Mark) {
    if data.own == Some(unit) {
        return (Shape::Diamond, Mark::Own);
    }
    let place = data.named.iter().filter(|named| data.own != Some(**named)).position(|named| *named == unit);
    place.and_then(|place| NAMED.get(place)).copied().unwrap_or((Shape::Dot, Mark::Other))
}

fn legend(data: &Strips) -> Vec<(Sign, String)> {
    let is_other = |unit: &usize| look(data, *unit).1 == Mark::Other;
    let (others, mut special): (Vec<usize>, Vec<usize>) = (0..data.units.len()).partition(is_other);
    special.sort_by_key(|unit| (data.own != Some(*unit), data.named.iter().position(|named| named == unit)));
    let mut entries: Vec<(Sign, String)> = Vec::new();
    for unit in special {
        let (shape, mark) = look(data, unit);
        entries.extend(data.units.get(unit).map(|name| (Sign::Point(shape, mark), name.clone())));
    }
    if !others.is_empty() {
        entries.push((Sign::Point(Shape::Dot, Mark::Other), data.words.others.clone()));
    }
    if data.rows.iter().any(|row| row.middle.median.is_some()) {
        entries.push((Sign::Upright(Mark::Median), data.words.median.clone()));
    }
    if data.rows.iter().any(|row| row.middle.quartiles.is_some()) {
        entries.push((Sign::Area(Mark::Band), data.words.middle_half.clone()));
    }
    entries
}

fn table(frame: &Frame<'_>, data: &Strips) -> (Vec<String>, Vec<Vec<String>>) {
    let words = &data.words;
    let written = |value: Option<f64>| value.map(frame.value).unwrap_or_default();
    let mut head: Vec<String> = vec![words.label.clone()];
    head.extend(data.units.iter().cloned());
    head.extend([&words.median, &words.low, &words.high].map(Clone::clone));
    let body = data.rows.iter().map(|row| {
        let mut cells = vec![row.label.clone()];
        cells.extend((0..data.units.len()).map(|unit| row.value(unit).map_or_else(|| words.missing.clone(), frame.value)));
        cells.extend(row.middle.numbers().map(written));
        cells
    });
    let mut lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    if data.units.len() > data.rows.len() {
        lines = (0..lines[0].len()).map(|column| lines.iter().map(|line| line[column].clone()).collect()).collect();
        lines[0][0].clone_from(&words.unit);
    }
    let columns = lines.remove(0);
    (columns, lines)
}

impl Strip {
    fn value(&self, unit: usize) -> Option<f64> {
        self.values.get(unit).copied().flatten()
    }
}

/// The points of one strip: units in the order in which they found their place.
struct Points {
    units: Vec<usize>,
    swarm: Swarm,
}

/// A column of values at the right.
struct Column {
    mark: Mark,
    heading: Vec<String>,
    cells: Vec<String>,
    right: f64,
}

/// Where things are.
struct Layout<'d> {
    data: &'d Strips,
    labels: Vec<Vec<String>>,
    columns: Vec<Column>,
    narrow: bool,
    half: f64,
    radius: f64,
    points: Vec<Points>,
    scale: Scale,
}

impl<'d> Layout<'d> {
    fn new(frame: &Frame<'_>, canvas: &Canvas<'_>, data: &'d Strips) -> Self {
        let narrow = frame.is_narrow();
        let (columns, values_left) = columns(frame, canvas, data);
        let room = if narrow { values_left - 12.0 - canvas.left } else { (canvas.right - canvas.left) * 0.34 };
        let labels: Vec<_> = data.rows.iter().map(|row| wrap(&row.label, room, if narrow { 3 } else { 2 }, Mark::Text.font_size(), false)).collect();
        let label_width = widest(Mark::Text, labels.iter().flatten().map(String::as_str));
        let (left, right) = if narrow { (canvas.left, canvas.right) } else { (canvas.left + label_width + 16.0, values_left - 16.0) };
        let scale = Scale::new(frame, left + NAMED_RADIUS, right - NAMED_RADIUS);
        let (half, radius, points) = points(data, &scale);
        Self { data, labels, columns, narrow, half, radius, points, scale }
    }

    fn draw(&self, frame: &Frame<'_>, canvas: &Canvas<'_>, top: f64) -> Result<f64, ChartError> {
        let heading_lines = self.columns.iter().map(|column| column.heading.len()).max().unwrap_or(0);
        let first = top + heading_lines as f64 * LINE_HEIGHT + 10.0;
        for column in &self.columns {
            let y = first - 10.0 - column.heading.len() as f64 * LINE_HEIGHT / 2.0;
            let mark = if column.mark == Mark::Value { Mark::Value } else { Mark::Muted };
            canvas.lines(mark, HPos::Right, (column.right, y), &column.heading)?;
        }
        let mut y = first;
        for place in 0..self.data.rows.len() {
            let label = self.labels.get(place).map_or(1, |lines| lines.len().max(1)) as f64 * LINE_HEIGHT;
            let strip_top = if self.narrow { y + label + 4.0 } else { y };
            let height = if self.narrow { 2.0 * self.half } else { (2.0 * self.half).max(label) };
            let middle = strip_top + height / 2.0;
            self.texts(canvas, place, if self.narrow { y + label / 2.0 } else { middle })?;
            self.strip(canvas, place, middle)?;
            y = strip_top + height + GAP;
        }
        let bottom = y - GAP + 4.0;
        self.scale.draw_numbers(canvas, frame, &self.scale.ticks(), bottom + LINE_HEIGHT / 2.0)?;
        Ok(bottom + LINE_HEIGHT)
    }

    fn texts(&self, canvas: &Canvas<'_>, place: usize, y: f64) -> Drawn {
        if let Some(label) = self.labels.get(place) {
            canvas.lines(Mark::Text, HPos::Left, (canvas.left, y), label)?;
        }
        for column in &self.columns {
            if let Some(cell) = column.cells.get(place).filter(|cell| !cell.is_empty()) {
                let mark = if *cell == self.data.words.missing { Mark::Muted } else { column.mark };
                canvas.text(mark, HPos::Right, (column.right, y), cell)?;
            }
        }
        Ok(())
    }

    fn strip(&self, canvas: &Canvas<'_>, place: usize, y: f64) -> Drawn {
        let (Some(row), Some(points)) = (self.data.rows.get(place), self.points.get(place)) else {
            return Ok(());
        };
        let (top, bottom) = (y - self.half, y + self.half);
        if let Some((low, high)) = row.middle.quartiles {
            canvas.rect(Mark::Band, (self.scale.x(low), top), (self.scale.x(high), bottom))?;
        }
        if points.units.is_empty() && row.middle.median.is_none() {
            self.scale.draw_grid(canvas, &[], top, bottom)?;
            return canvas.text(Mark::Muted, HPos::Left, (self.scale.left + 8.0, y), &self.data.words.missing);
        }
        self.scale.draw_grid(canvas, &self.scale.ticks(), top, bottom)?;
        canvas.path(Mark::Grid, &[(self.scale.left, y), (self.scale.right, y)])?;
        // The first to find their place are the important ones; they are drawn last, over the others and over the median.
        let draw_points = |others: bool| -> Drawn {
            for (unit, aside) in points.units.iter().zip(&points.swarm.aside).rev() {
                let (shape, mark) = look(self.data, *unit);
                if (mark == Mark::Other) == others {
                    let radius = if others { self.radius } else { NAMED_RADIUS };
                    canvas.point(shape, mark, (self.scale.x(row.value(*unit).unwrap_or_default()), y + aside), radius)?;
                }
            }
            Ok(())
        };
        draw_points(true)?;
        if let Some(median) = row.middle.median {
            canvas.path(Mark::Median, &[(self.scale.x(median), top - 3.0), (self.scale.x(median), bottom + 3.0)])?;
        }
        draw_points(false)
    }
}

/// The columns of values from the left to the right, and where the first begins. A narrow drawing has room for one.
fn columns(frame: &Frame<'_>, canvas: &Canvas<'_>, data: &Strips) -> (Vec<Column>, f64) {
    let own = data.own.and_then(|own| data.units.get(own).map(|name| (own, name)));
    let mut given: Vec<(Mark, &str, Vec<String>)> = Vec::new();
    if let Some((own, name)) = own {
        let cell = |row: &Strip| match row.value(own) {
            Some(value) => (frame.value)(value),
            None if row.values.iter().any(Option::is_some) || row.middle.median.is_some() => data.words.missing.clone(),
            None => String::new(),
        };
        given.push((Mark::Value, name, data.rows.iter().map(cell).collect()));
    }
    let has_median = data.rows.iter().any(|row| row.middle.median.is_some());
    if has_median && (own.is_none() || !frame.is_narrow()) {
        let cells = data.rows.iter().map(|row| row.middle.median.map(frame.value).unwrap_or_default()).collect();
        given.push((Mark::Text, &data.words.median, cells));
    }
    let mut right = canvas.right;
    let mut columns = Vec::new();
    for (mark, heading, cells) in given.into_iter().rev() {
        let heading = wrap(heading, WIDEST_HEADING, 2, mark.font_size(), true);
        let wide = widest(Mark::Value, heading.iter().chain(&cells).map(String::as_str));
        columns.push(Column { mark, heading, cells, right });
        right -= wide + 16.0;
    }
    columns.reverse();
    (columns, right + 16.0)
}

/// Half the height of a strip, the radius of its points, and the places of all points.
fn points(data: &Strips, scale: &Scale) -> (f64, f64, Vec<Points>) {
    let with = |(half, radius): (f64, f64)| -> (f64, f64, Vec<Points>) {
        (half, radius, data.rows.iter().map(|row| strip_points(data, row, scale, half, radius)).collect())
    };
    let fits = |(_, _, points): &(f64, f64, Vec<Points>)| points.iter().all(|points| points.swarm.fits);
    let [larger @ .., last] = SIZES;
    larger.into_iter().map(with).find(fits).unwrap_or_else(|| with(last))
}

fn strip_points(data: &Strips, row: &Strip, scale: &Scale, half: f64, radius: f64) -> Points {
    let mut units: Vec<(usize, f64, bool)> =
        (0..data.units.len()).filter_map(|unit| Some((unit, scale.x(row.value(unit)?), look(data, unit).1 == Mark::Other))).collect();
    units.sort_by(|one, two| {
        let order = |entry: &(usize, f64, bool)| (entry.2, data.own != Some(entry.0));
        order(one).cmp(&order(two)).then(one.1.total_cmp(&two.1)).then(one.0.cmp(&two.0))
    });
    let seeds: Vec<Seed> = units.iter().map(|(_, x, other)| Seed { x: *x, radius: if *other { radius + 1.0 } else { NAMED_RADIUS + 1.0 } }).collect();
    Points { units: units.into_iter().map(|(unit, _, _)| unit).collect(), swarm: swarm(&seeds, half) }
}
