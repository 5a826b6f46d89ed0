//! Relevance of rows and groups, and ranges of numbers: expressions of the form → expressions of the survey, or a note with the cell.

use std::collections::HashSet;

use super::choices::{Carried, Inventory, said};
use super::expression::{self, Known, Meaning, Names};
use super::extra::Fields;
use super::form::{Form, FormRow};
use super::note::Place;
use super::table::Row;
use super::xpath::{self, Part};
use crate::engine::document::{ConstraintDocument, Kind, QuestionDocument, SurveyDocument};
use crate::engine::expression::LONGEST;
use crate::engine::fault::excerpt;

/// What stands between the conditions of a question and of its groups.
const JOIN: &str = " and ";

/// The condition of each group, `None` where it has none or it cannot be carried over.
pub(super) fn of_groups(form: &Form<'_>, inventory: &Inventory<'_>, fields: &mut Fields) -> Vec<Option<(String, Place)>> {
    form.groups.iter().map(|group| relevance(group.row, inventory, fields)).collect()
}

/// The condition of a question and of the groups around it, and the cell of the innermost one.
pub(super) fn of_question(
    form: &Form<'_>,
    row: &FormRow<'_>,
    groups: &[Option<(String, Place)>],
    inventory: &Inventory<'_>,
    fields: &mut Fields,
) -> Option<(String, Place)> {
    let own = relevance(row.row, inventory, fields);
    let parts: Vec<&(String, Place)> = form.around(row.group).into_iter().filter_map(|at| groups[at].as_ref()).chain(&own).collect();
    let (last, place) = parts.last()?;
    // Brackets around each and ` and ` between them, if there are several.
    let brackets = if parts.len() == 1 { 0 } else { 2 * parts.len() + JOIN.len() * (parts.len() - 1) };
    let length = parts.iter().map(|(condition, _)| condition.len()).sum::<usize>() + brackets;
    if length > LONGEST {
        let what = format!("the condition, joined with those of the groups around it, is {length} bytes long, more than {LONGEST}");
        let mend = "write shorter conditions, or move the question out of some of its groups";
        if fields.native {
            fields.notes.error("expression-limit", place, what, mend);
        } else {
            fields.notes.warning("expression-not-carried", place, format!("{what}; the question is always asked"), mend);
        }
        return None;
    }
    if parts.len() == 1 {
        return Some((last.clone(), place.clone()));
    }
    let joined: Vec<String> = parts.iter().map(|(condition, _)| format!("({condition})")).collect();
    Some((joined.join(JOIN), place.clone()))
}

/// The expression in a cell with straight quotes and blanks, and its cell.
fn straight(row: Row<'_>, column: &str, fields: &mut Fields) -> Option<(String, Place)> {
    let written = row.text(column)?;
    let place = row.place(column);
    match xpath::straightened(&written) {
        Some(straight) => {
            let what = "typographic quotes or blanks in the expression were made plain";
            fields.notes.warning("quotes-straightened", &place, what, "type straight quotes in expressions");
            Some((straight, place))
        }
        None => Some((written, place)),
    }
}

fn relevance(row: Row<'_>, inventory: &Inventory<'_>, fields: &mut Fields) -> Option<(String, Place)> {
    if let Some(own) = row.exact("miernik_relevant") {
        let place = row.place("miernik_relevant");
        // Our own spelling counts as long as nobody has changed the other one.
        if row.text("relevant").is_none_or(|written| exported(&own).is_some_and(|exported| exported.trim() == written)) {
            return Some((own, place));
        }
        let what = "`miernik_relevant` says something else than `relevant` and is passed over";
        fields.notes.warning("two-conditions", &place, what, "empty the one that is out of date");
    }
    let (written, place) = straight(row, "relevant", fields)?;
    let names = Names { meaning: &|name| inventory.meaning(name), own: None };
    match xpath::parse(&written).and_then(|part| expression::ours(&part, &names).map(|ours| (ours, part))) {
        Ok((ours, part)) => {
            if !fields.native && asks_when_blank(&part) {
                let what = "while a question named here has no answer, an XLSForm takes `!=` and `not()` for true and asks; the survey does not";
                fields.notes.warning("blank-condition", &place, what, "add `or not(answered(${…}))` where it should be asked");
            }
            Some((ours, place))
        }
        Err(why) => {
            let what = format!("the condition `{}` is not carried over: {why}; the question is always asked", excerpt(&written));
            fields.notes.warning("expression-not-carried", &place, what, "write it anew in the survey file");
            None
        }
    }
}

/// The XLSForm spelling of a condition of ours.
pub(super) fn exported(ours: &str) -> Option<String> {
    xpath::parse(ours).ok().as_ref().and_then(expression::xpath)
}

/// Whether reading the XLSForm spelling of a condition of ours gives the very same text again.
pub(super) fn reads_back(ours: &str, document: &SurveyDocument) -> bool {
    let Some(exported) = exported(ours).filter(|exported| exported.trim() == exported && xpath::straightened(exported).is_none()) else {
        return false;
    };
    let named: HashSet<&str> = xpath::references(&exported).collect();
    let known: Vec<Known> = document.questions.iter().filter(|question| named.contains(question.id.as_str())).map(known).collect();
    let meaning = |name: &str| known.iter().find(|known| known.id == name).map(Meaning::Question);
    let names = Names { meaning: &meaning, own: None };
    xpath::parse(&exported).and_then(|part| expression::ours(&part, &names)).is_ok_and(|read| read == ours)
}

/// A question of a survey as an expression of the exported form sees it.
fn known(question: &QuestionDocument) -> Known {
    let ids: Vec<&str> = match question.kind {
        Kind::YesNo => vec!["yes", "no"],
        _ => question.options.iter().map(|option| option.id.as_str()).collect(),
    };
    let options = ids.into_iter().map(|id| (id.to_owned(), id.to_owned())).collect();
    Known { id: question.id.clone(), kind: question.kind, options }
}

/// Whether a condition can be true for want of an answer.
fn asks_when_blank(part: &Part) -> bool {
    match part {
        Part::Binary("!=", left, right) => ![left, right].iter().any(|side| matches!(&***side, Part::Text(text) if text.is_empty())),
        Part::Binary(_, left, right) => asks_when_blank(left) || asks_when_blank(right),
        Part::Call(name, _) => name == "not",
        Part::Negative(inner) | Part::Inside(inner) => asks_when_blank(inner),
        _ => false,
    }
}

/// Carries the constraint of a row over: as the range of a number if it is one, otherwise as a condition that must hold. Gives its cell.
pub(super) fn constraint(
    row: Row<'_>,
    carried: &Carried<'_>,
    inventory: &Inventory<'_>,
    question: &mut QuestionDocument,
    fields: &mut Fields,
) -> Option<Place> {
    let Some((written, place)) = straight(row, "constraint", fields) else {
        left_out_message(row, fields);
        return None;
    };
    // The cell that this program wrote says nothing that our own columns and sheet do not say better.
    if fields.native && row.text("constraint").as_deref() == exported_constraint(question).as_deref() {
        return Some(place);
    }
    let whole = question.decimals.unwrap_or(0) == 0;
    let parsed = xpath::parse(&written);
    if let Some((low, high)) = parsed.as_ref().ok().filter(|_| carried.known.kind == Kind::Number).and_then(|part| expression::range(part, whole)) {
        question.minimum = low.or(question.minimum);
        question.maximum = high.or(question.maximum);
        left_out_message(row, fields);
        return Some(place);
    }
    let names = Names { meaning: &|name| inventory.meaning(name), own: Some(&carried.known) };
    match parsed.and_then(|part| expression::ours(&part, &names)) {
        Ok(must_hold) => {
            let message = fields.text(row, "constraint_message").unwrap_or_else(|| said("answer-does-not-hold"));
            question.constraints = vec![ConstraintDocument { must_hold, message }];
        }
        Err(why) => {
            let what = format!("the constraint `{}` is not carried over: {why}; every answer of the right kind is taken", excerpt(&written));
            fields.notes.warning("constraint-not-carried", &place, what, "say in the hint what may be answered");
            left_out_message(row, fields);
        }
    }
    Some(place)
}

/// Notes the words for a wrong answer where the survey has words of its own, or none.
pub(super) fn left_out_message(row: Row<'_>, fields: &mut Fields) {
    for (column, _) in row.named("constraint_message") {
        let what = "the message about a wrong answer is not carried over";
        fields.notes.warning("cell-not-carried", &row.cell(column), what, "nothing to do: a range is named by the survey itself");
    }
}

/// The range and the constraints of a question as one constraint of XLSForm; those that XLSForm has no counterpart of are left out.
pub(super) fn exported_constraint(question: &QuestionDocument) -> Option<String> {
    let limits = [question.minimum.map(|limit| format!(". >= {limit}")), question.maximum.map(|limit| format!(". <= {limit}"))];
    let limits = limits.into_iter().flatten().filter(|_| question.kind == Kind::Number);
    let others = question.constraints.iter().filter_map(|constraint| exported(&constraint.must_hold)).map(|constraint| format!("({constraint})"));
    let joined = limits.chain(others).collect::<Vec<_>>().join(" and ");
    (!joined.is_empty()).then(|| joined.trim().to_owned())
}
