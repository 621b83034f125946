use crate::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unexamined_policy",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a policy that is too large to be examined completely",
    docs: include_str!("unexamined_policy.md"),
    check: Check::Last(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let is_told = || context.document.problems().any(|it| it.rule() == RULE.name);
    if let Some(root) = context.document.root().filter(|_| context.steps.is_unexamined() && !is_told()) {
        let span = Span { start: root.span.start, end: root.span.start + 1 };
        out.add(span, "not everything was examined: the policy is too large")
            .help_with("what is needless or risky in it may have been missed");
    }
}
