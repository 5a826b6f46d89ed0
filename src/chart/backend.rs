//! Our drawing backend for plotters: it writes SVG with a title, a description and class names, and no colour, style or pixel font anywhere.
//!
//! Plotters counts in whole pixels, so one pixel here is a hundredth of a unit of the drawing; the units in the SVG therefore have two decimals, always the same ones for
//! the same data.

use std::fmt::{self, Write as _};

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::mark::Mark;
use super::measure::text_width;

/// How many pixels of plotters make one unit of the drawing.
pub(super) const PIXELS_PER_UNIT: f64 = 100.0;
/// Where the baseline lies below the middle of a line of text, in parts of the font size.
const BASELINE_BELOW_MIDDLE: f64 = 0.35;
/// Where the baseline lies below the top of a line of text, in parts of the font size.
const BASELINE_BELOW_TOP: f64 = 1.07;
/// Where the baseline lies above the bottom of a line of text, in parts of the font size.
const BASELINE_ABOVE_BOTTOM: f64 = 0.29;

/// Something was drawn in a colour that is the key of no mark.
#[derive(Debug, thiserror::Error)]
#[error("the colour {0:?} is the key of no mark")]
pub(super) struct UnknownColour((u8, u8, u8));

type Drawn = Result<(), DrawingErrorKind<UnknownColour>>;

/// The head of a drawing: what a screen reader says of it.
pub(super) struct Head<'a> {
    /// Prefix of the two ids; unique on the page.
    pub(super) id: &'a str,
    /// The name of the picture.
    pub(super) title: &'a str,
    /// What it shows, in a sentence.
    pub(super) description: &'a str,
}

/// The elements drawn so far.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    elements: String,
}

impl Sheet {
    /// The whole SVG, `width` by `height` units.
    pub(super) fn finish(&self, head: &Head<'_>, width: f64, height: f64) -> String {
        let (width, height) = (units(to_pixels(width)), units(to_pixels(height)));
        let (id, title, description) = (identifier(head.id), escape(head.title), escape(head.description));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" class=\"chart\" role=\"img\" \
             aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n"
        );
        svg.push_str(&self.elements);
        svg.push_str("</svg>");
        svg
    }

    fn push(&mut self, element: fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.elements.write_fmt(element);
        self.elements.push('\n');
    }
}

/// Draws on a [`Sheet`].
pub(super) struct SvgBackend<'a> {
    sheet: &'a mut Sheet,
    size: (u32, u32),
}

impl<'a> SvgBackend<'a> {
    /// A backend for a drawing of this size in units; the height may be generous, the sheet is cut to what was used.
    pub(super) fn new(sheet: &'a mut Sheet, width: f64, height: f64) -> Self {
        Self { sheet, size: (to_pixels(width).unsigned_abs(), to_pixels(height).unsigned_abs()) }
    }

    fn points(points: impl IntoIterator<Item = BackendCoord>) -> String {
        points.into_iter().map(|(x, y)| format!("{},{}", units(x), units(y))).collect::<Vec<_>>().join(" ")
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = UnknownColour;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let class = mark(style.color())?.class();
        let (x1, y1, x2, y2) = (units(from.0), units(from.1), units(to.0), units(to.1));
        self.sheet.push(format_args!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, upper_left: BackendCoord, bottom_right: BackendCoord, style: &S, _fill: bool) -> Drawn {
        let class = mark(style.color())?.class();
        let (x, y) = (units(upper_left.0), units(upper_left.1));
        let (width, height) = (units(bottom_right.0 - upper_left.0), units(bottom_right.1 - upper_left.1));
        self.sheet.push(format_args!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        if let [from, to] = points[..] {
            return self.draw_line(from, to, style);
        }
        let class = mark(style.color())?.class();
        self.sheet.push(format_args!("<polyline class=\"{class}\" points=\"{}\"/>", Self::points(points)));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let class = mark(style.color())?.class();
        let (x, y, radius) = (units(center.0), units(center.1), units(i32::try_from(radius).unwrap_or(i32::MAX)));
        self.sheet.push(format_args!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        let class = mark(style.color())?.class();
        self.sheet.push(format_args!("<polygon class=\"{class}\" points=\"{}\"/>", Self::points(vert)));
        Ok(())
    }

    /// The text stands where its anchor says; it is always horizontal.
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let class = mark(style.color())?.class();
        let size = style.size();
        let below = match style.anchor().v_pos {
            VPos::Top => BASELINE_BELOW_TOP,
            VPos::Center => BASELINE_BELOW_MIDDLE,
            VPos::Bottom => -BASELINE_ABOVE_BOTTOM,
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let (x, y, size) = (units(pos.0), units(pos.1 + (below * size).round() as i32), units(size.round() as i32));
        self.sheet.push(format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}>{}</text>", escape(text)));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<UnknownColour>> {
        let bold = mark(style.color())?.is_bold();
        let width = text_width(text, style.size(), bold).ceil();
        Ok((width as u32, style.size().ceil() as u32))
    }
}

/// The mark behind a key colour.
fn mark(color: BackendColor) -> Result<Mark, DrawingErrorKind<UnknownColour>> {
    Mark::from_key(color.rgb).ok_or(DrawingErrorKind::DrawingError(UnknownColour(color.rgb)))
}

/// A length in units as pixels of plotters.
pub(super) fn to_pixels(units: f64) -> i32 {
    (units * PIXELS_PER_UNIT).round() as i32
}

/// Pixels of plotters as units with at most two decimals: `1250` is `12.5`.
fn units(pixels: i32) -> String {
    let (sign, size) = (if pixels < 0 { "-" } else { "" }, pixels.unsigned_abs());
    let (whole, hundredths) = (size / 100, size % 100);
    match (hundredths, hundredths % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", hundredths / 10),
        _ => format!("{sign}{whole}.{hundredths:02}"),
    }
}

/// Text as XML writes it; characters that XML does not know are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// An id that lists of ids can hold: everything but letters, digits, `-` and `_` becomes `-`.
fn identifier(id: &str) -> String {
    id.chars().map(|character| if character.is_ascii_alphanumeric() || "-_".contains(character) { character } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_have_at_most_two_decimals() {
        assert_eq!([1250, 1205, 1200, -5, 0].map(units), ["12.5", "12.05", "12", "-0.05", "0"]);
    }

    #[test]
    fn text_is_escaped_and_ids_are_cleaned() {
        assert_eq!(escape("A & B <\"C\">\u{0}\n"), "A &amp; B &lt;&quot;C&quot;&gt; ");
        assert_eq!(identifier("a b\"1"), "a-b-1");
    }

    #[test]
    fn a_colour_that_is_no_key_is_refused() {
        let mut sheet = Sheet::default();
        let mut backend = SvgBackend::new(&mut sheet, 10.0, 10.0);
        let red = BackendColor { alpha: 1.0, rgb: (255, 0, 0) };
        assert!(backend.draw_line((0, 0), (1, 1), &red).is_err());
        assert!(sheet.elements.is_empty());
    }
}
