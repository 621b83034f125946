use crate::lint::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Operator, Qualifier};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "always_true_condition",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition that always holds",
    docs: include_str!("always_true_condition.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.conditions.iter().filter(|it| holds(it)) {
        out.add(it.span(), format!("`{}` of `{}` always holds", it.operator, it.name()));
    }
}

/// Whether it holds with every value and without the key.
fn holds(it: &Condition<'_>) -> bool {
    let has = |text| it.values.iter().any(|it| it.text == text);
    let holds_without = it.operator.if_exists() || it.operator.qualifier() == Some(Qualifier::ForAllValues);
    match it.operator.operator() {
        Operator::Null | Operator::Bool if has("true") && has("false") => it.is_null() || holds_without,
        Operator::StringMatch => holds_without && has("*"),
        Operator::StringStartWith | Operator::StringEndWith => holds_without && has(""),
        _ => false,
    }
}
