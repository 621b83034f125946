use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown_key",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition key that the catalogue does not have",
    docs: include_str!("unknown_key.md"),
    check: Check::Mistake,
};
