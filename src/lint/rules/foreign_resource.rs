use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "foreign_resource",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a resource of another service than every action of the statement",
    docs: include_str!("foreign_resource.md"),
    check: Check::Mistake,
};
