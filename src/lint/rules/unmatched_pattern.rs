use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unmatched_pattern",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a pattern that no action matches",
    docs: include_str!("unmatched_pattern.md"),
    check: Check::Mistake,
};
