//! The order in which conditions are answered: each after those of the questions that it reads.

use crate::engine::survey::{Question, QuestionIx};

/// The questions so that each stands behind those that its condition reads. Those in a circle of conditions, or behind one, are left out.
///
/// Kahn's method: a question is next when nothing that it reads is still to come.
pub(super) fn order(questions: &[Question]) -> Vec<QuestionIx> {
    let read = |at: usize| questions[at].relevant.iter().flat_map(|relevant| relevant.questions());
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); questions.len()];
    for at in 0..questions.len() {
        read(at).for_each(|read| readers[read.0].push(at));
    }
    let mut still_to_come: Vec<usize> = (0..questions.len()).map(|at| read(at).count()).collect();
    let mut order: Vec<QuestionIx> = (0..questions.len()).filter(|at| still_to_come[*at] == 0).map(QuestionIx).collect();
    let mut next = 0;
    while let Some(answered) = order.get(next).copied() {
        next += 1;
        for reader in &readers[answered.0] {
            still_to_come[*reader] -= 1;
            if still_to_come[*reader] == 0 {
                order.push(QuestionIx(*reader));
            }
        }
    }
    order
}
