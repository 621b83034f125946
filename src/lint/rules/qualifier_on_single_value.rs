use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "qualifier_on_single_value",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "`ForAllValues` or `ForAnyValue` on a key with at most one value",
    docs: include_str!("qualifier_on_single_value.md"),
    check: Check::Mistake,
};
