use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unread_action",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an action that is not known, of a service whose actions are not all known",
    docs: include_str!("unread_action.md"),
    check: Check::Mistake,
};
