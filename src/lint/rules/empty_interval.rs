use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::values::{Bound, bound};
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "empty_interval",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "bounds of a number or date between which nothing lies",
    docs: include_str!("empty_interval.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let is_bound =
        |it: &&Condition<'_>| it.operator.qualifier().is_none() && !it.operator.if_exists() && it.is_single();
    let bounds = statement.conditions.iter().filter(is_bound).filter_map(|it| Some((it, bound(it)?)));
    let bounds: Vec<(&Condition<'_>, Bound)> = bounds.collect();
    for (at, (second, second_bound)) in bounds.iter().enumerate() {
        for (first, first_bound) in bounds.iter().take(at).filter(|it| it.0.has_key_of(second)) {
            if context.steps.spend(1) && first_bound.is_disjoint(second_bound) {
                let (one, other) = (first.operator, second.operator);
                out.add(second.span(), format!("nothing lies between `{one}` and `{other}` of `{}`", second.name()));
            }
        }
    }
}
