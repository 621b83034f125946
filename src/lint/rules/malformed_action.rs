use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "malformed_action",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an action without its three parts",
    docs: include_str!("malformed_action.md"),
    check: Check::Mistake,
};
