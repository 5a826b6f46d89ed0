//! Drawing in units: a thin layer over plotters that knows marks, shapes, the scale, the legend and the frame of a file.

use plotters::coord::Shift;
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::{IntoFont, TextStyle};
use plotters_backend::BackendCoord;
use plotters_backend::text_anchor::{HPos, Pos, VPos};

use super::backend::{Head, Sheet, SvgBackend, UnknownColour, to_pixels};
use super::mark::Mark;
use super::measure::{LINE_HEIGHT, shorten, text_width, wrap};
use super::{ChartError, Frame};

/// What drawing gives.
pub(super) type Drawn = Result<(), ChartError>;

/// Empty edge of a drawing that is a file of its own; on a page the page gives the edge.
const FILE_EDGE: f64 = 24.0;
/// Taller than any chart; the sheet is cut to what was used.
const MOST_HEIGHT: f64 = 1_000_000.0;
/// Edge of a drawing on a page: half of the widest line.
const PAGE_EDGE: f64 = 1.0;
/// Width of the sign of a legend entry.
const SIGN_WIDTH: f64 = 20.0;
/// Room between a sign and its text in the legend.
const SIGN_GAP: f64 = 6.0;
/// Height of a row of the legend.
const LEGEND_ROW: f64 = 24.0;

impl From<DrawingAreaErrorKind<UnknownColour>> for ChartError {
    fn from(error: DrawingAreaErrorKind<UnknownColour>) -> Self {
        Self::Drawing(error.to_string())
    }
}

/// A point in units.
pub(super) type Point = (f64, f64);

/// The shapes by which points differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Dot,
    Diamond,
    Square,
    TriangleUp,
    TriangleDown,
}

/// The sign of a legend entry, drawn as in the chart.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign {
    /// A bar or an area.
    Area(Mark),
    /// A point.
    Point(Shape, Mark),
    /// An upright line.
    Upright(Mark),
    /// A bracket from a lower to an upper bound.
    Bracket,
}

/// A surface to draw on.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SvgBackend<'a>, Shift>,
    /// Left end of what may be drawn on.
    pub(super) left: f64,
    /// Right end of what may be drawn on.
    pub(super) right: f64,
}

/// Draws a chart: head of a file, then what `paint` draws from the given height down, then the foot of a file. `paint` gives the height at which it ended.
pub(super) fn draw(frame: &Frame<'_>, paint: impl FnOnce(&Canvas<'_>, f64) -> Result<f64, ChartError>) -> Result<String, ChartError> {
    let width = f64::from(frame.width);
    let edge = if frame.source.is_some() { FILE_EDGE } else { PAGE_EDGE };
    let mut sheet = Sheet::default();
    let height = {
        let area = SvgBackend::new(&mut sheet, width, MOST_HEIGHT).into_drawing_area();
        let canvas = Canvas { area, left: edge, right: width - edge };
        let top = canvas.file_head(frame, if frame.source.is_some() { edge } else { 0.0 })?;
        let bottom = paint(&canvas, top)?;
        canvas.file_foot(frame, bottom)?
    };
    Ok(sheet.finish(&Head { id: frame.id, title: frame.title, description: frame.finding }, width, height))
}

impl Canvas<'_> {
    fn element<'e, E>(&self, element: &'e E) -> Drawn
    where
        &'e E: PointCollection<'e, BackendCoord>,
        E: for<'b> Drawable<SvgBackend<'b>>,
    {
        Ok(self.area.draw(element)?)
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&self, mark: Mark, from: Point, to: Point) -> Drawn {
        self.element(&Rectangle::new([pixels(from), pixels(to)], mark.filled()))
    }

    /// A line through points.
    pub(super) fn path(&self, mark: Mark, points: &[Point]) -> Drawn {
        self.element(&PathElement::new(points.iter().copied().map(pixels).collect::<Vec<_>>(), mark.key()))
    }

    /// A shape around a point that reaches `radius` to each side.
    pub(super) fn point(&self, shape: Shape, mark: Mark, centre: Point, radius: f64) -> Drawn {
        let (x, y) = centre;
        let at = |corners: &[Point]| -> Vec<BackendCoord> { corners.iter().map(|(dx, dy)| pixels((x + dx * radius, y + dy * radius))).collect() };
        let corners = match shape {
            Shape::Dot => return self.element(&Circle::new(pixels(centre), to_pixels(radius), mark.filled())),
            Shape::Diamond => at(&[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]),
            Shape::Square => at(&[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]),
            Shape::TriangleUp => at(&[(0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)]),
            Shape::TriangleDown => at(&[(0.0, 1.0), (1.0, -0.8), (-1.0, -0.8)]),
        };
        self.element(&Polygon::new(corners, mark.filled()))
    }

    /// A bracket from `left` to `right`, open at the top, in a lane of the given height.
    pub(super) fn bracket(&self, left: f64, right: f64, top: f64, height: f64) -> Drawn {
        let bottom = top + height;
        self.path(Mark::Bound, &[(left, top), (left, bottom), (right, bottom), (right, top)])
    }

    /// One line of text; `at` is its middle line. An empty text is not drawn.
    pub(super) fn text(&self, mark: Mark, anchor: HPos, at: Point, text: &str) -> Drawn {
        if text.is_empty() {
            return Ok(());
        }
        let font = ("Noto Sans", mark.font_size() * super::backend::PIXELS_PER_UNIT).into_font();
        let style: TextStyle<'_> = font.color(&mark.key()).pos(Pos::new(anchor, VPos::Center));
        Ok(self.area.draw_text(text, &style, pixels(at))?)
    }

    /// Lines of text one below the other, the block centred on the height of `at`.
    pub(super) fn lines(&self, mark: Mark, anchor: HPos, at: Point, lines: &[String]) -> Drawn {
        let first = at.1 - (lines.len().saturating_sub(1) as f64) * LINE_HEIGHT / 2.0;
        for (place, line) in lines.iter().enumerate() {
            self.text(mark, anchor, (at.0, first + place as f64 * LINE_HEIGHT), line)?;
        }
        Ok(())
    }

    /// A text centred on `x` as far as `left` and `right` allow.
    pub(super) fn text_between(&self, mark: Mark, x: f64, y: f64, (left, right): (f64, f64), text: &str) -> Drawn {
        let half = width(mark, text) / 2.0;
        if x - half < left {
            self.text(mark, HPos::Left, (left, y), text)
        } else if x + half > right {
            self.text(mark, HPos::Right, (right, y), text)
        } else {
            self.text(mark, HPos::Center, (x, y), text)
        }
    }

    /// The legend from `top` down, in as many rows as it needs; gives the height at which it ended.
    pub(super) fn legend(&self, entries: &[(Sign, String)], top: f64) -> Result<f64, ChartError> {
        let (mut x, mut y) = (self.left, top + LEGEND_ROW / 2.0);
        for (sign, text) in entries {
            let text = shorten(text, self.right - self.left - SIGN_WIDTH - SIGN_GAP, Mark::Text.font_size(), false);
            let wide = SIGN_WIDTH + SIGN_GAP + width(Mark::Text, &text);
            if x > self.left && x + wide > self.right {
                (x, y) = (self.left, y + LEGEND_ROW);
            }
            self.sign(*sign, (x + SIGN_WIDTH / 2.0, y))?;
            self.text(Mark::Text, HPos::Left, (x + SIGN_WIDTH + SIGN_GAP, y), &text)?;
            x += wide + 20.0;
        }
        Ok(if entries.is_empty() { top } else { y + LEGEND_ROW / 2.0 + 8.0 })
    }

    fn sign(&self, sign: Sign, (x, y): Point) -> Drawn {
        let half = SIGN_WIDTH / 2.0;
        match sign {
            Sign::Area(mark) => self.rect(mark, (x - half, y - 6.0), (x + half, y + 6.0)),
            Sign::Point(shape, mark) => self.point(shape, mark, (x, y), if shape == Shape::Dot { 4.5 } else { 7.0 }),
            Sign::Upright(mark) => self.path(mark, &[(x, y - 9.0), (x, y + 9.0)]),
            Sign::Bracket => self.bracket(x - half + 1.0, x + half - 1.0, y - 3.0, 6.0),
        }
    }

    fn file_head(&self, frame: &Frame<'_>, top: f64) -> Result<f64, ChartError> {
        if frame.source.is_none() {
            return Ok(top);
        }
        let y = self.paragraph(Mark::Title, frame.title, top, 22.0)?;
        Ok(self.paragraph(Mark::Text, frame.finding, y + 2.0, LINE_HEIGHT + 2.0)? + 12.0)
    }

    fn file_foot(&self, frame: &Frame<'_>, bottom: f64) -> Result<f64, ChartError> {
        match frame.source {
            Some(source) => Ok(self.paragraph(Mark::Muted, source, bottom + 14.0, LINE_HEIGHT)? + FILE_EDGE - 6.0),
            None => Ok(bottom),
        }
    }

    /// A text over the whole width from `top` down; gives the height at which it ended.
    fn paragraph(&self, mark: Mark, text: &str, top: f64, line_height: f64) -> Result<f64, ChartError> {
        let lines = wrap(text, self.right - self.left, 6, mark.font_size(), mark.is_bold());
        for (place, line) in lines.iter().enumerate() {
            self.text(mark, HPos::Left, (self.left, top + (place as f64 + 0.5) * line_height), line)?;
        }
        Ok(top + lines.len() as f64 * line_height)
    }
}

/// The scale of values: 0 to a maximum, from the left to the right end of the plot.
pub(super) struct Scale {
    range: RangedCoordf64,
    max: f64,
    /// Left end of the plot, where 0 is.
    pub(super) left: f64,
    /// Right end of the plot, where the maximum is.
    pub(super) right: f64,
}

impl Scale {
    /// A scale over a plot.
    pub(super) fn new(frame: &Frame<'_>, left: f64, right: f64) -> Self {
        Self { range: RangedCoordf64::from(0.0..frame.max), max: frame.max, left, right }
    }

    /// Where a value lies; values outside the scale lie at its ends.
    pub(super) fn x(&self, value: f64) -> f64 {
        let limits = (to_pixels(self.left), to_pixels(self.right));
        f64::from(self.range.map(&value.clamp(0.0, self.max), limits)) / super::backend::PIXELS_PER_UNIT
    }

    /// The values at which there is a grid line.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let most = if self.right - self.left < 200.0 { 3 } else { 6 };
        self.range.key_points(BoldPoints(most)).into_iter().filter(|value| (0.0..=self.max).contains(value)).collect()
    }

    /// Grid lines at these values from `top` to `bottom`, and the axis at 0.
    pub(super) fn draw_grid(&self, canvas: &Canvas<'_>, values: &[f64], top: f64, bottom: f64) -> Drawn {
        for value in values.iter().filter(|value| **value > 0.0) {
            canvas.path(Mark::Grid, &[(self.x(*value), top), (self.x(*value), bottom)])?;
        }
        canvas.path(Mark::Axis, &[(self.left, top), (self.left, bottom)])
    }

    /// The numbers of the grid lines on a line of text around `y`, as many as have room.
    pub(super) fn draw_numbers(&self, canvas: &Canvas<'_>, frame: &Frame<'_>, values: &[f64], y: f64) -> Drawn {
        let mut free_from = f64::NEG_INFINITY;
        for value in values {
            let (text, x) = ((frame.tick)(*value), self.x(*value));
            let half = width(Mark::Muted, &text) / 2.0;
            let start = (x - half).clamp(canvas.left, (canvas.right - 2.0 * half).max(canvas.left));
            if start >= free_from {
                canvas.text_between(Mark::Muted, x, y, (canvas.left, canvas.right), &text)?;
                free_from = start + 2.0 * half + 6.0;
            }
        }
        Ok(())
    }
}

/// The width of a text of a mark, in units.
pub(super) fn width(mark: Mark, text: &str) -> f64 {
    text_width(text, mark.font_size(), mark.is_bold())
}

/// The width of the widest text, in units; 0 for none.
pub(super) fn widest<'t>(mark: Mark, texts: impl IntoIterator<Item = &'t str>) -> f64 {
    texts.into_iter().map(|text| width(mark, text)).fold(0.0, f64::max)
}

fn pixels((x, y): Point) -> BackendCoord {
    (to_pixels(x), to_pixels(y))
}
