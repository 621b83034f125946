use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::values::bound;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "several_bounds",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a bound with several values, of which one counts",
    docs: include_str!("several_bounds.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.conditions.iter().filter(|it| it.values.len() > 1 && bound(it).is_some()) {
        out.add(it.member.value.span, format!("of several values of `{}` only the widest counts", it.operator));
    }
}
