use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "resource_not_taken",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a resource that is named for an action that takes none",
    docs: include_str!("resource_not_taken.md"),
    check: Check::Mistake,
};
