use crate::Qualifier;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "any_value_differs",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "`ForAnyValue` with a negated operator",
    docs: include_str!("any_value_differs.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.conditions.iter().filter(|it| it.is_negated()) {
        if it.operator.qualifier() == Some(Qualifier::ForAnyValue) {
            out.add(
                it.span(),
                format!("`{}` is true as soon as one value of `{}` is not in this list", it.operator, it.name()),
            )
            .help_with("to require that none of them occurs, write `ForAllValues` with a `Null`");
        }
    }
}
