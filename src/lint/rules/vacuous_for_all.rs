use crate::Qualifier;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::is_denied_without;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "vacuous_for_all",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "`ForAllValues` in an `Allow`, which also holds without any value",
    docs: include_str!("vacuous_for_all.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() || !statement.knows_conditions() {
        return;
    }
    for it in statement.conditions.iter().filter(|it| it.operator.qualifier() == Some(Qualifier::ForAllValues)) {
        let present = statement.conditions.iter().any(|null| null.wants_absent() == Some(false) && null.has_key_of(it));
        if !present && !is_denied_without(context, statement, it) {
            out.add(it.span(), format!("`{}` holds where the request has no `{}` at all", it.operator, it.name()))
                .help_with(format!("add `Null` of `{}` with `false`", it.name()));
        }
    }
}
