use crate::ConditionKey;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "missing_qualifier",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a key with several values without `ForAllValues` or `ForAnyValue`",
    docs: include_str!("missing_qualifier.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.conditions.iter().filter(|it| it.value_type().is_some()) {
        let is_multivalued = it.key.and_then(ConditionKey::is_multivalued) == Some(true);
        if is_multivalued && it.operator.qualifier().is_none() {
            let operator = it.operator;
            out.add(
                it.span(),
                format!("`{}` can have several values, but `{operator}` does not say how many must match", it.name()),
            )
            .help_with(format!("write `ForAnyValue:{operator}` or `ForAllValues:{operator}`"));
        }
    }
}
