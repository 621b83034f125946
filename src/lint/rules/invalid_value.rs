use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "invalid_value",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition value that is not of the key's type",
    docs: include_str!("invalid_value.md"),
    check: Check::Mistake,
};
