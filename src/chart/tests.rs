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
    }
}
