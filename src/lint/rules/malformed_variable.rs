use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "malformed_variable",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "`${` that does not begin a policy variable",
    docs: include_str!("malformed_variable.md"),
    check: Check::Mistake,
};
