//! The words of the exports: column headings and controlled words, each with its code and its Polish and English reading.

use crate::engine::score::Status;
use crate::lang::{Lang, Text};

/// A word: the code stands in open data, the readings in files for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The code, in snake case.
    pub code: &'static str,
    pl: &'static str,
    en: &'static str,
}

impl Word {
    const fn new(code: &'static str, pl: &'static str, en: &'static str) -> Self {
        Self { code, pl, en }
    }

    /// The reading in a language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Pl => self.pl,
            Lang::En => self.en,
        }
    }

    /// The readings in every language.
    pub fn text(self) -> Text {
        Text { pl: self.pl.to_owned(), en: self.en.to_owned() }
    }
}

/// Columns that say which unit a row is about.
pub(super) mod unit {
    use super::Word;

    pub const REGISTER: Word = Word::new("register", "Rejestr", "Register");
    pub const CODE: Word = Word::new("code", "Kod", "Code");
    pub const NAME: Word = Word::new("name", "Nazwa", "Name");
    pub const KIND: Word = Word::new("kind", "Rodzaj", "Kind");
    pub const REGION: Word = Word::new("region", "Region", "Region");
    pub const DISTRICT: Word = Word::new("district", "Powiat", "District");
    pub const POPULATION: Word = Word::new("population", "Ludność", "Population");
    pub const AREA: Word = Word::new("area_ha", "Powierzchnia (ha)", "Area (ha)");
    pub const ASSESSMENT: Word = Word::new("assessment_state", "Stan samooceny", "Assessment state");
    pub const SUBMITTED: Word = Word::new("submitted", "Data złożenia", "Submitted on");
    pub const ASKED: Word = Word::new("questions_asked", "Pytania zadane", "Questions asked");
    pub const ANSWERED: Word = Word::new("questions_answered", "Pytania z odpowiedzią", "Questions answered");
}

/// What is said of a node or a question; also the endings of columns (`<id>.coverage`).
pub(super) mod item {
    use super::Word;

    pub const ITEM_KIND: Word = Word::new("item_kind", "Rodzaj pozycji", "Kind of item");
    pub const ITEM: Word = Word::new("item", "Pozycja", "Item");
    pub const LABEL: Word = Word::new("label", "Treść", "Label");
    pub const STATE: Word = Word::new("state", "stan odpowiedzi", "state of the answer");
    pub const VALUE: Word = Word::new("value", "odpowiedź", "answer");
    pub const NUMBER: Word = Word::new("number", "liczba", "number");
    pub const NUMERATOR: Word = Word::new("numerator", "licznik", "numerator");
    pub const DENOMINATOR: Word = Word::new("denominator", "mianownik", "denominator");
    pub const DATE: Word = Word::new("date", "dzień", "day");
    pub const REASON: Word = Word::new("reason", "dlaczego nie dotyczy", "why not applicable");
    pub const SCORE: Word = Word::new("score", "wynik", "score");
    pub const MAXIMUM: Word = Word::new("maximum", "pełny wynik", "full score");
    pub const PERCENT: Word = Word::new("percent", "wynik w %", "score in %");
    pub const LOW: Word = Word::new("low", "zakres od", "range from");
    pub const HIGH: Word = Word::new("high", "zakres do", "range to");
    pub const COVERAGE: Word = Word::new("coverage", "pokrycie (0–1)", "coverage (0–1)");
    pub const STATUS: Word = Word::new("status", "status wyniku", "status of the score");
    pub const LEVEL: Word = Word::new("level", "poziom", "level");
    pub const RANK: Word = Word::new("rank", "miejsce", "rank");
    pub const HAS: Word = Word::new("has", "wybrano", "chosen");
}

/// States of an answer in an export.
pub(super) mod state {
    use super::Word;

    pub const ANSWERED: Word = Word::new("answered", "odpowiedź", "answered");
    pub const NOT_ANSWERED: Word = Word::new("not_answered", "brak odpowiedzi", "not answered");
    pub const DO_NOT_KNOW: Word = Word::new("do_not_know", "nie wiem", "do not know");
    pub const NOT_APPLICABLE: Word = Word::new("not_applicable", "nie dotyczy", "not applicable");
    pub const NOT_SHOWN: Word = Word::new("not_shown", "nie zadano", "not shown");
    pub const SUPPRESSED: Word = Word::new("suppressed", "nie udostępniono", "suppressed");
}

/// Statuses of a score in an export.
pub(super) mod status {
    use super::Word;

    pub const PUBLISHED: Word = Word::new("published", "wynik", "published");
    pub const PROVISIONAL: Word = Word::new("provisional", "wynik wstępny", "provisional");
    pub const NO_DATA: Word = Word::new("no_data", "brak danych", "no data");
    pub const NOT_APPLICABLE: Word = super::state::NOT_APPLICABLE;
    pub const NOT_SCORED: Word = Word::new("not_scored", "nie obliczono", "not scored");
    pub const SUPPRESSED: Word = super::state::SUPPRESSED;
}

/// Kinds of items: questions, nodes, and what else the codebook lists.
pub(super) mod kind {
    use super::Word;

    pub const INDEX: Word = Word::new("index", "wynik ogólny", "index");
    pub const DIMENSION: Word = Word::new("dimension", "wymiar", "dimension");
    pub const MODULE: Word = Word::new("module", "moduł", "module");
    pub const QUESTION: Word = Word::new("question", "pytanie", "question");
}

pub(super) const YES: Word = Word::new("true", "tak", "yes");
pub(super) const NO: Word = Word::new("false", "nie", "no");

/// The word for a status.
pub(super) const fn status_word(status: Status) -> Word {
    match status {
        Status::Published => status::PUBLISHED,
        Status::Provisional => status::PROVISIONAL,
        Status::NoData => status::NO_DATA,
        Status::NotApplicable => status::NOT_APPLICABLE,
    }
}
