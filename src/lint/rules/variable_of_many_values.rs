use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "variable_of_many_values",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a policy variable whose key can have several values",
    docs: include_str!("variable_of_many_values.md"),
    check: Check::Mistake,
};
