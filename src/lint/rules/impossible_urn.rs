use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "impossible_urn",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a part of a URN that can match nothing",
    docs: include_str!("impossible_urn.md"),
    check: Check::Mistake,
};
