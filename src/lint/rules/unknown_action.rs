use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown_action",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an action that the catalogue does not have",
    docs: include_str!("unknown_action.md"),
    check: Check::Mistake,
};
