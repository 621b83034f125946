use crate::lint::context::{Context, Statement};
use crate::lint::cover::{canonical, statement_covers};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "covered_statement",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a statement that another one covers",
    docs: include_str!("covered_statement.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let all = &context.statements;
    // Few statements cover others: those with patterns, and only one of their own effect.
    let can_cover = |it: &&Statement<'_>| it.named().iter().any(|it| it.is_pattern()) || it.resources.is_none();
    let covering: Vec<&Statement<'_>> = all.iter().filter(can_cover).collect();
    for statement in all {
        if context.is_spent() {
            return;
        }
        let mut by = covering.iter().filter(|it| it.place != statement.place && it.effect == statement.effect);
        let found = by.find(|it| {
            statement_covers(context, it, statement)
                && (it.place < statement.place || !statement_covers(context, statement, it))
        });
        if let Some(by) = found
            && canonical(by) != canonical(statement)
        {
            out.add(statement.span, format!("the statement is covered by statement {}", by.place))
                .fix_with(fix::remove(context, statement.span, "leave it out"));
        }
    }
}
