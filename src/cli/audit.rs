//! `miernik audit verify`: whether the audit log of an installation is as it was written.

use std::io::{self, Write as _};

use super::failure::Failure;
use super::serve::{self, DatabaseArgs};
use crate::store::audit::{self, Verification};

/// Walks the whole chain of hashes; fails at the first line that is not as it was written.
pub(super) fn verify(arguments: &DatabaseArgs) -> Result<(), Failure> {
    serve::run_async(async {
        let db = serve::open_existing(arguments).await?;
        let failed = |error| Failure::new("the audit log cannot be read", "look at the cause and try again; nothing was changed").because(error);
        let mut tx = db.read().await.map_err(failed)?;
        let found = audit::verify(&mut tx).await.map_err(failed)?;
        drop(tx);
        db.close().await;
        report(&found)
    })
}

fn report(found: &Verification) -> Result<(), Failure> {
    let Verification { sound, broken_at, head } = found;
    if let Some(line) = broken_at {
        let what = format!("line {line} of the audit log is changed, taken out or cut off; the {sound} before it are as they were written");
        return Err(Failure::new(what, "keep this database as it is, and compare the log with that of your backups"));
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{sound} lines, unbroken").map_err(Failure::of_output)?;
    if !head.is_empty() {
        writeln!(out, "last hash {head}").map_err(Failure::of_output)?;
    }
    out.flush().map_err(Failure::of_output)
}
