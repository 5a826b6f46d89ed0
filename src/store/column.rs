//! How values stand in columns: moments as milliseconds, days and documents as text, closed lists of words as enums.
//!
//! `jiff-sqlx` is not used: it keeps a moment as text on SQLite, where `…:00Z` sorts after `…:00.5Z`, and as `timestamptz` on PostgreSQL, so that a
//! statement that compares or a JSON parameter that is unfolded into rows would have to differ.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::lang::{Lang, Text};

/// Milliseconds since 1970.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct Millis(i64);

impl TryFrom<Millis> for Timestamp {
    type Error = jiff::Error;

    fn try_from(millis: Millis) -> Result<Self, Self::Error> {
        Self::from_millisecond(millis.0)
    }
}

/// Milliseconds since 1970, or null.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct MaybeMillis(Option<i64>);

impl TryFrom<MaybeMillis> for Option<Timestamp> {
    type Error = jiff::Error;

    fn try_from(millis: MaybeMillis) -> Result<Self, Self::Error> {
        millis.0.map(Timestamp::from_millisecond).transpose()
    }
}

/// A day as YYYY-MM-DD.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct Day(String);

impl TryFrom<Day> for Date {
    type Error = jiff::Error;

    fn try_from(day: Day) -> Result<Self, Self::Error> {
        day.0.parse()
    }
}

/// A day as YYYY-MM-DD, or null.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct MaybeDay(Option<String>);

impl TryFrom<MaybeDay> for Option<Date> {
    type Error = jiff::Error;

    fn try_from(day: MaybeDay) -> Result<Self, Self::Error> {
        day.0.map(|day| day.parse()).transpose()
    }
}

/// A decimal number as text: neither database has a type that keeps all of its digits and unfolds from JSON alike.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct Number(String);

impl TryFrom<Number> for Decimal {
    type Error = rust_decimal::Error;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        number.0.parse()
    }
}

/// JSON in a text column.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct JsonText(String);

impl JsonText {
    /// The value that the text holds.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

/// JSON in a text column, or null.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct MaybeJson(Option<String>);

impl MaybeJson {
    /// The value that the text holds, if there is one.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<Option<T>, serde_json::Error> {
        self.0.as_deref().map(serde_json::from_str).transpose()
    }
}

impl TryFrom<JsonText> for Text {
    type Error = serde_json::Error;

    fn try_from(text: JsonText) -> Result<Self, Self::Error> {
        text.read()
    }
}

/// A language by its code.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct LangCode(String);

impl TryFrom<LangCode> for Lang {
    type Error = UnknownWord;

    fn try_from(code: LangCode) -> Result<Self, Self::Error> {
        Self::from_code(&code.0).ok_or(UnknownWord(code.0))
    }
}

/// A word of a closed list, or null.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct MaybeWord(Option<String>);

impl MaybeWord {
    /// The word, if there is one.
    pub(super) fn read<T: std::str::FromStr<Err = UnknownWord>>(&self) -> Result<Option<T>, UnknownWord> {
        self.0.as_deref().map(str::parse).transpose()
    }
}

/// A word that is not in the list of its column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of the words that are allowed here")]
pub struct UnknownWord(pub String);

/// The JSON of a value, for a text column or for a statement that unfolds it into rows.
pub(super) fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(value)
}

/// Milliseconds since 1970 of an optional moment.
pub(super) fn maybe_millis(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::as_millisecond)
}

/// An enum for a column that holds one of a closed list of words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$word_meta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word in the database and in exports.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::store::column::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word).ok_or_else(|| $crate::store::column::UnknownWord(word.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::store::column::UnknownWord;

            fn try_from(word: String) -> Result<Self, Self::Error> {
                word.parse()
            }
        }
    };
}
