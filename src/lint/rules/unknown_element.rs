use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("INVALID_POLICY_ELEMENT"),
    summary: "an element that no policy has",
    docs: include_str!("unknown_element.md"),
    check: Check::Mistake,
};
