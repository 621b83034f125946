//! What is known of a file after it was checked.

use std::path::PathBuf;

use hwc_iam::lint::Level;
use hwc_iam::report::{self, Suppressed, Unchecked};
use hwc_iam::{Position, printable};

use crate::{Outcome, name};

/// What was found in a file, or some of its findings.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) path: PathBuf,
    /// Whether these are only some of its findings, and the others follow.
    pub(super) goes_on: bool,
    /// Whether it has a policy; a folder is full of other things.
    pub(super) is_relevant: bool,
    pub(super) findings: Vec<Shown>,
    /// Why not all of it was looked at.
    pub(super) unreadable: Vec<String>,
    /// Where and why it is not in its language; the first ones of those.
    pub(super) broken: Vec<(Position, String)>,
    pub(super) policies: usize,
    /// Policies of which nothing is known before Terraform runs.
    pub(super) unknown: usize,
    /// Findings that the baseline knows.
    pub(super) silenced: usize,
    /// Findings that are meant to be there, each with the reason.
    pub(super) suppressed: Vec<Meant>,
    /// What is wrong with what the configuration says of the file; it stands in the configuration.
    pub(super) in_config: Vec<Shown>,
    pub(super) fixed: usize,
    /// What the fixes would change, if they are only to be shown.
    pub(super) diff: String,
    /// What was not checked.
    pub(super) unchecked: Vec<Unchecked>,
    /// Why nothing of it was looked at, if it has no policy.
    pub(super) passed_over: Option<&'static str>,
}

/// A finding that is meant to be there.
#[derive(Debug)]
pub(super) struct Meant {
    pub(super) suppressed: Suppressed,
    /// Whether a comment says so, and not the configuration.
    pub(super) in_source: bool,
}

/// A finding with its places in the file.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) finding: report::Finding,
    /// The finding in its source, where people are to see it.
    pub(super) rendered: Option<String>,
}

impl Checked {
    /// What is not looked at.
    pub(super) fn left_out(path: PathBuf, why: &str) -> Self {
        let start = Position { line: 1, column: 0, offset: 0 };
        let unchecked = vec![Unchecked::new(None, start, start, why)];
        Self { path, is_relevant: true, unchecked, ..Self::default() }
    }

    /// Says that it is not in its language, and where.
    pub(super) fn break_at(&mut self, at: Position, why: &str) {
        let (line, column) = (at.line, at.column + 1);
        let message = format!("{}:{line}:{column}: {}", name::of(&self.path), printable::line(why));
        self.unreadable.insert(self.broken.len(), message);
        self.broken.push((at, why.to_owned()));
    }

    /// Passes its findings on, once they are many.
    pub(super) fn pass_on(&mut self, pass: &mut dyn FnMut(Self)) {
        if self.findings.len() >= MANY {
            let findings = std::mem::take(&mut self.findings);
            pass(Self { path: self.path.clone(), goes_on: true, findings, ..Self::default() });
        }
    }

    /// What was fixed in a file, before it is checked.
    pub(super) fn without_findings(&self) -> Self {
        let (path, unreadable) = (self.path.clone(), self.unreadable.clone());
        Self { path, unreadable, fixed: self.fixed, diff: self.diff.clone(), ..Self::default() }
    }

    pub(super) fn outcome(&self) -> Outcome {
        if !self.unreadable.is_empty() {
            Outcome::Unreadable
        } else if self.findings.iter().any(|it| it.finding.level == Level::Deny) {
            Outcome::Findings
        } else {
            Outcome::Clean
        }
    }
}

/// Findings that are not kept until the others are found.
const MANY: usize = 100;
