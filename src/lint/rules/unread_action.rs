use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unread_action",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an action of a service whose page was not read",
    docs: include_str!("unread_action.md"),
    check: Check::Mistake,
};
