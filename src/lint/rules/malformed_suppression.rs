use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "malformed_suppression",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a suppression without a reason, or of an unknown rule",
    docs: include_str!("malformed_suppression.md"),
    check: Check::Comment,
};
