//! For programs: the contract of the design, to which fields only get added.

use hwc_iam::Position;
use serde_json::{Value, json};

use crate::check::file::{Checked, Reason, Shown, Unchecked};
use crate::check::shown as path_name;
use crate::output;

pub(super) const HEAD: &str = "{\"files\":[\n";

pub(super) fn file(checked: &Checked) -> String {
    // A finding after the other: the tree of all of them would take many times their text.
    let name = json!(path_name(&checked.path)).to_string();
    let findings = joined(checked.findings.iter().map(finding));
    let unchecked = joined(checked.unchecked.iter().map(unchecked));
    let suppressed = joined(checked.suppressed.iter().map(|(it, reason)| suppressed(it, reason)));
    let rest = format!("\"unchecked\":[{unchecked}],\"suppressed\":[{suppressed}]");
    output::json_text(&format!("{{\"file\":{name},\"findings\":[{findings}],{rest}}}"))
}

pub(super) fn tail(errors: &[String], passed_over: &[(String, &str)]) -> String {
    let passed_over: Vec<Value> = passed_over.iter().map(|(file, why)| json!({ "file": file, "why": why })).collect();
    let (errors, passed_over) = (Value::from(errors).to_string(), Value::from(passed_over).to_string());
    let (errors, passed_over) = (output::json_text(&errors), output::json_text(&passed_over));
    format!("\n],\"passed_over\":{passed_over},\"errors\":{errors}}}\n")
}

fn joined(all: impl Iterator<Item = Value>) -> String {
    let mut out = String::new();
    for it in all {
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(&it.to_string());
    }
    out
}

fn unchecked(it: &Unchecked) -> Value {
    json!({ "policy": it.policy, "start": position(it.start), "end": position(it.end), "why": it.why })
}

/// A finding with the reason why it is meant to be there.
fn suppressed(shown: &Shown, reason: &Reason) -> Value {
    let mut value = finding(shown);
    if let Value::Object(members) = &mut value {
        members.insert("reason".into(), Value::from(&*reason.text));
    }
    value
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
