//! C7: three people do {load, save, submit, return, approve} in every order there is. Each run is held against a small model after each act: the history
//! only grows, no acknowledged answer is missing, every state is one that the rules lead to, and what was not seen is never approved.

use std::collections::BTreeMap;

use miernik::engine::answer::{Answer, Value};
use miernik::ids::new_id;
use miernik::lang::Lang;
use miernik::service::access::Person;
use miernik::service::fill_in::{self, Chosen, Entry, SavePage, Saved, Submit, Submitted, Typed};
use miernik::service::review::{self, EntryKind, MarkPage, Marked, NewMark, NewReply, Replied, SendReplies, Stepped, Steps};
use miernik::service::{Role, ServiceError, assessments as service};
use miernik::store::assessments::{self, AssessmentState};
use miernik::store::people::RoleGrant;
use miernik::store::{answer_history, municipalities, review as store};
use uuid::Uuid;

use crate::support::Site;
use crate::support::world::{EVERY_KIND, World, municipality};

/// The question that everybody is about.
const QUESTION: &str = "number";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Load,
    Save,
    /// Handing in, or handing the replies in if that is what the person has seen.
    Submit,
    Return,
    Approve,
}

/// What a person has on the screen.
#[derive(Debug, Clone, Copy)]
struct Screen {
    state: AssessmentState,
    revision: i64,
    version: i64,
    said: usize,
}

/// What the store must hold.
#[derive(Debug, Clone)]
struct Model {
    state: AssessmentState,
    revision: i64,
    /// Every answer that was acknowledged, the oldest first.
    history: Vec<u32>,
    /// How many answers had been given when it was handed in, while it is returned.
    handed_in: Option<usize>,
    said: usize,
    /// How many answers there were when a doubt was last spoken of and heard.
    doubted: Option<usize>,
    heard: bool,
}

impl Model {
    const fn new() -> Self {
        Self { state: AssessmentState::Invited, revision: 0, history: Vec::new(), handed_in: None, said: 0, doubted: None, heard: false }
    }

    /// The version of the answer that others see.
    fn counted(&self) -> usize {
        self.handed_in.unwrap_or(self.history.len())
    }

    fn screen(&self, expert: bool) -> Screen {
        let version = if expert { self.counted() } else { self.history.len() };
        Screen { state: self.state, revision: self.revision, version: version as i64, said: self.said }
    }
}

struct Run<'a> {
    site: &'a Site,
    people: [Person; 3],
    assessment: Uuid,
    key: String,
    slug: String,
    screens: [Option<Screen>; 3],
    model: Model,
    counter: u32,
}

impl Run<'_> {
    /// Does one act and holds what came of it against the model.
    async fn act(&mut self, who: usize, act: Act) {
        match act {
            Load => self.load(who).await,
            Save => self.save(who).await,
            HandIn => self.submit(who).await,
            Return => self.give_back(who).await,
            Approve => self.approve(who).await,
        }
        self.holds().await;
    }

    async fn load(&mut self, who: usize) {
        let expert = who == 2;
        if expert {
            let seen = review::review(&self.site.app, Some(&self.people[who]), &self.slug, &self.key).await;
            match seen {
                Ok(seen) => {
                    assert_eq!(seen.document().version(QUESTION), self.model.counted() as i64, "others see what was handed in");
                    assert!(self.model.state.is_handed_in());
                }
                Err(ServiceError::State(_)) => assert!(!self.model.state.is_handed_in()),
                Err(other) => panic!("{other:?}"),
            }
        } else {
            let seen = fill_in::task_list(&self.site.app, Some(&self.people[who]), self.assessment).await.unwrap();
            assert_eq!(seen.opened.assessment.revision, self.model.revision);
        }
        self.screens[who] = Some(self.model.screen(expert));
    }

    async fn save(&mut self, who: usize) {
        let Some(screen) = self.screens[who] else { return };
        self.counter += 1;
        let typed = Typed { chosen: Chosen::Value, text: self.counter.to_string(), ..Typed::default() };
        let entry = Entry { question: QUESTION.to_owned(), base: screen.version, typed, keep: None };
        let command = SavePage { assessment: self.assessment, dimension: "A".to_owned(), page: 1, entries: vec![entry] };
        let saved = fill_in::save(&self.site.app, Some(&self.people[who]), command).await.unwrap();
        if !self.model.state.accepts_answers() {
            assert!(matches!(saved, Saved::Shut(_)), "{saved:?}");
        } else if screen.version != self.model.history.len() as i64 {
            assert!(matches!(&saved, Saved::Part(page) if page.has_conflict()), "{saved:?}");
        } else {
            assert!(matches!(saved, Saved::All { changed: 1, .. }), "{saved:?}");
            self.model.history.push(self.counter);
            self.model.revision += 1;
            if self.model.state == AssessmentState::Invited {
                self.model.state = AssessmentState::InProgress;
            }
        }
    }

    async fn submit(&mut self, who: usize) {
        let Some(screen) = self.screens[who] else { return };
        if screen.state == AssessmentState::Returned {
            return self.reply(who, screen).await;
        }
        let command = Submit { assessment: self.assessment, revision: screen.revision, confirmed: true, contradictions_confirmed: true };
        let submitted = fill_in::submit(&self.site.app, Some(&self.people[who]), command).await;
        match self.model.state {
            AssessmentState::Invited => assert!(matches!(submitted, Err(ServiceError::Invalid(_))), "{submitted:?}"),
            AssessmentState::InProgress if screen.revision != self.model.revision => {
                assert!(matches!(submitted, Ok(Submitted::Changed(_))), "{submitted:?}");
            }
            AssessmentState::InProgress => {
                assert!(matches!(submitted, Ok(Submitted::Done)), "{submitted:?}");
                self.model.state = AssessmentState::Submitted;
                self.model.revision += 1;
            }
            _ => assert!(matches!(submitted, Ok(Submitted::Done)), "sent again, it changes nothing: {submitted:?}"),
        }
    }

    async fn reply(&mut self, who: usize, screen: Screen) {
        let replies = [NewReply { question: QUESTION.to_owned(), said: screen.said, accepted: false, text: "Tak".to_owned() }];
        let command = SendReplies { assessment: self.assessment, revision: screen.revision, replies: &replies, hand_in: true };
        let replied = review::send(&self.site.app, Some(&self.people[who]), command).await;
        if self.model.state != AssessmentState::Returned {
            assert!(matches!(replied, Err(ServiceError::State(_))), "{replied:?}");
        } else if screen.revision != self.model.revision {
            assert!(matches!(replied, Ok(Replied::Changed(_))), "{replied:?}");
        } else {
            assert!(matches!(replied, Ok(Replied::Done { handed_in: true, .. })), "{replied:?}");
            self.model.state = AssessmentState::Replied;
            // One for what was said, one for handing it in.
            self.model.revision += 2;
            self.model.said += 1;
            self.model.handed_in = None;
        }
    }

    /// The expert doubts the answer as it is on the screen, and returns the assessment.
    async fn give_back(&mut self, who: usize) {
        let Some(screen) = self.screens[who] else { return };
        let under_review = matches!(self.model.state, AssessmentState::Submitted | AssessmentState::Replied);
        let mark = NewMark {
            question: QUESTION.to_owned(),
            version: screen.version,
            said: screen.said,
            kind: Some(EntryKind::Doubtful),
            remark: "Na pewno?".to_owned(),
            ..NewMark::default()
        };
        let marked = review::mark(&self.site.app, Some(&self.people[who]), MarkPage { slug: &self.slug, key: &self.key, marks: &[mark] }).await;
        let mut revision = screen.revision;
        if !under_review {
            assert!(matches!(marked, Err(ServiceError::State(_))), "{marked:?}");
        } else if screen.version != self.model.history.len() as i64 || screen.said != self.model.said {
            assert!(matches!(marked, Ok(Marked::Refused { .. })), "{marked:?}");
        } else {
            assert!(matches!(marked, Ok(Marked::Done(1))), "{marked:?}");
            self.model.revision += 1;
            self.model.said += 1;
            // The same doubt about the same answer has been heard already, if it was.
            self.model.heard &= self.model.doubted == Some(self.model.history.len());
            self.model.doubted = Some(self.model.history.len());
            revision = if screen.revision + 1 == self.model.revision { self.model.revision } else { screen.revision };
        }
        let command = Steps { slug: &self.slug, key: &self.key, revision, seen: BTreeMap::new(), reason: "" };
        let stepped = review::give_back(&self.site.app, Some(&self.people[who]), command).await;
        if !self.model.state.is_handed_in() {
            assert!(matches!(stepped, Err(ServiceError::State(_))), "{stepped:?}");
        } else if !under_review || revision != self.model.revision {
            assert!(matches!(stepped, Ok(Stepped::Changed(..) | Stepped::Done)), "{stepped:?}");
        } else if self.model.doubted.is_none() || self.model.heard {
            assert!(matches!(stepped, Ok(Stepped::Refused(..))), "nothing new is asked: {stepped:?}");
        } else {
            assert!(matches!(stepped, Ok(Stepped::Done)), "{stepped:?}");
            self.model.state = AssessmentState::Returned;
            self.model.revision += 1;
            self.model.handed_in = Some(self.model.history.len());
            self.model.heard = true;
        }
    }

    async fn approve(&mut self, who: usize) {
        let Some(screen) = self.screens[who] else { return };
        let seen = BTreeMap::from([(QUESTION.to_owned(), screen.version)]);
        let command = Steps { slug: &self.slug, key: &self.key, revision: screen.revision, seen, reason: "" };
        let stepped = review::verify(&self.site.app, Some(&self.people[who]), command).await;
        let under_review = matches!(self.model.state, AssessmentState::Submitted | AssessmentState::Replied);
        let settled = self.model.doubted.is_none_or(|doubted| self.model.heard && doubted == self.model.history.len());
        if !self.model.state.is_handed_in() {
            assert!(matches!(stepped, Err(ServiceError::State(_))), "{stepped:?}");
        } else if !under_review || screen.revision != self.model.revision {
            let repeated = self.model.state == AssessmentState::Verified && screen.revision + 1 == self.model.revision;
            match stepped {
                Ok(Stepped::Done) => assert!(repeated, "approved without having been seen"),
                Ok(Stepped::Changed(_, changed)) => {
                    assert_eq!(changed.answers.is_empty(), screen.version == self.model.counted() as i64, "what has changed is named");
                }
                other => panic!("{other:?}"),
            }
        } else if settled {
            assert!(matches!(stepped, Ok(Stepped::Done)), "{stepped:?}");
            assert_eq!(screen.version, self.model.history.len() as i64, "the approved answer is the one that was seen");
            self.model.state = AssessmentState::Verified;
            self.model.revision += 1;
        } else {
            assert!(matches!(stepped, Ok(Stepped::Refused(..))), "{stepped:?}");
        }
    }

    /// The store holds what the model says.
    async fn holds(&self) {
        let mut tx = self.site.app.db().read().await.unwrap();
        let kept = assessments::by_id(&mut tx, self.assessment).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.revision), (self.model.state, self.model.revision));
        let history: Vec<Answer> =
            answer_history::of(&mut tx, self.assessment, QUESTION).await.unwrap().into_iter().map(|line| line.answer).collect();
        let acknowledged: Vec<Answer> = self.model.history.iter().map(|number| Answer::Answered(Value::Number((*number).into()))).collect();
        assert_eq!(history, acknowledged, "the history holds every acknowledged answer and nothing else");
        assert_eq!(kept.document.answers().get(QUESTION), acknowledged.last().unwrap_or(&Answer::NotAnswered));
        let counted = kept.counted().map(|document| document.version(QUESTION));
        assert_eq!(counted, self.model.state.is_handed_in().then(|| self.model.counted() as i64));
        let steps = store::steps(&mut tx, self.assessment).await.unwrap();
        assert!(steps.windows(2).all(|pair| pair[0].revision < pair[1].revision && pair[0].to_state == pair[1].from_state), "{steps:?}");
        assert!(steps.last().is_none_or(|step| step.to_state == self.model.state));
        assert_eq!(store::entries(&mut tx, self.assessment).await.unwrap().len(), self.model.said);
    }
}

/// Every order of three lists that keeps the order within each: as lists of who is next.
fn orders(lengths: [usize; 3]) -> Vec<Vec<usize>> {
    if lengths == [0; 3] {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for who in 0..3 {
        let mut rest = lengths;
        let Some(left) = rest[who].checked_sub(1) else { continue };
        rest[who] = left;
        all.extend(orders(rest).into_iter().map(|mut order| {
            order.insert(0, who);
            order
        }));
    }
    all
}

/// A person with one role, as a session gives it.
fn person(site: &Site, id: Uuid, role: Role, network_id: Option<Uuid>, municipality_id: Option<Uuid>) -> Person {
    let grants = vec![RoleGrant { id: new_id(), person_id: id, role, network_id, municipality_id }];
    let now = site.app.now();
    Person {
        id,
        name: "Ktoś".to_owned(),
        language: Lang::Pl,
        grants,
        scope: None,
        device: None,
        session_began_at: now,
        session_ends_at: now,
        csrf: String::new(),
    }
}

/// Fresh assessments, one for each run.
async fn runs<'a>(site: &'a Site, world: &World, count: usize) -> Vec<Run<'a>> {
    let cities: Vec<_> = (0..count).map(|n| municipality(&format!("{n:07}"), "Gmina", "śląskie")).collect();
    let ids: Vec<Uuid> = cities.iter().map(|city| city.id).collect();
    let mut tx = site.app.db().write().await.unwrap();
    municipalities::save_many(&mut tx, &cities).await.unwrap();
    assessments::create_many(&mut tx, world.campaign.id, &ids, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = site.app.db().read().await.unwrap();
    let mut runs = Vec::new();
    for city in &cities {
        let assessment = assessments::by_municipality(&mut tx, world.campaign.id, city.id).await.unwrap().unwrap().id;
        let officer = |id| person(site, id, Role::Officer, None, Some(city.id));
        let expert = person(site, world.expert, Role::Expert, Some(world.campaign.network_id), None);
        let people = [officer(world.officer), officer(world.second_officer), expert];
        let (key, slug) = (service::key(city), world.campaign.slug.clone());
        runs.push(Run { site, people, assessment, key, slug, screens: [None; 3], model: Model::new(), counter: 0 });
    }
    runs
}

/// Runs three programs in every order, each after the same beginning.
async fn every_order(site: &Site, world: &World, beginning: &[(usize, Act)], programs: [&[Act]; 3]) -> usize {
    let orders = orders(programs.map(<[Act]>::len));
    let mut reached = std::collections::BTreeSet::new();
    for (order, mut run) in orders.iter().zip(runs(site, world, orders.len()).await) {
        for (who, act) in beginning {
            run.act(*who, *act).await;
        }
        let mut next = [0; 3];
        for who in order {
            run.act(*who, programs[*who][next[*who]]).await;
            next[*who] += 1;
        }
        reached.insert(run.model.state);
    }
    assert!(reached.len() > 1, "the orders differ in what they lead to: {reached:?}");
    orders.len()
}

use Act::{Approve, Load, Return, Save, Submit as HandIn};

const SUBMITTED: [(usize, Act); 4] = [(0, Load), (0, Save), (0, Load), (0, HandIn)];
const RETURNED: [(usize, Act); 6] = [(0, Load), (0, Save), (0, Load), (0, HandIn), (2, Load), (2, Return)];

/// In a service of its own, so that municipalities do not meet.
async fn every_order_on_sqlite(beginning: &[(usize, Act)], programs: [&[Act]; 3]) -> usize {
    let site = Site::on_sqlite().await;
    let world = World::set_up(&site, EVERY_KIND).await;
    every_order(&site, &world, beginning, programs).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_every_order_from_the_beginning() {
    let count = every_order_on_sqlite(&[], [&[Load, Save, Load, HandIn], &[Load, Save], &[Load, Return, Approve]]).await;
    assert_eq!(count, 1260);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_every_order_under_review() {
    let count = every_order_on_sqlite(&SUBMITTED, [&[Load, Save, HandIn], &[Load, HandIn], &[Load, Return, Load, Approve]]).await;
    assert_eq!(count, 1260);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_every_order_once_returned() {
    let count = every_order_on_sqlite(&RETURNED, [&[Load, Save, Load, HandIn], &[Load, Save], &[Load, Approve]]).await;
    assert_eq!(count, 420);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_every_order_on_postgres() {
    let site = Site::on_postgres().await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let count = every_order(&site, &world, &RETURNED, [&[Load, HandIn], &[Load, Save], &[Load, Approve]]).await;
    assert_eq!(count, 90);
    site.app.db().close().await;
}

/// Long walks reach what short programs do not: several returns, answers corrected twice, approvals long after they were decided.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_long_random_walks() {
    let site = Site::on_sqlite().await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let mut seed: u64 = 20_261_121;
    let mut states = BTreeMap::<&str, usize>::new();
    for mut run in runs(&site, &world, 60).await {
        for _ in 0..40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (who, pick) = ((seed >> 33) as usize % 3, (seed >> 40) as usize % 4);
            let act = if who == 2 { [Load, Load, Return, Approve][pick] } else { [Load, Load, Save, HandIn][pick] };
            run.act(who, act).await;
        }
        *states.entry(run.model.state.as_str()).or_default() += 1;
    }
    assert!(states.contains_key("verified") && states.len() >= 3, "{states:?}");
}
