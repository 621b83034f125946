use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "forbidden_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an element that this kind of policy does not take",
    docs: include_str!("forbidden_element.md"),
    check: Check::Mistake,
};
