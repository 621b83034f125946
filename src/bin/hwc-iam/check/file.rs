//! One file.

use std::collections::BTreeSet;
use std::path::Path;

use hwc_iam::Span;
use hwc_iam::files::{Found, Language};
use hwc_iam::lint::Finding;
use hwc_iam::report::{self, Suppressed, Unchecked};

use super::baseline::Entry;
use super::checked::{Checked, Meant, Shown};
use super::config::position;
use super::format::human;
use super::subject::{Findings, Subject};
use super::suppress::{self, Suppressions};
use super::walk::Target;
use super::{Job, fix, literal, modules, patch};
use crate::{input, name, output, write};

/// Findings are passed on as soon as they are many; the rest is what it returns.
pub(super) fn check(job: &Job, target: &Target, pass: &mut dyn FnMut(Checked)) -> Checked {
    let path = target.path.as_path();
    let mut checked = match job.mended.get(path) {
        Some(it) => it.without_findings(),
        None => Checked { path: path.to_path_buf(), ..Checked::default() },
    };
    let text = match &target.text {
        Some(text) => Ok(text.clone()),
        None if target.is_argument => input::read(path),
        None => input::read_found(path),
    };
    let text = match text {
        Ok(text) => text,
        Err(failure) => {
            checked.unreadable.push(failure.to_string());
            return checked;
        }
    };
    let language = target.language.unwrap_or_else(|| Language::of_text(&text));
    let parts = job.modules.of(path);
    let unread = job.modules.unread(path);
    let is_in_module = target.tree.is_some() || !parts.is_empty() || !target.named && job.modules.is_template(path);
    if !target.named && parts.is_empty() && unread.is_empty() && !may_have_policies(language, &text) {
        checked.passed_over = Some("no word of a policy in it");
        return checked;
    }
    let kind = job.config.kind(path);
    let options = job.config.options(path);
    let allowed = suppress::allowed(&job.config, path);
    let may_share = &|_: &str| false;
    let subject = Subject { path, language, kind, options: &options, named: target.named, allowed, may_share };
    let text = match job.fix.filter(|_| target.text.is_none() && !is_in_module) {
        Some(how) => mend(&subject, how, text, &mut checked),
        None => text,
    };
    let mut known = job.known.of(path);
    let mut notes = BTreeSet::new();
    let mut suppressions = Suppressions::of(&subject.allowed, language, &text);
    let mut seen = BTreeSet::new();
    // Where all policies of the text end that were seen.
    let mut end = 0;
    let mut shown = 0;
    let mut take = |found: &Found, findings: Findings, is_here: &dyn Fn(u32) -> bool| {
        checked.is_relevant = true;
        // Each line of JSON Lines has places of its own.
        let base = found.position(0).offset;
        let place = |it: Span| (base, it);
        // Only policies of Terraform share parts without lying within each other.
        if language != Language::Terraform && base + found.span().start as usize >= end {
            seen.clear();
        }
        end = end.max(base + found.span().end as usize);
        let is_declared_here = found.resource().is_none_or(|it| is_here(it.start));
        let Some(findings) = findings else {
            let what = found.other_kind().filter(|_| is_declared_here);
            checked.unchecked.extend(what.map(|it| part(found, found.span(), it)));
            return;
        };
        let (findings, suppressed) = findings;
        checked.suppressed.extend(suppressed.into_iter().map(|it| {
            let suppressed = Suppressed::new(report::found(found, &it.finding), it.reason);
            Meant { suppressed, in_source: it.in_source }
        }));
        if is_declared_here {
            checked.policies += 1;
            checked.unknown += usize::from(!found.is_known());
            let names = |it| format!("its names: no page of the cloud of `{it}` was read");
            checked.unchecked.extend(found.unread_provider().map(|it| part(found, found.span(), names(it))));
        }
        for (span, why) in found.unchecked() {
            // Instances of a resource have the same parts.
            if is_here(span.start) && seen.insert((place(span), why.clone())) {
                checked.unchecked.push(part(found, span, why));
            }
        }
        for finding in findings {
            // What is said of a service is said once for a file.
            let is_new =
                seen.insert((place(finding.span()), format!("{} {}", finding.rule().name(), finding.message())));
            if !is_new || finding.of_service().is_some_and(|it| !notes.insert((finding.rule().name(), it.to_owned()))) {
                continue;
            }
            let reported = report::found(found, &finding);
            match known.get_mut(&Entry::of(&reported)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    checked.silenced += 1;
                }
                _ => {
                    let rendered =
                        (job.renders && shown < MOST_SHOWN).then(|| render(path, found, &finding, &reported));
                    shown += 1;
                    checked.findings.push(Shown { finding: reported, rendered });
                }
            }
        }
        checked.pass_on(pass);
    };
    let in_module = (is_in_module && target.text.is_none()).then(|| text.clone());
    let read = if is_in_module {
        for it in &parts {
            let is_here = |offset| it.is_here(offset);
            subject.one(it.found, &is_here, &mut suppressions, &mut |found, findings| take(found, findings, &is_here));
        }
        Ok(())
    } else {
        subject.each(text, &mut suppressions, &mut |found, findings| take(found, findings, &|_| true))
    };
    let is_open = |it: &Shown| it.finding.fix.is_none() && literal::may_have_fix(&it.finding.rule);
    if let Some(text) = in_module.filter(|_| checked.findings.iter().any(is_open)) {
        let fixes = fix::offered(&subject, &text);
        for it in &mut checked.findings {
            let place = (it.finding.start.offset, it.finding.rule.as_ref());
            let found = fixes.iter().find(|((at, rule), _)| (*at, *rule) == place);
            it.finding.fix = it.finding.fix.take().or_else(|| found.map(|it| it.1.clone()));
        }
    }
    for it in unread {
        checked.is_relevant = true;
        if it.is_broken {
            checked.break_at(it.start, &it.why);
        } else {
            checked.unchecked.push(Unchecked::new(None, it.start, it.end, it.why.clone()));
        }
    }
    checked.is_relevant |= target.named || language == Language::Yaml && read.is_err();
    if read.is_ok() && checked.is_relevant {
        checked.findings.extend(suppressions.findings(path, &options.levels, job.renders));
        checked.in_config = suppressions.unused(&job.config, &options.levels, job.renders);
    }
    if !checked.is_relevant {
        checked.passed_over = Some("no policy in it");
    }
    if let Err(error) = read {
        if language == Language::Yaml && !target.named {
            // A folder is full of templates that are not YAML before somebody fills them in.
            let (start, why) = (error.position(), format!("not yaml: {}", error.why()));
            checked.unchecked.push(Unchecked::new(None, start, start, why));
        } else {
            checked.break_at(error.position(), error.why());
        }
    }
    checked
}

/// A file of a module whose fixes are applied before the module is read; nothing, if there are none.
pub(super) fn mended(job: &Job, targets: &[Target], target: &Target) -> Option<Checked> {
    let (path, how) = (target.path.as_path(), job.fix?);
    // Why it cannot be read is said when it is checked.
    let text = if target.is_argument { input::read(path) } else { input::read_found(path) }.ok()?;
    let language = target.language?;
    let options = job.config.options(path);
    let allowed = suppress::allowed(&job.config, path);
    let kind = job.config.kind(path);
    let may_share = &|text: &str| modules::grant_no_more(job, targets, path, text);
    let subject = Subject { path, language, kind, options: &options, named: target.named, allowed, may_share };
    let mut checked = Checked { path: path.to_path_buf(), ..Checked::default() };
    mend(&subject, how, text, &mut checked);
    (checked.fixed > 0 || !checked.unreadable.is_empty()).then_some(checked)
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
    for (at, why) in &fixed.left {
        let it = position(&fixed.text, *at);
        let place = format!("{}:{}:{}", name::of(subject.path), it.line, it.column + 1);
        output::warning(format!("{place}: not fixed: {why}"));
    }
    if fixed.count == 0 {
        return text;
    }
    let written = match how {
        Fix::Write => write::instead_of(&text, subject.path, &fixed.text),
        Fix::Show => {
            checked.diff = patch::of(subject.path, &text, &fixed.text);
            Ok(())
        }
    };
    match written {
        Ok(()) => {
            checked.fixed = fixed.count;
            fixed.text
        }
        Err(failure) => {
            checked.unreadable.push(failure.to_string());
            text
        }
    }
}

fn render(path: &Path, found: &Found, finding: &Finding, reported: &report::Finding) -> String {
    human::finding(path, found.document().text(), found.line(finding.span().start), finding.span(), reported)
}

/// So many findings of a file are shown in their lines: more than anybody reads, and it is the dearest part of the work.
const MOST_SHOWN: usize = 1000;

/// Whether it is worth reading at all, in a folder of whatever files.
fn may_have_policies(language: Language, text: &str) -> bool {
    match language {
        Language::Terraform => ["resource", "Statement"].iter().any(|it| text.contains(it)),
        Language::Json | Language::JsonLines | Language::Yaml => {
            ["Statement", "resource_changes", "planned_values", "root_module", "statement"]
                .iter()
                .any(|it| text.contains(it))
        }
    }
}
