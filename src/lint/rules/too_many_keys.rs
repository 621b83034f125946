use crate::lint::context::{Context, Statement, object};
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "too_many_keys",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "more keys than an operator may have",
    docs: include_str!("too_many_keys.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "keys of an operator") else { return };
    for operator in statement.condition.and_then(|it| object(&it.value)).unwrap_or_default() {
        let count = object(&operator.value).map_or(0, <[_]>::len);
        // That there is none is an `empty_element`.
        if count > 0 && limits::is_over(limit, count) {
            out.add(operator.name_span, limits::message(limit, "the operator", count));
        }
    }
}
