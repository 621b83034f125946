use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "wrong_model",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an action of the other authorization model",
    docs: include_str!("wrong_model.md"),
    check: Check::Mistake,
};
