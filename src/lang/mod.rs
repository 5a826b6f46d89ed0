//! Languages: which there are, texts in them, the catalogues of the interface, numbers and dates as people write them, and their alphabetical order.

pub mod catalogue;
pub mod collate;
pub mod format;
mod text;

pub use catalogue::{Arg, Words};
pub use text::Text;

use serde::{Deserialize, Serialize};

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Polish, the first language of the users.
    #[default]
    Pl,
    /// English.
    En,
}

impl Lang {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::Pl, Self::En];

    /// The code in addresses and in `lang` attributes: `pl`, `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pl => "pl",
            Self::En => "en",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}
