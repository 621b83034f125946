use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Version, shared::tree::Value};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "empty_values",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition without values",
    docs: include_str!("empty_values.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.version == Some(Version::V1_1) {
        return;
    }
    for it in &statement.conditions {
        if matches!(&it.member.value.value, Value::Array(all) if all.is_empty()) {
            out.add(it.member.value.span, format!("`{}` is compared with no value", it.name()));
        }
    }
}
