use crate::lint::context::{Context, Statement};
use crate::lint::cover::statement_covers;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "shadowed_allow",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "an `Allow` that a `Deny` cancels entirely",
    docs: include_str!("shadowed_allow.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let all = &context.statements;
    let denies: Vec<&Statement<'_>> = all.iter().filter(|it| it.is_deny() && it.is_unconditional()).collect();
    for allow in all.iter().filter(|it| it.is_allow() && !it.named().is_empty()) {
        if context.steps.is_spent() {
            return;
        }
        if let Some(deny) = denies.iter().find(|deny| statement_covers(context, deny, allow)) {
            out.add(allow.span, format!("statement {} denies all that this one allows", deny.place));
        }
    }
}
