use crate::ValueType;
use crate::lint::always::holds_every_address;
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
        let (effect, so) = match condition.is_negated() {
            false => ("limits nothing", "so the condition restricts nothing"),
            true => ("never holds", "so the condition never holds"),
        };
        let mut alone = condition.values.iter().filter(|it| Range::read(it.text).is_some_and(Range::is_everything));
        if let Some(it) = alone.next() {
            for it in core::iter::once(it).chain(alone) {
                out.add(it.span, format!("`{}` contains every address, {so}", it.text));
            }
        } else if holds_every_address(condition) {
            out.add(
                condition.span(),
                format!("its ranges together hold every address that somebody can have, so the condition {effect}"),
            );
        }
    }
}
