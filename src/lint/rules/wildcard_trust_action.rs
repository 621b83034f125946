use crate::PolicyKind;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_trust_action",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a pattern of actions that a trust policy allows",
    docs: include_str!("wildcard_trust_action.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust || !statement.is_allow() {
        return;
    }
    for item in statement.named().iter().filter(|it| it.is_pattern()) {
        out.add(item.span, format!("`{}` permits more than assuming the agency", item.text))
            .help_with("name what is needed: `sts:agencies:assume`, and perhaps `sts::tagSession`");
    }
}
