use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::{Target, is_exposed};
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "full_access",
    severity: Severity::SecurityWarning,
    level: Level::Deny,
    issue_code: None,
    summary: "an `Allow` of everything on everything",
    docs: include_str!("full_access.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let mut all = statement.named().iter().filter(|it| it.is_all()).peekable();
    if all.peek().is_none() || !is_exposed(context, statement, &Target::ALL) {
        return;
    }
    let is_limited = context.statements.iter().any(|it| it.is_deny());
    let message = match is_limited {
        true => "it allows every action on every resource, but for what a `Deny` takes",
        false => "it allows every action on every resource",
    };
    for item in all {
        out.add(item.span, message).help_with("name the actions that are needed, or give the statement a condition");
    }
}
