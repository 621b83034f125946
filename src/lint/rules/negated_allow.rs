use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::{negated_without_key, undocumented_without_key};
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "negated_allow",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a negated operator in an `Allow`, whose result without the key is not documented",
    docs: include_str!("negated_allow.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() {
        return;
    }
    for it in negated_without_key(statement) {
        out.add(it.span(), undocumented_without_key(it))
            .help_with("add `Null` with `false`, which requires the key to be present");
    }
}
