//! What holds for every chart: geometry, text size, well-formed XML, the table beside it. The pictures to look at are written by the ignored test.

mod geometry;

use resvg::tiny_skia::Pixmap;

use super::*;
use crate::engine::unit::LevelNumber;

/// Numbers as Polish pages write them, with one decimal.
fn value(number: f64) -> String {
    format!("{number:.1}").replace('.', ",")
}

fn tick(number: f64) -> String {
    format!("{number:.0}")
}

fn frame<'a>(width: u32) -> Frame<'a> {
    Frame {
        id: "c1",
        title: "Wyniki według wymiarów",
        finding: "Najniżej wypadają kadry: 31,0 przy medianie 44,5.",
        width,
        max: 100.0,
        value: &value,
        tick: &tick,
        source: None,
    }
}

fn bar_words() -> BarWords {
    BarWords {
        label: "Wymiar".into(),
        value: "Zabrze".into(),
        bounds: "zakres możliwych wyników".into(),
        low: "Dolna granica".into(),
        high: "Górna granica".into(),
        comparison: "mediana sieci".into(),
        level: "Poziom".into(),
        missing: "brak danych".into(),
    }
}

const LABELS: [&str; 8] = [
    "Strategia i zarządzanie",
    "Finansowanie transformacji cyfrowej",
    "Kadry i kompetencje informatyczne urzędu",
    "Integracja i interoperacyjność systemów",
    "E-usługi i ich wykorzystanie",
    "Dostępność cyfrowa",
    "Kompetencje cyfrowe mieszkańców, w tym seniorów, dzieci i młodzieży szkolnej",
    "Dane",
];

/// Rows that differ in everything: no data, no bounds, values at both ends of the scale.
fn some_bars(rows: usize) -> Bars {
    let row = |place: usize| {
        let number = (place * 37 + 61) % 101;
        let (value, comparison) = (number as f64, ((place * 53 + 44) % 97) as f64);
        let level = (number / 20 + 1).min(5) as u8;
        Bar {
            label: if place < 8 { LABELS[place].to_owned() } else { format!("{} {place}", LABELS[place % 8]) },
            value: (place % 6 != 5).then_some(value),
            bounds: (place % 6 != 5).then_some(((value - 7.0).max(0.0), (value + 9.5).min(100.0))),
            comparison: (place % 9 != 8).then_some(comparison),
            level: (place % 6 != 5).then(|| BarLevel { number: LevelNumber(level), text: format!("poziom {level}") }),
        }
    };
    Bars { rows: (0..rows).map(row).collect(), words: bar_words() }
}

/// A number from 0 to 1 that looks random and is the same every time.
fn chance(seed: usize) -> f64 {
    let mixed = (seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 40) as f64 / (1u64 << 24) as f64
}

/// A value that is more often in the middle of the scale than at its ends.
fn usual(seed: usize) -> f64 {
    (0..4).map(|part| chance(seed * 4 + part)).sum::<f64>() * 25.0
}

const CITIES: [&str; 7] = ["Zabrze", "Hrubieszów", "Jarosław", "Rydułtowy", "Stalowa Wola", "Świdwin", "Przemyśl"];

fn unit_names(units: usize) -> Vec<String> {
    (0..units).map(|unit| CITIES.get(unit).map_or_else(|| format!("Gmina {unit}"), |name| (*name).to_owned())).collect()
}

fn middle(mut values: Vec<f64>) -> Middle {
    values.sort_by(f64::total_cmp);
    let at = |part: f64| values[((values.len() - 1) as f64 * part) as usize];
    if values.is_empty() { Middle::default() } else { Middle { median: Some(at(0.5)), quartiles: Some((at(0.25), at(0.75))) } }
}

/// Strips with equal values, a row without any, and the own unit missing in one row.
fn some_strips(units: usize, rows: usize) -> Strips {
    let row = |place: usize| {
        let values: Vec<Option<f64>> = (0..units)
            .map(|unit| match (place % 7, unit) {
                (5, _) | (3, 0) => None,
                (4, unit) => Some([20.0, 40.0, 40.0, 100.0, 0.0][unit % 5]),
                _ => Some(usual(place * 1000 + unit)),
            })
            .collect();
        let label = if place < 8 { LABELS[place].to_owned() } else { format!("{} {place}", LABELS[place % 8]) };
        Strip { label, middle: middle(values.iter().flatten().copied().collect()), values }
    };
    let words = StripWords {
        label: "Wymiar".into(),
        unit: "Gmina".into(),
        others: "inne gminy".into(),
        median: "Mediana".into(),
        middle_half: "środkowa połowa gmin".into(),
        low: "Dolny kwartyl".into(),
        high: "Górny kwartyl".into(),
        missing: "brak danych".into(),
    };
    Strips { units: unit_names(units), own: Some(0), named: Vec::new(), rows: (0..rows).map(row).collect(), words }
}

fn some_distribution(units: usize) -> Distribution {
    let units: Vec<(String, f64)> = unit_names(units).into_iter().enumerate().map(|(unit, name)| (name, usual(unit))).collect();
    let band = |number: u8| LevelBand {
        number: LevelNumber(number),
        from: f64::from(number - 1) * 20.0,
        label: format!("poziom {number}"),
        short: number.to_string(),
    };
    let words = DistributionWords {
        unit: "Gmina".into(),
        value: "Wynik".into(),
        others: "inne gminy".into(),
        count: "Liczba gmin".into(),
        median: "mediana".into(),
        middle_half: "środkowa połowa".into(),
    };
    let middle = middle(units.iter().map(|(_, value)| *value).collect());
    Distribution { units, own: Some(0), middle, bands: (1..=5).map(band).collect(), words }
}

/// Every chart in both layouts, as a file too, for 6, 30 and 345 units.
fn all_charts() -> Vec<(String, Chart)> {
    let mut charts = Vec::new();
    for (layout, width, source) in [("wide", WIDE, None), ("narrow", NARROW, None), ("file", WIDE, Some("Źródło: Miernik, edycja 2026."))] {
        let frame = Frame { source, ..frame(width) };
        for rows in [0, 1, 10, 60] {
            charts.push((format!("{rows} bars, {layout}"), bars(&frame, &some_bars(rows)).unwrap()));
        }
        for units in [0, 1, 6, 30, 345] {
            charts.push((format!("strips of {units} units, {layout}"), strips(&frame, &some_strips(units, 6)).unwrap()));
        }
        charts.push((format!("60 strips, {layout}"), strips(&frame, &Strips { named: vec![3, 1, 2], ..some_strips(6, 60) }).unwrap()));
        for units in [0, 1, 6, 30, 345, 2479] {
            charts.push((format!("distribution of {units} units, {layout}"), distribution(&frame, &some_distribution(units)).unwrap()));
        }
    }
    charts
}

#[test]
fn bars_as_they_are_written() {
    let chart = bars(&frame(NARROW), &some_bars(6)).unwrap();
    insta::assert_snapshot!("bars", chart.svg);
    insta::assert_json_snapshot!("bars_table", (&chart.table.columns, &chart.table.rows));
}

#[test]
fn strips_as_they_are_written() {
    let chart = strips(&frame(WIDE), &Strips { named: vec![2], ..some_strips(4, 6) }).unwrap();
    insta::assert_snapshot!("strips", chart.svg);
    insta::assert_json_snapshot!("strips_table", (&chart.table.columns, &chart.table.rows));
}

#[test]
fn distribution_as_it_is_written() {
    let chart = distribution(&frame(WIDE), &some_distribution(7)).unwrap();
    insta::assert_snapshot!("distribution", chart.svg);
    insta::assert_json_snapshot!("distribution_table", (&chart.table.columns, &chart.table.rows));
}

#[test]
fn many_units_are_counted_in_the_table() {
    let chart = distribution(&frame(WIDE), &some_distribution(2479)).unwrap();
    insta::assert_json_snapshot!("distribution_table_of_many", (&chart.table.columns, &chart.table.rows));
}

#[test]
fn a_table_has_a_cell_for_every_heading() {
    for (name, chart) in all_charts() {
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.columns.len()), "{name}");
        assert_eq!(chart.table.caption, chart.title, "{name}");
    }
}

#[test]
fn the_same_data_give_the_same_drawing() {
    let once = || distribution(&frame(WIDE), &some_distribution(345)).unwrap();
    assert_eq!(once(), once());
}

#[test]
fn numbers_without_a_place_on_a_scale_are_refused() {
    let broken = Bars { rows: vec![Bar { value: Some(f64::NAN), ..some_bars(1).rows[0].clone() }], words: bar_words() };
    assert_eq!(bars(&frame(WIDE), &broken).unwrap_err().to_string(), "the value of \"Strategia i zarządzanie\" is not a finite number");
    let no_scale = Frame { max: 0.0, ..frame(WIDE) };
    assert_eq!(bars(&no_scale, &some_bars(1)), Err(ChartError::Scale(0.0)));
    let endless = Distribution { units: vec![("Zabrze".into(), f64::INFINITY)], ..some_distribution(1) };
    assert_eq!(distribution(&frame(WIDE), &endless), Err(ChartError::Value("Zabrze".into())));
}

/// The picture of one line of text.
fn picture_of(text: &str) -> Pixmap {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" class=\"chart\"><text class=\"c-text\" x=\"4\" y=\"18\">{text}</text></svg>"
    );
    Pixmap::decode_png(&render_png(&svg).unwrap()).unwrap()
}

#[test]
fn the_embedded_fonts_have_every_polish_letter() {
    let blank = picture_of("");
    let letters: Vec<char> = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ–…„”aclnosz".chars().collect();
    let pictures: Vec<Pixmap> = letters.iter().map(|letter| picture_of(&letter.to_string())).collect();
    for (place, picture) in pictures.iter().enumerate() {
        assert_ne!(picture.data(), blank.data(), "{} is blank", letters[place]);
        for (other, twin) in pictures.iter().enumerate().skip(place + 1) {
            assert_ne!(picture.data(), twin.data(), "{} looks like {}", letters[place], letters[other]);
        }
    }
    assert_ne!(picture_of("ą").data(), picture_of("\u{e000}").data(), "a letter looks like a missing one");
}

#[test]
fn a_picture_has_two_pixels_for_each_unit() {
    let frame = Frame { source: Some("Źródło: Miernik"), ..frame(NARROW) };
    let picture = Pixmap::decode_png(&render_png(&bars(&frame, &some_bars(2)).unwrap().svg).unwrap()).unwrap();
    assert_eq!(picture.width(), 2 * NARROW);
    assert!(render_png("no drawing").is_err());
}

#[test]
#[ignore = "writes pictures to look at into the folder named by CHART_PREVIEW"]
fn pictures() {
    let folder = std::path::PathBuf::from(std::env::var_os("CHART_PREVIEW").expect("CHART_PREVIEW names a folder"));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, chart: Chart| {
        std::fs::write(folder.join(format!("{name}.svg")), standalone_svg(&chart.svg)).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), render_png(&chart.svg).unwrap()).unwrap();
    };
    let source = Some("Źródło: Miernik, edycja 2026, sieć Miasto Cyfrowe. Runda zamrożona 20 listopada 2026.");
    for (name, width, source) in [("wide", 720, None), ("narrow", 320, None), ("file", 720, source)] {
        let frame = Frame { source, ..frame(width) };
        for rows in [1, 8, 60] {
            write(&format!("bars-{rows}-{name}"), bars(&frame, &some_bars(rows)).unwrap());
        }
        for (units, rows) in [(6, 8), (60, 6), (345, 6)] {
            write(&format!("strips-{units}-{name}"), strips(&frame, &some_strips(units, rows)).unwrap());
        }
        let named = Strips { named: vec![1, 2, 3], ..some_strips(7, 8) };
        write(&format!("strips-named-{name}"), strips(&frame, &named).unwrap());
        for units in [6, 60, 345, 2479] {
            write(&format!("distribution-{units}-{name}"), distribution(&frame, &some_distribution(units)).unwrap());
        }
    }
}
