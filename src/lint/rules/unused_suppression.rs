use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unused_suppression",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a suppression without a finding",
    docs: include_str!("unused_suppression.md"),
    check: Check::Comment,
};
