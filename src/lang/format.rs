//! Numbers, dates and times as people write them. Pure: the same value always gives the same text.
//!
//! | | Polish | English |
//! |---|---|---|
//! | number | `1 234,5` (no-break space) | `1,234.5` |
//! | percent | `47,3%` | `47.3%` |
//! | difference | `+3,2`, `−1,0` | `+3.2`, `−1.0` |
//! | range | `31–47` | `31–47` |
//! | date | `20 listopada 2026` | `20 November 2026` |
//! | date and time | `20 listopada 2026, 14:05` | `20 November 2026, 14:05` |
//!
//! Thousands always stand apart, also in numbers of four digits, so that columns of a table agree. Below zero stands the real minus (U+2212),
//! and a number that rounds to zero is a plain zero. Halves are rounded away from zero, on the number as people see it: `2.675` is `2,68`
//! although the float is a little below. Differences under a billionth are the noise of computing and are not seen.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Lang, Words};

/// The time zone of the users. It is part of the program, so the machine needs no time zone data.
pub static WARSAW: TimeZone = jiff::tz::get!("Europe/Warsaw");

/// Shown for what is not a number.
const NO_NUMBER: &str = "—";

/// A number with exactly so many decimals (at most nine): `1 234,50`. An infinite number or NaN is a dash.
///
/// ```
/// use miernik::lang::{Lang, format};
///
/// assert_eq!(format::number(Lang::Pl, 1234.5, 2), "1\u{a0}234,50");
/// assert_eq!(format::number(Lang::En, -0.04, 1), "0.0");
/// assert_eq!(format::number(Lang::En, f64::NAN, 1), "—");
/// ```
pub fn number(lang: Lang, value: f64, decimals: usize) -> String {
    plain(value, decimals).map_or_else(|| NO_NUMBER.to_owned(), |digits| written(lang, &digits))
}

/// A number with as many decimals as it needs, at most so many (and at most nine): `1,5`, `2`.
pub fn short(lang: Lang, value: f64, most_decimals: usize) -> String {
    plain(value, most_decimals).map_or_else(
        || NO_NUMBER.to_owned(),
        |digits| {
            let needed = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
            written(lang, needed)
        },
    )
}

/// How many there are: `1 234`.
pub fn count(lang: Lang, things: usize) -> String {
    written(lang, &things.to_string())
}

/// A decimal number exactly as it is kept, with the decimals it is kept with: `1 234,50`.
pub fn decimal(lang: Lang, value: &Decimal) -> String {
    written(lang, &value.to_string())
}

/// A value that is already in percent (0 to 100): `47,3%`.
pub fn percent(lang: Lang, value: f64, decimals: usize) -> String {
    let shown = number(lang, value, decimals);
    if value.is_finite() { shown + "%" } else { shown }
}

/// A difference with its sign: `+3,2`, `−1,0`; one that rounds to zero has none.
pub fn difference(lang: Lang, value: f64, decimals: usize) -> String {
    match plain(value, decimals) {
        None => NO_NUMBER.to_owned(),
        Some(digits) if digits.starts_with('-') || is_zero(&digits) => written(lang, &digits),
        Some(digits) => format!("+{}", written(lang, &digits)),
    }
}

/// The size of a file, in units of a thousand: `340 kB`, `1,2 MB`, the same units in both languages.
///
/// ```
/// use miernik::lang::{Lang, format};
///
/// assert_eq!(format::file_size(Lang::Pl, 1_234_567), "1,2\u{a0}MB");
/// assert_eq!(format::file_size(Lang::En, 340_000), "340\u{a0}kB");
/// assert_eq!(format::file_size(Lang::En, 12), "12\u{a0}B");
/// ```
pub fn file_size(lang: Lang, bytes: u64) -> String {
    // A file is far smaller than what a float holds exactly.
    let (value, unit) = match bytes {
        0..1_000 => (bytes as f64, "B"),
        1_000..999_500 => ((bytes as f64 / 1e3).round(), "kB"),
        _ => (bytes as f64 / 1e6, "MB"),
    };
    format!("{}\u{a0}{unit}", short(lang, value, 1))
}

/// A range: `31–47`; one number if both ends read the same. Beside a minus the dash gets room: `−3 – 5`.
pub fn range(lang: Lang, low: f64, high: f64, decimals: usize) -> String {
    let (low, high) = (number(lang, low, decimals), number(lang, high, decimals));
    if low == high {
        low
    } else if low.contains(MINUS) || high.contains(MINUS) {
        format!("{low}\u{a0}– {high}")
    } else {
        format!("{low}–{high}")
    }
}

/// A day: `20 listopada 2026`. The order and the names of months are in `locales/*/common.ftl`.
pub fn date(lang: Lang, day: Date) -> String {
    Words::of(lang).with(
        "date-long",
        &[("day", day.day().to_string().into()), ("month", i32::from(day.month()).into()), ("year", day.year().to_string().into())],
    )
}

/// A moment on the clocks of Poland: `20 listopada 2026, 14:05`.
pub fn date_time(lang: Lang, at: Timestamp) -> String {
    let here = in_warsaw(at);
    Words::of(lang).with("date-and-time", &[("date", date(lang, here.date()).into()), ("time", time(at).into())])
}

/// The time of day of a moment on the clocks of Poland: `14:05`, the same in both languages.
pub fn time(at: Timestamp) -> String {
    let here = in_warsaw(at);
    format!("{:02}:{:02}", here.hour(), here.minute())
}

fn in_warsaw(at: Timestamp) -> DateTime {
    WARSAW.to_datetime(at)
}

/// The real minus.
const MINUS: char = '−';

/// The value that [`number`] shows: rounded to so many decimals (at most nine), halves away from zero, never `-0`.
pub(super) fn rounded(value: f64, decimals: usize) -> f64 {
    plain(value, decimals).and_then(|digits| digits.parse().ok()).unwrap_or(value)
}

/// Decimals beyond which a float is noise.
const GRAIN: usize = 9;

/// The digits of a number with a plain `-` and a dot; `None` if it is not finite.
fn plain(value: f64, decimals: usize) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let decimals = decimals.min(GRAIN);
    let seen = format!("{value:.GRAIN$}");
    let digits = match Decimal::from_str_exact(&seen) {
        Ok(exact) => {
            let round = exact.round_dp_with_strategy(decimals as u32, RoundingStrategy::MidpointAwayFromZero);
            format!("{round:.decimals$}")
        }
        Err(_) => format!("{value:.decimals$}"),
    };
    Some(digits)
}

fn is_zero(digits: &str) -> bool {
    !digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Dresses plain digits as a language writes them.
fn written(lang: Lang, digits: &str) -> String {
    let (thousands, point) = match lang {
        Lang::Pl => ('\u{a0}', ','),
        Lang::En => (',', '.'),
    };
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut text = String::with_capacity(digits.len() * 2);
    if unsigned.len() < digits.len() && !is_zero(digits) {
        text.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let cases = [
            (0.0, 0, "0", "0"),
            (-0.0, 1, "0,0", "0.0"),
            (-0.04, 1, "0,0", "0.0"),
            (999.0, 0, "999", "999"),
            (1234.0, 0, "1\u{a0}234", "1,234"),
            (1_234_567.891, 2, "1\u{a0}234\u{a0}567,89", "1,234,567.89"),
            (-1234.5, 2, "−1\u{a0}234,50", "−1,234.50"),
            (0.5, 0, "1", "1"),
            (-0.5, 0, "−1", "−1"),
            (1.5, 0, "2", "2"),
            (2.5, 0, "3", "3"),
            (2.675, 2, "2,68", "2.68"),
            (1.005, 2, "1,01", "1.01"),
            (47.249_999_999_999_99, 1, "47,3", "47.3"),
            (0.1 + 0.2, 9, "0,300000000", "0.300000000"),
            (9.999, 2, "10,00", "10.00"),
            (f64::NAN, 1, "—", "—"),
            (f64::INFINITY, 0, "—", "—"),
        ];
        for (value, decimals, pl, en) in cases {
            assert_eq!((number(Lang::Pl, value, decimals).as_str(), number(Lang::En, value, decimals).as_str()), (pl, en), "{value} to {decimals}");
        }
        assert_eq!(number(Lang::En, 1e24, 0), "999,999,999,999,999,983,222,784");
    }

    #[test]
    fn only_the_decimals_that_are_needed() {
        for (value, most, shown) in
            [(1.5, 2, "1,5"), (2.0, 2, "2"), (100.0, 0, "100"), (0.254, 2, "0,25"), (1200.0, 2, "1\u{a0}200"), (-0.001, 2, "0")]
        {
            assert_eq!(short(Lang::Pl, value, most), shown);
        }
    }

    #[test]
    fn decimals_are_exact() {
        let exact = |text: &str| decimal(Lang::Pl, &text.parse().unwrap());
        assert_eq!(exact("1234.50"), "1\u{a0}234,50");
        assert_eq!(exact("79228162514264337593543950335"), "79\u{a0}228\u{a0}162\u{a0}514\u{a0}264\u{a0}337\u{a0}593\u{a0}543\u{a0}950\u{a0}335");
        assert_eq!(exact("-0.00"), "0,00");
        assert_eq!(exact("-0.10"), "−0,10");
        assert_eq!(decimal(Lang::En, &"-1234.5".parse().unwrap()), "−1,234.5");
    }

    #[test]
    fn percents_differences_ranges_and_counts() {
        assert_eq!([percent(Lang::Pl, 47.25, 1), percent(Lang::En, 47.25, 1), percent(Lang::En, f64::NAN, 1)], ["47,3%", "47.3%", "—"]);
        assert_eq!([3.2, -1.0, 0.0, -0.04, 0.05].map(|value| difference(Lang::Pl, value, 1)), ["+3,2", "−1,0", "0,0", "0,0", "+0,1"]);
        assert_eq!([(31.2, 46.8), (47.0, 47.4), (-3.0, 5.0)].map(|(low, high)| range(Lang::Pl, low, high, 0)), ["31–47", "47", "−3\u{a0}– 5"]);
        assert_eq!(count(Lang::En, 2477), "2,477");
    }

    #[test]
    fn days_and_moments() {
        let day = jiff::civil::date(2026, 11, 20);
        assert_eq!([Lang::Pl, Lang::En].map(|lang| date(lang, day)), ["20 listopada 2026", "20 November 2026"]);
        let winter: Timestamp = "2026-11-20T13:05:59Z".parse().unwrap();
        assert_eq!([Lang::Pl, Lang::En].map(|lang| date_time(lang, winter)), ["20 listopada 2026, 14:05", "20 November 2026, 14:05"]);
        let summer_night: Timestamp = "2026-06-30T22:07:00Z".parse().unwrap();
        assert_eq!(date_time(Lang::Pl, summer_night), "1 lipca 2026, 00:07");
    }

    #[test]
    fn every_month_has_its_name() {
        let months = |lang| (1..=12).map(move |month| date(lang, jiff::civil::date(2026, month, 1))).collect::<Vec<_>>().join("; ");
        assert_eq!(
            months(Lang::Pl),
            "1 stycznia 2026; 1 lutego 2026; 1 marca 2026; 1 kwietnia 2026; 1 maja 2026; 1 czerwca 2026; 1 lipca 2026; \
             1 sierpnia 2026; 1 września 2026; 1 października 2026; 1 listopada 2026; 1 grudnia 2026"
        );
        assert_eq!(
            months(Lang::En),
            "1 January 2026; 1 February 2026; 1 March 2026; 1 April 2026; 1 May 2026; 1 June 2026; 1 July 2026; \
             1 August 2026; 1 September 2026; 1 October 2026; 1 November 2026; 1 December 2026"
        );
    }

    proptest! {
        #[test]
        fn a_shown_number_is_never_further_than_half_a_step(value in -1e9..1e9_f64, decimals in 0..6_usize) {
            let shown: f64 = number(Lang::En, value, decimals).replace(',', "").replace(MINUS, "-").parse().unwrap();
            prop_assert!((shown - value).abs() <= 0.5 / 10_f64.powi(decimals as i32) + 2e-7, "{value} shown as {shown}");
        }
    }
}
