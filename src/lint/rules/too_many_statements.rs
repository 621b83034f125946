use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "too_many_statements",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "more statements than a policy may have",
    docs: include_str!("too_many_statements.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "statements of a policy") else { return };
    let most = usize::try_from(limit.max()).unwrap_or(usize::MAX);
    if let Some(it) = context.statements.get(most) {
        out.add(it.span, limits::message(limit, "the policy", context.statements.len()));
    }
}
