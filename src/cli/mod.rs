//! The command line: what can be asked of the program, and how it answers. Each command lives in a file of its own.
//!
//! Exit codes: 0 done, 1 bad input (every fault is named), 2 wrong usage.

mod as_toml;
mod failure;
mod file;
mod score;
mod serve;
mod survey;

use jiff::civil::Date;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
}

#[derive(Debug, Subcommand)]
enum SurveyCommand {
    /// Print every fault with file:line:column (a workbook: sheet!cell), code and mend
    Check {
        /// Survey files (.toml, .json, or XLSForm: .xlsx, .xls)
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
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
        Command::Survey(SurveyCommand::Check { paths }) => survey::check(&paths),
        Command::Survey(SurveyCommand::Schema) => survey::schema(),
        Command::Survey(SurveyCommand::Convert { input, output }) => survey::convert(&input, &output),
        Command::Score { survey, answers, output, today } => score::score(&survey, &answers, output.as_deref(), today),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
