use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::variable::{Part, parts};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unused_default",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a default that is never used",
    docs: include_str!("unused_default.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let resources = statement.resources.iter().flat_map(|it| &it.items);
    let values = statement.conditions.iter().flat_map(|it| &it.values);
    for it in resources.chain(values) {
        for part in parts(it.text) {
            let Part::Variable { key, default: Some(default) } = part else { continue };
            let is_there = |null: &&crate::lint::context::condition::Condition<'_>| {
                null.is_key(key) && null.wants_absent() == Some(false)
            };
            if key.eq_ignore_ascii_case("g:CurrentTime") || statement.conditions.iter().any(|null| is_there(&null)) {
                out.add(it.span, format!("the default `{default}` is never used: `{key}` is always there"));
            }
        }
    }
}
