//! A section under review: every answer with its note, what was said about it, and a mark; and the page on which another answer is proposed.

use axum::response::Response;
use maud::{Markup, html};

use super::{View, kept};
use crate::engine::survey::{Question, QuestionIx};
use crate::service::FieldError;
use crate::service::fill_in::{Asked, EntryError, Item};
use crate::service::review::rules::Act;
use crate::service::review::{EntryKind, NewMark};
use crate::web::page::Page;
use crate::web::pages::tasks::context;
use crate::web::parts::agreement::agreement;
use crate::web::parts::beside::kept as kept_answer;
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::parts::question::{PartError, QuestionForm, anchor, control, radio};
use crate::web::parts::thread;
use crate::web::parts::wrong::wrong;
use crate::web::path;

/// What stands in a form that came back.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) marks: Vec<NewMark>,
    pub(super) errors: Vec<FieldError>,
}

impl Typed {
    fn mark(&self, question: &Question) -> Option<&NewMark> {
        self.marks.iter().find(|mark| mark.question == question.id)
    }

    fn error(&self, page: &Page, question: &Question) -> Option<String> {
        let error = self.errors.iter().find(|error| error.field == question.id)?;
        Some(page.words.t(error.code).into_owned())
    }
}

/// The address of the mark of a question on its page.
fn mark_id(question: &Question) -> String {
    format!("{}-mark", anchor(question))
}

fn remark_id(question: &Question) -> String {
    format!("{}-remark", anchor(question))
}

pub(super) fn answer(view: View<'_>, at: usize, typed: &Typed) -> Response {
    let View { page, review, .. } = view;
    let (words, survey) = (page.words, &review.opened.survey);
    let section = &review.plan.sections[at];
    let node = survey.node(section.node);
    let title = node.title.get(page.lang);
    let items: Vec<&Item> = section.items().filter(|item| item.shown).collect();
    let error = |item: &&Item| {
        let question = survey.question(item.question);
        let args = [("number", item.number.into()), ("text", typed.error(page, question)?.into())];
        Some(FormError { control: mark_id(question), text: words.with("fill-in-wrong-of", &args) })
    };
    let errors: Vec<FormError> = items.iter().filter_map(error).collect();
    let may_mark = view.allows(Act::Mark);
    let questions = html! { @for item in &items { (view.question(item, typed, may_mark)) } };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (kept(page))
            (context(page, &review.opened))
            h1 class="govuk-heading-l" { (title) }
            @if let Some(found) = review.agreements.get(&node.id) { h2 class="govuk-heading-s" { (words.t("views-agreement")) } (agreement(words, found)) }
            @if may_mark {
                form method="post" action=(view.to_section(&node.id)) novalidate data-warn-unsaved data-changed[!errors.is_empty()] {
                    (view.csrf())
                    (questions)
                    button class="govuk-button" type="submit" { (words.t("review-save")) }
                }
            } @else { (questions) }
        } }
    };
    let frame = Frame::new(title).section(Section::Compare).back(path::review(page.lang, view.slug, view.key));
    frame.refused(!errors.is_empty()).answer(page, main)
}

impl View<'_> {
    /// The address of the files behind an answer.
    fn files(self, question: &Question) -> String {
        let opened = &self.review.opened;
        path::files(self.page.lang, opened.assessment.id, &opened.survey.node(question.dimension).id, &question.id)
    }

    /// A question with its answer and what was said about it.
    fn told(self, question: &Question) -> Markup {
        let (words, document) = (self.page.words, self.review.document());
        html! {
            div class="govuk-body m-break" { (kept_answer(words, question, &self.files(question), document.0.get(&question.id))) }
            @if let Some(thread) = self.review.threads.thread(&question.id) { (thread::thread(words, question, thread, document.version(&question.id))) }
        }
    }

    fn question(self, item: &Item, typed: &Typed, may_mark: bool) -> Markup {
        let question = self.review.opened.survey.question(item.question);
        html! {
            div class="m-question" id=(anchor(question)) {
                h2 class="govuk-heading-s" { (item.number) ". " (question.text.get(self.page.lang)) }
                (self.told(question))
                @if may_mark { (self.mark(question, typed)) }
            }
        }
    }

    fn mark(self, question: &Question, typed: &Typed) -> Markup {
        let View { page, review, .. } = self;
        let words = page.words;
        let (id, remark, error) = (mark_id(question), remark_id(question), typed.error(page, question));
        let stands = typed.mark(question);
        let name = format!("mark:{}", question.id);
        let chosen = |kind: EntryKind| stands.is_some_and(|mark| mark.kind == Some(kind));
        let node = review.opened.survey.node(question.dimension);
        let propose = path::review_question(page.lang, self.slug, self.key, &node.id, &question.id);
        html! {
            (self.seen(question))
            div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                fieldset class="govuk-fieldset" aria-describedby=[error.as_ref().map(|_| format!("{id}-error"))] {
                    legend class="govuk-fieldset__legend govuk-fieldset__legend--s" {
                        (words.t("review-mark")) span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) }
                    }
                    (error_message(&id, &words.t("frame-error-prefix"), error.as_deref()))
                    div class="govuk-radios govuk-radios--inline" {
                        (radio(&id, &name, EntryKind::Confirmed.as_str(), &words.t("review-mark-confirmed"), chosen(EntryKind::Confirmed)))
                        (radio(&format!("{id}-doubtful"), &name, EntryKind::Doubtful.as_str(), &words.t("review-mark-doubtful"), chosen(EntryKind::Doubtful)))
                    }
                }
                label class="govuk-label" for=(remark) { (words.t("review-remark")) }
                textarea class="govuk-textarea" id=(remark) name={ "remark:" (question.id) } rows="2" { "\n" (stands.map_or("", |mark| mark.remark.as_str())) }
                p class="govuk-body-s" {
                    a class="govuk-link" href=(propose) { (words.t("review-propose")) span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) } }
                }
            }
        }
    }
}

/// What stands in the form of a proposal that came back.
#[derive(Default)]
pub(super) struct Proposal {
    pub(super) mark: NewMark,
    pub(super) errors: Vec<FieldError>,
    pub(super) wrong: Vec<EntryError>,
}

pub(super) fn proposal(view: View<'_>, dimension: &str, ix: QuestionIx, typed: &Proposal) -> Response {
    let View { page, review, .. } = view;
    let (words, question) = (page.words, review.opened.survey.question(ix));
    let title = words.t("review-propose-title");
    let parts: Vec<PartError> =
        typed.wrong.iter().map(|error| PartError { part: error.part, text: wrong(words, question, &typed.mark.proposal, error) }).collect();
    let error = typed.errors.first().map(|error| words.t(error.code).into_owned());
    let remark = remark_id(question);
    let mut errors: Vec<FormError> = parts.iter().map(|part| FormError { control: control(question, part.part), text: part.text.clone() }).collect();
    errors.extend(error.iter().map(|text| FormError { control: remark.clone(), text: text.clone() }));
    let item = Item { question: ix, number: 0, shown: true, settled: false };
    let asked = Asked { item, base: 0, typed: typed.mark.proposal.clone(), record: None, errors: typed.wrong.clone(), theirs: None, earlier: None };
    let form = QuestionForm { words, question, asked: &asked, errors: &parts, files: &view.files(question), understood: None, public: None };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, &review.opened))
            h1 class="govuk-heading-l" { (title) }
            h2 class="govuk-heading-m" { (question.text.get(page.lang)) }
            (view.told(question))
            form method="post" action=(path::review_question(page.lang, view.slug, view.key, dimension, &question.id)) novalidate autocomplete="off" data-warn-unsaved data-changed[!errors.is_empty()] {
                (view.csrf())
                (view.seen(question))
                input type="hidden" name={ "mark:" (question.id) } value=(EntryKind::Proposed.as_str());
                div class={ "govuk-form-group" @if !parts.is_empty() { " govuk-form-group--error" } } {
                    fieldset class="govuk-fieldset" {
                        legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (words.t("review-value")) }
                        @for part in &parts { (error_message(&control(question, part.part), &words.t("frame-error-prefix"), Some(&part.text))) }
                        (form.controls())
                    }
                }
                div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                    label class="govuk-label" for=(remark) { (words.t("review-propose-why")) }
                    (error_message(&remark, &words.t("frame-error-prefix"), error.as_deref()))
                    textarea class={ "govuk-textarea" @if error.is_some() { " govuk-textarea--error" } } id=(remark) name={ "remark:" (question.id) } rows="4"
                        aria-describedby=[error.as_ref().map(|_| format!("{remark}-error"))] { "\n" (typed.mark.remark) }
                }
                button class="govuk-button" type="submit" { (words.t("review-propose-save")) }
            }
        } }
    };
    let frame = Frame::new(title).section(Section::Compare).back(view.to_section(dimension));
    frame.refused(!errors.is_empty()).answer(page, main)
}
