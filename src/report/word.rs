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
    pub const DECLARED: Word = Word::new("declared", "wynik własny", "self-declared score");
    pub const VERIFIED: Word = Word::new("verified", "wynik zweryfikowany", "verified score");
    pub const NOTE: Word = Word::new("note", "uwaga", "note");
    pub const SOURCE: Word = Word::new("source", "skąd pochodzi", "where it comes from");
    pub const AS_OF: Word = Word::new("as_of", "dzień, którego dotyczy", "day it describes");
    pub const GRADE: Word = Word::new("grade", "na czym się opiera", "how it is backed");
    pub const EVIDENCE: Word = Word::new("evidence", "linki i pliki", "links and files");
    pub const HAS: Word = Word::new("has", "wybrano", "chosen");
}

/// Columns of the codebook.
pub(super) mod code {
    use super::Word;

    pub const OPTION: Word = Word::new("option", "Odpowiedź do wyboru", "Option");
    pub const KIND: Word = Word::new("kind", "Rodzaj", "Kind");
    pub const PARENT: Word = Word::new("dimension", "Wymiar", "Dimension");
    pub const LABEL_PL: Word = Word::new("label_pl", "Treść po polsku", "Label in Polish");
    pub const LABEL_EN: Word = Word::new("label_en", "Treść po angielsku", "Label in English");
    pub const UNIT_PL: Word = Word::new("unit_pl", "Jednostka po polsku", "Unit in Polish");
    pub const UNIT_EN: Word = Word::new("unit_en", "Jednostka po angielsku", "Unit in English");
    pub const POINTS: Word = Word::new("points", "Punkty", "Points");
    pub const WEIGHT: Word = Word::new("weight", "Waga", "Weight");
    pub const SCORED: Word = Word::new("scored", "Oceniane", "Scored");
    pub const MINIMUM_VALUE: Word = Word::new("minimum_value", "Najmniejsza wartość", "Least value");
    pub const MAXIMUM_VALUE: Word = Word::new("maximum_value", "Największa wartość", "Greatest value");
    pub const GOALPOST_LOW: Word = Word::new("goalpost_low", "Próg dolny", "Lower goalpost");
    pub const GOALPOST_HIGH: Word = Word::new("goalpost_high", "Próg górny", "Upper goalpost");
    pub const GOALPOST_BETTER: Word = Word::new("goalpost_better", "Lepiej", "Better");
    pub const RELEVANT: Word = Word::new("relevant", "Zadawane, gdy", "Asked if");
    pub const NOT_APPLICABLE: Word = Word::new("may_be_not_applicable", "Może nie dotyczyć", "May be not applicable");
    pub const GATE_LEVEL: Word = Word::new("gate_level", "Warunek poziomu", "Gate of level");
    pub const GATE_AT_LEAST: Word = Word::new("gate_at_least", "Warunek: co najmniej %", "Gate: at least %");
    pub const SHORT_FORM: Word = Word::new("short_form", "Wersja krótka", "Short form");
    pub const CONFIDENTIAL: Word = Word::new("confidential", "Poufne", "Confidential");
    pub const OPEN_DATA: Word = Word::new("in_open_data", "W danych otwartych", "In open data");
    pub const SURVEY: Word = Word::new("survey", "Ankieta", "Survey");
    pub const VERSION: Word = Word::new("version", "Wersja", "Version");
    pub const HASH: Word = Word::new("hash", "Odcisk SHA-256", "SHA-256");
    pub const MORE: Word = Word::new("more", "więcej", "more");
    pub const LESS: Word = Word::new("less", "mniej", "less");
}

/// States of an answer in an export.
pub(super) mod state {
    use super::Word;

    pub const ANSWERED: Word = Word::new("answered", "odpowiedź", "answered");
    pub const NOT_ANSWERED: Word = Word::new("not_answered", "brak odpowiedzi", "not answered");
    pub const DO_NOT_KNOW: Word = Word::new("do_not_know", "nie wiem", "do not know");
    pub const NOT_APPLICABLE: Word = Word::new("not_applicable", "nie dotyczy", "not applicable");
    pub const NOT_SHOWN: Word = Word::new("not_shown", "nie zadano", "not shown");
}

/// How firmly an answer is backed.
pub(super) mod grade {
    use super::Word;

    pub const ALL: [Word; 4] = [
        Word::new("statement", "oświadczenie urzędu", "a statement by the office"),
        Word::new("document", "dokument wewnętrzny", "an internal document"),
        Word::new("published", "opublikowane", "published"),
        Word::new("audited", "sprawdzone przez kogoś spoza urzędu", "checked by somebody outside the office"),
    ];
}

/// Statuses of a score in an export.
pub(super) mod status {
    use super::Word;

    pub const PUBLISHED: Word = Word::new("published", "wynik", "published");
    pub const PROVISIONAL: Word = Word::new("provisional", "wynik wstępny", "provisional");
    pub const NO_DATA: Word = Word::new("no_data", "brak danych", "no data");
    pub const NOT_APPLICABLE: Word = super::state::NOT_APPLICABLE;
    pub const NOT_SCORED: Word = Word::new("not_scored", "nie obliczono", "not scored");
    pub const ALL: [Word; 5] = [PUBLISHED, PROVISIONAL, NO_DATA, NOT_APPLICABLE, NOT_SCORED];
}

/// Kinds of items: questions, nodes, and what else the codebook lists.
pub(super) mod kind {
    use super::Word;

    pub const INDEX: Word = Word::new("index", "wynik ogólny", "index");
    pub const DIMENSION: Word = Word::new("dimension", "wymiar", "dimension");
    pub const MODULE: Word = Word::new("module", "moduł", "module");
    pub const QUESTION: Word = Word::new("question", "pytanie", "question");
    pub const OPTION: Word = Word::new("option", "odpowiedź do wyboru", "option");
    pub const BASIS: Word = Word::new("basis", "skąd to wiadomo", "basis");
    pub const PART: Word = Word::new("part", "część odsetka", "part of a share");
    pub const LEVEL: Word = Word::new("level", "poziom", "level");
    pub const STATE: Word = Word::new("state", "stan odpowiedzi", "state of an answer");
    pub const STATUS: Word = Word::new("status", "status wyniku", "status of a score");
    pub const BESIDE: Word = Word::new("beside", "przy odpowiedzi", "beside an answer");
    pub const GRADE: Word = Word::new("grade", "na czym opiera się odpowiedź", "how an answer is backed");
}

/// Names of sheets, and the lines of the sheet that says what the file is.
pub(super) mod sheet {
    use super::Word;

    pub const DATA: Word = Word::new("data", "Dane", "Data");
    pub const LONG: Word = Word::new("long", "Dane długie", "Long data");
    pub const CODEBOOK: Word = Word::new("codebook", "Słownik", "Codebook");
    pub const ABOUT: Word = Word::new("about", "O pliku", "About");
}

/// Lines of the sheet that says what the file is.
pub(super) mod about {
    use super::Word;

    pub const WHAT: Word = Word::new("what", "Co", "What");
    pub const VALUE: Word = Word::new("value", "Wartość", "Value");
    pub const CAMPAIGN: Word = Word::new("campaign", "Edycja", "Campaign");
    pub const SLUG: Word = Word::new("campaign_id", "Identyfikator edycji", "Campaign id");
    pub const TITLE: Word = Word::new("survey_title", "Ankieta", "Survey");
    pub const SURVEY: Word = Word::new("survey_id", "Identyfikator ankiety", "Survey id");
    pub const VERSION: Word = Word::new("survey_version", "Wersja ankiety", "Survey version");
    pub const HASH: Word = Word::new("survey_hash", "Odcisk SHA-256 ankiety", "SHA-256 of the survey");
    pub const ENGINE: Word = Word::new("engine_version", "Wersja reguł oceny", "Version of the scoring rules");
    pub const GENERATED: Word = Word::new("generated", "Wygenerowano (UTC)", "Generated (UTC)");
    pub const AUDIENCE: Word = Word::new("audience", "Dla kogo", "Audience");
    pub const CREDIT: Word = Word::new("credit", "Autorzy ankiety", "Credit");
    pub const LICENCE: Word = Word::new("licence", "Licencja ankiety", "Licence of the survey");
    pub const SOURCE: Word = Word::new("source", "Źródło ankiety", "Source of the survey");
    pub const UNITS: Word = Word::new("units", "Liczba jednostek", "Units");
    pub const ROWS: Word = Word::new("rows", "Wiersze arkusza danych", "Rows of the data sheet");
    pub const LONG_ROWS: Word = Word::new("long_rows", "Wiersze danych długich", "Rows of the long data");
    pub const CONFIDENTIAL: Word = Word::new(
        "questions_left_out",
        "Pytania pominięte jako poufne lub zdradzające poufną odpowiedź; wyniki ich nie obejmują",
        "Questions left out as confidential or giving a confidential answer away; scores do not count them",
    );
    pub const TEXTS: Word = Word::new("free_text", "Odpowiedzi opisowe", "Answers in free text");
    pub const SHEETS: Word =
        Word::new("sheets", "Arkusze danych; dalsze wiersze są w kolejnych arkuszach", "Data sheets; rows go on in the next sheet");
    pub const CUT: Word = Word::new(
        "texts_cut",
        "Teksty skrócone do limitu komórki, z „…” na końcu; całe są w CSV",
        "Texts cut to the limit of a cell, ending in “…”; the CSV has them whole",
    );
    pub const EXACT: Word = Word::new(
        "written_as_text",
        "Liczby i daty zapisane jako tekst, bo arkusz by je zmienił",
        "Numbers and dates written as text because a spreadsheet would alter them",
    );
    pub const OWN: Word = Word::new("own", "gmina i eksperci sieci", "the municipality and the experts of the network");
    pub const NETWORK: Word = Word::new("network", "sieć", "the network");
    pub const PUBLIC: Word = Word::new("public", "wszyscy", "everyone");
    pub const INCLUDED: Word = Word::new("included", "są w pliku", "included");
    pub const LEFT_OUT: Word = Word::new("left_out", "pominięte", "left out");
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
