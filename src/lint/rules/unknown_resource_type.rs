use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown_resource_type",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a resource type that the service does not have",
    docs: include_str!("unknown_resource_type.md"),
    check: Check::Mistake,
};
