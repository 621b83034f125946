use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "duplicate_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a duplicate element",
    docs: include_str!("duplicate_element.md"),
    check: Check::Mistake,
};
