//! Charts as files: an SVG that carries its own style sheet, and a PNG drawn from it with two embedded fonts, so that it looks the same on a server without any font.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::ChartError;

/// The chart layer of the style sheet with plain light colours, built together with the one of the pages.
const STYLE_SHEET: &str = include_str!("../../assets/chart.css");
/// Regular letters; Latin with Polish only, the licence stands beside the file.
const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// Bold letters.
const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");
/// The family of both fonts, as the style sheet names it.
const FAMILY: &str = "Noto Sans";
/// Pixels of a PNG for each unit of the drawing, so that it is sharp in print and on dense screens.
const PIXELS_PER_UNIT: f32 = 2.0;

/// The SVG of a chart as a file of its own: with the style sheet inside, in light colours. Pages must not use it (their content policy refuses a `<style>` element).
///
/// Meant for charts drawn with a [`super::Frame::source`], which have their title inside.
pub fn standalone_svg(svg: &str) -> String {
    match svg.split_once('>') {
        Some((opening, rest)) => format!("{opening}>\n<style>\n{STYLE_SHEET}</style>{rest}"),
        None => svg.to_owned(),
    }
}

/// A PNG of a chart, two pixels for each unit of the drawing, on white, in light colours.
///
/// Uses the two embedded fonts and nothing else of the machine. Takes the SVG as [`super::Chart::svg`] has it.
///
/// # Errors
/// [`ChartError::Picture`] if the text is not an SVG with a size, or the picture is too large to hold.
pub fn render_png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let tree = parse(svg)?;
    let size = tree.size().to_int_size().scale_by(PIXELS_PER_UNIT).ok_or_else(|| too_large(&tree))?;
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or_else(|| too_large(&tree))?;
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT), &mut picture.as_mut());
    picture.encode_png().map_err(|error| ChartError::Picture(error.to_string()))
}

/// The drawing with all texts as outlines of the embedded fonts.
pub(super) fn parse(svg: &str) -> Result<Tree, ChartError> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    let options = Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    Tree::from_str(&standalone_svg(svg), &options).map_err(|error| ChartError::Picture(error.to_string()))
}

fn too_large(tree: &Tree) -> ChartError {
    ChartError::Picture(format!("{} by {} units are too large", tree.size().width(), tree.size().height()))
}
