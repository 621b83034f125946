use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "needless_if_exists",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "`IfExists` on a key that another condition requires to be present",
    docs: include_str!("needless_if_exists.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for null in statement.conditions.iter() {
        let Some(absent) = null.wants_absent() else { continue };
        for it in statement.conditions.iter().filter(|it| it.has_key_of(null) && it.operator.if_exists()) {
            let message = match absent {
                false => format!("`IfExists` is redundant: `Null` requires `{}` to be present", it.name()),
                true => format!("`{}` compares nothing: `Null` requires `{}` to be absent", it.operator, it.name()),
            };
            out.add(it.span(), message);
        }
    }
}
