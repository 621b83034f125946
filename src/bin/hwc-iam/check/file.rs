//! One file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hwc_iam::error::ReadFileError;
use hwc_iam::files::{self, Found, Language};
use hwc_iam::lint::{self, Finding, Level, Options, Profile};
use hwc_iam::{Cloud, Policy, PolicyKind, Position, Span, printable};
use similar::TextDiff;

use super::baseline::Entry;
use super::config::Allowed;
use super::report::human;
use super::suppress::{self, Suppressed, Suppressions};
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
    /// Findings that are meant to be there, each with the reason.
    pub(super) suppressed: Vec<(Shown, Reason)>,
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

/// A policy, or a part of one, of which nothing is said.
#[derive(Debug)]
pub(super) struct Unchecked {
    pub(super) policy: Option<String>,
    pub(super) start: Position,
    pub(super) end: Position,
    pub(super) why: String,
}

/// Why a finding is meant to be there, and whether a comment says so.
#[derive(Debug)]
pub(super) struct Reason {
    pub(super) text: String,
    pub(super) in_source: bool,
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
    let text = match &target.text {
        Some(text) => Ok(text.clone()),
        None if target.is_argument => input::read(path),
        None => input::read_found(path),
    };
    let text = match text {
        Ok(text) => text,
        Err(message) => {
            checked.unreadable.push(message);
            return checked;
        }
    };
    let language = target.language.unwrap_or_else(|| Language::of_text(&text));
    if !target.named && !may_have_policies(language, &text) {
        checked.passed_over = Some("no word of a policy in it");
        return checked;
    }
    let kind = job.config.kind(path);
    let options = job.config.options(path);
    let allowed = suppress::allowed(&job.config, path);
    let subject = Subject { path, language, kind, options: &options, named: target.named, allowed };
    let text = match job.fix.filter(|_| target.text.is_none()) {
        Some(how) => subject.mend(how, text, &mut checked),
        None => text,
    };
    let mut known = job.known.of(path);
    let mut notes = BTreeSet::new();
    let mut suppressions = Suppressions::of(&subject.allowed, language, &text);
    let read = subject.each(text, &mut suppressions, &mut |found, findings| {
        checked.is_relevant = true;
        let Some(findings) = findings else {
            checked.unchecked.extend(found.other_kind().map(|it| part(&found, found.span(), it)));
            return;
        };
        let (findings, suppressed) = findings;
        checked.suppressed.extend(suppressed.into_iter().map(|it| {
            let reason = Reason { text: it.reason, in_source: it.in_source };
            (shown(&found, it.finding), reason)
        }));
        checked.policies += 1;
        checked.unknown += usize::from(!found.is_known());
        checked.unchecked.extend(
            found
                .unread_provider()
                .map(|it| part(&found, found.span(), format!("its names: no page of the cloud of `{it}` was read"))),
        );
        let unknown = found.unknown().into_iter();
        checked.unchecked.extend(unknown.map(|it| part(&found, it, "known only when terraform runs")));
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
                    shown.rendered = job.renders.then(|| render(path, &found, &shown));
                    checked.findings.push(shown);
                }
            }
        }
    });
    checked.is_relevant |= target.named || language == Language::Yaml && read.is_err();
    if read.is_ok() && checked.is_relevant {
        checked.findings.extend(suppressions.findings(path, &options.levels, job.renders));
        checked.in_config = suppressions.unused(&job.config, &options.levels, job.renders);
    }
    if !checked.is_relevant {
        checked.passed_over = Some("no policy in it");
    }
    if let Err(error) = read {
        let Position { line, column, .. } = error.position();
        if language == Language::Yaml && !target.named {
            // A folder is full of templates that are not YAML before somebody fills them in.
            let (start, why) = (error.position(), format!("not yaml: {}", error.why()));
            checked.unchecked.push(Unchecked { policy: None, start, end: start, why });
        } else {
            checked.unreadable.push(format!(
                "{}:{line}:{}: {}",
                input::name(path),
                column + 1,
                printable::line(error.why())
            ));
        }
    }
    checked
}

fn part(found: &Found, span: Span, why: impl Into<String>) -> Unchecked {
    let (start, end) = (found.position(span.start), found.position(span.end));
    Unchecked { policy: found.address().map(str::to_owned), start, end, why: why.into() }
}

/// How fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fix {
    Write,
    /// Only their diff is shown.
    Show,
}

/// A file's text, and what it is checked for.
pub(super) struct Subject<'a> {
    path: &'a Path,
    language: Language,
    kind: Option<PolicyKind>,
    options: &'a Options,
    named: bool,
    allowed: Vec<&'a Allowed>,
}

/// The findings of a policy that are to be reported, and those that are meant to be there; nothing of a policy that was not checked.
type Findings = Option<(Vec<Finding>, Vec<Suppressed>)>;

impl Subject<'_> {
    /// Fixes the file, and hands back what it says then: as it was, if it is not written.
    fn mend(&self, how: Fix, text: String, checked: &mut Checked) -> String {
        let fixed = fix::all(self, text.clone());
        if fixed.count == 0 {
            return text;
        }
        let written = match how {
            Fix::Write => write::instead_of(&text, self.path, &fixed.text),
            Fix::Show => {
                checked.diff = diff(self.path, &text, &fixed.text);
                Ok(())
            }
        };
        match written {
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

    /// Hands over every policy of a text with what is found in it; nothing of those that are of another kind.
    pub(super) fn each(
        &self,
        text: String,
        suppressions: &mut Suppressions<'_>,
        take: &mut dyn FnMut(Found, Findings),
    ) -> Result<(), ReadFileError> {
        files::each(self.language, text, self.kind, &mut |found| {
            let is_named = self.named || found.is_of_resource();
            let is_checked =
                if is_named { !found.is_unread() && found.other_vendor().is_none() } else { found.is_policy() };
            if is_checked {
                let findings = lint::check_with(found.document(), &self.options(&found));
                let findings = suppressions.part(&found, findings);
                take(found, Some(findings));
            } else if found.other_kind().is_some() {
                take(found, None);
            }
        })
    }

    /// Hands over every policy of a text with what is to be reported of it.
    pub(super) fn each_reported(
        &self,
        text: String,
        take: &mut dyn FnMut(Found, Vec<Finding>),
    ) -> Result<(), ReadFileError> {
        let mut suppressions = Suppressions::of(&self.allowed, self.language, &text);
        self.each(text, &mut suppressions, &mut |found, findings| {
            take(found, findings.map(|it| it.0).unwrap_or_default());
        })
    }

    /// Terraform's provider is of a cloud, whatever the others in the folder are of.
    fn options(&self, found: &Found) -> Cow<'_, Options> {
        if found.unread_provider().is_some() {
            return Cow::Owned(self.options.clone().without_names());
        }
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
        let read = self.each_reported(text, &mut |found, findings| {
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

fn render(path: &Path, found: &Found, shown: &Shown) -> String {
    human::finding(path, found.document().text(), found.line(shown.finding.span().start), shown)
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

fn diff(path: &Path, old: &str, new: &str) -> String {
    let name = input::name(path).replace('\\', "/");
    let changes = TextDiff::from_lines(old, new);
    changes.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

/// Whether it is worth reading at all, in a folder of whatever files.
fn may_have_policies(language: Language, text: &str) -> bool {
    match language {
        Language::Terraform => text.contains("resource"),
        Language::Json | Language::JsonLines | Language::Yaml => {
            ["Statement", "resource_changes", "planned_values", "root_module", "statement"]
                .iter()
                .any(|it| text.contains(it))
        }
    }
}
