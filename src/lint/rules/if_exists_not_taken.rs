use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "if_exists_not_taken",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "`IfExists` behind an operator that does not take it",
    docs: include_str!("if_exists_not_taken.md"),
    check: Check::Mistake,
};
