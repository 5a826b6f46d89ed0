//! The marks a chart is made of, and the way they travel through plotters: plotters knows colours only, so every mark has a key colour of its own that the backend
//! turns back into class names. No colour ever reaches the page from here.

use plotters::style::{Color, RGBColor, ShapeStyle};

use crate::engine::unit::LevelNumber;

/// What a drawn thing stands for. Its look (colour, width, dash, font size) is in the style sheet, under the class names of [`Mark::class`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    /// The own unit.
    Own,
    /// A line that belongs to the own unit.
    OwnLine,
    /// A named unit beside the own one, 1 to 5.
    Series(u8),
    /// A line of a named unit, 1 to 5.
    SeriesLine(u8),
    /// Any other unit.
    Other,
    /// The median of the comparison group.
    Median,
    /// Lower and upper bound of a score.
    Bound,
    /// The interval between the quartiles.
    Band,
    /// A maturity level, 1 to 5.
    Level(u8),
    /// The empty part of a bar.
    Track,
    /// The axis line.
    Axis,
    /// A grid line.
    Grid,
    /// A label.
    Text,
    /// A title inside the drawing (files only; on pages the title stands in the caption).
    Title,
    /// A printed value.
    Value,
    /// A secondary label.
    Muted,
    /// A secondary label over grid lines: it has an edge in the colour of the background.
    Halo,
    /// A text on the area of a level.
    LevelText,
}

/// Every mark with its class names; the place in this table is the last byte of the key colour.
const CLASSES: [(Mark, &str); 30] = [
    (Mark::Own, "c-own"),
    (Mark::OwnLine, "c-own c-line"),
    (Mark::Series(1), "c-series-1"),
    (Mark::Series(2), "c-series-2"),
    (Mark::Series(3), "c-series-3"),
    (Mark::Series(4), "c-series-4"),
    (Mark::Series(5), "c-series-5"),
    (Mark::SeriesLine(1), "c-series-1 c-line"),
    (Mark::SeriesLine(2), "c-series-2 c-line"),
    (Mark::SeriesLine(3), "c-series-3 c-line"),
    (Mark::SeriesLine(4), "c-series-4 c-line"),
    (Mark::SeriesLine(5), "c-series-5 c-line"),
    (Mark::Other, "c-other"),
    (Mark::Median, "c-median"),
    (Mark::Bound, "c-bound"),
    (Mark::Band, "c-band"),
    (Mark::Level(1), "c-level-1"),
    (Mark::Level(2), "c-level-2"),
    (Mark::Level(3), "c-level-3"),
    (Mark::Level(4), "c-level-4"),
    (Mark::Level(5), "c-level-5"),
    (Mark::Track, "c-track"),
    (Mark::Axis, "c-axis"),
    (Mark::Grid, "c-grid"),
    (Mark::Text, "c-text"),
    (Mark::Title, "c-title"),
    (Mark::Value, "c-text c-value"),
    (Mark::Muted, "c-text c-muted"),
    (Mark::Halo, "c-text c-muted c-halo"),
    (Mark::LevelText, "c-text c-level-text"),
];

/// The first two bytes of every key colour.
const KEY: (u8, u8) = (0x4d, 0x4b);

impl Mark {
    /// The mark of a level; numbers outside the ramp take its nearest end.
    pub(super) fn level(number: LevelNumber) -> Self {
        Self::Level(number.0.clamp(1, 5))
    }

    /// The class names for the style sheet. A number outside the table (there is none within this module) is drawn as [`Mark::Other`].
    pub(super) fn class(self) -> &'static str {
        CLASSES.iter().find(|(mark, _)| *mark == self).map_or("c-other", |(_, class)| class)
    }

    /// The colour that stands for this mark on its way through plotters.
    pub(super) fn key(self) -> RGBColor {
        let place = CLASSES.iter().position(|(mark, _)| *mark == self).unwrap_or(CLASSES.len());
        RGBColor(KEY.0, KEY.1, place as u8)
    }

    /// The key colour as a filled shape.
    pub(super) fn filled(self) -> ShapeStyle {
        self.key().filled()
    }

    /// The mark that a colour stands for.
    pub(super) fn from_key((red, green, place): (u8, u8, u8)) -> Option<Self> {
        let entry = CLASSES.get(usize::from(place)).filter(|_| (red, green) == KEY);
        entry.map(|(mark, _)| *mark)
    }

    /// The size of a text of this mark, in units of the drawing. The style sheet says the same.
    pub(super) fn font_size(self) -> f64 {
        if self == Self::Title { 16.0 } else { 14.0 }
    }

    /// Whether a text of this mark is bold.
    pub(super) fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_comes_back_from_its_key_colour() {
        for (mark, class) in CLASSES {
            let RGBColor(red, green, place) = mark.key();
            assert_eq!(Mark::from_key((red, green, place)), Some(mark));
            assert_eq!(mark.class(), class);
        }
        assert_eq!(Mark::from_key((0, 0, 0)), None);
        assert_eq!(Mark::level(LevelNumber(9)), Mark::Level(5));
    }
}
