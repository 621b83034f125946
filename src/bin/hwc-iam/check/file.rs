//! One file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hwc_iam::files::{self, Found, Language};
use hwc_iam::lint::{self, Finding, Level, Options, Profile};
use hwc_iam::{Cloud, Policy, PolicyKind, Position};

use super::baseline::Entry;
use super::report::human;
use super::walk::Target;
use super::{Job, fix};
use crate::{Outcome, input, write};

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) path: PathBuf,
    /// Whether it has a policy; a folder is full of other things.
    pub(super) is_relevant: bool,
    pub(super) findings: Vec<Shown>,
    /// Why not all of it was looked at.
    pub(super) unreadable: Vec<String>,
    pub(super) policies: usize,
    /// Policies of which nothing is known before Terraform runs.
    pub(super) unknown: usize,
    /// Findings that the baseline knows.
    pub(super) silenced: usize,
    pub(super) fixed: usize,
}

/// A finding with its places in the file.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) finding: Finding,
    pub(super) policy: Option<String>,
    pub(super) pointer: String,
    pub(super) start: Position,
    pub(super) end: Position,
    /// The places of the fix's edits.
    pub(super) edits: Vec<(Position, Position)>,
    /// The finding in its source, where people are to see it.
    pub(super) rendered: Option<String>,
}

impl Checked {
    pub(super) fn outcome(&self) -> Outcome {
        if !self.unreadable.is_empty() {
            Outcome::Unreadable
        } else if self.findings.iter().any(|it| it.finding.level() == Level::Deny) {
            Outcome::Findings
        } else {
            Outcome::Clean
        }
    }
}

pub(super) fn check(job: &Job, target: &Target) -> Checked {
    let path = target.path.as_path();
    let mut checked = Checked { path: path.to_path_buf(), ..Checked::default() };
    let text = match input::read(path) {
        Ok(text) => text,
        Err(message) => {
            checked.unreadable.push(message);
            return checked;
        }
    };
    let language = target.language.unwrap_or_else(|| Language::of_text(&text));
    if !target.named && !may_have_policies(language, &text) {
        return checked;
    }
    let kind = job.config.kind(path);
    let options = job.config.options(path);
    let subject = Subject { path, language, kind, options: &options, named: target.named };
    let text = if job.fix && !input::is_standard(path) { subject.mend(text, &mut checked) } else { text };
    let mut known = job.known.of(path);
    let mut notes = BTreeSet::new();
    let read = subject.each(text, &mut |found, findings| {
        checked.is_relevant = true;
        checked.policies += 1;
        checked.unknown += usize::from(!found.is_known());
        for finding in findings {
            // What is said of a service is said once for a file.
            if finding.of_service().is_some_and(|it| !notes.insert((finding.rule().name(), it.to_owned()))) {
                continue;
            }
            let mut shown = shown(&found, finding);
            match known.get_mut(&Entry::of(&shown)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    checked.silenced += 1;
                }
                _ => {
                    shown.rendered = job.renders.then(|| human::finding(path, &found, &shown));
                    checked.findings.push(shown);
                }
            }
        }
    });
    checked.is_relevant |= target.named;
    checked.unreadable.extend(read.err());
    checked
}

/// A file's text, and what it is checked for.
pub(super) struct Subject<'a> {
    path: &'a Path,
    language: Language,
    kind: Option<PolicyKind>,
    options: &'a Options,
    named: bool,
}

impl Subject<'_> {
    /// Fixes the file, and hands back what it says then: as it was, if it cannot be written.
    fn mend(&self, text: String, checked: &mut Checked) -> String {
        let fixed = fix::all(self, text.clone());
        if fixed.count == 0 {
            return text;
        }
        match write::instead_of(&text, self.path, &fixed.text) {
            Ok(()) => {
                checked.fixed = fixed.count;
                fixed.text
            }
            Err(message) => {
                checked.unreadable.push(message);
                text
            }
        }
    }

    /// Hands over every policy of a text with what is found in it.
    pub(super) fn each(&self, text: String, take: &mut dyn FnMut(Found, Vec<Finding>)) -> Result<(), String> {
        let read = files::each(self.language, text, self.kind, &mut |found| {
            if self.named || found.address().is_some() || found.is_policy() {
                let findings = lint::check_with(found.document(), &self.options(&found));
                take(found, findings);
            }
        });
        read.map_err(|it| {
            let Position { line, column, .. } = it.position();
            format!("{}:{line}:{}: {}", input::name(self.path), column + 1, it.why())
        })
    }

    /// Terraform's provider is of a cloud, whatever the others in the folder are of.
    fn options(&self, found: &Found) -> Cow<'_, Options> {
        match found.cloud() {
            Some(Cloud::OpenTelekomCloud) if self.options.profile != Profile::OpenTelekomCloud => {
                Cow::Owned(Options { profile: Profile::OpenTelekomCloud, ..self.options.clone() })
            }
            Some(Cloud::HuaweiCloud) if self.options.profile == Profile::OpenTelekomCloud => {
                Cow::Owned(Options { profile: Profile::HuaweiCloud, ..self.options.clone() })
            }
            _ => Cow::Borrowed(self.options),
        }
    }

    /// What a text is like, for comparison.
    pub(super) fn state(&self, text: String) -> Option<State> {
        let mut state = State::default();
        let read = self.each(text, &mut |found, findings| {
            for finding in findings {
                *state.counts.entry(finding.rule().name()).or_default() += 1 + finding.more();
            }
            state.policies.push(found.document().policy().cloned());
        });
        read.ok().map(|()| state)
    }
}

/// How often each rule finds something in a text, and its policies.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) counts: BTreeMap<&'static str, usize>,
    pub(super) policies: Vec<Option<Policy>>,
}

fn shown(found: &Found, finding: Finding) -> Shown {
    let span = finding.span();
    let edits = finding.fix().filter(|_| found.is_editable()).map_or(Vec::new(), |fix| {
        fix.edits.iter().map(|it| (found.position(it.span.start), found.position(it.span.end))).collect()
    });
    Shown {
        policy: found.address().map(str::to_owned),
        pointer: found.document().pointer(span),
        start: found.position(span.start),
        end: found.position(span.end),
        edits,
        rendered: None,
        finding,
    }
}

/// Whether it is worth reading at all, in a folder of whatever files.
fn may_have_policies(language: Language, text: &str) -> bool {
    match language {
        Language::Terraform => text.contains("resource"),
        Language::Json | Language::JsonLines => {
            ["Statement", "resource_changes", "planned_values", "root_module"].iter().any(|it| text.contains(it))
        }
    }
}
