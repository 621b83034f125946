use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "invalid_effect",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an `Effect` that is neither `Allow` nor `Deny`",
    docs: include_str!("invalid_effect.md"),
    check: Check::Mistake,
};
