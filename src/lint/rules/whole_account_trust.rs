use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::is_open;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{PolicyKind, pattern};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "whole_account_trust",
    severity: Severity::SecurityWarning,
    level: Level::Allow,
    issue_code: None,
    summary: "a trust policy that trusts everybody in an account",
    docs: include_str!("whole_account_trust.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust || !statement.is_allow() || !is_open(statement, Some("sts")) {
        return;
    }
    let Some(principals) = statement.principals.as_ref().filter(|it| !it.negated) else { return };
    for (_, it) in principals.items.iter().filter(|(kind, _)| *kind == "IAM") {
        if !it.text.contains(':') && !pattern::is_pattern(it.text) {
            out.add(it.span, format!("it trusts everyone that the account `{}` permits to assume it", it.text))
                .help_with("restrict it by a condition on `g:PrincipalUrn`");
        }
    }
}
