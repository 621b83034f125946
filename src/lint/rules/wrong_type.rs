use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "wrong_type",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("DATA_TYPE_MISMATCH"),
    summary: "an element whose value is of another JSON type",
    docs: include_str!("wrong_type.md"),
    check: Check::Mistake,
};
