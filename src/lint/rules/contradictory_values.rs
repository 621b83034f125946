use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::values::exclude;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "contradictory_values",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "two conditions on a key that no value meets",
    docs: include_str!("contradictory_values.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let all = &statement.conditions;
    for (at, second) in all.iter().enumerate() {
        for first in all.iter().take(at).filter(|it| it.has_key_of(second)) {
            if context.steps.spend(1 + first.values.len() * second.values.len()) && exclude(first, second) {
                let (one, other) = (first.operator, second.operator);
                out.add(second.span(), format!("no value of `{}` meets both `{one}` and `{other}`", second.name()));
            }
        }
    }
}
