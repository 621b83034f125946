use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "missing_version",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("MISSING_VERSION"),
    summary: "a policy without `Version`",
    docs: include_str!("missing_version.md"),
    check: Check::Mistake,
};
