use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "incomplete_key",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a key template without its part, such as a tag key",
    docs: include_str!("incomplete_key.md"),
    check: Check::Mistake,
};
