//! A text in every language of the product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Lang;

/// One text in Polish and in English; both are always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Polish.
    pub pl: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The same words in both languages, for names that are not translated.
    pub fn same(words: &str) -> Self {
        Self { pl: words.to_owned(), en: words.to_owned() }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Pl => &self.pl,
            Lang::En => &self.en,
        }
    }
}
