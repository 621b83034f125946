use crate::Qualifier;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "contradictory_null",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a condition on a key that another one requires to be absent",
    docs: include_str!("contradictory_null.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for null in statement.conditions.iter().filter(|it| it.wants_absent() == Some(true)) {
        for it in statement.conditions.iter().filter(|it| it.has_key_of(null) && it.value_type().is_some()) {
            let holds_without = it.operator.if_exists() || it.operator.qualifier() == Some(Qualifier::ForAllValues);
            // Whether a negated operator holds for an absent key is not documented.
            if !holds_without && !it.is_negated() {
                out.add(it.span(), format!("`{}` cannot match: `Null` requires the key to be absent", it.operator));
            }
        }
    }
}
