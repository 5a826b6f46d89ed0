//! The command line: what can be asked of the program, and how it answers. Each command lives in a file of its own.
//!
//! Exit codes: 0 done, 1 bad input (every fault is named), 2 wrong usage.

mod as_toml;
mod audit;
mod diff;
mod failure;
mod file;
mod path;
mod robustness;
mod score;
mod serve;
mod survey;

use jiff::civil::Date;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::engine::robustness::{Draws, Options};

/// Digital-maturity self-assessment for municipalities.
#[derive(Debug, Parser)]
#[command(name = "miernik", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::ServeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until the process is told to stop; without a command this is what happens
    Serve(serve::ServeArgs),
    /// Serve a fresh demo with real public data; nothing of it stays
    Demo(serve::DemoArgs),
    /// Check, convert and describe survey files
    #[command(subcommand)]
    Survey(SurveyCommand),
    /// Look after the audit log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Score many units from a file, without a server
    Score {
        /// Survey file (.toml or .json)
        #[arg(env = "MIERNIK_SURVEY")]
        survey: PathBuf,
        /// Answers: CSV in UTF-8 with the header `unit` and question ids
        #[arg(env = "MIERNIK_ANSWERS")]
        answers: PathBuf,
        /// Where the scores go: a CSV file, replaced as a whole; default: standard output
        #[arg(short, long, env = "MIERNIK_OUTPUT")]
        output: Option<PathBuf>,
        /// The day that `today()` is in conditions, year-month-day; default: the current day in Poland
        #[arg(long, env = "MIERNIK_TODAY")]
        today: Option<Date>,
    },
    /// Say how firm the ranks of many units are: score them under other weights, means, missing answers and small mistakes
    Robustness {
        /// Survey file (.toml or .json)
        #[arg(env = "MIERNIK_SURVEY")]
        survey: PathBuf,
        /// Answers: CSV in UTF-8 with the header `unit` and question ids
        #[arg(env = "MIERNIK_ANSWERS")]
        answers: PathBuf,
        /// How many times the units are scored: a power of two from 2 to 16384
        #[arg(long, env = "MIERNIK_DRAWS", default_value_t = Options::default().draws)]
        draws: Draws,
        /// Where the draws come from: the same seed gives the same file
        #[arg(long, env = "MIERNIK_SEED", default_value_t = 0)]
        seed: u64,
        /// The day that `today()` is in conditions, year-month-day; default: the current day in Poland, so that the same seed
        /// gives another file on another day if a condition asks for it
        #[arg(long, env = "MIERNIK_TODAY")]
        today: Option<Date>,
        /// Where the ranges go: a CSV file, replaced as a whole; default: standard output
        #[arg(short, long, env = "MIERNIK_OUTPUT")]
        output: Option<PathBuf>,
    },
    /// The cheapest way of one unit to the next level, or the best that a number of person-days buys
    Path {
        /// Survey file (.toml or .json)
        #[arg(env = "MIERNIK_SURVEY")]
        survey: PathBuf,
        /// Answers: CSV in UTF-8 with the header `unit` and question ids
        #[arg(env = "MIERNIK_ANSWERS")]
        answers: PathBuf,
        /// Key of the unit in the answers
        #[arg(long, env = "MIERNIK_UNIT")]
        unit: String,
        /// Id of a dimension or module; default: the index
        #[arg(long, env = "MIERNIK_NODE", default_value = "index")]
        node: String,
        /// Person-days that may be spent, 0 or more; default: as many as the next level needs
        #[arg(long, env = "MIERNIK_BUDGET", value_name = "DAYS", value_parser = person_days, allow_negative_numbers = true)]
        budget: Option<f64>,
        /// The day that `today()` is in conditions, year-month-day; default: the current day in Poland
        #[arg(long, env = "MIERNIK_TODAY")]
        today: Option<Date>,
    },
}

/// A number of person-days.
fn person_days(text: &str) -> Result<f64, String> {
    let days: f64 = text.parse().map_err(|_| "a number is needed, e.g. 20 or 7.5".to_owned())?;
    if (0.0..=1e9).contains(&days) { Ok(days) } else { Err("a number from 0 on is needed".to_owned()) }
}

#[derive(Debug, Subcommand)]
enum SurveyCommand {
    /// Print every fault with file:line:column (a workbook: sheet!cell), code and mend
    Check {
        /// Survey files (.toml, .json, or XLSForm: .xlsx, .xls)
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Published version that these follow: an id that is gone or renamed without a word in the bridge is an error
        #[arg(long, value_name = "OLD")]
        against: Option<PathBuf>,
        /// Bridge file; default: `<from>-<to>.bridge.toml` beside the later version, if it is there
        #[arg(long, requires = "against")]
        bridge: Option<PathBuf>,
    },
    /// Print the JSON Schema of survey files
    Schema,
    /// Convert between .toml, .json and XLSForm (.xlsx; .xls is only read)
    Convert {
        /// Survey file to read
        #[arg(value_name = "IN")]
        input: PathBuf,
        /// Survey file to write, replaced as a whole
        #[arg(value_name = "OUT")]
        output: PathBuf,
    },
    /// Print what differs between two versions of a survey, and whether their results can be compared
    Diff {
        /// Earlier version (.toml or .json)
        #[arg(value_name = "OLD")]
        earlier: PathBuf,
        /// Later version (.toml or .json)
        #[arg(value_name = "NEW")]
        later: PathBuf,
        /// Bridge file (.toml or .json): what became of questions that are not plainly the same; default: `<from>-<to>.bridge.toml` beside the
        /// later version, if it is there
        #[arg(long)]
        bridge: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Say whether every line is as it was written, or which is the first that is not. The database is opened as at a start, so an older one
    /// is brought up to date
    Verify(serve::DatabaseArgs),
}

/// Runs the program: reads the arguments (the first is the program's name), does what they say, reports a failure with its causes.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments.command.unwrap_or(Command::Serve(arguments.serve)),
        Err(usage) => {
            // Help and version come this way too, with the code 0. If even this cannot be printed, there is nobody to tell.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    let done = match command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo(arguments) => serve::demo(&arguments),
        Command::Audit(AuditCommand::Verify(arguments)) => audit::verify(&arguments),
        Command::Survey(SurveyCommand::Check { paths, against, bridge }) => {
            let against = against.as_deref().map(|earlier| survey::Against { earlier, bridge: bridge.as_deref() });
            survey::check(&paths, against.as_ref())
        }
        Command::Survey(SurveyCommand::Schema) => survey::schema(),
        Command::Survey(SurveyCommand::Convert { input, output }) => survey::convert(&input, &output),
        Command::Survey(SurveyCommand::Diff { earlier, later, bridge }) => diff::diff(&earlier, &later, bridge.as_deref()),
        Command::Score { survey, answers, output, today } => score::score(&survey, &answers, output.as_deref(), today),
        Command::Robustness { survey, answers, draws, seed, today, output } => {
            robustness::run(&survey, &answers, output.as_deref(), today, Options { draws, seed, ..Options::default() })
        }
        Command::Path { survey, answers, unit, node, budget, today } => {
            path::path(&path::Asked { survey: &survey, answers: &answers, unit: &unit, node: &node, budget, today })
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
