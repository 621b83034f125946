use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "prefixed_urn",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a urn behind `urn:` or `arn:`",
    docs: include_str!("prefixed_urn.md"),
    check: Check::Mistake,
};
