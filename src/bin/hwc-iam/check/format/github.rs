//! Annotations of GitHub Actions, which appear beside the lines of a change.

use hwc_iam::lint::{Level, Severity};
use hwc_iam::printable;
use hwc_iam::report::Finding;

use crate::check::checked::Checked;
use crate::name;

pub(super) fn file(checked: &Checked) -> String {
    let name = name::in_reports(&checked.path);
    checked.findings.iter().map(|it| finding(&name, &it.finding)).collect()
}

pub(super) fn error(message: &str) -> String {
    format!("::error::{}\n", data(message))
}

pub(super) fn notice(message: &str) -> String {
    format!("::notice::{}\n", data(message))
}

/// What was not checked.
pub(super) fn unchecked(checked: &Checked) -> impl Iterator<Item = String> {
    let name = property(&name::in_reports(&checked.path));
    checked.unchecked.iter().map(move |it| {
        let of = it.policy.as_ref().map(|it| format!(" (in `{it}`)")).unwrap_or_default();
        format!("::notice file={name},line={},title=not checked::{}\n", it.start.line, data(&format!("{}{of}", it.why)))
    })
}

fn finding(name: &str, it: &Finding) -> String {
    let command = match (it.level, it.severity) {
        (Level::Deny, _) => "error",
        (_, Severity::Suggestion) => "notice",
        _ => "warning",
    };
    let help = it.help.as_ref().map(|it| format!("\nhelp: {it}")).unwrap_or_default();
    let mut place = format!("file={},line={}", property(name), it.start.line);
    place += &format!(",endLine={}", it.end.line);
    // Columns are only taken of what stands on one line.
    if it.start.line == it.end.line {
        place += &format!(",col={},endColumn={}", it.start.column + 1, it.end.column + 1);
    }
    let title = property(&it.rule);
    format!("::{command} {place},title={title}::{}\n", data(&format!("{}{help}", it.message)))
}

fn data(text: &str) -> String {
    printable::lines(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
