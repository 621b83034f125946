use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "invalid_version",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("INVALID_VERSION"),
    summary: "a version that no policy of its kind has",
    docs: include_str!("invalid_version.md"),
    check: Check::Mistake,
};
