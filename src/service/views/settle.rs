//! Settling: the owner makes the city's answer out of the views of a question, with a reason. The answer is an ordinary one; that it was settled stands
//! beside its version.

use uuid::Uuid;

use super::{QuestionViews, SectionPage, Standing, compare, current, section_page};
use crate::engine::answer::Answer;
use crate::engine::survey::{Question, QuestionIx};
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, AnswerRecord, EntryError, Given, Item, Names, Typed, write};
use crate::service::{App, ServiceError};
use crate::store::assessments::Assessment;
use crate::store::views::{self as store, Settlement, Stage};
use crate::store::{StoreError, Tx};

/// A reason has no more characters than this.
pub const LONGEST_REASON: usize = 2_000;
/// How often settling is tried anew because somebody else saved another answer at the same moment.
const ATTEMPTS: usize = 10;

/// What is to be the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pick {
    /// Nothing is chosen.
    #[default]
    Unsaid,
    /// The answer at a position of [`QuestionViews::choices`].
    View(usize),
    /// Another one, which stands in the form.
    Other,
}

/// A wish to settle, bound to the views and to the answer that the owner has seen.
#[derive(Debug, Clone, Default)]
pub struct Settle {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the section's dimension or module.
    pub dimension: String,
    /// Id of the question.
    pub question: String,
    /// The version of the city's answer that the page showed; 0 if there was none.
    pub base: i64,
    /// The mark of the views that the page showed.
    pub seen: String,
    /// Which answer.
    pub pick: Pick,
    /// Another answer, as typed.
    pub typed: Typed,
    /// Why, as typed.
    pub reason: String,
}

/// What is wrong with what the owner has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No answer is chosen.
    NothingChosen,
    /// A view is chosen, and another answer is typed.
    Both,
    /// Another answer is chosen and not given, or not one that the question takes.
    Other(Vec<EntryError>),
    /// The question does not take the answer of this view any more.
    Unfit,
    /// There is no reason.
    ReasonMissing,
    /// The reason has more characters than [`LONGEST_REASON`].
    ReasonLong,
}

/// The views of one question, to settle.
#[derive(Debug, Clone)]
pub struct SettlePage {
    /// The section.
    pub section: SectionPage,
    /// Position of the question in it.
    pub at: usize,
    /// What is wrong with what was sent.
    pub errors: Vec<Wrong>,
}

impl SettlePage {
    /// The views of the question.
    pub fn views(&self) -> &QuestionViews {
        &self.section.questions[self.at]
    }

    /// The question.
    pub fn question(&self) -> &Question {
        self.section.opened.survey.question(self.views().item.question)
    }
}

/// What became of it.
#[derive(Debug)]
pub enum Settled {
    /// It is settled.
    Done,
    /// Something has to be put right; nothing is changed.
    Refused(Box<SettlePage>),
    /// A view or the answer has changed since the owner looked; nothing is changed.
    Changed(Box<SettlePage>),
}

/// The views of one question, for the owner.
///
/// # Errors
/// As all of filling in for who answers for the municipality; [`ServiceError::NotFound`] also if the views are not opened or there is no such question.
pub async fn settle_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str, question: &str) -> Result<SettlePage, ServiceError> {
    fill_in::open(app, &mut app.db().read().await?, person, id).await?;
    let section = section_page(app, person, id, dimension).await?;
    let is_asked = |views: &QuestionViews| section.opened.survey.question(views.item.question).id == question;
    let at = section.questions.iter().position(is_asked).ok_or(ServiceError::NotFound)?;
    Ok(SettlePage { section, at, errors: Vec::new() })
}

/// Settles a question. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// [`ServiceError::State`] if nobody may answer any more; otherwise as [`settle_page`].
pub async fn settle(app: &App, person: Option<&Person>, wanted: &Settle) -> Result<Settled, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, wanted).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            Ok(Outcome::Done) => return Ok(Settled::Done),
            Ok(Outcome::Changed) => return Ok(Settled::Changed(Box::new(again(app, person, wanted, Vec::new()).await?))),
            Ok(Outcome::Refused(errors)) => return Ok(Settled::Refused(Box::new(again(app, person, wanted, errors).await?))),
            Err(error) => return Err(error),
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn again(app: &App, person: Option<&Person>, wanted: &Settle, errors: Vec<Wrong>) -> Result<SettlePage, ServiceError> {
    let page = settle_page(app, person, wanted.assessment, &wanted.dimension, &wanted.question).await?;
    Ok(SettlePage { errors, ..page })
}

enum Outcome {
    Done,
    Changed,
    Refused(Vec<Wrong>),
}

async fn attempt(app: &App, person: Option<&Person>, wanted: &Settle) -> Result<Outcome, ServiceError> {
    let mut tx = app.db().write().await?;
    // First those who answer for the whole, then whether the section may be answered.
    fill_in::open(app, &mut tx, person, wanted.assessment).await?;
    let mut opened = fill_in::open_section(app, &mut tx, person, wanted.assessment, &wanted.dimension).await?;
    let actor = person.ok_or(ServiceError::SignInNeeded)?.id;
    if store::hold(&mut tx, wanted.assessment, &wanted.dimension).await? != Some(Stage::Opened) {
        return Err(ServiceError::NotFound);
    }
    let question = question_of(&opened, wanted)?;
    let views = load(&mut tx, person, &opened.assessment, &opened.survey.question(question).clone(), question).await?;
    let reason = wanted.reason.trim();
    let repeated = |(settlement, ..): &(Settlement, Option<String>, Standing)| {
        let same = (settlement.answer_version, settlement.seen.as_str(), settlement.reason.as_str(), settlement.actor);
        same == (wanted.base + 1, wanted.seen.as_str(), reason, Some(actor))
    };
    if views.settled.as_ref().is_some_and(repeated) {
        return Ok(Outcome::Done);
    }
    if !opened.may_fill_in {
        app.note(&mut tx, Some(actor), "views.refused", &format!("assessment/{}", wanted.assessment), &wanted.question).await?;
        tx.commit().await?;
        return Err(ServiceError::State("fill-in-closed"));
    }
    let version = views.record.as_ref().map_or(0, |record| record.version);
    if views.seen != wanted.seen || version != wanted.base {
        return Ok(Outcome::Changed);
    }
    let answer = match check(opened.survey.question(question), &views, wanted) {
        Ok(answer) => answer,
        Err(errors) => return Ok(Outcome::Refused(errors)),
    };
    let given = Given { answer, ..Given::of(views.record.as_ref()) };
    let public = fill_in::public_values(&mut tx, &opened, std::iter::once(opened.survey.question(question))).await?;
    let record = given.after(views.record.as_ref(), public.get(&wanted.question), Some(actor), app.now());
    let settlement = Settlement {
        question: wanted.question.clone(),
        answer_version: record.version,
        reason: reason.to_owned(),
        views: i64::try_from(views.held.len()).unwrap_or(i64::MAX),
        seen: views.seen,
        actor: Some(actor),
        at: app.now(),
    };
    store::settle(&mut tx, wanted.assessment, &settlement).await?;
    write(app, &mut tx, person, &mut opened, &[(wanted.question.clone(), record)], "views.settle").await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}

fn question_of(opened: &Opened, wanted: &Settle) -> Result<QuestionIx, ServiceError> {
    let node = opened.survey.node_ix(&wanted.dimension).ok_or(ServiceError::NotFound)?;
    opened.survey.question_ix(&wanted.question).filter(|ix| opened.survey.question(*ix).dimension == node).ok_or(ServiceError::NotFound)
}

async fn load(
    tx: &mut Tx,
    person: Option<&Person>,
    assessment: &Assessment,
    question: &Question,
    ix: QuestionIx,
) -> Result<QuestionViews, ServiceError> {
    let views = current(store::views(tx, assessment.id).await?, |_| true);
    let settlements = store::settlements(tx, assessment.id).await?;
    let item = Item { question: ix, number: 0, shown: true, settled: false };
    compare(tx, &mut Names::knowing(person), assessment, question, item, (&views, &settlements)).await
}

/// The answer that the owner means.
fn check(question: &Question, views: &QuestionViews, wanted: &Settle) -> Result<Answer, Vec<Wrong>> {
    let mut errors = Vec::new();
    let typed = wanted.typed.read(question, None).map(|given| given.answer);
    let answer = match (wanted.pick, typed) {
        (Pick::Unsaid, _) => Err(Wrong::NothingChosen),
        (Pick::View(at), Ok(Answer::NotAnswered)) => match views.choices().into_iter().nth(at).and_then(|rung| rung.answer()) {
            Some(answer) if fits(question, &answer) => Ok(answer),
            Some(_) => Err(Wrong::Unfit),
            None => Err(Wrong::NothingChosen),
        },
        (Pick::View(_), _) => Err(Wrong::Both),
        (Pick::Other, Ok(Answer::NotAnswered)) => Err(Wrong::Other(Vec::new())),
        (Pick::Other, Ok(answer)) => Ok(answer),
        (Pick::Other, Err(wrong)) => Err(Wrong::Other(wrong)),
    };
    let answer = answer.map_err(|wrong| errors.push(wrong));
    match wanted.reason.trim() {
        "" => errors.push(Wrong::ReasonMissing),
        reason if reason.chars().count() > LONGEST_REASON => errors.push(Wrong::ReasonLong),
        _ => {}
    }
    answer.ok().filter(|_| errors.is_empty()).ok_or(errors)
}

/// Whether a question takes an answer that was given earlier, maybe under another version of the survey.
fn fits(question: &Question, answer: &Answer) -> bool {
    let record = AnswerRecord::bare(1, answer.clone(), None, jiff::Timestamp::UNIX_EPOCH);
    Typed::of(Some(&record)).read(question, None).is_ok_and(|given| given.answer == *answer)
}
