use crate::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "large_policy",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a policy of more characters than one may have",
    docs: include_str!("large_policy.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "characters of a policy") else { return };
    let Some(root) = context.document.root() else { return };
    let text = context.document.text().get(root.span.start as usize..root.span.end as usize).unwrap_or_default();
    let count = text.chars().filter(|it| !it.is_whitespace()).count();
    if limits::is_over(limit, count) {
        let span = Span { start: root.span.start, end: root.span.start + 1 };
        out.add(span, limits::message(limit, "the policy", count)).help_with("split it; white space is not counted");
    }
}
