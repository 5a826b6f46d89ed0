//! A survey of so many questions, and a database in which all of them are answered.

use std::fmt::Write as _;

use miernik::engine::answer::{Answer, Value};
use miernik::store::assessments::{self, AnswerRecord, Document};
use miernik::store::{Db, answer_history, in_context};

use crate::crowd::Crowd;

/// Questions of a section, which is one page.
const ON_A_PAGE: usize = 6;

/// A survey of single choices, a page of six in each section.
pub fn of(questions: usize) -> String {
    let mut text = String::from(
        "[survey]\nid = \"load\"\nversion = \"1\"\ntitle = { pl = \"Obciążenie\", en = \"Load\" }\ndescription = { pl = \"Pomiar.\", en = \"A measurement.\" }\n\
        licence = \"CC0-1.0\"\n\n[index]\ntitle = { pl = \"Razem\", en = \"Overall\" }\n",
    );
    for section in 0..questions.div_ceil(ON_A_PAGE) {
        write!(text, "\n[[dimension]]\nid = \"D{section}\"\ntitle = {{ pl = \"Część {section}\", en = \"Section {section}\" }}\n").unwrap();
    }
    for question in 0..questions {
        let section = question / ON_A_PAGE;
        write!(
            text,
            "\n[[question]]\nid = \"q{question}\"\ndimension = \"D{section}\"\nkind = \"one_of\"\n\
            text = {{ pl = \"Jak miasto {question} prowadzi swoje usługi cyfrowe?\", en = \"How does the city {question} run its digital services?\" }}\n"
        )
        .unwrap();
        for (option, points) in [("low", 0), ("middle", 50), ("high", 100)] {
            write!(
                text,
                "[[question.option]]\nid = \"{option}\"\nlabel = {{ pl = \"Odpowiedź {option} na to pytanie\", en = \"The answer {option} to this\" }}\n\
                points = {points}\n"
            )
            .unwrap();
        }
    }
    text
}

/// Answers every question of every city.
pub async fn answer_everything(db: &Db, crowd: &Crowd, questions: usize) {
    let at = miernik::clock::Clock::System.now();
    let answer = Answer::Answered(Value::Choice("middle".to_owned()));
    let record = serde_json::json!({ "version": 1, "answer": answer, "note": "Uchwała rady z 2025 r.", "at": at });
    let record: AnswerRecord = serde_json::from_value(record).unwrap();
    let document = Document((0..questions).map(|question| (format!("q{question}"), record.clone())).collect());
    let changes: Vec<(&str, &AnswerRecord)> = document.0.iter().map(|(question, record)| (question.as_str(), record)).collect();
    let mut tx = db.write().await.unwrap();
    for officer in &crowd.officers {
        let assessment = in_context::by_id(&mut tx, officer.assessment).await.unwrap().unwrap().assessment;
        assessments::save(&mut tx, assessment.id, assessment.revision, &document, at).await.unwrap();
        answer_history::append(&mut tx, assessment.id, &changes).await.unwrap();
    }
    tx.commit().await.unwrap();
}
