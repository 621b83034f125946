use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::words::quoted;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "discouraged_action",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an action that its page recommends others for",
    docs: include_str!("discouraged_action.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    // To deny one is not to use it.
    for item in statement.named().iter().filter(|_| !statement.is_deny()) {
        let Some(action) = item.action() else { continue };
        let better = quoted(action.replaced_by().map(|it| it.name()));
        if !better.is_empty() {
            out.add(item.span, format!("`{action}` is discouraged")).help_with(format!("its page recommends {better}"));
        }
    }
}
