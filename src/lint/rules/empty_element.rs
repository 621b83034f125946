use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an array or object that must not be empty",
    docs: include_str!("empty_element.md"),
    check: Check::Mistake,
};
