use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "malformed_urn",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a resource that is not a URN",
    docs: include_str!("malformed_urn.md"),
    check: Check::Mistake,
};
