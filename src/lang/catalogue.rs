//! The words of the interface: the catalogues in `locales/`, and [`Words`], through which every page asks for them.
//!
//! # How to add words
//! 1. Put the message into `locales/pl/<area>.ftl` **and** `locales/en/<area>.ftl`, in the same place.
//! 2. Name it `<area>-<what>` in lower case with hyphens (area `sign_in`: `sign-in-title`). The area `common` has no prefix of its own;
//!    its keys begin with a group: `action-save`, `state-answered`.
//! 3. Use it: `words.t("sign-in-title")`, `words.with("sign-in-sent", &[("address", address.into())])`.
//!
//! # How to add an area
//! Make both files, then add a line to `areas!` below. The tests find a file that is not in the list.
//!
//! # What the tests hold
//! Both languages have the same keys with the same variables; every key that the sources name exists and gets its variables; every key is used;
//! every message can be shown; Polish plurals have all four forms. A key that is put together at run time (`format!("state-{state}")`)
//! needs a line in the table `MADE_AT_RUN_TIME` of `catalogue/tests.rs`, with the reason.
//!
//! # Plurals
//! Fluent picks the form from a number, so hand numbers over as numbers:
//! ```ftl
//! fill-in-left = { $count ->
//!     [one] Zostało { $count } pytanie
//!     [few] Zostały { $count } pytania
//!     [many] Zostało { $count } pytań
//!    *[other] Zostało { $count } pytania
//! }
//! ```
//! Numbers in messages are written as people of the language write them, with thousands apart: hand a year over as text.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Lang, format};

#[cfg(test)]
mod tests;

/// The catalogue of one area of the interface.
struct Area {
    #[cfg_attr(not(test), expect(dead_code, reason = "names the file in the messages of the tests"))]
    name: &'static str,
    pl: &'static str,
    en: &'static str,
}

macro_rules! areas {
    ($($name:literal,)*) => {
        &[$(Area {
            name: $name,
            pl: include_str!(concat!("../../locales/pl/", $name, ".ftl")),
            en: include_str!(concat!("../../locales/en/", $name, ".ftl")),
        }),*]
    };
}

/// Every area of the interface: one file in each language.
const AREAS: &[Area] = areas! {
    "admin",
    "checks",
    "common",
    "compare",
    "delegation",
    "evidence",
    "export",
    "fill_in",
    "frame",
    "front",
    "history",
    "home",
    "kept",
    "mail",
    "method",
    "offline",
    "passkeys",
    "provider",
    "public_data",
    "questionnaire",
    "results",
    "review",
    "second_factor",
    "sign_in",
    "version",
    "views",
};

/// The words of the interface in one language. Small and copied freely; the catalogues behind it are read once a process.
///
/// ```
/// use miernik::lang::{Lang, Words};
///
/// let words = Words::of(Lang::En);
/// assert_eq!(words.t("action-save"), "Save");
/// assert_eq!(words.with("progress-answered", &[("answered", 3.into()), ("all", 12.into())]), "3 of 12 answered");
/// ```
///
/// A key that is not in the catalogue is a fault of the program: the tests and debug builds stop at it, a release shows the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The language.
    pub lang: Lang,
}

impl Words {
    /// The words in a language.
    pub const fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text of a message without variables.
    pub fn t(self, key: &str) -> Cow<'static, str> {
        show(self.lang, key, None)
    }

    /// The text of a message with its variables filled in. The text is plain: escape it like any other text.
    pub fn with(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let filled = args.iter().map(|(name, arg)| (*name, arg.value(self.lang))).collect::<FluentArgs<'_>>();
        show(self.lang, key, Some(&filled)).into_owned()
    }
}

/// The value of a variable in a message. Made with `into()` from texts and numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Text, shown as it is; never picks a plural form.
    Text(Cow<'a, str>),
    /// A number, shown with as many decimals as it needs, at most two; picks the plural form.
    Number(f64),
    /// A number shown with exactly so many decimals; picks the plural form (in Polish `1,0` is *other*, `1` is *one*).
    Fixed(f64, usize),
}

impl Arg<'_> {
    /// The value as Fluent takes it; what is too large for its plural rules, or no number at all, goes in as text.
    fn value(&self, lang: Lang) -> FluentValue<'_> {
        let (number, decimals, minimum_fraction_digits) = match self {
            Self::Text(text) => return FluentValue::String(Cow::Borrowed(text)),
            Self::Number(number) => (*number, MOST_DECIMALS, None),
            Self::Fixed(number, decimals) => (*number, *decimals, Some(*decimals).filter(|decimals| *decimals > 0)),
        };
        if number.abs() <= LARGEST {
            FluentNumber::new(format::rounded(number, decimals), FluentNumberOptions { minimum_fraction_digits, ..Default::default() }).into()
        } else {
            FluentValue::String(format::number(lang, number, 0).into())
        }
    }
}

/// The decimals of [`Arg::Number`].
const MOST_DECIMALS: usize = 2;

/// 2⁵³: up to here a float tells all whole numbers apart.
const LARGEST: f64 = 9_007_199_254_740_992.0;

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

macro_rules! arg_from_numbers {
    ($($number:ty)*) => {
        $(impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        })*
    };
}

arg_from_numbers!(u8 u16 u32 u64 usize i32 i64 f64);

type Bundle = FluentBundle<FluentResource>;

static PL: LazyLock<Bundle> = LazyLock::new(|| read(Lang::Pl));
static EN: LazyLock<Bundle> = LazyLock::new(|| read(Lang::En));

fn bundle(lang: Lang) -> &'static Bundle {
    match lang {
        Lang::Pl => &PL,
        Lang::En => &EN,
    }
}

fn show(lang: Lang, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        debug_assert!(false, "the message `{key}` is not in locales/{}", lang.code());
        return Cow::Owned(key.to_owned());
    };
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut faults);
    debug_assert!(faults.is_empty(), "the message `{key}` in locales/{}: {faults:?}", lang.code());
    text
}

fn read(lang: Lang) -> Bundle {
    let language: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Pl => |value, _| shown(Lang::Pl, value),
        Lang::En => |value, _| shown(Lang::En, value),
    }));
    for area in AREAS {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(area.source(lang).to_owned());
        if let Err(faults) = bundle.add_resource(resource) {
            debug_assert!(false, "locales/{}: {faults:?}", lang.code());
        }
    }
    bundle
}

impl Area {
    const fn source(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Pl => self.pl,
            Lang::En => self.en,
        }
    }
}

fn shown(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(match number.options.minimum_fraction_digits {
        Some(decimals) => format::number(lang, number.value, decimals),
        None => format::short(lang, number.value, MOST_DECIMALS),
    })
}
