use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "negated_deny",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a negated operator in a `Deny`, of which nobody says what it does without the key",
    docs: include_str!("negated_deny.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_deny() || !statement.knows_conditions() {
        return;
    }
    for it in statement.conditions.iter().filter(|it| it.is_negated() && !it.operator.if_exists()) {
        let asked = statement.conditions.iter().any(|null| null.is_null() && null.has_key_of(it));
        if !asked && !it.is_key("g:CurrentTime") {
            out.add(
                it.span(),
                format!("whether `{}` holds where `{}` is missing is not documented", it.operator, it.name()),
            )
            .help_with(format!("`{}IfExists` holds then", it.operator));
        }
    }
}
