use crate::PolicyKind;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unusual_trust_action",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an action in a trust policy by which no agency is assumed",
    docs: include_str!("unusual_trust_action.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust {
        return;
    }
    for item in statement.named().iter().filter(|it| !it.is_all() && !it.text.starts_with("sts:")) {
        out.add(item.span, format!("`{}` is not an action by which an agency is assumed", item.text))
            .help_with("trust policies name `sts:agencies:assume`, `sts::tagSession` and `sts::setSourceIdentity`");
    }
}
