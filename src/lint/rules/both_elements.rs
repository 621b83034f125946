use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "both_elements",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "two elements that exclude each other",
    docs: include_str!("both_elements.md"),
    check: Check::Mistake,
};
