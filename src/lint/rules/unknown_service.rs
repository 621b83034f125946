use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unknown_service",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a service that the catalogue does not have",
    docs: include_str!("unknown_service.md"),
    check: Check::Mistake,
};
