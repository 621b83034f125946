use crate::ValueType;
use crate::lint::always::holds;
use crate::lint::context::Context;
use crate::lint::context::condition::Condition;
use crate::lint::finding::Findings;
use crate::lint::pairs;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "always_true_condition",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a condition that always holds",
    docs: include_str!("always_true_condition.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    for statement in &context.statements {
        // Where a time has an end, or something is forbidden from some day on, that the day has come is as it was meant.
        let is_date = |it: &&Condition<'_>| it.value_type() == Some(ValueType::Date);
        let is_meant = |it: &Condition<'_>| {
            let dates = statement.conditions.iter().filter(|other| is_date(other) && other.has_key_of(it)).count();
            is_date(&it) && (statement.is_deny() || dates > 1)
        };
        for it in statement.conditions.iter().filter(|it| holds(it) && !is_meant(it)) {
            out.add(it.span(), format!("`{}` of `{}` always holds", it.operator, it.name()));
        }
    }
    for (first, second) in pairs::that_are_everything(context) {
        let place = first.0.place;
        let (one, other) = (first.1, second.1);
        out.add(
            other.span(),
            format!(
                "`{}` of `{}` holds wherever `{}` in statement {place} does not, so together they always hold",
                other.operator,
                other.name(),
                one.operator,
            ),
        )
        .help_with("a request that one of them does not meet is met by the other: say it once, without a condition");
    }
}
