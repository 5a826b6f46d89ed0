//! A person who writes a number that grows into the note of every question of a page.

use crate::crowd::Crowd;
use crate::form::Form;
use crate::program::request;

/// Two sections of the survey that every city fills in, so that two people write in one assessment.
const SECTIONS: [&str; 2] = ["STR", "ORG"];

/// One person with one page of questions.
pub struct Writer {
    cookie: String,
    pub page: String,
    /// The last number that the program has acknowledged.
    pub acknowledged: u64,
    /// The last number that was sent.
    pub sent: u64,
}

/// What became of a form.
pub enum Sent {
    Acknowledged,
    /// Not saved; status and page.
    Refused(u16, String),
    /// The program was gone before it had answered.
    Unanswered,
}

impl Writer {
    /// Two writers for each city.
    pub fn of(crowd: &Crowd) -> Vec<Self> {
        let pages = crowd.officers.iter().flat_map(|officer| SECTIONS.map(|section| (officer, section)));
        pages
            .map(|(officer, section)| Self {
                cookie: officer.cookie.clone(),
                page: format!("/pl/assessments/{}/sections/{section}/1", officer.assessment),
                acknowledged: 0,
                sent: 0,
            })
            .collect()
    }

    /// Writes the next number, after `padding`, and sends the page.
    pub fn write(&mut self, server: &str, padding: &str) -> Sent {
        let Some((200, page)) = request(server, &format!("GET {}", self.page), &self.cookie, "") else { return Sent::Unanswered };
        let mut form = Form::in_main(&page);
        self.sent += 1;
        for name in notes(&form) {
            form.set(&name, &format!("{padding}{}", self.sent));
        }
        self.send(server, &form)
    }

    /// Sends a form that holds the number that was written last.
    pub fn send(&mut self, server: &str, form: &Form) -> Sent {
        let body = serde_html_form::to_string(form.sent()).unwrap();
        match request(server, &format!("POST {}", self.page), &self.cookie, &body) {
            Some((303, _)) => {
                self.acknowledged = self.sent;
                Sent::Acknowledged
            }
            Some((status, page)) => Sent::Refused(status, page),
            None => Sent::Unanswered,
        }
    }

    /// What was sent after the last acknowledgement may be there or not; anything else may not, and nothing is there by half.
    pub fn find_what_was_acknowledged(&mut self, server: &str) {
        let (status, page) = request(server, &format!("GET {}", self.page), &self.cookie, "").unwrap();
        assert_eq!(status, 200);
        let form = Form::in_main(&page);
        let names = notes(&form);
        let kept: Vec<&str> = names.iter().map(|name| form.value(name).unwrap()).collect();
        assert!(kept.len() > 1 && kept.iter().all(|note| *note == kept[0]), "{}: saved by half: {kept:?}", self.page);
        let kept: u64 = kept[0].rsplit(' ').next().map_or(0, |number| if number.is_empty() { 0 } else { number.parse().unwrap() });
        assert!((self.acknowledged..=self.sent).contains(&kept), "{}: acknowledged {}, kept {kept}", self.page, self.acknowledged);
        (self.acknowledged, self.sent) = (kept, kept);
    }
}

/// The names of the fields for notes.
fn notes(form: &Form) -> Vec<String> {
    form.names().into_iter().filter(|name| name.ends_with(":note")).map(str::to_owned).collect()
}
