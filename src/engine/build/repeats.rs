//! Dimensions that are answered once for each entry.

use super::Check;
use crate::engine::document::{CombineBy, SurveyDocument};
use crate::engine::fault::excerpt;
use crate::engine::survey::{Node, NodeIx, Question, QuestionIx, Repeat};

impl Check<'_> {
    /// The dimensions with `entries`, the outer ones first.
    pub(super) fn repeats(&mut self, document: &SurveyDocument, nodes: &[Node], questions: &[Question]) -> Vec<Repeat> {
        let mut repeats: Vec<Repeat> = Vec::new();
        for (at, dimension) in document.dimensions.iter().enumerate() {
            let Some(entries) = dimension.entries else { continue };
            let node = NodeIx(at + 1);
            let around: Vec<&Repeat> = repeats.iter().filter(|outer| outer.nodes.contains(&node)).collect();
            if entries.by == CombineBy::Score && around.iter().any(|outer| outer.entries.by == CombineBy::Answer) {
                self.error(
                    "entries-within-answers",
                    &format!("/dimension/{at}/entries"),
                    "entries with scores of their own stand in a dimension whose entries are combined answer by answer",
                    "write by = \"answer\" here too, or by = \"score\" for the dimension above",
                );
            }
            let depth = around.len() + 1;
            let below: Vec<NodeIx> = (node.0..nodes.len()).map(NodeIx).filter(|ix| stands_in(nodes, *ix, node)).collect();
            let own = questions.iter().enumerate().filter(|(_, question)| below.contains(&question.dimension));
            let questions = own.map(|(at, _)| QuestionIx(at)).collect();
            repeats.push(Repeat { node, entries, depth, nodes: below, questions });
        }
        self.references(questions, &repeats);
        repeats
    }

    /// A condition may read what is answered once for each entry only inside the same entry.
    fn references(&mut self, questions: &[Question], repeats: &[Repeat]) {
        for (at, question) in questions.iter().enumerate() {
            let read = question.relevant.iter().flat_map(|relevant| relevant.questions());
            let outside =
                |other: QuestionIx| repeats.iter().any(|repeat| repeat.questions.contains(&other) && !repeat.questions.contains(&QuestionIx(at)));
            if let Some(other) = read.copied().find(|other| outside(*other)) {
                let what = format!("`{}` has one answer for each entry, this question stands outside these entries", excerpt(&questions[other.0].id));
                let mend = "ask for a question of the same dimension, or of one that is answered once";
                self.error("entries-reference", &format!("/question/{at}/relevant"), what, mend);
            }
        }
    }
}

/// Whether a node is another one or stands below it.
fn stands_in(nodes: &[Node], ix: NodeIx, above: NodeIx) -> bool {
    let mut at = Some(ix);
    while let Some(ix) = at {
        if ix == above {
            return true;
        }
        at = nodes[ix.0].parent;
    }
    false
}
