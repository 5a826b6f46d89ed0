//! Charts: values in, an SVG with named, titled, classed marks out, and beside it the table that says the same figures.
//!
//! Plotters computes the scale and draws through our own backend. This module holds no words, no colours and no number format: labels, headings and the two formatters come
//! in with the [`Frame`], looks come from the style sheet by class name (`assets/miernik.css` on pages, `assets/chart.css` in files).
//!
//! A chart is drawn for a width ([`WIDE`] or [`NARROW`], or any other). Below [`NARROW_BELOW`] the labels stand above their bars, so that the text keeps its size on a phone;
//! a page holds both drawings, each with an id of its own, and shows one of them.

mod backend;
mod bars;
mod canvas;
mod distribution;
mod mark;
mod measure;
mod png;
mod strips;
mod swarm;
#[cfg(test)]
mod tests;

pub use bars::{Bar, BarLevel, BarWords, Bars, bars};
pub use distribution::{Distribution, DistributionWords, LevelBand, distribution};
pub use png::{render_png, standalone_svg};
pub use strips::{Strip, StripWords, Strips, strips};

/// The usual width of a chart on a page, in units of the drawing (CSS pixels at natural size).
pub const WIDE: u32 = 720;
/// The usual width of a chart for a phone.
pub const NARROW: u32 = 320;
/// Below this width the labels stand above their marks.
pub const NARROW_BELOW: u32 = 480;
/// The smallest width there is; smaller ones are drawn as wide as this.
const LEAST_WIDTH: u32 = 240;

/// What all charts are given: names, width, scale and how numbers are written.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Prefix of the ids in the SVG, unique on the page: letters, digits, `-`, `_`; anything else becomes `-`.
    pub id: &'a str,
    /// The name of the chart; becomes the `<title>`.
    pub title: &'a str,
    /// What the chart shows, in one sentence; becomes the `<desc>`.
    pub finding: &'a str,
    /// The width of the drawing in units, see [`WIDE`] and [`NARROW`].
    pub width: u32,
    /// The upper end of the scale, above 0; the lower end is always 0.
    pub max: f64,
    /// How a value is written, in the chart and in the table alike.
    pub value: &'a dyn Fn(f64) -> String,
    /// How a number of the axis is written.
    pub tick: &'a dyn Fn(f64) -> String,
    /// For a chart that leaves the page as a file (SVG, PNG): the line that says where the figures come from. Such a chart also has its title and its finding written above
    /// and an empty edge around it. `None` on pages, where the caption says all that.
    pub source: Option<&'a str>,
}

impl Frame<'_> {
    /// Whether labels stand above their marks.
    fn is_narrow(&self) -> bool {
        self.width < NARROW_BELOW
    }

    /// The frame with a width that can be drawn.
    ///
    /// # Errors
    /// [`ChartError::Scale`] if the upper end of the scale is not a number above 0.
    fn checked(mut self) -> Result<Self, ChartError> {
        if !(self.max.is_finite() && self.max > 0.0) {
            return Err(ChartError::Scale(self.max));
        }
        self.width = self.width.max(LEAST_WIDTH);
        Ok(self)
    }

    /// The chart around a finished drawing.
    fn chart(&self, svg: String, columns: Vec<String>, rows: Vec<Vec<String>>) -> Chart {
        let table = ChartTable { caption: self.title.to_owned(), columns, rows };
        Chart { svg, table, title: self.title.to_owned(), finding: self.finding.to_owned() }
    }
}

/// The middle of a group of values, as far as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Middle {
    /// The median.
    pub median: Option<f64>,
    /// The lower and the upper quartile.
    pub quartiles: Option<(f64, f64)>,
}

impl Middle {
    /// Median, lower and upper quartile.
    fn numbers(&self) -> [Option<f64>; 3] {
        let (low, high) = self.quartiles.unzip();
        [self.median, low, high]
    }
}

/// A chart and the table that says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The drawing, an `<svg>` element to be put into the page as it is.
    pub svg: String,
    /// The same figures as the marks of the drawing.
    pub table: ChartTable,
    /// The name of the chart.
    pub title: String,
    /// What it shows, in one sentence.
    pub finding: String,
}

/// The figures of a chart, written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartTable {
    /// The caption, the same as the title of the chart.
    pub caption: String,
    /// The headings; the first column names the row.
    pub columns: Vec<String>,
    /// The rows, each with as many cells as there are headings; a cell without a figure is empty.
    pub rows: Vec<Vec<String>>,
}

/// Why a chart could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// The upper end of the scale is not a number above 0.
    #[error("the upper end of a chart's scale is {0}; it must be a number above 0")]
    Scale(f64),
    /// A value is not a number, or infinite.
    #[error("the value of \"{0}\" is not a finite number")]
    Value(String),
    /// Plotters refused to draw.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
    /// The drawing could not be turned into a picture.
    #[error("the chart could not be turned into a picture: {0}")]
    Picture(String),
}

/// The value, if it is a finite number.
///
/// # Errors
/// [`ChartError::Value`] with the label of the row it stands in.
fn finite(value: Option<f64>, label: &str) -> Result<Option<f64>, ChartError> {
    match value {
        Some(number) if !number.is_finite() => Err(ChartError::Value(label.to_owned())),
        usual => Ok(usual),
    }
}
