use crate::ConditionOperator;
use crate::lint::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::cover::{canonical, statement_covers};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeMap;
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
    let covering = Covering::of(context);
    for statement in &context.statements {
        if context.is_spent() {
            return;
        }
        let found = covering.candidates(statement).find(|it| {
            let is_other = it.place != statement.place && it.effect == statement.effect;
            is_other
                && statement_covers(context, it, statement)
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

/// The statements that may cover others, by a condition that both must have.
struct Covering<'s, 'a> {
    unconditional: Vec<&'s Statement<'a>>,
    conditional: BTreeMap<Key<'a>, Vec<&'s Statement<'a>>>,
}

/// What two conditions have in common that ask for the same.
type Key<'a> = (ConditionOperator, Option<&'a str>);

impl<'s, 'a> Covering<'s, 'a> {
    fn of(context: &'s Context<'a>) -> Self {
        let mut covering = Self { unconditional: Vec::new(), conditional: BTreeMap::new() };
        // Few statements cover others: those with patterns, and those for all resources.
        let can_cover = |it: &&Statement<'_>| it.named().iter().any(|it| it.is_pattern()) || it.resources.is_none();
        for it in context.statements.iter().filter(can_cover) {
            match it.conditions.iter().map(key).max() {
                None => covering.unconditional.push(it),
                Some(key) => covering.conditional.entry(key).or_default().push(it),
            }
        }
        covering
    }

    fn candidates<'c>(&'c self, inner: &'c Statement<'a>) -> impl Iterator<Item = &'s Statement<'a>> + 'c {
        let conditional = inner.conditions.iter().filter_map(|it| self.conditional.get(&key(it))).flatten();
        self.unconditional.iter().chain(conditional).copied()
    }
}

fn key<'a>(it: &Condition<'a>) -> Key<'a> {
    (it.operator, it.values.iter().map(|it| it.text).max())
}
