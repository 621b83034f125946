use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "operator_of_other_model",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an operator that policies of this version do not take",
    docs: include_str!("operator_of_other_model.md"),
    check: Check::Mistake,
};
