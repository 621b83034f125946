use crate::Qualifier;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "deny_by_key",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a `Deny` that applies only where a key is present",
    docs: include_str!("deny_by_key.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_deny() {
        return;
    }
    for it in statement.conditions.iter().filter(|it| it.value_type().is_some() && !it.is_negated()) {
        let holds_without = it.operator.if_exists() || it.operator.qualifier() == Some(Qualifier::ForAllValues);
        if !holds_without && !it.is_key("g:CurrentTime") {
            out.add(it.span(), format!("the `Deny` applies only to requests with `{}`", it.name()));
        }
    }
}
