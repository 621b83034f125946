use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "invalid_principal",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a principal that is not well-formed",
    docs: include_str!("invalid_principal.md"),
    check: Check::Mistake,
};
