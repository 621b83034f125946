use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "misplaced_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("INVALID_POLICY_ELEMENT"),
    summary: "an element that belongs elsewhere in the policy",
    docs: include_str!("misplaced_element.md"),
    check: Check::Mistake,
};
