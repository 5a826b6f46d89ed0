//! Measured on the written SVG: what overlaps what, what the marks say, what the file holds.

use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};
use resvg::usvg::{Group, Node as Drawn};

use super::super::measure::text_width;
use super::super::png::parse;
use super::*;

/// An upright rectangle in units.
#[derive(Debug, Clone, Copy)]
struct Rect {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    /// The smallest rectangle around points.
    fn around(points: &[(f64, f64)]) -> Self {
        let edge = |pick: fn(&(f64, f64)) -> f64, fold: fn(f64, f64) -> f64| points.iter().map(pick).reduce(fold).unwrap();
        Self { left: edge(|p| p.0, f64::min), top: edge(|p| p.1, f64::min), right: edge(|p| p.0, f64::max), bottom: edge(|p| p.1, f64::max) }
    }

    fn overlaps(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn classes<'a>(node: Node<'a, '_>) -> Vec<&'a str> {
    node.attribute("class").unwrap_or_default().split(' ').collect()
}

fn font_size(node: Node<'_, '_>) -> f64 {
    number(node, "font-size")
}

fn label_rect(node: Node<'_, '_>) -> Rect {
    let bold = classes(node).iter().any(|class| ["c-value", "c-title"].contains(class));
    let wide = text_width(node.text().unwrap_or_default(), font_size(node), bold);
    let (x, y) = (number(node, "x"), number(node, "y"));
    let left = match node.attribute("text-anchor") {
        Some("end") => x - wide,
        Some("middle") => x - wide / 2.0,
        _ => x,
    };
    Rect { left, top: y - font_size(node) * 0.8, right: left + wide, bottom: y + font_size(node) * 0.22 }
}

fn mark_rect(node: Node<'_, '_>) -> Rect {
    match node.tag_name().name() {
        "rect" => {
            let (x, y) = (number(node, "x"), number(node, "y"));
            Rect { left: x, top: y, right: x + number(node, "width"), bottom: y + number(node, "height") }
        }
        "circle" => {
            let (x, y, r) = (number(node, "cx"), number(node, "cy"), number(node, "r"));
            Rect { left: x - r, top: y - r, right: x + r, bottom: y + r }
        }
        "line" => Rect::around(&[(number(node, "x1"), number(node, "y1")), (number(node, "x2"), number(node, "y2"))]),
        "polygon" | "polyline" => {
            let pair = |pair: &str| pair.split_once(',').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).unwrap();
            Rect::around(&node.attribute("points").unwrap().split(' ').map(pair).collect::<Vec<_>>())
        }
        other => panic!("unexpected element {other}"),
    }
}

/// Rectangles with what they hold: the text of a label, the class of a mark.
type Named = Vec<(String, Rect)>;
/// What a row of the bars may be made of: label, value, comparison, level.
type AnyRow = (String, Option<f64>, Option<f64>, Option<(String, u8)>);

/// Labels with their texts, and marks with their classes; areas and lines that are meant to lie behind texts are no marks.
fn pieces(svg: &str) -> (Named, Named) {
    let document = Document::parse(svg).unwrap();
    let (mut labels, mut marks) = (Vec::new(), Vec::new());
    for node in document.root_element().children().filter(Node::is_element) {
        match node.tag_name().name() {
            "title" | "desc" => {}
            "text" => labels.push((node.text().unwrap_or_default().to_owned(), label_rect(node))),
            _ if ["c-grid", "c-axis", "c-band"].contains(&classes(node)[0]) || classes(node)[0].starts_with("c-level-") => {}
            _ => marks.push((node.attribute("class").unwrap().to_owned(), mark_rect(node))),
        }
    }
    (labels, marks)
}

fn assert_nothing_overlaps_a_label(name: &str, svg: &str) {
    let (labels, marks) = pieces(svg);
    for (place, (text, label)) in labels.iter().enumerate() {
        for (other_text, other) in &labels[place + 1..] {
            assert!(!label.overlaps(*other), "{name}: \"{text}\" overlaps \"{other_text}\"\n{svg}");
        }
        for (class, mark) in &marks {
            assert!(!label.overlaps(*mark), "{name}: \"{text}\" overlaps a {class} at {mark:?}\n{svg}");
        }
    }
}

fn assert_all_within(name: &str, svg: &str) {
    let document = Document::parse(svg).unwrap();
    let size: Vec<f64> = document.root_element().attribute("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
    let (labels, marks) = pieces(svg);
    for (what, rect) in labels.iter().chain(&marks) {
        let inside = rect.left >= -0.01 && rect.top >= -0.01 && rect.right <= size[2] + 0.01 && rect.bottom <= size[3] + 0.01;
        assert!(inside, "{name}: \"{what}\" at {rect:?} leaves {size:?}");
    }
}

#[test]
fn no_label_overlaps_another_label_or_a_mark() {
    for (name, chart) in all_charts() {
        assert_nothing_overlaps_a_label(&name, &chart.svg);
    }
}

#[test]
fn nothing_leaves_the_drawing() {
    for (name, chart) in all_charts() {
        assert_all_within(&name, &chart.svg);
    }
}

#[test]
fn all_text_is_large_enough() {
    for (name, chart) in all_charts() {
        let document = Document::parse(&chart.svg).unwrap();
        // A narrow drawing of 320 units on a phone of 320 px has at least 280 px for itself.
        let texts = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
        assert!(texts.clone().all(|node| font_size(node) * 280.0 / 320.0 >= 12.0), "{name}");
    }
}

#[test]
fn looks_come_from_the_style_sheet_alone() {
    for (name, chart) in all_charts() {
        let document = Document::parse(&chart.svg).unwrap();
        for node in document.descendants().filter(Node::is_element) {
            let allowed = |attribute: &str| {
                !["style", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "color", "font-family", "font-weight"]
                    .contains(&attribute)
            };
            assert!(node.attributes().all(|attribute| allowed(attribute.name()) && !attribute.value().contains('#')), "{name}: {node:?}");
        }
        let root = document.root_element();
        let named =
            |attribute: &str| document.descendants().find(|node| node.attribute("id").is_some() && node.attribute("id") == root.attribute(attribute));
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(named("aria-labelledby").and_then(|node| node.text()), Some(chart.title.as_str()));
        assert_eq!(named("aria-describedby").and_then(|node| node.text()), Some(chart.finding.as_str()));
    }
}

#[test]
fn texts_are_no_wider_than_estimated() {
    fn texts(group: &Group, widths: &mut Vec<f64>) {
        for node in group.children() {
            match node {
                Drawn::Group(group) => texts(group, widths),
                Drawn::Text(text) => widths.push(f64::from(text.bounding_box().width())),
                _ => {}
            }
        }
    }
    for chart in [bars(&frame(WIDE), &some_bars(10)), strips(&frame(WIDE), &some_strips(30, 6)), distribution(&frame(NARROW), &some_distribution(30))]
    {
        let chart = chart.unwrap();
        let mut widths = Vec::new();
        texts(parse(&chart.svg).unwrap().root(), &mut widths);
        let labels = pieces(&chart.svg).0;
        assert_eq!(labels.len(), widths.len());
        for ((text, label), width) in labels.iter().zip(widths) {
            let estimated = label.right - label.left;
            assert!(width <= estimated && estimated <= width * 1.35 + 3.0, "\"{text}\" is {width} wide, estimated {estimated}");
        }
    }
}

/// The values that marks of a class stand for, read off the drawing with the axis and the last grid line as the ruler; the first mark is the sign of the legend.
fn values_of(svg: &str, class: &str, place: fn(&Rect) -> f64) -> Vec<f64> {
    let document = Document::parse(svg).unwrap();
    let lines = |class: &str| {
        document.descendants().filter(|node| classes(*node) == [class]).map(mark_rect).filter(|rect| rect.left == rect.right).collect::<Vec<_>>()
    };
    let zero = lines("c-axis")[0].left;
    let max = lines("c-grid").iter().map(|rect| rect.left).fold(f64::MIN, f64::max);
    let mut values: Vec<f64> = document
        .descendants()
        .filter(|node| classes(*node) == [class])
        .skip(1)
        .map(|node| (place(&mark_rect(node)) - zero) / (max - zero) * 100.0)
        .collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The numbers of a table written in one decimal.
fn assert_same(read: &[f64], mut given: Vec<f64>, table: &ChartTable) {
    given.sort_by(f64::total_cmp);
    assert_eq!(read.len(), given.len());
    let cells: Vec<&String> = table.rows.iter().flatten().collect();
    for (read, given) in read.iter().zip(given) {
        assert!((read - given).abs() < 0.02, "drawn at {read}, given as {given}");
        assert!(cells.contains(&&value(given)), "{given} is not in the table");
    }
}

const MIDDLE: fn(&Rect) -> f64 = |rect| (rect.left + rect.right) / 2.0;
const LEFT: fn(&Rect) -> f64 = |rect| rect.left;
const RIGHT: fn(&Rect) -> f64 = |rect| rect.right;

#[test]
fn bars_say_what_their_table_says() {
    let mut data = some_bars(30);
    let chart = bars(&frame(WIDE), &data).unwrap();
    assert_same(&values_of(&chart.svg, "c-median", MIDDLE), data.rows.iter().filter_map(|row| row.comparison).collect(), &chart.table);
    assert_same(&values_of(&chart.svg, "c-bound", LEFT), data.rows.iter().filter_map(|row| Some(row.bounds?.0)).collect(), &chart.table);
    assert_same(&values_of(&chart.svg, "c-bound", RIGHT), data.rows.iter().filter_map(|row| Some(row.bounds?.1)).collect(), &chart.table);
    data.rows.iter_mut().for_each(|row| row.comparison = None);
    let chart = bars(&frame(WIDE), &data).unwrap();
    // A bar of no length is not drawn.
    assert_same(
        &values_of(&chart.svg, "c-own", RIGHT),
        data.rows.iter().filter_map(|row| row.value.filter(|value| *value > 0.0)).collect(),
        &chart.table,
    );
}

#[test]
fn strips_say_what_their_table_says() {
    for units in [6, 30, 345] {
        let data = some_strips(units, 6);
        let chart = strips(&frame(WIDE), &data).unwrap();
        let values = |own: bool| {
            data.rows
                .iter()
                .flat_map(move |row| row.values.iter().enumerate().filter(move |(unit, _)| (*unit == 0) == own))
                .filter_map(|(_, value)| *value)
        };
        assert_same(&values_of(&chart.svg, "c-own", MIDDLE), values(true).collect(), &chart.table);
        assert_same(&values_of(&chart.svg, "c-other", MIDDLE), values(false).collect(), &chart.table);
        assert_same(&values_of(&chart.svg, "c-median", MIDDLE), data.rows.iter().filter_map(|row| row.middle.median).collect(), &chart.table);
        assert_same(
            &values_of(&chart.svg, "c-band", RIGHT),
            data.rows.iter().filter_map(|row| Some(row.middle.quartiles?.1)).collect(),
            &chart.table,
        );
    }
}

#[test]
fn distributions_say_what_their_table_says() {
    for units in [6, 30, 345] {
        let data = some_distribution(units);
        let chart = distribution(&frame(WIDE), &data).unwrap();
        assert_same(&values_of(&chart.svg, "c-other", MIDDLE), data.units.iter().skip(1).map(|(_, value)| *value).collect(), &chart.table);
        assert_same(&values_of(&chart.svg, "c-median", MIDDLE), data.middle.median.into_iter().collect(), &chart.table);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_labels_and_values_find_room(
        rows in prop::collection::vec(("\\PC{0,60}", prop::option::of(-5.0..120.0f64), prop::option::of(0.0..100.0f64), prop::option::of(("\\PC{0,20}", 0..9u8))), 0..8),
        width in 200..1200u32,
    ) {
        let row = |(label, value, comparison, level): AnyRow| Bar {
            label,
            value,
            bounds: value.map(|value| (value - 3.0, value + 8.0)),
            comparison,
            level: level.map(|(text, number)| BarLevel { number: LevelNumber(number), text }),
        };
        let data = Bars { rows: rows.into_iter().map(row).collect(), words: bar_words() };
        let chart = bars(&frame(width), &data).unwrap();
        assert_nothing_overlaps_a_label("bars", &chart.svg);
        assert_all_within("bars", &chart.svg);
    }
}
