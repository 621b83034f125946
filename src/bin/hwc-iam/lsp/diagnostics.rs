//! Findings as the protocol has them.

use std::str::FromStr;

use hwc_iam::lint::{Level, Rule};
use hwc_iam::report::{Finding, Position};
use lsp_types::{CodeDescription, Diagnostic, DiagnosticSeverity, NumberOrString, Range, Uri};
use serde_json::json;

use super::text::Text;
use crate::check::Seen;

/// What is said of a text.
pub(super) fn of(seen: &Seen, text: &Text) -> Vec<Diagnostic> {
    let broken = seen.broken.iter().map(|(at, why)| {
        let at = at.map_or(0, |it| it.offset);
        error(text.range(at, at), why)
    });
    let findings = seen.findings.iter().take(MOST).map(|it| finding(it, text));
    let unchecked = seen.unchecked.iter().take(MOST).map(|it| Diagnostic {
        range: range(text, it.start, it.end),
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String("unchecked".into())),
        source: Some(SOURCE.into()),
        message: format!("not checked: {}", it.why),
        ..Diagnostic::default()
    });
    let more = seen.findings.len().saturating_sub(MOST);
    let more =
        (more > 0).then(|| error(Range::default(), &format!("{more} more findings; `hwc-iam check` shows them")));
    broken.chain(findings).chain(unchecked).chain(more).collect()
}

/// What is wrong with a whole file.
pub(super) fn error(range: Range, why: &str) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.into()),
        message: why.into(),
        ..Diagnostic::default()
    }
}

pub(super) fn finding(it: &Finding, text: &Text) -> Diagnostic {
    let rule = Rule::from_name(&it.rule);
    let help = it.help.as_ref().map(|it| format!("\nhelp: {it}")).unwrap_or_default();
    let policy = it.policy.as_ref().map(|it| format!("\nin `{it}`")).unwrap_or_default();
    Diagnostic {
        range: range(text, it.start, it.end),
        severity: Some(match it.level {
            Level::Deny => DiagnosticSeverity::ERROR,
            _ => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(it.rule.clone())),
        code_description: Uri::from_str(&page(&it.rule)).ok().map(|href| CodeDescription { href }),
        source: Some(SOURCE.into()),
        message: format!("{}{help}{policy}", it.message),
        data: rule.map(|it| json!({ "rule": it.name(), "page": it.docs() })),
        ..Diagnostic::default()
    }
}

/// Where the page of a rule is.
fn page(rule: &str) -> String {
    format!("{}/blob/main/src/lint/rules/{rule}.md", env!("CARGO_PKG_REPOSITORY"))
}

fn range(text: &Text, start: Position, end: Position) -> Range {
    text.range(start.offset, end.offset)
}

const SOURCE: &str = "hwc-iam";

/// More than anybody reads, and than an editor shows with ease.
const MOST: usize = 1000;
