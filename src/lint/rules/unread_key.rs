use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unread_key",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a condition key of a service whose keys are not stated, or a global one that is like none",
    docs: include_str!("unread_key.md"),
    check: Check::Mistake,
};
