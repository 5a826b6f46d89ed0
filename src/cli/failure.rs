//! Why a command failed: where, what, and what to do next.

use std::error::Error;
use std::io;
use std::process::ExitCode;

/// The failure of a command.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(super) struct Failure {
    /// Faults that were found one by one; each line stands for itself.
    faults: Vec<String>,
    what: String,
    mend: String,
    #[source]
    cause: Option<Box<dyn Error>>,
}

impl Failure {
    pub(super) fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { faults: Vec::new(), what: what.into(), mend: mend.into(), cause: None }
    }

    pub(super) fn because(mut self, cause: impl Into<Box<dyn Error>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    pub(super) fn with_faults(mut self, faults: Vec<String>) -> Self {
        self.faults = faults;
        self
    }

    /// Standard output could not be written.
    pub(super) fn of_output(cause: io::Error) -> Self {
        Self::new("standard output cannot be written", "send it to a place that has room, or use a file").because(cause)
    }

    /// Prints the faults and the chain of causes on standard error.
    ///
    /// Who closes the pipe early (`| head`) has read enough: that is no failure.
    pub(super) fn report(&self) -> ExitCode {
        if self.cause.as_ref().and_then(|cause| cause.downcast_ref::<io::Error>()).is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        // If standard error cannot be written, the exit code still tells.
        let _ = self.print(&mut io::stderr().lock());
        ExitCode::FAILURE
    }

    fn print(&self, out: &mut impl io::Write) -> io::Result<()> {
        for fault in &self.faults {
            writeln!(out, "{fault}")?;
        }
        writeln!(out, "error: {}", self.what)?;
        let mut cause = self.source();
        while let Some(error) = cause {
            writeln!(out, "  cause: {error}")?;
            cause = error.source();
        }
        writeln!(out, "  next: {}", self.mend)
    }
}
