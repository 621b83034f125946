use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown_operator",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an operator that does not exist",
    docs: include_str!("unknown_operator.md"),
    check: Check::Mistake,
};
