use crate::lint::context::Context;
use crate::lint::cover::canonical_without_actions;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeMap;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "split_statement",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "two statements that could be one",
    docs: include_str!("split_statement.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let mut seen = BTreeMap::new();
    for statement in context.statements.iter().filter(|it| !it.named().is_empty()) {
        let Some(text) = canonical_without_actions(statement) else { continue };
        if let Some(first) = seen.get(&text) {
            out.add(statement.span, format!("the statement differs from statement {first} in its actions only"))
                .help_with("merge their actions into one list");
        } else {
            seen.insert(text, statement.place);
        }
    }
}
