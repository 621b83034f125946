//! Findings that are meant to be there: by a comment beside them, or by the configuration.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use hwc_iam::files::{self, Found, Language};
use hwc_iam::lint::{Finding, Levels, Suppression};
use hwc_iam::report;

use super::checked::Shown;
use super::config::{Allowed, Config, position};
use super::format::human;
use crate::name;

/// What is said of the findings of one file.
pub(super) struct Suppressions<'a> {
    comments: files::Suppressions,
    by_sid: Vec<(&'a Allowed, Suppression)>,
    /// The file, if it has such comments.
    text: Option<String>,
}

/// A finding that is meant to be there, and why.
#[derive(Debug)]
pub(super) struct Apart {
    pub(super) finding: Finding,
    pub(super) reason: String,
    /// Whether a comment says so, and not the configuration.
    pub(super) in_source: bool,
}

impl<'a> Suppressions<'a> {
    pub(super) fn of(allowed: &[&'a Allowed], language: Language, text: &str) -> Self {
        let comments = files::Suppressions::of(language, text);
        let by_sid = allowed.iter().map(|it| (*it, Suppression::new(it.rule, &*it.reason, it.span))).collect();
        let text = (!comments.is_empty()).then(|| text.to_owned());
        Self { comments, by_sid, text }
    }

    /// Parts the findings of a policy into those that are to be reported and the others.
    pub(super) fn part(&mut self, found: &Found, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Apart>) {
        let mut suppressed = Vec::new();
        let mut kept = Vec::new();
        for finding in findings {
            match self.reason(found, &finding) {
                Some((reason, in_source)) => suppressed.push(Apart { finding, reason, in_source }),
                None => kept.push(finding),
            }
        }
        (kept, suppressed)
    }

    fn reason(&mut self, found: &Found, finding: &Finding) -> Option<(String, bool)> {
        if !self.comments.is_empty() {
            let line = found.position(finding.span().start).line;
            if let Some(reason) = self.comments.take(finding.rule(), line) {
                return Some((reason.to_owned(), true));
            }
        }
        if self.by_sid.is_empty() {
            return None;
        }
        let sid = found.document().sid(finding.span())?;
        let of_sid = self.by_sid.iter_mut().filter(|it| it.0.sid == sid);
        let reason = of_sid.map(|it| &mut it.1).find_map(|it| it.takes(finding.rule()).then(|| it.reason().to_owned()));
        reason.map(|it| (it, false))
    }

    /// What is wrong with the comments, once every policy was looked at.
    pub(super) fn findings(&self, path: &Path, levels: &Levels, renders: bool) -> Vec<Shown> {
        let Some(text) = &self.text else { return Vec::new() };
        let all = self.comments.findings(levels).into_iter();
        all.map(|it| shown(path, text, it, renders)).collect()
    }

    /// What is wrong with what the configuration says of the file.
    pub(super) fn unused(self, config: &Config, levels: &Levels, renders: bool) -> Vec<Shown> {
        let all = self.by_sid.iter().flat_map(|(_, it)| it.findings(levels, |_| None));
        all.filter_map(|it| config.source.as_ref().map(|(path, text)| shown(path, text, it, renders))).collect()
    }
}

/// What the configuration says of files that do not exist.
pub(super) fn of_missing_files(config: &Config, renders: bool) -> Vec<Shown> {
    let Some((path, text)) = &config.source else { return Vec::new() };
    // One that cannot be looked at may be there.
    let is_missing = |it: &&Allowed| matches!(it.file.try_exists(), Ok(false));
    let missing = config.allowed.iter().filter(is_missing).filter_map(|it| {
        let suppression = Suppression::new(it.rule, &*it.reason, it.span);
        let why = format!("the file `{}` does not exist", name::raw(&it.written));
        suppression.of_nothing(&config.options(&it.file).levels, why)
    });
    missing.map(|it| shown(path, text, it, renders)).collect()
}

/// The entries of the configuration that are about a file.
pub(super) fn allowed<'a>(config: &'a Config, path: &Path) -> Vec<&'a Allowed> {
    if config.allowed.is_empty() {
        return Vec::new();
    }
    let file = real(path);
    config.allowed.iter().filter(|it| real(&it.file) == file).collect()
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// A finding about a place of a text that is not in a policy.
fn shown(path: &Path, text: &str, finding: Finding, renders: bool) -> Shown {
    let span = finding.span();
    let reported = report::elsewhere(&finding, |offset| position(text, offset as usize));
    let line = line(text, span.start as usize);
    let rendered = renders.then(|| human::finding(path, text, line, span, &reported));
    Shown { finding: reported, rendered }
}

fn line(text: &str, offset: usize) -> Range<usize> {
    let (before, behind) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    start..offset + behind.find('\n').unwrap_or(behind.len())
}
