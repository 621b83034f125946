use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unsupported_principal",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: Some("UNSUPPORTED_PRINCIPAL"),
    summary: "a principal in an identity policy",
    docs: include_str!("unsupported_principal.md"),
    check: Check::Mistake,
};
