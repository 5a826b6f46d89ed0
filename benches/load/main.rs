//! How many pages of answers are saved and shown in a second, beside the least that a durable save can cost.
//!
//! `cargo bench --bench load`. The program serves a SQLite database in a folder and is asked over the loopback by 1, 8, 32 and 500 people at once, each
//! in an assessment of their own whose questions are all answered. A save changes every answer of a page. Beside it, in the same run, a minimal program
//! on axum and sqlx that inserts the same form as one row with the same durability. Processor time and memory are those of the serving process alone;
//! the load comes from this process and takes its share of the same machine. `MIERNIK_LOAD_SECONDS` is the length of one measurement (3 unless told).
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark reports on standard output, and ends if it cannot go on"
)]

mod baseline;
mod client;
#[path = "../../tests/support/crowd.rs"]
#[expect(dead_code, reason = "a measurement asks for officers only")]
mod crowd;
#[path = "../../tests/support/form.rs"]
#[expect(dead_code, reason = "a measurement fills in one kind of field only")]
mod form;
mod server;
mod survey;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use client::{Load, Task};
use server::Server;

const CLIENTS: [usize; 4] = [1, 8, 32, 500];
const QUESTIONS: [usize; 2] = [60, 250];
/// At this many clients a save must reach [`SHARE_OF_BASELINE`] of the baseline.
const COMPARED_AT: usize = 8;
const SHARE_OF_BASELINE: f64 = 1.0 / 3.0;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Runtime::new()?;
    let mut arguments = std::env::args().skip_while(|argument| argument != baseline::ARGUMENT).skip(1);
    match arguments.next() {
        Some(folder) => runtime.block_on(baseline::serve(folder.as_ref())),
        None => runtime.block_on(measure()),
    }
}

async fn measure() -> Result<(), Box<dyn Error>> {
    let seconds = std::env::var("MIERNIK_LOAD_SECONDS").map_or(Ok(3), |seconds| seconds.parse())?;
    println!("rates of {seconds} s each; latency in ms (median, 99th percentile); processor ms of the serving process for each request; PSS in MB");
    println!("questions clients | inserts/s  p50  p99  cpu | saves/s  p50  p99  cpu  share | pages/s  p50  p99  cpu | PSS");
    let mut below = Vec::new();
    for questions in QUESTIONS {
        let folder = tempfile::tempdir()?;
        let db = miernik::store::Db::open_sqlite(&folder.path().join("miernik.sqlite")).await?;
        let survey = survey::of(questions);
        let crowd = crowd::gather(&db, CLIENTS[CLIENTS.len() - 1], &survey).await;
        survey::answer_everything(&db, &crowd, questions).await;
        db.close().await;
        let (program, bare) = (Server::program(folder.path()), Server::baseline(folder.path()));
        println!("{questions:>9}    idle | {:>85} | {:.1}", "", program.memory());
        let pages = client::pages(&program.address, &crowd).await;
        for clients in CLIENTS {
            let load = async |server: &Server, task: fn(&client::Person) -> Task| {
                let people = pages.iter().take(clients).cloned();
                Load::of(server, people, task, Duration::from_secs(seconds)).await
            };
            let insert = load(&bare, |person| Task::Insert(person.form())).await;
            let save = load(&program, |person| Task::Save(Arc::clone(&person.state))).await;
            let view = load(&program, |_| Task::View).await;
            let share = save.rate() / insert.rate();
            println!("{questions:>9} {clients:>7} | {insert} | {save} {share:>5.2} | {view} | {:.1}", program.memory());
            for load in [&insert, &save, &view] {
                if load.refused > 0 {
                    below.push(format!("{} answers were not as they should be at {clients} clients, {questions} questions", load.refused));
                }
            }
            if clients == COMPARED_AT && share < SHARE_OF_BASELINE {
                below.push(format!("saves reach {share:.2} of bare inserts at {clients} clients, {questions} questions"));
            }
        }
    }
    if below.is_empty() { Ok(()) } else { Err(below.join("; ").into()) }
}
