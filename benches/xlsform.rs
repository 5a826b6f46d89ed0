//! How long a form of 150 questions takes to be read, and what each bomb costs before it is refused, in time and in memory.
//!
//! `cargo bench --bench xlsform`. Each bomb is read by a process of its own, whose peak of memory the kernel tells (`VmHWM`, Linux only).
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on stops where it is")]

#[path = "../tests/support/bombs.rs"]
mod bombs;
#[path = "support/clock.rs"]
mod clock;
#[path = "support/times.rs"]
mod times;

use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use clock::timed;
use miernik::{engine, workbook, xlsform};
use times::median;

const ROUNDS: usize = 21;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().position(|argument| argument == "--bomb") {
        Some(at) => refuse(&arguments[at + 1]),
        None => {
            import();
            explode();
        }
    }
}

/// The shipped survey twice over, cut to 150 questions.
fn import() {
    let checked = engine::read(include_str!("../surveys/miasto-cyfrowe/1.0.toml"), engine::Notation::Toml).unwrap();
    let mut document = checked.document;
    let mut again = document.questions.clone();
    for question in &mut again {
        question.id.push_str("_again");
    }
    document.questions.extend(again);
    document.questions.truncate(150);
    let bytes = xlsform::write(&document).unwrap();
    let read = middle(|| xlsform::read(&bytes, "form").unwrap());
    let write = middle(|| xlsform::write(&document).unwrap());
    println!("150 questions, {} bytes, medians of {ROUNDS}: read {read:.1?} (limit 50 ms), written {write:.1?}", bytes.len());
    let large = include_bytes!("../tests/fixtures/xlsform/humind__REACH_2024_MSNA-kobo-tool_draft_v11.xlsx");
    let read = middle(|| xlsform::read(large, "form").unwrap());
    println!("a household survey of 321 rows and 5 sheets: read {read:.1?}");
}

fn middle<T>(work: impl Fn() -> T) -> Duration {
    median((0..ROUNDS).map(|_| timed(&work)))
}

fn explode() {
    println!("\n{:<44} {:>10} {:>9} {:>10}   limits: 50 ms, 64 MiB", "bomb", "bytes", "time", "peak");
    let path = env::temp_dir().join(format!("miernik-bomb-{}", std::process::id()));
    for (name, _, bytes) in bombs::bombs() {
        fs::write(&path, &bytes).unwrap();
        let output = Command::new(env::current_exe().unwrap()).arg("--bomb").arg(&path).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        println!("{name:<44} {:>10} {}", bytes.len(), said.trim());
    }
    fs::remove_file(&path).unwrap();
}

/// Reads one workbook and says what that took.
fn refuse(path: &str) {
    let bytes = fs::read(path).unwrap();
    let start = Instant::now();
    let fault = workbook::read(&bytes).err();
    let time = start.elapsed();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    let code = fault.map_or("read", |fault| fault.code);
    println!("{:>6.1} ms {:>6.1} MiB   {code}", time.as_secs_f64() * 1e3, peak.unwrap_or(f64::NAN) / 1024.0);
}
