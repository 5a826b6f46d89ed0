//! What holds for every chart: geometry, text size, well-formed XML, the table beside it. The pictures to look at are written by the ignored test.

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
