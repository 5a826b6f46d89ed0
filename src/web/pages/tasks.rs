//! The task list of an assessment, and the answers of a section to check.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use super::fill_in::{id, who};
use super::{delegation, views};
use crate::engine::survey::{NodeIx, Survey};
use crate::lang::{Lang, format};
use crate::service::access::{Act, may};
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, AssessmentState, CheckPage, Form, Item, Section as PlanSection, TaskList};
use crate::service::views::Stage;
use crate::service::{App, Municipality, assessments};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::beside::kept;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::question::anchor;
use crate::web::parts::score;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/assessments/{id}", get(tasks))
        .route("/{lang}/assessments/{id}/sections/{dimension}/check", get(check))
        .route("/{lang}/assessments/{id}/form", post(choose_form))
}

/// A municipality as it is told from its namesakes: name, kind and region.
pub(super) fn municipality_name(page: &Page, municipality: &Municipality) -> String {
    let place = score::place(page.words, municipality);
    if place.is_empty() { municipality.name.clone() } else { format!("{} ({place})", municipality.name) }
}

/// Which municipality and campaign a page is about, above its title.
pub(super) fn context(page: &Page, opened: &Opened) -> Markup {
    html! { span class="govuk-caption-l" { (municipality_name(page, &opened.municipality)) " · " (opened.campaign.title.get(page.lang)) } }
}

async fn tasks(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = id(&text)?;
    if page.person.as_ref().is_some_and(|person| person.scope.is_some()) {
        return delegation::own_sections(&page, id).await;
    }
    let view = fill_in::task_list(&page.app, page.person.as_ref(), id).await?;
    let title = page.words.t("fill-in-tasks-title");
    let modules: Vec<&PlanSection> = asked(&view).filter(|section| section.optional).collect();
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(&page, &view.opened))
            h1 class="govuk-heading-l" { (title) }
            (version(&page, &view.opened))
            (next(&page, &view))
            (form_choice(&page, &view))
            @for (heading, sections) in groups(&view).into_iter().filter(|(_, sections)| !sections.is_empty()) {
                h2 class="govuk-heading-m" { (heading.map_or_else(|| page.words.t("fill-in-sections").into_owned(), |node| node_title(&page, &view, node))) }
                (list(&page, &view, &sections))
            }
            @if !modules.is_empty() {
                h2 class="govuk-heading-m" { (page.words.t("fill-in-modules")) }
                p class="govuk-body" { (page.words.t("fill-in-modules-text")) }
                (list(&page, &view, &modules))
            }
            (views::sections(&page, &view.opened))
            (delegation::people(&page, &view))
            @if view.opened.may_fill_in {
                p class="govuk-body" { a class="govuk-link" href=(path::workbook(page.lang, view.opened.assessment.id)) { (page.words.t("offline-to-page")) } }
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(path::home(page.lang)).answer(&page, main))
}

/// The sections with something to ask; in the full form all of them, for a section may begin to ask.
pub(super) fn asked(view: &TaskList) -> impl Iterator<Item = &PlanSection> {
    let short = view.opened.assessment.form == Form::Short;
    view.plan.sections.iter().filter(move |section| !short || section.asked() > 0)
}

/// Beginning with the short form, or going on to all questions.
fn form_choice(page: &Page, view: &TaskList) -> Markup {
    let (words, opened) = (page.words, &view.opened);
    let short = opened.survey.questions.iter().filter(|question| question.short_form).count();
    let (settled, asked) = view.plan.progress();
    let form = |form: Form, text: &str, secondary: bool| {
        html! {
            form method="post" action=(path::form(page.lang, opened.assessment.id)) {
                input type="hidden" name="csrf" value=(page.person.as_ref().map_or("", |person| person.csrf.as_str()));
                button class={ "govuk-button" @if secondary { " govuk-button--secondary" } } type="submit" name="form" value=(form.as_str()) { (text) }
            }
        }
    };
    html! {
        @if opened.may_fill_in && opened.assessment.form == Form::Short {
            p class="govuk-body" { (words.with("fill-in-short-text", &[("count", asked.into())])) }
            @if settled > 0 { (button(&results(page, opened), &words.t("fill-in-short-results"), true)) }
            (form(Form::Full, &words.t("fill-in-short-to-full"), settled < asked))
        } @else if opened.may_fill_in && short > 0 && settled == 0 {
            p class="govuk-body" { (words.with("fill-in-short-offer", &[("count", short.into())])) }
            (form(Form::Short, &words.t("fill-in-short-begin"), true))
        }
    }
}

async fn choose_form(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let (id, form) = (id(&text)?, fields.get("form").parse().map_err(|_| Problem::BadRequest)?);
    fill_in::choose_form(&page.app, Some(person), id, form).await?;
    Ok(Redirect::to(&path::assessment(page.lang, id)).into_response())
}

/// The version of the survey; a newer one, if the campaign has it, asks to be looked at.
fn version(page: &Page, opened: &Opened) -> Markup {
    let (words, meta) = (page.words, &opened.survey.meta);
    let args = [("survey", meta.title.get(page.lang).into()), ("version", meta.version.as_str().into())];
    let address = path::version(page.lang, opened.assessment.id);
    html! {
        @if opened.is_current() {
            p class="govuk-body-s m-muted" { a class="govuk-link" href=(address) { (words.with("version-of", &args)) } }
        } @else {
            div class="govuk-inset-text" {
                p class="govuk-body" { (words.with("version-newer", &[("version", opened.campaign.survey_version.as_str().into())])) }
                p class="govuk-body" { a class="govuk-link" href=(address) { (words.t("version-look")) } }
            }
        }
    }
}

fn node_title(page: &Page, view: &TaskList, node: NodeIx) -> String {
    view.opened.survey.node(node).title.get(page.lang).to_owned()
}

/// The sections that everybody answers, under the dimension that they belong to if that holds no questions of its own.
fn groups(view: &TaskList) -> Vec<(Option<NodeIx>, Vec<&PlanSection>)> {
    let mut groups: Vec<(Option<NodeIx>, Vec<&PlanSection>)> = Vec::new();
    for section in asked(view).filter(|section| !section.optional) {
        let heading = above(&view.opened.survey, section.node);
        match groups.last_mut() {
            Some((last, sections)) if *last == heading => sections.push(section),
            _ => groups.push((heading, vec![section])),
        }
    }
    groups
}

/// The dimension right under the index above a node; none if the node is one itself.
fn above(survey: &Survey, node: NodeIx) -> Option<NodeIx> {
    let mut found = None;
    let mut at = survey.node(node).parent;
    while let Some(parent) = at.filter(|parent| *parent != NodeIx::INDEX) {
        found = Some(parent);
        at = survey.node(parent).parent;
    }
    found
}

/// How far it is, until when, and where to go on.
fn next(page: &Page, view: &TaskList) -> Markup {
    let (words, opened) = (page.words, &view.opened);
    let id = opened.assessment.id;
    let (settled, asked) = view.plan.progress();
    let is_submitted = opened.assessment.state.is_handed_in();
    let deadline = words.with("fill-in-deadline", &[("date", format::date(page.lang, opened.campaign.closes_on).into())]);
    html! {
        section class="m-next" aria-labelledby="next" {
            h2 class="m-next__title" id="next" { (words.with("fill-in-progress", &[("settled", settled.into()), ("asked", asked.into())])) }
            @if is_submitted {
                p class="m-next__text" { (words.t(handed_in(opened.assessment.state))) }
            } @else if opened.may_fill_in {
                p class="m-next__text" { (deadline) }
            } @else {
                p class="m-next__text" { (words.t("fill-in-is-closed")) }
            }
            progress class="m-progress" max=(asked) value=(settled) aria-labelledby="next" { (settled) "/" (asked) }
            @if opened.assessment.state == AssessmentState::Returned {
                (button(&path::remarks(page.lang, id), &words.t("review-remarks-to"), false))
                (button(&results(page, opened), &words.t("fill-in-to-results"), true))
            } @else if is_submitted {
                @if view.has_remarks { (button(&path::remarks(page.lang, id), &words.t("review-remarks-to"), true)) }
                (button(&path::receipt(page.lang, id), &words.t("fill-in-to-receipt"), false))
                (button(&results(page, opened), &words.t("fill-in-to-results"), true))
            } @else if opened.may_fill_in {
                @match view.plan.next_open() {
                    Some((section, _, item)) => {
                        @let node = opened.survey.node(section.node);
                        @let args = [("section", node.short.get(page.lang).into()), ("number", item.number.into())];
                        @let target = place(page, opened, section, item);
                        (button(&target, &words.with(if settled == 0 { "fill-in-begin" } else { "fill-in-continue" }, &args), false))
                        @if settled > 0 { p class="m-next__text govuk-!-margin-top-4" { a class="govuk-link" href=(path::submit(page.lang, id)) { (words.t("fill-in-to-submit-early")) } } }
                    },
                    None => (button(&path::submit(page.lang, id), &words.t("fill-in-to-submit"), false)),
                }
            }
        }
    }
}

/// Where an assessment that is handed in stands, in words.
const fn handed_in(state: AssessmentState) -> &'static str {
    match state {
        AssessmentState::Returned => "review-is-returned",
        AssessmentState::Replied => "review-is-replied",
        AssessmentState::Verified => "review-is-verified",
        _ => "fill-in-is-submitted",
    }
}

/// The address of a question: its page, and its place there unless that is the top.
pub(super) fn place(page: &Page, opened: &Opened, section: &PlanSection, item: Item) -> String {
    place_in(page.lang, opened.assessment.id, &opened.survey, section, item)
}

/// The same, of an assessment that is not opened.
pub(super) fn place_in(lang: Lang, assessment: Uuid, survey: &Survey, section: &PlanSection, item: Item) -> String {
    let number = section.page_of(item.question);
    let address = path::section(lang, assessment, &survey.node(section.node).id, number);
    let first = section.pages[number - 1].iter().find(|item| item.shown).map(|item| item.question);
    if first == Some(item.question) { address } else { address + "#" + &anchor(survey.question(item.question)) }
}

pub(super) fn results(page: &Page, opened: &Opened) -> String {
    path::city(page.lang, &opened.campaign.slug, &assessments::key(&opened.municipality))
}

pub(super) fn button(address: &str, text: &str, secondary: bool) -> Markup {
    html! { a class={ "govuk-button" @if secondary { " govuk-button--secondary" } } href=(address) role="button" draggable="false" { (text) } }
}

fn list(page: &Page, view: &TaskList, sections: &[&PlanSection]) -> Markup {
    html! { ul class="govuk-task-list" { @for section in sections { (task(page, view, section)) } } }
}

fn task(page: &Page, view: &TaskList, section: &PlanSection) -> Markup {
    let (words, opened) = (page.words, &view.opened);
    let node = opened.survey.node(section.node);
    let id = opened.assessment.id;
    let (settled, asked) = (section.settled(), section.asked());
    let open = section.items().find(|item| item.open());
    let stage = opened.views.get(&node.id).copied();
    let address = match open.filter(|_| opened.may_fill_in) {
        Some(item) => place(page, opened, section, *item),
        None if stage == Some(Stage::Gathering) => path::views(page.lang, id, &node.id),
        None => path::check(page.lang, id, &node.id),
    };
    let status = format!("status-{}", section.node.0);
    html! {
        li class="govuk-task-list__item govuk-task-list__item--with-link" {
            div class="govuk-task-list__name-and-hint" {
                a class="govuk-link govuk-task-list__link" href=(address) aria-describedby=(status) { (node.title.get(page.lang)) }
                @if let Some(change) = view.changes.get(&section.node) {
                    div class="govuk-task-list__hint" { (who(page, change)) ", " (format::date_time(page.lang, change.at)) }
                }
                @if let Some(stage) = stage { div class="govuk-task-list__hint" { (words.t(views::stage_key(stage))) } }
                @for hint in delegation::hints(words, &view.handed, &node.id) { div class="govuk-task-list__hint m-break" { (hint) } }
            }
            div class="govuk-task-list__status" id=(status) {
                @if delegation::is_to_check(&view.handed, &node.id) {
                    strong class="govuk-tag govuk-tag--yellow" { (words.t("delegation-to-check")) }
                } @else if settled == 0 && asked > 0 {
                    strong class="govuk-tag govuk-tag--grey" { (words.t("fill-in-not-begun")) }
                } @else if settled < asked {
                    strong class="govuk-tag govuk-tag--blue" { (words.with("fill-in-of", &[("settled", settled.into()), ("asked", asked.into())])) }
                } @else {
                    (words.t("fill-in-finished"))
                }
            }
        }
    }
}

async fn check(page: Page, Path((_, text, dimension)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let view = fill_in::check_page(&page.app, page.person.as_ref(), id(&text)?, &dimension).await?;
    let (words, opened, section) = (page.words, &view.opened, &view.plan.sections[view.section]);
    let node = opened.survey.node(section.node);
    let title = words.with("fill-in-check-title", &[("section", node.title.get(page.lang).into())]);
    let (open, settled): (Vec<&Item>, Vec<&Item>) = section.items().filter(|item| item.shown).partition(|item| item.open());
    let tasks = path::assessment(page.lang, opened.assessment.id);
    // Who was asked for sections goes on from the own list.
    let is_guest = page.person.as_ref().is_some_and(|person| person.scope.is_some());
    let answers = Act::FillInSection { municipality: opened.municipality.id, assessment: opened.assessment.id, section: &node.id };
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(&page, opened))
            h1 class="govuk-heading-l" { (title) }
            @if !open.is_empty() {
                h2 class="govuk-heading-m" { (words.with("fill-in-check-open", &[("count", open.len().into())])) }
                (rows(&page, &view, &open))
            }
            @if !settled.is_empty() {
                h2 class="govuk-heading-m" { (words.t("fill-in-check-settled")) }
                (rows(&page, &view, &settled))
            }
            div class="govuk-button-group" {
                @if is_guest {
                    (button(&tasks, &words.t("fill-in-to-tasks"), false))
                } @else {
                    @if opened.may_fill_in { (onward(&page, &view)) }
                    a class="govuk-link" href=(tasks) { (words.t("fill-in-to-tasks")) }
                }
            }
            @if opened.views.contains_key(&node.id) || (opened.may_fill_in && !is_guest) {
                p class="govuk-body" { a class="govuk-link" href=(path::views(page.lang, opened.assessment.id, &node.id)) { (words.t("views-to-page")) } }
            }
            @if may(page.person.as_ref(), answers) {
                p class="govuk-body" {
                    a class="govuk-link" href=(path::workbook_file(page.lang, opened.assessment.id, Some(&node.id))) { (words.t("offline-download-this")) }
                }
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(tasks).answer(&page, main))
}

/// The next section with something open, or handing in.
fn onward(page: &Page, view: &CheckPage) -> Markup {
    let (words, id) = (page.words, view.opened.assessment.id);
    let here = &view.plan.sections[view.section];
    let next = view.plan.sections[view.section + 1..].iter().find(|section| section.optional == here.optional && section.items().any(Item::open));
    html! {
        @match next {
            Some(section) => {
                @let node = view.opened.survey.node(section.node);
                @let page_number = section.items().find(|item| item.open()).map_or(1, |item| section.page_of(item.question));
                (button(&path::section(page.lang, id, &node.id, page_number), &words.with("fill-in-next-section", &[("section", node.short.get(page.lang).into())]), false))
            },
            None => (button(&path::submit(page.lang, id), &words.t("fill-in-to-submit"), false)),
        }
    }
}

fn rows(page: &Page, view: &CheckPage, items: &[&Item]) -> Markup {
    let (words, opened, section) = (page.words, &view.opened, &view.plan.sections[view.section]);
    html! {
        dl class="govuk-summary-list" {
            @for item in items {
                @let question = opened.survey.question(item.question);
                @let record = opened.assessment.document.0.get(&question.id);
                @let address = place(page, opened, section, **item);
                div class={ "govuk-summary-list__row" @if !opened.may_fill_in { " govuk-summary-list__row--no-actions" } } {
                    dt class="govuk-summary-list__key" { (item.number) ". " (question.text.get(page.lang)) }
                    dd class="govuk-summary-list__value m-break" {
                        (kept(words, question, &path::files(page.lang, opened.assessment.id, &opened.survey.node(section.node).id, &question.id), record))
                    }
                    @if opened.may_fill_in {
                        dd class="govuk-summary-list__actions" {
                            a class="govuk-link" href=(address) {
                                (words.t(if item.open() { "fill-in-answer" } else { "action-change" }))
                                span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
