use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "missing_statement",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("MISSING_STATEMENT"),
    summary: "a policy without `Statement`",
    docs: include_str!("missing_statement.md"),
    check: Check::Mistake,
};
