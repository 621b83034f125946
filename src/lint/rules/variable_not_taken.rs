use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "variable_not_taken",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a policy variable in a part of a resource that takes none",
    docs: include_str!("variable_not_taken.md"),
    check: Check::Mistake,
};
