use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "operator_type",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "an operator that compares values of another type than the key's",
    docs: include_str!("operator_type.md"),
    check: Check::Mistake,
};
