use crate::lint::context::{Context, Statement};
use crate::lint::covered;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "covered_value",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a condition value that another one covers",
    docs: include_str!("covered_value.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for condition in &statement.conditions {
        covered::values(context, condition, out);
    }
}
