//! For programs: the contract of the design, to which fields only get added.

use hwc_iam::Position;
use serde_json::{Value, json};

use crate::check::file::{Checked, Shown};
use crate::check::shown as path_name;

pub(super) const HEAD: &str = "{\"files\":[\n";

pub(super) fn file(checked: &Checked) -> String {
    let findings: Vec<Value> = checked.findings.iter().map(finding).collect();
    json!({ "file": path_name(&checked.path), "findings": findings }).to_string()
}

pub(super) fn tail(errors: &[String]) -> String {
    format!("\n],\"errors\":{}}}\n", Value::from(errors))
}

fn finding(shown: &Shown) -> Value {
    let finding = &shown.finding;
    let fix = finding.fix().filter(|_| !shown.edits.is_empty()).map(|fix| {
        let edits = fix.edits.iter().zip(&shown.edits);
        let edits = edits
            .map(|(edit, (start, end))| json!({ "start": position(*start), "end": position(*end), "text": edit.text }));
        json!({ "title": fix.title, "edits": edits.collect::<Vec<_>>() })
    });
    json!({
        "rule": finding.rule().name(),
        "issue_code": finding.rule().issue_code(),
        "severity": finding.rule().severity().name(),
        "level": finding.level().name(),
        "message": finding.message(),
        "policy": shown.policy,
        "path": shown.pointer,
        "start": position(shown.start),
        "end": position(shown.end),
        "help": finding.help(),
        "fix": fix,
    })
}

fn position(it: Position) -> Value {
    json!({ "line": it.line, "column": it.column, "offset": it.offset })
}
