use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "too_many_dependencies",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "more dependencies than a role may have",
    docs: include_str!("too_many_dependencies.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "dependencies of a role") else { return };
    let all = context.dependencies();
    let most = usize::try_from(limit.max()).unwrap_or(usize::MAX);
    if let Some(span) = all.get(most).and_then(|it| it.name.or(it.catalog)).map(|it| it.span) {
        out.add(span, limits::message(limit, "the role", all.len()));
    }
}
