use crate::ValueType;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::range::Range;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "any_address",
    severity: Severity::SecurityWarning,
    level: Level::Deny,
    issue_code: None,
    summary: "a range of all addresses",
    docs: include_str!("any_address.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for condition in statement.conditions.iter().filter(|it| it.value_type() == Some(ValueType::Ip)) {
        for it in condition.values.iter().filter(|it| Range::read(it.text).is_some_and(|it| it.is_everything())) {
            let message = match condition.is_negated() {
                false => format!("`{}` holds every address, so the condition limits nothing", it.text),
                true => format!("`{}` holds every address, so the condition never holds", it.text),
            };
            out.add(it.span, message);
        }
    }
}
