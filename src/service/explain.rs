//! How one number of one municipality came about: the children of a node and what each adds, or the answer behind a question.

use super::access::Person;
use super::results::{Finality, Seen, see};
use super::{App, ServiceError};
use crate::engine::answer::Answer;
use crate::engine::outlook::{self, Outlook};
use crate::engine::score::Cell;
use crate::engine::survey::{Child, NodeIx, QuestionIx};
use crate::engine::trace::{self, Contribution, Trace};
use crate::store::assessments::AnswerRecord;
use crate::store::{people, rounds};

/// How the score of a node came about.
#[derive(Debug)]
pub struct OfNode {
    /// The node.
    pub node: NodeIx,
    /// The trace; its contributions are those that the viewer sees.
    pub trace: Trace,
    /// How many parts of the node the viewer must not see; they do not count here.
    pub left_out: usize,
    /// What the node adds to the index and could add, on the index's scale; none for the index itself, for modules, and where it does not count.
    pub in_index: Option<(f64, f64)>,
}

/// The answer behind a question.
#[derive(Debug)]
pub struct OfQuestion {
    /// The question.
    pub question: QuestionIx,
    /// The answer that was scored.
    pub answer: Answer,
    /// Whether the question is asked of this municipality.
    pub is_asked: bool,
    /// What the answer is worth; none if the question is not scored.
    pub cell: Option<Cell>,
    /// What the question adds to its dimension.
    pub contribution: Option<Contribution>,
    /// What the answer does for the index; the next step only for those who see all of what it would change.
    pub outlook: Outlook,
    /// The answer with what stands beside it and when it was given; none if the viewer must not see that.
    pub record: Option<AnswerRecord>,
    /// Who gave the answer, if the viewer may know.
    pub author: Option<String>,
}

/// What is explained.
#[derive(Debug)]
pub enum Subject {
    /// A node.
    Node(OfNode),
    /// A question.
    Question(Box<OfQuestion>),
}

/// An explanation.
#[derive(Debug)]
pub struct Explanation {
    /// The scored assessment.
    pub seen: Seen,
    /// What is explained.
    pub subject: Subject,
    /// The nodes above, the nearest last; the index first.
    pub above: Vec<NodeIx>,
}

/// Explains a node or a question by its id.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such thing or the person must not see it.
pub async fn explain(app: &App, person: Option<&Person>, slug: &str, key: &str, id: &str) -> Result<Explanation, ServiceError> {
    let mut tx = app.db().read().await?;
    let mut seen = see(app, &mut tx, person, slug, key).await?;
    if let (Finality::Frozen(_), Some(round)) = (seen.finality, rounds::round(&mut tx, seen.opened.campaign.id).await?) {
        seen.engine_version = round.engine_version;
    }
    if let Some(node) = seen.survey().node_ix(id) {
        if !seen.visible.node(node) {
            return Err(ServiceError::NotFound);
        }
        let above = above(&seen, seen.survey().node(node).parent);
        return Ok(Explanation { subject: Subject::Node(of_node(&seen, node)), above, seen });
    }
    let question = seen.survey().question_ix(id).filter(|ix| seen.visible.question(*ix)).ok_or(ServiceError::NotFound)?;
    let mut of_question = of_question(&seen, question);
    // Notes and names come from the assessment as it is now, and only as long as they belong to the answer that was scored.
    let record = seen.opened.assessment.document.0.get(id).filter(|record| seen.inside && record.answer == of_question.answer);
    if let Some(record) = record {
        of_question.record = Some(record.clone());
        of_question.author = match record.author {
            Some(author) => people::by_id(&mut tx, author).await?.map(|person| person.name).filter(|name| !name.is_empty()),
            None => None,
        };
    }
    let above = above(&seen, Some(seen.survey().question(question).dimension));
    Ok(Explanation { subject: Subject::Question(Box::new(of_question)), above, seen })
}

fn above(seen: &Seen, nearest: Option<NodeIx>) -> Vec<NodeIx> {
    let mut above: Vec<NodeIx> = std::iter::successors(nearest, |ix| seen.survey().node(*ix).parent).collect();
    above.reverse();
    above
}

fn of_node(seen: &Seen, node: NodeIx) -> OfNode {
    let mut trace = trace::trace(seen.survey(), &seen.scored, node);
    let parts = trace.contributions.len();
    trace.contributions.retain(|entry| seen.visible.child(entry.child));
    let left_out = parts - trace.contributions.len();
    let in_index = outlook::adds(seen.survey(), &seen.scored, NodeIx::INDEX, Child::Node(node));
    OfNode { node, trace, left_out, in_index }
}

fn of_question(seen: &Seen, question: QuestionIx) -> OfQuestion {
    let item = seen.survey().question(question);
    let contribution =
        trace::trace(seen.survey(), &seen.scored, item.dimension).contributions.into_iter().find(|entry| entry.child == Child::Question(question));
    let mut outlook = outlook::outlook(seen.survey(), &seen.answers, &seen.scored, question, NodeIx::INDEX, Some(seen.opened.today));
    if seen.visible.hides_something() {
        outlook.next = None;
    }
    OfQuestion {
        question,
        outlook,
        answer: seen.answers.get(&item.id).clone(),
        is_asked: seen.scored.shown[question.0],
        cell: seen.scored.cells.get(question, 0),
        contribution,
        record: None,
        author: None,
    }
}
