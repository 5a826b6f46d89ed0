//! Individual views: where the owner wants it, several people answer the questions of a section each apart from the others. Nobody sees anybody else's view
//! before the owner opens them; then the owner settles what the city answers, with a reason. How far the views agreed is kept as the quality of the data.
//!
//! Views stay inside the city: those who answer for it, look at it or were asked for the section. Experts see how far views agreed, and the answers.

mod give;
mod owner;
mod settle;

pub use give::{Given, OwnPage, give, own_page};
pub use owner::{Change, Step, change};
pub use settle::{LONGEST_REASON, Pick, Settle, SettlePage, Settled, Wrong, settle, settle_page};

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::access::{Act, Person, may};
use super::assessments::Opened;
use super::fill_in::{self, AnswerRecord, Item, Names, Plan};
use super::{App, ServiceError};
pub use crate::engine::agreement::{Agreement, Coefficient};
use crate::engine::spread::{Rung, Spread, answers, spread};
use crate::engine::survey::Question;
use crate::ids::sha256_hex;
use crate::store::assessments::Assessment;
pub use crate::store::views::{SectionViews, Settlement, Stage, View};
use crate::store::{Tx, views as store};

/// Somebody who has given views in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Who: an account, or a delegation.
    pub author: Uuid,
    /// What they are called; none if the person is erased.
    pub name: Option<String>,
    /// On how many of the questions they have a view.
    pub given: usize,
}

/// One person's view of a question, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What the person is called; none if they are erased.
    pub by: Option<String>,
    /// The view.
    pub view: View,
}

/// Whether what was settled still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has changed.
    Holds,
    /// A view has changed since, or another one was given.
    ViewsChanged,
    /// The answer was changed since without settling it anew.
    AnswerChanged,
}

/// The views of one question, once they are opened.
#[derive(Debug, Clone)]
pub struct QuestionViews {
    /// The question in its place.
    pub item: Item,
    /// Who holds which view, in the order of the people.
    pub held: Vec<Held>,
    /// How they lie; positions are those of `held`.
    pub spread: Spread,
    /// A mark of the versions of these views: another one as soon as one of them changes.
    pub seen: String,
    /// The city's answer.
    pub record: Option<AnswerRecord>,
    /// The last settlement, who settled, and whether it still holds.
    pub settled: Option<(Settlement, Option<String>, Standing)>,
}

impl QuestionViews {
    /// The different answers among the views, each with the positions of those who gave it.
    pub fn choices(&self) -> Vec<Rung> {
        answers(&self.held.iter().map(|held| &held.view.answer).collect::<Vec<_>>())
    }
}

/// The views of a section.
#[derive(Debug, Clone)]
pub struct SectionPage {
    /// The assessment with all that belongs to it; whether the person may give a view is in `may_fill_in`.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// Position of the section in the plan.
    pub section: usize,
    /// Where the views stand; none if nobody has ever asked for any.
    pub stage: Option<SectionViews>,
    /// Who has given views, in the order in which they began.
    pub voices: Vec<Voice>,
    /// The person's own position in `voices`, if they have given any.
    pub own: Option<usize>,
    /// Whether the person may ask for views, open and settle them, now.
    pub may_settle: bool,
    /// The views themselves: nothing before they are opened.
    pub questions: Vec<QuestionViews>,
}

/// The views of a section: who has given some, and, once they are opened, all of them.
///
/// # Errors
/// As all of filling in; [`ServiceError::NotFound`] also for somebody without an account who was not asked for the section.
pub async fn section_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str) -> Result<SectionPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let mut opened = fill_in::open_section_to_read(app, &mut tx, person, id, dimension).await?;
    let may_settle = opened.accepts_answers && may(person, Act::FillIn { municipality: opened.municipality.id });
    let may_give = fill_in::open_for_views(app, &mut tx, person, id, dimension).await.is_ok_and(|opened| opened.may_fill_in);
    opened.may_fill_in = may_give;
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    let stage = store::sections(&mut tx, id).await?.into_iter().find(|stage| stage.section == dimension);
    let mut page = SectionPage { opened, plan, section, stage, voices: Vec::new(), own: None, may_settle, questions: Vec::new() };
    if page.stage.is_some() {
        page.fill(&mut tx, person).await?;
    }
    Ok(page)
}

impl SectionPage {
    async fn fill(&mut self, tx: &mut Tx, person: Option<&Person>) -> Result<(), ServiceError> {
        let id = self.opened.assessment.id;
        let views = current(store::views(tx, id).await?, |_| true);
        let items: Vec<Item> = self.plan.sections[self.section].items().copied().collect();
        let ids: BTreeSet<&str> = items.iter().map(|item| self.opened.survey.question(item.question).id.as_str()).collect();
        let mut names = Names::knowing(person);
        names.learn(tx, views.iter().map(|view| view.author)).await?;
        let mut given: BTreeMap<Uuid, usize> = BTreeMap::new();
        for view in views.iter().filter(|view| ids.contains(view.question.as_str())) {
            *given.entry(view.author).or_default() += usize::from(view.answer.is_settled());
        }
        for (author, given) in given {
            self.voices.push(Voice { author, name: names.of(tx, Some(author)).await?, given });
        }
        self.own = self.voices.iter().position(|voice| person.is_some_and(|person| person.id == voice.author));
        if self.stage.as_ref().is_some_and(|stage| stage.stage == Stage::Opened) {
            let settlements = store::settlements(tx, id).await?;
            for item in items {
                let question = self.opened.survey.question(item.question);
                let compared = compare(tx, &mut names, &self.opened.assessment, question, item, (&views, &settlements)).await?;
                if item.shown || !compared.held.is_empty() {
                    self.questions.push(compared);
                }
            }
        }
        Ok(())
    }
}

/// The views of one question beside the city's answer.
async fn compare(
    tx: &mut Tx,
    names: &mut Names,
    assessment: &Assessment,
    question: &Question,
    item: Item,
    (views, settlements): (&[View], &[Settlement]),
) -> Result<QuestionViews, ServiceError> {
    let mut held = Vec::new();
    for view in views.iter().filter(|view| view.question == question.id && view.answer.is_settled()) {
        held.push(Held { by: names.of(tx, Some(view.author)).await?, view: view.clone() });
    }
    let seen = seen(views, &question.id);
    let record = assessment.document.0.get(&question.id).cloned();
    let settled = match settlements.iter().rfind(|settlement| settlement.question == question.id) {
        Some(settlement) => {
            let standing = match &record {
                Some(record) if record.version != settlement.answer_version => Standing::AnswerChanged,
                _ if settlement.seen != seen => Standing::ViewsChanged,
                _ => Standing::Holds,
            };
            Some((settlement.clone(), names.of(tx, settlement.actor).await?, standing))
        }
        None => None,
    };
    let spread = spread(question, &held.iter().map(|held| &held.view.answer).collect::<Vec<_>>());
    Ok(QuestionViews { item, held, spread, seen, record, settled })
}

/// The newest version of each view that fits, in the order of question and author.
fn current(views: Vec<View>, fits: impl Fn(&View) -> bool) -> Vec<View> {
    let mut newest: Vec<View> = Vec::new();
    for view in views.into_iter().filter(fits) {
        match newest.last_mut() {
            Some(last) if last.question == view.question && last.author == view.author => *last = view,
            _ => newest.push(view),
        }
    }
    newest
}

/// A mark of the views of a question: another one as soon as one of them changes.
fn seen(views: &[View], question: &str) -> String {
    let version = |view: &View| format!("{}@{}\n", view.author, view.version);
    let versions: String = views.iter().filter(|view| view.question == question).map(version).collect();
    sha256_hex(versions.as_bytes())
}

/// The record that a form shows for a view.
fn record_of(view: &View) -> AnswerRecord {
    AnswerRecord { note: view.note.clone(), ..AnswerRecord::bare(view.version, view.answer.clone(), Some(view.author), view.at) }
}

/// The assessment as it is for one person who gives views: in these sections their own views stand in place of the city's answers.
fn with_views(opened: &Opened, views: &[View], is_apart: impl Fn(&str) -> bool) -> Assessment {
    let mut assessment = opened.assessment.clone();
    for question in opened.survey.questions.iter().filter(|question| is_apart(&opened.survey.node(question.dimension).id)) {
        let own = views.iter().find(|view| view.question == question.id);
        match own {
            Some(view) => drop(assessment.document.0.insert(question.id.clone(), record_of(view))),
            None => drop(assessment.document.0.remove(&question.id)),
        }
    }
    assessment
}

/// What a task list counts where views are given: the person's own. None where the person answers as usual everywhere.
///
/// # Errors
/// If the store fails.
pub(super) async fn apart(tx: &mut Tx, person: Option<&Person>, opened: &Opened) -> Result<Option<Assessment>, ServiceError> {
    let Some(person) = person.filter(|_| opened.may_fill_in) else { return Ok(None) };
    let gives_a_view = |section: &str| match opened.views.get(section) {
        Some(Stage::Gathering) => true,
        Some(Stage::Opened) => person.scope.is_some(),
        Some(Stage::Stopped) | None => false,
    };
    if !opened.views.keys().any(|section| gives_a_view(section)) {
        return Ok(None);
    }
    let own = current(store::views(tx, opened.assessment.id).await?, |view| view.author == person.id);
    Ok(Some(with_views(opened, &own, gives_a_view)))
}

/// How far the views of each section agreed when they were opened, by the id of the section: all that those outside the city learn of views.
///
/// # Errors
/// If the store fails.
pub(super) async fn agreements(tx: &mut Tx, assessment: Uuid) -> Result<BTreeMap<String, Agreement>, ServiceError> {
    let sections = store::sections(tx, assessment).await?;
    Ok(sections.into_iter().filter_map(|section| Some((section.section, section.agreement?))).collect())
}
