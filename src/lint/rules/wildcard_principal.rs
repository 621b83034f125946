use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::trust::is_for_everybody;
use crate::lint::{Level, Rule, Severity};
use crate::{PolicyKind, pattern};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_principal",
    severity: Severity::SecurityWarning,
    level: Level::Deny,
    issue_code: None,
    summary: "a trust policy that trusts everybody",
    docs: include_str!("wildcard_principal.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust || !statement.is_allow() {
        return;
    }
    let Some(principals) = statement.principals.as_ref().filter(|it| !it.negated) else { return };
    let mut all = principals.items.iter().filter(|(_, it)| pattern::is_pattern(it.text)).peekable();
    if all.peek().is_none() || !is_for_everybody(context, statement) {
        return;
    }
    for (_, it) in all {
        let whom = match it.text {
            "*" => "everybody on the cloud".into(),
            text => format!("everybody whose name matches `{text}`"),
        };
        let why = if statement.is_unconditional() { "" } else { ", who can meet its conditions" };
        let message = format!("it trusts {whom}{why}");
        out.add(it.span, message).help_with("name the accounts, or add a condition such as one on `g:PrincipalOrgId`");
    }
}
