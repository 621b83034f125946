use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "value_not_string",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("DATA_TYPE_MISMATCH"),
    summary: "a condition value that is not a string",
    docs: include_str!("value_not_string.md"),
    check: Check::Mistake,
};
