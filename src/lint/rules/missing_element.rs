use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "missing_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a missing element",
    docs: include_str!("missing_element.md"),
    check: Check::Mistake,
};
