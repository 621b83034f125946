//! SARIF 2.1.0, which code-scanning services read.

use hwc_iam::lint::{Level, Rule, Severity};
use hwc_iam::report::{Finding, Position};
use serde_json::{Value, json};

use crate::check::checked::{Checked, Shown};
use crate::name;
use crate::output;

pub(super) fn head() -> String {
    let rules: Vec<Value> = Rule::ALL.iter().map(|it| rule(it)).collect();
    let driver = json!({
        "name": "hwc-iam",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    });
    format!(
        "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

pub(super) fn results(checked: &Checked) -> String {
    let name = uri(&name::in_reports(&checked.path));
    let text = |it: &Shown| output::json_text(&result(&name, &it.finding).to_string());
    let suppressed = checked.suppressed.iter().map(|it| {
        let kind = if it.in_source { "inSource" } else { "external" };
        let mut value = result(&name, &it.suppressed.finding);
        if let Value::Object(members) = &mut value {
            let suppression = json!({ "kind": kind, "status": "accepted", "justification": it.suppressed.reason });
            members.insert("suppressions".into(), json!([suppression]));
        }
        output::json_text(&value.to_string())
    });
    let all: Vec<String> = checked.findings.iter().map(text).chain(suppressed).collect();
    all.join(",\n")
}

/// Notes of what was not checked.
pub(super) fn unchecked(checked: &Checked) -> impl Iterator<Item = Value> {
    let uri = uri(&name::in_reports(&checked.path));
    checked.unchecked.iter().map(move |it| {
        let of = it.policy.as_ref().map(|it| format!(" (in `{it}`)")).unwrap_or_default();
        let place = json!({ "artifactLocation": { "uri": uri }, "region": region(it.start, it.end) });
        json!({
            "level": "note",
            "message": { "text": format!("not checked: {}{of}", it.why) },
            "locations": [{ "physicalLocation": place }],
        })
    })
}

/// The note that a file has no policy.
pub(super) fn passed_over(name: &str, why: &str) -> Value {
    json!({
        "level": "note",
        "message": { "text": format!("passed over: {why}") },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(name) } } }],
    })
}

pub(super) fn tail(errors: &[String], notes: &[Value]) -> String {
    let errors_first = errors.iter().map(|it| json!({ "level": "error", "message": { "text": it } }));
    let notes: Vec<Value> = errors_first.chain(notes.iter().cloned()).collect();
    let invocation = json!([{ "executionSuccessful": errors.is_empty(), "toolExecutionNotifications": notes }]);
    let invocation = output::json_text(&invocation.to_string());
    format!("\n],\"invocations\":{invocation}}}]}}\n")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name(),
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.docs(), "markdown": rule.docs() },
        "defaultConfiguration": { "level": level(rule.level(), rule.severity()) },
        "properties": { "severity": rule.severity().name(), "issue_code": rule.issue_code() },
    })
}

const fn level(level: Level, severity: Severity) -> &'static str {
    match (level, severity) {
        (Level::Allow, _) => "none",
        (Level::Deny, _) => "error",
        (Level::Warn, Severity::Suggestion) => "note",
        (Level::Warn, _) => "warning",
    }
}

fn result(uri: &str, it: &Finding) -> Value {
    let help = it.help.as_ref().map(|it| format!("; {it}")).unwrap_or_default();
    let artifact = json!({ "uri": uri });
    json!({
        "ruleId": it.rule,
        "level": level(it.level, it.severity),
        "message": { "text": format!("{}{help}", it.message) },
        "locations": [{
            "physicalLocation": { "artifactLocation": artifact, "region": region(it.start, it.end) },
            "logicalLocations": [{ "fullyQualifiedName": it.path, "kind": "member" }],
        }],
        "fixes": fixes(it, &artifact),
        "suppressions": [],
    })
}

/// The one fix, or none.
fn fixes(finding: &Finding, artifact: &Value) -> Vec<Value> {
    let Some(fix) = &finding.fix else { return Vec::new() };
    let replacements = fix
        .edits
        .iter()
        .map(|it| json!({ "deletedRegion": region(it.start, it.end), "insertedContent": { "text": it.text } }));
    let replacements: Vec<Value> = replacements.collect();
    vec![json!({
        "description": { "text": fix.title },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
    })]
}

fn region(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column + 1,
        "endLine": end.line,
        "endColumn": end.column + 1,
        "byteOffset": start.offset,
        "byteLength": end.offset - start.offset,
    })
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'/' | b'.' | b'-' | b'_' | b'~');
    path.bytes().map(|it| if is_plain(it) { char::from(it).to_string() } else { format!("%{it:02X}") }).collect()
}
