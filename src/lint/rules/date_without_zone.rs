use crate::ValueType;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::value;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "date_without_zone",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a date without a time zone",
    docs: include_str!("date_without_zone.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let of_dates = statement.conditions.iter().filter(|it| it.value_type() == Some(ValueType::Date));
    for it in of_dates.flat_map(|it| &it.values).filter(|it| value::date(it.text).is_some()) {
        if !value::has_zone(it.text) {
            out.add(it.span, format!("`{}` has no time zone", it.text)).help_with("for UTC append a `Z`");
        }
    }
}
