use crate::lint::always::is_of_other_type;
use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Operator, Qualifier};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "never_true_condition",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition that no value of its key meets",
    docs: include_str!("never_true_condition.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let is_simple = |it: &&Condition<'_>| it.operator.qualifier() != Some(Qualifier::ForAllValues);
    for it in statement.conditions.iter().filter(is_simple) {
        if it.is(Operator::StringNotMatch) && it.values.iter().any(|it| it.text == "*") {
            out.add(it.span(), format!("no value of `{}` meets `{}` with `*`", it.name(), it.operator))
                .help_with("to ask whether the key is absent, write `Null` with `true`");
        }
        let is_none = !it.values.is_empty() && it.values.iter().all(|value| is_of_other_type(it, value.text));
        if is_none && it.is_whole && !it.is_negated() {
            let first = it.values.first().map_or("", |it| it.text);
            let nothing = if statement.is_deny() && !it.operator.if_exists() { ", so it denies nothing" } else { "" };
            let message = format!("no value of `{}` meets `{}` with `{first}`{nothing}", it.name(), it.operator);
            out.add(it.span(), message);
        }
    }
}
