use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Operator, Qualifier, ValueType};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "disarmed_deny",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a `Deny` that a missing key disarms",
    docs: include_str!("disarmed_deny.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_deny() || !statement.knows_conditions() {
        return;
    }
    for it in statement.conditions.iter().filter(|it| is_bound(it)) {
        let asked = statement.conditions.iter().any(|null| null.is_null() && null.has_key_of(it));
        let needs_key = !it.operator.if_exists() && it.operator.qualifier() != Some(Qualifier::ForAllValues);
        if needs_key && !asked && !it.is_key("g:CurrentTime") {
            out.add(it.span(), format!("the `Deny` does not apply where `{}` is missing", it.name()))
                .help_with(format!("`{}IfExists` also holds without the key", it.operator));
        }
    }
}

/// Whether it is true for what is not good enough: a boolean that is false, a number or date out of bounds.
fn is_bound(it: &Condition<'_>) -> bool {
    let is_false = |it: &Condition<'_>| !it.values.is_empty() && it.values.iter().all(|it| it.text == "false");
    match it.value_type() {
        Some(ValueType::Boolean) => is_false(it),
        Some(ValueType::Number | ValueType::Date) => !it.is_negated() && !it.is(Operator::NumberEquals),
        _ => false,
    }
}
