//! The program `miernik`: everything it does lives in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    miernik::cli::run(std::env::args_os())
}
