//! The first page of a review: where it stands, its sections, what has been done, returning and verifying.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::{Changed, View, kept};
use crate::engine::survey::Question;
use crate::lang::format;
use crate::service::fill_in::{AssessmentState, Section as PlanSection};
use crate::service::review::rules::Act;
use crate::service::review::{EntryKind, StepLine, Why};
use crate::web::pages::sign_in::of;
use crate::web::pages::tasks::{button, context, results};
use crate::web::parts::answer::lines;
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::parts::question::anchor;
use crate::web::path;

/// What the person has just tried.
pub(super) enum After {
    Nothing,
    Changed(Changed),
    Refused(Vec<FormError>),
}

pub(super) fn answer(view: View<'_>, after: After, reason: &str) -> Response {
    let View { page, review, .. } = view;
    let words = page.words;
    let title = words.t("review-title");
    let errors: &[FormError] = if let After::Refused(errors) = &after { errors } else { &[] };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (kept(page))
            (context(page, &review.opened))
            h1 class="govuk-heading-l" { (title) }
            @if let After::Changed(changed) = &after {
                (view.changed(changed))
                // Where the form is gone, its text stays to be copied.
                @if !reason.trim().is_empty() && !view.allows(Act::Return) { div class="govuk-inset-text m-break" { (lines(reason)) } }
            }
            p class="govuk-body" { (state(view)) }
            h2 class="govuk-heading-m" { (words.t("fill-in-sections")) }
            ul class="govuk-task-list" { @for section in review.plan.sections.iter().filter(|section| section.asked() > 0) { (view.section(section)) } }
            @if view.allows(Act::Return) { (view.give_back(errors, reason)) }
            @if view.allows(Act::Verify) { (view.verify(errors)) }
            (view.steps())
            div class="govuk-button-group" { (button(&results(page, &review.opened), &words.t("fill-in-to-results"), true)) }
        } }
    };
    let frame = Frame::new(title).section(Section::Compare).back(results(page, &review.opened));
    match after {
        After::Nothing => frame.answer(page, main),
        After::Changed(_) => frame.status(StatusCode::CONFLICT).answer(page, main),
        After::Refused(_) => frame.refused(true).answer(page, main),
    }
}

/// Where the assessment stands, and whose turn it is.
fn state(view: View<'_>) -> Markup {
    let (class, tag, text) = match view.review.opened.assessment.state {
        AssessmentState::Returned => ("govuk-tag--yellow", "review-state-returned", "review-state-returned-text"),
        AssessmentState::Replied => ("govuk-tag--blue", "review-state-replied", "review-state-replied-text"),
        AssessmentState::Verified => ("govuk-tag--green", "review-state-verified", "review-state-verified-text"),
        _ => ("govuk-tag--blue", "review-state-submitted", "review-state-submitted-text"),
    };
    html! { strong class={ "govuk-tag " (class) } { (view.page.words.t(tag)) } " " (view.page.words.t(text)) }
}

impl View<'_> {
    /// The link to a question in its section.
    fn question_link(self, question: &Question) -> Markup {
        let node = self.review.opened.survey.node(question.dimension);
        let address = format!("{}#{}", self.to_section(&node.id), anchor(question));
        html! { a class="govuk-link" href=(address) { (question.text.get(self.page.lang)) } }
    }

    fn link(self, id: &str) -> Markup {
        let survey = &self.review.opened.survey;
        html! { @match survey.question_ix(id) { Some(ix) => (self.question_link(survey.question(ix))), None => (id) } }
    }

    fn changed(self, changed: &Changed) -> Markup {
        let words = self.page.words;
        html! {
            div class="govuk-inset-text" role="alert" {
                p class="govuk-body" { (words.t("review-changed")) }
                @if !changed.answers.is_empty() {
                    p class="govuk-body" { (words.t("review-changed-answers")) }
                    ul class="govuk-list govuk-list--bullet" { @for id in &changed.answers { li { (self.link(id)) } } }
                }
                @if !changed.said.is_empty() {
                    p class="govuk-body" { (words.t("review-changed-said")) }
                    ul class="govuk-list govuk-list--bullet" { @for id in &changed.said { li { (self.link(id)) } } }
                }
            }
        }
    }

    fn section(self, section: &PlanSection) -> Markup {
        let View { page, review, .. } = self;
        let survey = &review.opened.survey;
        let node = survey.node(section.node);
        let marks = section.items().filter(|item| item.shown).filter_map(|item| review.threads.thread(&survey.question(item.question).id)?.mark());
        let (mut marked, mut asked) = (0, 0);
        for mark in marks {
            marked += 1;
            asked += usize::from(mark.kind != EntryKind::Confirmed);
        }
        let status = format!("status-{}", section.node.0);
        let args = [("marked", marked.into()), ("all", section.asked().into())];
        html! {
            li class="govuk-task-list__item govuk-task-list__item--with-link" {
                div class="govuk-task-list__name-and-hint" {
                    a class="govuk-link govuk-task-list__link" href=(self.to_section(&node.id)) aria-describedby=(status) { (node.title.get(page.lang)) }
                    @if let Some(found) = review.agreements.get(&node.id) {
                        div class="govuk-task-list__hint" { (page.words.with("views-agreement-hint", &[("share", format::percent(page.lang, 100.0 * found.same, 0).into())])) }
                    }
                    @if asked > 0 { div class="govuk-task-list__hint" { (page.words.with("review-section-asked", &[("count", asked.into())])) } }
                }
                div class="govuk-task-list__status" id=(status) { (page.words.with("review-section-marked", &args)) }
            }
        }
    }

    /// What both forms carry: the revision, and the version of every answer, as they are on this page.
    fn bound(self) -> Markup {
        let assessment = &self.review.opened.assessment;
        html! {
            (self.csrf())
            input type="hidden" name="revision" value=(assessment.revision);
            @for (question, record) in &assessment.document.0 { input type="hidden" name="seen[]" value={ (question) "@" (record.version) }; }
        }
    }

    fn give_back(self, errors: &[FormError], reason: &str) -> Markup {
        let (words, error) = (self.page.words, of(errors, "return").or_else(|| of(errors, "reason")));
        let count = self.review.threads.unasked().count();
        html! {
            h2 class="govuk-heading-m" { (words.t("review-return-title")) }
            p class="govuk-body" { (words.with("review-return-text", &[("count", count.into())])) }
            form method="post" action=(path::review(self.page.lang, self.slug, self.key)) novalidate {
                (self.bound())
                div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                    label class="govuk-label" for="reason" { (words.t("review-return-reason")) }
                    (error_message("reason", &words.t("frame-error-prefix"), error))
                    textarea class="govuk-textarea" id="reason" name="reason" rows="3" aria-describedby=[error.map(|_| "reason-error")] { "\n" (reason) }
                }
                button class="govuk-button govuk-button--secondary" id="return" type="submit" name="act" value="return" { (words.t("review-return")) }
            }
        }
    }

    fn verify(self, errors: &[FormError]) -> Markup {
        let (words, review) = (self.page.words, self.review);
        let error = of(errors, "verify");
        let values = review.threads.values(review.document()).0.len();
        html! {
            h2 class="govuk-heading-m" { (words.t("review-verify-title")) }
            @if review.obstacles.is_empty() {
                p class="govuk-body" { (words.with("review-verify-text", &[("count", values.into())])) }
            } @else {
                p class="govuk-body" { (words.t("review-obstacles")) }
                ul class="govuk-list govuk-list--bullet" {
                    @for obstacle in &review.obstacles {
                        li { (self.link(&obstacle.question)) " – " (words.t(match obstacle.why {
                            Why::AnswerChanged => "review-obstacle-changed",
                            Why::NotHeard => "review-obstacle-not-heard",
                        })) }
                    }
                }
            }
            form method="post" action=(path::review(self.page.lang, self.slug, self.key)) novalidate {
                (self.bound())
                div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                    (error_message("verify", &words.t("frame-error-prefix"), error))
                    button class="govuk-button" id="verify" type="submit" name="act" value="verify" { (words.t("review-verify")) }
                }
            }
        }
    }

    fn steps(self) -> Markup {
        let words = self.page.words;
        html! {
            @if !self.review.threads.steps.is_empty() {
                h2 class="govuk-heading-m" { (words.t("review-steps")) }
                ul class="govuk-list" { @for step in &self.review.threads.steps { li { (self.step(step)) } } }
            }
        }
    }

    fn step(self, step: &StepLine) -> Markup {
        let key = match step.act.as_str() {
            "return" => "review-step-return",
            "reply" => "review-step-reply",
            "verify" => "review-step-verify",
            "reopen" => "review-step-reopen",
            _ => "review-step-submit",
        };
        html! {
            (self.page.words.t(key)) ", " (format::date_time(self.page.lang, step.at))
            @if !step.reason.is_empty() { span class="m-break" { ": " (step.reason) } }
        }
    }
}
