//! The form of one question: its words, its controls, the note beside the answer.

use maud::{Markup, Render, html};

use super::beside::{file, grade_key};
use super::field::{Input, described_by, error_message};
use crate::engine::entry::LONGEST_LONG_TEXT;
use crate::engine::survey::{Basis, Body, OptionItem, Question, ShareBody};
use crate::lang::Words;
use crate::service::fill_in::{Asked, Chosen, Evidence, EvidenceGrade, Part, PublicValue};

/// An answer of up to this many bytes is not broken into lines.
const SHORT: usize = 20;

/// The id of the place of a question on its page.
pub(in crate::web) fn anchor(question: &Question) -> String {
    anchor_of(&question.id)
}

/// The same, by the id of a question.
pub(in crate::web) fn anchor_of(question: &str) -> String {
    format!("q-{}", question.replace('.', "__"))
}

/// The name of a field of a question.
fn name(question: &Question, part: &str) -> String {
    format!("a:{}:{part}", question.id)
}

/// The id of the control that a message leads to.
pub(in crate::web) fn control(question: &Question, part: Part) -> String {
    let part = match part {
        Part::Value => "value",
        Part::Numerator => "numerator",
        Part::Denominator => "denominator",
        Part::Date => "date",
        Part::Chosen if matches!(question.body, Body::Choice(_)) => "value",
        Part::Chosen => "chosen",
        Part::Reason => "reason",
        Part::Note => "note",
        Part::Source => "source",
        Part::AsOf => "asof",
        Part::Grade => "grade",
        Part::Links => "links",
        Part::Contest => "contest",
        Part::Keep => "keep",
    };
    format!("{}-{part}", anchor(question))
}

/// A message beside a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct PartError {
    /// The control.
    pub(in crate::web) part: Part,
    /// What is wrong and what to do.
    pub(in crate::web) text: String,
}

/// The form of one question.
#[must_use]
pub(in crate::web) struct QuestionForm<'a> {
    /// The words of the interface.
    pub(in crate::web) words: Words,
    /// The question.
    pub(in crate::web) question: &'a Question,
    /// What stands in the form.
    pub(in crate::web) asked: &'a Asked,
    /// What is wrong with it.
    pub(in crate::web) errors: &'a [PartError],
    /// The address of the files behind its answer.
    pub(in crate::web) files: &'a str,
    /// What was understood of the answer that is kept, if it is a number, a share or a date.
    pub(in crate::web) understood: Option<String>,
    /// What public data say.
    pub(in crate::web) public: Option<&'a PublicValue>,
}

impl Render for QuestionForm<'_> {
    fn render(&self) -> Markup {
        html! { (self.head()) @if let Some(public) = self.public { (self.public_value(public)) } (self.beside()) }
    }
}

impl QuestionForm<'_> {
    /// The question with its help and its controls.
    fn head(&self) -> Markup {
        let id = anchor(self.question);
        let lang = self.words.lang;
        let legend_errors: Vec<Part> = [Part::Value, Part::Chosen].into_iter().filter(|part| self.is_of_group(*part)).collect();
        let hint = self.question.hint.as_ref();
        let described = [(hint.is_some(), format!("{id}-hint"))]
            .into_iter()
            .chain(legend_errors.iter().map(|part| (true, format!("{}-error", control(self.question, *part)))))
            .filter_map(|(there, id)| there.then_some(id))
            .collect::<Vec<_>>()
            .join(" ");
        html! {
            input type="hidden" name="question[]" value={ (self.question.id) "@" (self.asked.base) };
            div class={ "govuk-form-group" @if !self.errors.is_empty() { " govuk-form-group--error" } } {
                fieldset class="govuk-fieldset" aria-describedby=[Some(described).filter(|ids| !ids.is_empty())] {
                    legend class="govuk-fieldset__legend govuk-fieldset__legend--m" {
                        @if self.asked.item.number > 0 { (self.asked.item.number) ". " }
                        (self.question.text.get(lang))
                    }
                    @if let Some(hint) = hint { div id={ (id) "-hint" } class="govuk-hint" { (hint.get(lang)) } }
                    (self.help())
                    @for part in &legend_errors { (error_message(&control(self.question, *part), &self.prefix(), self.error(*part))) }
                    (self.controls())
                }
            }
            @if let Some(understood) = &self.understood {
                p class="govuk-body-s m-muted" { (self.words.with("fill-in-understood", &[("answer", understood.into())])) }
            }
        }
    }

    /// The form with nothing beside the answer but a note.
    pub(in crate::web) fn with_note(&self) -> Markup {
        html! { (self.head()) (self.area(Part::Note, &self.words.t("fill-in-note"), &self.asked.typed.note, 2)) }
    }
}

impl QuestionForm<'_> {
    fn prefix(&self) -> String {
        self.words.t("frame-error-prefix").into_owned()
    }

    fn error(&self, part: Part) -> Option<&str> {
        self.errors.iter().find(|error| error.part == part).map(|error| error.text.as_str())
    }

    /// Whether the message of a part stands above the whole group and not at a control of its own.
    pub(in crate::web) fn is_of_group(&self, part: Part) -> bool {
        let own = part == Part::Value && matches!(self.question.body, Body::Number(_) | Body::Date | Body::Text { .. });
        !own && self.error(part).is_some()
    }

    fn help(&self) -> Markup {
        let (question, words) = (self.question, self.words);
        let parts = [
            (None, &question.definition),
            (Some("fill-in-help-where"), &question.where_found),
            (Some("fill-in-help-respondent"), &question.respondent),
            (Some("fill-in-help-example"), &question.example),
            (Some("fill-in-help-evidence"), &question.evidence),
        ];
        let parts: Vec<_> = parts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?.get(words.lang)))).collect();
        html! {
            @if !parts.is_empty() {
                details class="govuk-details" {
                    summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("fill-in-help")) } }
                    div class="govuk-details__text" {
                        @for (key, text) in parts {
                            p class="govuk-body" { @if let Some(key) = key { strong { (words.t(key)) } " " } (text) }
                        }
                    }
                }
            }
        }
    }

    /// The controls alone, without the question, its help and its note.
    pub(in crate::web) fn controls(&self) -> Markup {
        let question = self.question;
        let text = self.asked.typed.text.as_str();
        match &question.body {
            Body::Choice(options) => self.choice(options),
            Body::Several(options) => html! { (self.several(options)) (self.instead()) },
            Body::Number(body) => {
                let unit = body.unit.as_ref().map(|unit| unit.get(self.words.lang));
                let label = match unit {
                    Some(unit) => self.words.with("fill-in-number-in", &[("unit", unit.into())]),
                    None => self.words.t("fill-in-number").into_owned(),
                };
                html! { (self.line(Part::Value, &label, text, "10", Some("decimal"), unit)) (self.instead()) }
            }
            Body::Date => html! { (self.line(Part::Value, &self.words.t("fill-in-date"), text, "10", Some("numeric"), None)) (self.instead()) },
            Body::Share(body) => html! { (self.share(body)) (self.instead()) },
            Body::Text { long } => html! { (self.text(*long || text.contains('\n'))) (self.instead()) },
            Body::Reasons { options, bases } => html! { (self.reasons(options, bases)) (self.instead()) },
        }
    }

    fn line(&self, part: Part, label: &str, value: &str, width: &str, mode: Option<&str>, unit: Option<&str>) -> Markup {
        let (id, date_hint) = (control(self.question, part), self.words.t("fill-in-date-hint"));
        let name = name(self.question, id.rsplit('-').next().unwrap_or_default());
        let is_date = part == Part::Date || part == Part::Value && matches!(self.question.body, Body::Date);
        let input = Input::new(&name, label, value).id(&id).width(width).suffix(unit).kind("text", "off");
        let input = input.hint(is_date.then_some(&*date_hint));
        let prefix = self.prefix();
        let input = input.error(self.error(part), &prefix);
        html! { (match mode { Some(mode) => input.input_mode(mode), None => input }) }
    }

    fn share(&self, body: &ShareBody) -> Markup {
        let (typed, lang) = (&self.asked.typed, self.words.lang);
        html! {
            (self.line(Part::Numerator, body.numerator.get(lang), &typed.numerator, "10", Some("decimal"), None))
            (self.line(Part::Denominator, body.denominator.get(lang), &typed.denominator, "10", Some("decimal"), None))
            (self.line(Part::Date, &self.words.t("fill-in-as-of"), &typed.date, "10", Some("numeric"), None))
        }
    }

    fn text(&self, long: bool) -> Markup {
        let label = self.words.t("fill-in-text");
        if !long {
            return self.line(Part::Value, &label, &self.asked.typed.text, "30", None, None);
        }
        self.area(Part::Value, &label, &self.asked.typed.text, 6)
    }

    /// A field of several lines. Browsers drop a line end right after the tag, so one stands there that is not part of the text.
    pub(super) fn area(&self, part: Part, label: &str, value: &str, rows: u8) -> Markup {
        let (id, error) = (control(self.question, part), self.error(part));
        let field = id.rsplit('-').next().unwrap_or_default();
        html! {
            div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label" for=(id) { (label) }
                (error_message(&id, &self.prefix(), error))
                textarea class={ "govuk-textarea" @if error.is_some() { " govuk-textarea--error" } } id=(id) name=(name(self.question, field)) rows=(rows) cols="60"
                    aria-describedby=[described_by(&id, false, error.is_some())] data-most=(LONGEST_LONG_TEXT) { "\n" (value) }
                // The script tells here how many characters are left when there are few.
                div class="govuk-hint govuk-character-count__message" role="status" data-left=(self.words.t("kept-count-left"))
                    data-over=(self.words.t("kept-count-over")) {}
            }
        }
    }

    fn choice(&self, options: &[OptionItem]) -> Markup {
        let (id, name, words) = (control(self.question, Part::Value), name(self.question, "chosen"), self.words);
        let typed = &self.asked.typed;
        let is_settled = typed.chosen != Chosen::Nothing || self.asked.record.as_ref().is_some_and(|record| record.answer.is_settled());
        html! {
            div class="govuk-radios" {
                @for (at, option) in options.iter().enumerate() {
                    @let own_id = if at == 0 { id.clone() } else { format!("{id}-{}", at + 1) };
                    (radio(&own_id, &name, &format!("option:{}", option.id), option.label.get(words.lang),
                        typed.chosen == Chosen::Value && typed.text == option.id))
                }
                div class="govuk-radios__divider" { (words.t("fill-in-or")) }
                (self.no_value(&name, &id))
                @if is_settled {
                    (radio(&format!("{id}-clear"), &name, "", &words.t("fill-in-clear"), typed.chosen == Chosen::Nothing))
                }
            }
        }
    }

    fn several(&self, options: &[OptionItem]) -> Markup {
        let (id, name) = (control(self.question, Part::Value), name(self.question, "option[]"));
        html! {
            div class="govuk-checkboxes govuk-!-margin-bottom-4" {
                @for (at, option) in options.iter().enumerate() {
                    @let own_id = if at == 0 { id.clone() } else { format!("{id}-{}", at + 1) };
                    @if option.exclusive && at > 0 { div class="govuk-checkboxes__divider" { (self.words.t("fill-in-or")) } }
                    div class="govuk-checkboxes__item" {
                        input class="govuk-checkboxes__input" id=(own_id) name=(name) type="checkbox" value=(option.id)
                            checked[self.asked.typed.options.contains(&option.id)];
                        label class="govuk-label govuk-checkboxes__label" for=(own_id) { (option.label.get(self.words.lang)) }
                    }
                }
            }
        }
    }

    fn reasons(&self, options: &[OptionItem], bases: &[Basis]) -> Markup {
        let (id, words) = (control(self.question, Part::Value), self.words);
        html! {
            div class="m-scroll govuk-!-margin-bottom-4" role="region" aria-labelledby={ (id) "-caption" } tabindex="0" {
                table class="govuk-table" {
                    caption class="govuk-table__caption govuk-visually-hidden" id={ (id) "-caption" } { (self.question.text.get(words.lang)) }
                    thead class="govuk-table__head" { tr class="govuk-table__row" {
                        th scope="col" class="govuk-table__header" { (words.t("fill-in-reason")) }
                        th scope="col" class="govuk-table__header" id={ (id) "-head-rank" } { (words.t("fill-in-rank")) }
                        @if !bases.is_empty() { th scope="col" class="govuk-table__header" id={ (id) "-head-basis" } { (words.t("fill-in-basis")) } }
                    } }
                    tbody class="govuk-table__body" { @for (at, option) in options.iter().enumerate() { (self.reason(&id, at, option, options.len(), bases)) } }
                }
            }
        }
    }

    fn reason(&self, id: &str, at: usize, option: &OptionItem, count: usize, bases: &[Basis]) -> Markup {
        let words = self.words;
        let typed = self.asked.typed.ranked.iter().find(|ranked| ranked.option == option.id);
        let (rank, basis) = typed.map_or(("", ""), |typed| (typed.rank.as_str(), typed.basis.as_str()));
        let select_id = if at == 0 { id.to_owned() } else { format!("{id}-{}", at + 1) };
        html! {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" id={ (id) "-row-" (at) } { (option.label.get(words.lang)) }
                td class="govuk-table__cell" {
                    select class="govuk-select" id=(select_id) name=(name(self.question, &format!("rank:{}", option.id)))
                        aria-labelledby={ (id) "-row-" (at) " " (id) "-head-rank" } {
                        option value="" { "–" }
                        @for number in 1..=count { option value=(number) selected[rank == number.to_string()] { (number) } }
                    }
                }
                @if !bases.is_empty() {
                    td class="govuk-table__cell" {
                        select class="govuk-select" id={ (select_id) "-basis" } name=(name(self.question, &format!("basis:{}", option.id)))
                            aria-labelledby={ (id) "-row-" (at) " " (id) "-head-basis" } {
                            option value="" { "–" }
                            @for known in bases { option value=(known.id) selected[basis == known.id] { (known.label.get(words.lang)) } }
                        }
                    }
                }
            }
        }
    }

    /// "The answer above", "do not know", "not applicable".
    fn instead(&self) -> Markup {
        let (id, name) = (control(self.question, Part::Chosen), name(self.question, "chosen"));
        html! {
            div class="govuk-radios govuk-radios--small govuk-radios--inline" {
                (radio(&id, &name, "value", &self.words.t("fill-in-value-above"), self.asked.typed.chosen == Chosen::Value))
                (self.no_value(&name, &id))
            }
        }
    }

    /// "Do not know", "not applicable" with its reason.
    fn no_value(&self, name: &str, id: &str) -> Markup {
        let (words, typed) = (self.words, &self.asked.typed);
        html! {
            (radio(&format!("{id}-do-not-know"), name, "do-not-know", &words.t("state-do-not-know"), typed.chosen == Chosen::DoNotKnow))
            @if self.question.may_be_not_applicable {
                (radio(&format!("{id}-not-applicable"), name, "not-applicable", &words.t("state-not-applicable"), typed.chosen == Chosen::NotApplicable))
                div class="govuk-radios__conditional" { (self.area(Part::Reason, &words.t("fill-in-why-not"), &typed.reason, 2)) }
            }
        }
    }
}

impl QuestionForm<'_> {
    /// Note, source, day, grade, links and files: closed until there is something in it.
    fn beside(&self) -> Markup {
        let (words, typed, id) = (self.words, &self.asked.typed, anchor(self.question));
        let is_filled = [&typed.note, &typed.source, &typed.as_of, &typed.grade, &typed.links].iter().any(|part| !part.is_empty());
        let is_wrong = [Part::Note, Part::Source, Part::AsOf, Part::Grade, Part::Links].into_iter().any(|part| self.error(part).is_some());
        let files: Vec<_> = self.asked.record.iter().flat_map(|record| &record.evidence).filter_map(Evidence::file).collect();
        html! {
            details class="govuk-details" open[is_filled || is_wrong || !files.is_empty()] {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("evidence-add")) } }
                div class="govuk-details__text" {
                    (self.area(Part::Note, &words.t("fill-in-note"), &typed.note, 3))
                    (self.line(Part::Source, &words.t("evidence-source"), &typed.source, "30", None, None))
                    (self.line(Part::AsOf, &words.t("evidence-as-of"), &typed.as_of, "10", Some("numeric"), None))
                    (self.grade())
                    (self.area(Part::Links, &words.t("evidence-links"), &typed.links, 2))
                    @if !files.is_empty() {
                        p class="govuk-body govuk-!-margin-bottom-1" id={ (id) "-files" } { (words.t("evidence-files")) }
                        ul class="govuk-list govuk-list--bullet" aria-labelledby={ (id) "-files" } {
                            @for known in files { li { (file(words.lang, self.files, known)) } }
                        }
                    }
                    button class="govuk-button govuk-button--secondary m-flush" type="submit" name="then" value={ "files:" (self.question.id) } {
                        (words.t("evidence-to-files"))
                        @if self.asked.item.number > 0 {
                            span class="govuk-visually-hidden" { " " (words.with("evidence-of-question", &[("number", self.asked.item.number.into())])) }
                        }
                    }
                }
            }
        }
    }

    fn grade(&self) -> Markup {
        let (words, id, error) = (self.words, control(self.question, Part::Grade), self.error(Part::Grade));
        html! {
            div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label" for=(id) { (words.t("evidence-grade")) }
                (error_message(&id, &self.prefix(), error))
                select class="govuk-select" id=(id) name=(name(self.question, "grade")) aria-describedby=[described_by(&id, false, error.is_some())] {
                    option value="" { "–" }
                    @for grade in EvidenceGrade::ALL {
                        option value=(grade.as_str()) selected[self.asked.typed.grade == grade.as_str()] { (words.t(grade_key(*grade))) }
                    }
                }
            }
        }
    }
}

/// One answer of several.
pub(in crate::web) fn radio(id: &str, name: &str, value: &str, label: &str, checked: bool) -> Markup {
    html! {
        div class="govuk-radios__item" {
            input class="govuk-radios__input" id=(id) name=(name) type="radio" value=(value) checked[checked];
            label class="govuk-label govuk-radios__label" for=(id) { (unbroken(label)) }
        }
    }
}

/// Short answers stand side by side and in one line each.
fn unbroken(label: &str) -> String {
    if label.len() <= SHORT { label.replace(' ', "\u{a0}") } else { label.to_owned() }
}
