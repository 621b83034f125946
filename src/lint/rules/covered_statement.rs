use crate::ConditionOperator;
use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::cover::{canonical, statement_covers, statements_cover, statements_may_meet};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
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
    let mut found = BTreeMap::new();
    for statement in &context.statements {
        if context.steps.is_spent() {
            break;
        }
        let by = covering.candidates(statement).find(|it| {
            let is_other = it.place != statement.place && it.effect == statement.effect;
            is_other
                && statement_covers(context, it, statement)
                && (it.place < statement.place || !statement_covers(context, statement, it))
        });
        if let Some(by) = by.filter(|it| canonical(it) != canonical(statement)) {
            found.insert(statement.place, format!("statement {}", by.place));
        }
    }
    by_others(context, &mut found);
    for statement in &context.statements {
        let Some(by) = found.get(&statement.place) else { continue };
        out.add(statement.span, format!("the statement is covered by {by}")).fix_with(fix::remove(
            context,
            statement.span,
            "leave it out",
        ));
    }
}

/// Adds the statements that others cover which are not found themselves, though by looks none of them does.
fn by_others(context: &Context<'_>, found: &mut BTreeMap<usize, String>) {
    if context.statements.len() < 2 {
        return;
    }
    for statement in context.statements.iter().rev() {
        if found.contains_key(&statement.place) {
            continue;
        }
        if !context.steps.spend_compared(context.statements.len()) {
            return;
        }
        let may_help = |it: &&Statement<'_>| {
            it.place != statement.place
                && it.effect == statement.effect
                && !found.contains_key(&it.place)
                && statements_may_meet(it, statement)
                && canonical(it).is_some_and(|it| Some(it) != canonical(statement))
        };
        let others: Vec<&Statement<'_>> = context.statements.iter().filter(may_help).collect();
        if statements_cover(context, &others, statement) {
            let alone = others.iter().find(|it| statements_cover(context, &[it], statement));
            let places = others.iter().map(|it| it.place.to_string()).collect::<Vec<_>>().join(", ");
            let by =
                alone.map_or_else(|| format!("statements {places} together"), |it| format!("statement {}", it.place));
            found.insert(statement.place, by);
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
