//! `miernik survey diff`: what differs between two versions of a survey, and what follows for comparing their results.

use std::io::{self, Write as _};
use std::path::Path;

use super::failure::Failure;
use super::{file, survey};
use crate::engine::Checked;
use crate::engine::bridge::core::Verdict;
use crate::engine::bridge::difference::{Difference, differences, shares, silent_renames};
use crate::engine::bridge::{Bridge, Versions, lost_ids};
use crate::engine::survey::NodeKind;

/// Prints every difference by id and the core share of each node; fails if the two are not versions of one survey, if a question changed its id in
/// silence, or if the bridge is wrong.
pub(super) fn diff(earlier: &Path, later: &Path, bridge_file: Option<&Path>) -> Result<(), Failure> {
    let (old, new) = (survey::needed(earlier)?, survey::needed(later)?);
    let versions = versions(&old, &new)?;
    let bridge = bridge(versions, later, bridge_file)?;
    let renamed = silent_renames(versions, &bridge);
    if !renamed.is_empty() {
        let faults = renamed.iter().map(|(gone, come)| format!("{}: `{gone}` is gone and `{come}` asks the same", later.display()));
        let failure = Failure::new(format!("the id of {} changed in silence", survey::count(renamed.len(), "question")), RENAME);
        return Err(failure.with_faults(faults.collect()));
    }
    print(versions, &bridge).map_err(Failure::of_output)
}

/// Every id of an earlier version that a later one has lost without a word in the bridge, one a line.
pub(super) fn lost(old: &Checked, new: &Checked, later: &Path, bridge_file: Option<&Path>) -> Result<Vec<String>, Failure> {
    let versions = versions(old, new)?;
    let lost = lost_ids(versions, &bridge(versions, later, bridge_file)?);
    Ok(lost.iter().map(|id| format!("{}: error[{}]: {id} — {}", later.display(), id.code(), id.mend())).collect())
}

/// Two versions of one survey, or why they are not.
fn versions<'v>(old: &'v Checked, new: &'v Checked) -> Result<Versions<'v>, Failure> {
    let (from, to) = (&old.survey.meta, &new.survey.meta);
    if from.id != to.id {
        let what = format!("`{}` and `{}` are two surveys, not two versions of one", from.id, to.id);
        return Err(Failure::new(what, "name two files with the same survey id"));
    }
    if from.version == to.version && old.survey.hash != new.survey.hash {
        let what = format!("two different files both call themselves version {} of `{}`", from.version, from.id);
        return Err(Failure::new(what, "give the later one a version of its own"));
    }
    Ok(Versions { earlier: old, later: new })
}

/// The bridge of a file that was named, else of `<from>-<to>.bridge.toml` beside the later version, else what ids and content say.
fn bridge(versions: Versions<'_>, later: &Path, named: Option<&Path>) -> Result<Bridge, Failure> {
    let (from, to) = (&versions.earlier.survey.meta.version, &versions.later.survey.meta.version);
    let beside = later.with_file_name(format!("{from}-{to}.bridge.toml"));
    match named.or_else(|| beside.exists().then_some(beside.as_path())) {
        None => Ok(Bridge::by_content(versions)),
        Some(path) => read_bridge(path, versions),
    }
}

const RENAME: &str = "keep the old ids; or name each pair in a bridge file: [[link]] relation = \"same\", earlier = [\"old\"], later = [\"new\"]";

fn read_bridge(path: &Path, versions: Versions<'_>) -> Result<Bridge, Failure> {
    let read = file::survey_text(path).map_err(|fault| vec![fault]).and_then(|(text, notation)| Bridge::read(&text, notation, versions));
    read.map_err(|faults| {
        let what = format!("`{}` cannot be used as a bridge", path.display());
        Failure::new(what, "mend the faults above").with_faults(survey::Remarks::Faults(faults).lines(path))
    })
}

fn print(versions: Versions<'_>, bridge: &Bridge) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let (from, to) = (&versions.earlier.survey.meta, &versions.later.survey.meta);
    writeln!(out, "{}: {} → {}", to.id, from.version, to.version)?;
    let found = differences(versions, bridge);
    for Difference { kind, ids, detail } in &found {
        let colon = if detail.is_empty() { "" } else { ": " };
        writeln!(out, "  {:<10} {ids}{colon}{detail}", kind.as_str())?;
    }
    if found.is_empty() {
        writeln!(out, "  nothing differs")?;
    }
    let kept = bridge.comparable().count();
    writeln!(
        out,
        "{} in the common core of {} → {}",
        survey::count(kept, "question"),
        versions.earlier.survey.questions.len(),
        versions.later.survey.questions.len()
    )?;
    for (ix, share) in shares(versions, bridge) {
        let node = versions.later.survey.node(ix);
        let kind = if node.kind == NodeKind::Index { "" } else { "  " };
        // Rounded down, so that what is printed never looks like more than it is.
        writeln!(out, "  {kind}{:<16} core {:>3} %  {}", node.id, (share * 100.0 + 1e-9).floor(), consequence(Verdict::of(share)))?;
    }
    out.flush()
}

const fn consequence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Publish => "change may be published",
        Verdict::Break => "change only with the mark of a break (b)",
        Verdict::Refuse => "no change: too little in common",
    }
}
