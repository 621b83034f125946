use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "denies_only",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "an identity policy that allows nothing",
    docs: include_str!("denies_only.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let all = &context.statements;
    let is_judged = context.is_identity() && context.is_whole && all.iter().all(Statement::is_deny);
    if let Some(first) = all.first().filter(|_| is_judged) {
        out.add(first.effect_span, "the policy only denies")
            .help_with("a principal without another policy can do nothing");
    }
}
