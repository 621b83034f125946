//! One file.

use std::collections::BTreeSet;
use std::path::Path;

use hwc_iam::files::{Found, Language};
use hwc_iam::lint::Finding;
use hwc_iam::report::{self, Suppressed, Unchecked};
use hwc_iam::{Position, Span, printable};
use similar::TextDiff;

use super::baseline::Entry;
use super::checked::{Checked, Meant, Shown};
use super::format::human;
use super::subject::Subject;
use super::suppress::{self, Suppressions};
use super::walk::Target;
use super::{Job, fix};
use crate::{input, write};

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
        Some(how) => mend(&subject, how, text, &mut checked),
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
            let suppressed = Suppressed::new(report::found(&found, &it.finding), it.reason);
            Meant { suppressed, in_source: it.in_source }
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
            let reported = report::found(&found, &finding);
            match known.get_mut(&Entry::of(&reported)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    checked.silenced += 1;
                }
                _ => {
                    let rendered = job.renders.then(|| render(path, &found, &finding, &reported));
                    checked.findings.push(Shown { finding: reported, rendered });
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
            checked.unchecked.push(Unchecked::new(None, start, start, why));
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
    Unchecked::new(found.address().map(str::to_owned), start, end, why)
}

/// How fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fix {
    Write,
    /// Only their diff is shown.
    Show,
}

/// Fixes the file, and hands back what it says then: as it was, if it is not written.
fn mend(subject: &Subject<'_>, how: Fix, text: String, checked: &mut Checked) -> String {
    let fixed = fix::all(subject, text.clone());
    if fixed.count == 0 {
        return text;
    }
    let written = match how {
        Fix::Write => write::instead_of(&text, subject.path, &fixed.text),
        Fix::Show => {
            checked.diff = diff(subject.path, &text, &fixed.text);
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

fn render(path: &Path, found: &Found, finding: &Finding, reported: &report::Finding) -> String {
    human::finding(path, found.document().text(), found.line(finding.span().start), finding.span(), reported)
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
