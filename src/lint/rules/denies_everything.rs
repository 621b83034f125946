use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "denies_everything",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a `Deny` of everything",
    docs: include_str!("denies_everything.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_deny() || !statement.is_unrestricted() || statement.principals.is_some() {
        return;
    }
    if let Some(it) = statement.named().iter().find(|it| it.is_all()) {
        out.add(it.span, "it denies everything, whatever other policies allow")
            .help_with("add a condition, or name actions");
    }
}
