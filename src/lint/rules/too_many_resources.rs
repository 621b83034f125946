use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "too_many_resources",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "more resources than a policy may have",
    docs: include_str!("too_many_resources.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "resources of a policy") else { return };
    let most = usize::try_from(limit.max()).unwrap_or(usize::MAX);
    let all = || context.statements.iter().filter_map(|it| it.resources.as_ref()).flat_map(|it| &it.items);
    if let Some(it) = all().nth(most) {
        out.add(it.span, limits::message(limit, "the policy", all().count()));
    }
}
