use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "resource_type_missing",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "an action none of whose resource types the statement names",
    docs: include_str!("resource_type_missing.md"),
    check: Check::Mistake,
};
