use crate::lint::context::Context;
use crate::lint::cover::canonical;
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeMap;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "repeated_statement",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a duplicate statement",
    docs: include_str!("repeated_statement.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    if context.statements.len() < 2 {
        return;
    }
    let mut seen = BTreeMap::new();
    for statement in &context.statements {
        let Some(text) = canonical(statement) else { continue };
        if let Some(first) = seen.get(&text) {
            out.add(statement.span, format!("the statement repeats statement {first}")).fix_with(fix::remove(
                context,
                statement.span,
                "leave it out",
            ));
        } else {
            seen.insert(text, statement.place);
        }
    }
}
