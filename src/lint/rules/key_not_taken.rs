use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "key_not_taken",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition key that an action of the statement does not take",
    docs: include_str!("key_not_taken.md"),
    check: Check::Mistake,
};
