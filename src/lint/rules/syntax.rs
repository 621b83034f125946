use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "syntax",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("JSON_SYNTAX_ERROR"),
    summary: "a text that is not JSON",
    docs: include_str!("syntax.md"),
    check: Check::Mistake,
};
