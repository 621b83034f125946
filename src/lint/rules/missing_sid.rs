use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "missing_sid",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a statement without `Sid`",
    docs: include_str!("missing_sid.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.has("Sid") {
        out.add(statement.span, "the statement has no `Sid`");
    }
}
