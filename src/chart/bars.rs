//! Horizontal bars, one a dimension: value, bounds, the median of others, level.

use plotters_backend::text_anchor::HPos;

use super::canvas::{Canvas, Drawn, Scale, Sign, draw, widest, width};
use super::mark::Mark;
use super::measure::{LINE_HEIGHT, shorten, wrap};
use super::{Chart, ChartError, Frame, finite};
use crate::engine::unit::LevelNumber;

/// What [`bars`] draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The rows, from the top down.
    pub rows: Vec<Bar>,
    /// The words of the legend and of the table.
    pub words: BarWords,
}

/// One row of [`Bars`].
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The name of the row; it may take two lines (three in a narrow drawing), the rest is cut and stands in the table.
    pub label: String,
    /// The value; `None` where there is no data, which is then said in words.
    pub value: Option<f64>,
    /// The lower and the upper bound of the value.
    pub bounds: Option<(f64, f64)>,
    /// The value to compare with, the median of a group for example.
    pub comparison: Option<f64>,
    /// The level that the value reaches.
    pub level: Option<BarLevel>,
}

/// The level of one row of [`Bars`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarLevel {
    /// The number, for the tone of the field behind the text.
    pub number: LevelNumber,
    /// The text, short: "poziom 3".
    pub text: String,
}

/// The words of [`Bars`]; each stands in the legend or heads a column of the table, in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarWords {
    /// Heads the names of the rows: "Wymiar".
    pub label: String,
    /// Names the bars and heads their values: the own city.
    pub value: String,
    /// Names the brackets: "Zakres".
    pub bounds: String,
    /// Heads the lower bounds: "Dolna granica".
    pub low: String,
    /// Heads the upper bounds: "Górna granica".
    pub high: String,
    /// Names the dashed lines and heads their values: "Mediana grupy".
    pub comparison: String,
    /// Heads the levels: "Poziom".
    pub level: String,
    /// Stands where there is no value: "brak danych".
    pub missing: String,
}

/// Height of a bar.
const BAR: f64 = 16.0;
/// Height of a bar with the bracket of its bounds below it.
const BAR_AND_BRACKET: f64 = 28.0;
/// Empty space between two rows.
const GAP: f64 = 18.0;
/// How far the line of the comparison reaches over a bar.
const OVER: f64 = 5.0;
/// Half the notch of a bar around the line of the comparison.
const NOTCH: f64 = 3.0;
/// Rows from which on the numbers of the axis also stand at the top.
const MANY_ROWS: usize = 14;

/// Bars with bounds, comparison and level.
///
/// A column of the table (bounds, comparison, level) and an entry of the legend are there only if some row has it.
///
/// # Errors
/// [`ChartError::Scale`] or [`ChartError::Value`] for numbers that have no place on a scale.
pub fn bars(frame: &Frame<'_>, data: &Bars) -> Result<Chart, ChartError> {
    let frame = &frame.checked()?;
    for row in &data.rows {
        let (low, high) = row.bounds.unzip();
        for value in [row.value, low, high, row.comparison] {
            finite(value, &row.label)?;
        }
    }
    let shown = Shown::of(data);
    let svg = draw(frame, |canvas, top| {
        let below_legend = canvas.legend(&legend(data, shown), top)?;
        Layout::new(frame, canvas, data, shown).draw(frame, canvas, below_legend)
    })?;
    let (columns, rows) = table(frame, data, shown);
    Ok(frame.chart(svg, columns, rows))
}

/// Which parts some row has.
#[derive(Clone, Copy)]
struct Shown {
    bounds: bool,
    comparison: bool,
    level: bool,
}

impl Shown {
    fn of(data: &Bars) -> Self {
        Self {
            bounds: data.rows.iter().any(|row| row.bounds.is_some()),
            comparison: data.rows.iter().any(|row| row.comparison.is_some()),
            level: data.rows.iter().any(|row| row.level.is_some()),
        }
    }
}

fn legend(data: &Bars, shown: Shown) -> Vec<(Sign, String)> {
    let mut entries = vec![(Sign::Area(Mark::Own), data.words.value.clone())];
    if shown.bounds {
        entries.push((Sign::Bracket, data.words.bounds.clone()));
    }
    if shown.comparison {
        entries.push((Sign::Upright(Mark::Median), data.words.comparison.clone()));
    }
    entries
}

fn table(frame: &Frame<'_>, data: &Bars, shown: Shown) -> (Vec<String>, Vec<Vec<String>>) {
    let words = &data.words;
    let written = |value: Option<f64>| value.map(frame.value).unwrap_or_default();
    let mut columns = vec![words.label.clone(), words.value.clone()];
    let mut rows: Vec<Vec<String>> =
        data.rows.iter().map(|row| vec![row.label.clone(), row.value.map_or_else(|| words.missing.clone(), frame.value)]).collect();
    let mut add = |heading: &String, cell: &dyn Fn(&Bar) -> String| {
        columns.push(heading.clone());
        rows.iter_mut().zip(&data.rows).for_each(|(cells, row)| cells.push(cell(row)));
    };
    if shown.bounds {
        add(&words.low, &|row| written(row.bounds.map(|(low, _)| low)));
        add(&words.high, &|row| written(row.bounds.map(|(_, high)| high)));
    }
    if shown.comparison {
        add(&words.comparison, &|row| written(row.comparison));
    }
    if shown.level {
        add(&words.level, &|row| row.level.as_ref().map(|level| level.text.clone()).unwrap_or_default());
    }
    (columns, rows)
}

/// Where things are.
struct Layout<'d> {
    data: &'d Bars,
    labels: Vec<Vec<String>>,
    values: Vec<String>,
    levels: Vec<Option<(Mark, String)>>,
    narrow: bool,
    /// Height of the bar with what belongs to it.
    block: f64,
    scale: Scale,
    value_right: f64,
    level_width: f64,
}

impl<'d> Layout<'d> {
    /// Labels beside the bars, unless what is left for the bars is too short for the words that stand there.
    fn new(frame: &Frame<'_>, canvas: &Canvas<'_>, data: &'d Bars, shown: Shown) -> Self {
        let layout = Self::with(frame, canvas, data, shown, frame.is_narrow());
        if layout.narrow || layout.has_room_for_words() { layout } else { Self::with(frame, canvas, data, shown, true) }
    }

    fn with(frame: &Frame<'_>, canvas: &Canvas<'_>, data: &'d Bars, shown: Shown, narrow: bool) -> Self {
        let values: Vec<String> = data.rows.iter().map(|row| row.value.map(frame.value).unwrap_or_default()).collect();
        let level_room = (canvas.right - canvas.left) * 0.35 - 16.0;
        let level = |level: &BarLevel| (Mark::level(level.number), shorten(&level.text, level_room, Mark::LevelText.font_size(), false));
        let levels: Vec<_> = data.rows.iter().map(|row| row.level.as_ref().map(level)).collect();
        let level_text = widest(Mark::LevelText, levels.iter().flatten().map(|(_, text)| text.as_str()));
        let level_width = if shown.level { level_text + 16.0 } else { 0.0 };
        let value_right = canvas.right - if shown.level { level_width + 12.0 } else { 0.0 };
        let value_left = value_right - widest(Mark::Value, values.iter().map(String::as_str));
        let room = if narrow { value_left - 16.0 - canvas.left } else { (canvas.right - canvas.left) * 0.34 };
        let labels: Vec<_> = data.rows.iter().map(|row| wrap(&row.label, room, if narrow { 3 } else { 2 }, Mark::Text.font_size(), false)).collect();
        let label_width = widest(Mark::Text, labels.iter().flatten().map(String::as_str));
        let (left, right) = if narrow { (canvas.left, canvas.right) } else { (canvas.left + label_width + 16.0, value_left - 20.0) };
        let block = if shown.bounds { BAR_AND_BRACKET } else { BAR };
        Self { data, labels, values, levels, narrow, block, scale: Scale::new(frame, left, right), value_right, level_width }
    }

    /// Whether the words for a missing value end before the column of levels; the column of values is empty in their row.
    fn has_room_for_words(&self) -> bool {
        let words = width(Mark::Halo, &self.data.words.missing);
        self.data.rows.iter().filter(|row| row.value.is_none()).all(|row| self.words_left(row) + words <= self.value_right)
    }

    /// Where the words for a missing value begin: beside the line of the comparison if it would cross them.
    fn words_left(&self, row: &Bar) -> f64 {
        let start = self.scale.left + 8.0;
        let end = start + width(Mark::Halo, &self.data.words.missing);
        let crossing = row.comparison.map(|value| self.scale.x(value)).filter(|x| (start - 6.0..end + 6.0).contains(x));
        crossing.map_or(start, |x| x + 8.0)
    }

    fn draw(&self, frame: &Frame<'_>, canvas: &Canvas<'_>, top: f64) -> Result<f64, ChartError> {
        let numbers_at_top = self.data.rows.len() >= MANY_ROWS;
        let first = if numbers_at_top { top + LINE_HEIGHT } else { top } + 8.0;
        if numbers_at_top {
            self.scale.draw_numbers(canvas, frame, &self.scale.ticks(), top + LINE_HEIGHT / 2.0)?;
        }
        let heights = self.row_heights();
        let bottom = first + heights.iter().sum::<f64>() - GAP;
        if !self.narrow {
            self.scale.draw_grid(canvas, &self.scale.ticks(), first - 8.0, bottom + 8.0)?;
        }
        let mut y = first;
        for (place, height) in heights.iter().enumerate() {
            self.row(canvas, place, y, height - GAP)?;
            y += height;
        }
        self.scale.draw_numbers(canvas, frame, &self.scale.ticks(), bottom + 8.0 + LINE_HEIGHT / 2.0)?;
        Ok(bottom + 8.0 + LINE_HEIGHT)
    }

    /// The height of each row with the gap below it: all the same beside the labels, as tall as needed under them.
    fn row_heights(&self) -> Vec<f64> {
        let label = |lines: &Vec<String>| lines.len().max(1) as f64 * LINE_HEIGHT;
        if self.narrow {
            return self.labels.iter().map(|lines| label(lines) + 8.0 + self.block + GAP).collect();
        }
        let tallest = self.labels.iter().map(label).fold(self.block, f64::max);
        vec![tallest + GAP; self.labels.len()]
    }

    fn row(&self, canvas: &Canvas<'_>, place: usize, top: f64, height: f64) -> Drawn {
        let (Some(row), Some(label), Some(value)) = (self.data.rows.get(place), self.labels.get(place), self.values.get(place)) else {
            return Ok(());
        };
        // The bar itself is what label and value are level with; the bracket hangs below.
        let bar_top = if self.narrow { top + height - self.block } else { top + (height - self.block) / 2.0 };
        let text_y = if self.narrow { top + label.len().max(1) as f64 * LINE_HEIGHT / 2.0 } else { bar_top + BAR / 2.0 };
        let label_y = if self.narrow || label.len() < 2 { text_y } else { top + height / 2.0 };
        canvas.lines(Mark::Text, HPos::Left, (canvas.left, label_y), label)?;
        canvas.text(Mark::Value, HPos::Right, (self.value_right, text_y), value)?;
        if let Some(Some((mark, text))) = self.levels.get(place) {
            let left = canvas.right - self.level_width;
            canvas.rect(*mark, (left, text_y - 11.0), (canvas.right - 0.5, text_y + 11.0))?;
            canvas.text(Mark::LevelText, HPos::Center, (left + self.level_width / 2.0, text_y), text)?;
        }
        if self.narrow {
            self.scale.draw_grid(canvas, &self.scale.ticks(), bar_top - 4.0, bar_top + self.block + 4.0)?;
        }
        self.bar(canvas, row, bar_top)
    }

    fn bar(&self, canvas: &Canvas<'_>, row: &Bar, top: f64) -> Drawn {
        let notch = row.comparison.map(|value| self.scale.x(value));
        if let Some(value) = row.value {
            for (from, to) in notched(self.scale.left, self.scale.x(value), notch) {
                canvas.rect(Mark::Own, (from, top), (to, top + BAR))?;
            }
        } else {
            canvas.text(Mark::Halo, HPos::Left, (self.words_left(row), top + BAR / 2.0), &self.data.words.missing)?;
        }
        if let Some((low, high)) = row.bounds {
            canvas.bracket(self.scale.x(low), self.scale.x(high), top + BAR + 5.0, 6.0)?;
        }
        if let Some(x) = notch {
            canvas.path(Mark::Median, &[(x, top - OVER), (x, top + BAR + 2.0)])?;
        }
        Ok(())
    }
}

/// The pieces of a bar that leave room around a line; a bar of no length has no piece.
fn notched(from: f64, to: f64, line: Option<f64>) -> Vec<(f64, f64)> {
    let pieces = match line {
        Some(x) if x - NOTCH < to && x + NOTCH > from => vec![(from, x - NOTCH), (x + NOTCH, to)],
        _ => vec![(from, to)],
    };
    pieces.into_iter().filter(|(from, to)| to - from > 0.2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_leaves_room_around_the_line_of_the_comparison() {
        assert_eq!(notched(0.0, 100.0, Some(50.0)), [(0.0, 47.0), (53.0, 100.0)]);
        assert_eq!(notched(0.0, 100.0, Some(101.0)), [(0.0, 98.0)]);
        assert_eq!(notched(0.0, 100.0, Some(150.0)), [(0.0, 100.0)]);
        assert!(notched(0.0, 0.0, None).is_empty());
    }
}
