//! Statements that are alike but for one condition each, of which every request meets one or the other.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::always::{holds, holds_without, is_always_there};
use super::context::condition::Condition;
use super::context::{Context, Statement};
use super::cover::{key, sorted, values};
use crate::shared::{value, variable};
use crate::{Effect, Operator, ValueType};

type One<'s, 'a> = (&'s Statement<'a>, &'s Condition<'a>);

/// The pairs, each with the condition of the earlier statement first.
pub(super) fn that_are_everything<'s, 'a>(context: &'s Context<'a>) -> Vec<(One<'s, 'a>, One<'s, 'a>)> {
    let mut alike: BTreeMap<Scope<'s>, Vec<One<'s, 'a>>> = BTreeMap::new();
    for statement in &context.statements {
        let [condition] = statement.conditions.as_slice() else { continue };
        if let Some(scope) = Scope::of(statement, condition).filter(|_| !holds(condition)) {
            alike.entry(scope).or_default().push((statement, condition));
        }
    }
    let mut found = Vec::new();
    for all in alike.into_values() {
        for (place, second) in all.iter().enumerate() {
            if !context.steps.spend(place) {
                return found;
            }
            let first = all.iter().take(place).find(|first| are_everything(first.1, second.1));
            found.extend(first.map(|first| (*first, *second)));
        }
    }
    found
}

/// What two statements have in common that allow or deny the same of the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Scope<'s> {
    effect: &'static str,
    key: String,
    /// The names of the lists, with what they hold.
    lists: Vec<(&'s str, Vec<(&'s str, &'s str)>)>,
}

impl<'s> Scope<'s> {
    fn of(statement: &'s Statement<'_>, condition: &Condition<'_>) -> Option<Self> {
        let is_plain = condition.is_whole
            && condition.operator.qualifier().is_none()
            && !condition.values.iter().any(|it| variable::has_variable(it.text));
        if !is_plain || !statement.knows_conditions() {
            return None;
        }
        let actions = statement.actions.as_ref().filter(|it| it.is_whole)?;
        let mut lists =
            alloc::vec![(actions.member.name.as_str(), sorted(actions.items.iter().map(|it| ("", it.text))))];
        if let Some(list) = &statement.resources {
            if !list.is_whole {
                return None;
            }
            let names = sorted(list.items.iter().map(|it| ("", it.text)));
            // No resource is as `*`.
            if list.negated || !names.iter().any(|it| it.1 == "*") {
                lists.push((list.member.name.as_str(), names));
            }
        } else if statement.has("Resource") || statement.has("NotResource") {
            return None;
        }
        if let Some(list) = &statement.principals {
            if !list.is_whole {
                return None;
            }
            lists.push((list.member.name.as_str(), sorted(list.items.iter().map(|it| (it.0, it.1.text)))));
        }
        let effect = statement.effect.map(Effect::name)?;
        Some(Self { effect, key: key(condition), lists })
    }
}

/// Whether every request meets one of two conditions of a key.
fn are_everything(one: &Condition<'_>, other: &Condition<'_>) -> bool {
    if one.is_null() || other.is_null() {
        return matches!((one.wants_absent(), other.wants_absent()), (Some(a), Some(b)) if a != b);
    }
    let is_met_without = holds_without(one) || holds_without(other) || is_always_there(one);
    is_met_without && one.is_single() && (are_opposite(one, other) || are_opposite(other, one) || meet(one, other))
}

/// Whether the second is the first one with its operator turned round.
fn are_opposite(one: &Condition<'_>, other: &Condition<'_>) -> bool {
    let turned = match one.operator.operator() {
        Operator::StringEquals => Operator::StringNotEquals,
        Operator::StringEqualsIgnoreCase => Operator::StringNotEqualsIgnoreCase,
        Operator::StringMatch => Operator::StringNotMatch,
        Operator::NumberEquals => Operator::NumberNotEquals,
        Operator::IpAddress => Operator::NotIpAddress,
        Operator::Bool => {
            let has = |text: &str| {
                [one, other].iter().any(|it| it.values.iter().any(|it| it.text.eq_ignore_ascii_case(text)))
            };
            return other.is(Operator::Bool) && has("true") && has("false");
        }
        _ => return false,
    };
    // Of what is no value of the type, no page says what it meets.
    let are_values = |it: &Condition<'_>| {
        it.value_type().is_some_and(|kind| it.values.iter().all(|it| value::is_value(kind, it.text)))
    };
    let all = values(one);
    other.is(turned) && !all.is_empty() && all == values(other) && are_values(one)
}

/// Whether one is about what is less than a bound, and the other about what is more than one that is not above it.
fn meet(one: &Condition<'_>, other: &Condition<'_>) -> bool {
    use Operator::{
        DateGreaterThan, DateGreaterThanEquals, DateLessThan, DateLessThanEquals, NumberGreaterThan,
        NumberGreaterThanEquals, NumberLessThan, NumberLessThanEquals,
    };
    let is_one_of = |it: &Condition<'_>, all: [Operator; 2]| all.iter().any(|operator| it.is(*operator));
    let is_below = |it: &Condition<'_>| {
        is_one_of(it, [DateLessThan, DateLessThanEquals]) || is_one_of(it, [NumberLessThan, NumberLessThanEquals])
    };
    let is_above = |it: &Condition<'_>| {
        is_one_of(it, [DateGreaterThan, DateGreaterThanEquals])
            || is_one_of(it, [NumberGreaterThan, NumberGreaterThanEquals])
    };
    let (below, above) = match () {
        () if is_below(one) && is_above(other) => (one, other),
        () if is_below(other) && is_above(one) => (other, one),
        () => return false,
    };
    if below.value_type() != above.value_type() {
        return false;
    }
    let holds_at = is_one_of(below, [DateLessThanEquals, NumberLessThanEquals])
        || is_one_of(above, [DateGreaterThanEquals, NumberGreaterThanEquals]);
    // Any of several values will do.
    below.values.iter().any(|end| {
        above.values.iter().any(|start| match compare(start.text, end.text, below.value_type()) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => holds_at,
            _ => false,
        })
    })
}

fn compare(one: &str, other: &str, kind: Option<ValueType>) -> Option<Ordering> {
    match kind? {
        ValueType::Number => value::compare_numbers(one, other),
        // When a day begins that has no zone, no page says.
        ValueType::Date if value::has_zone(one) == value::has_zone(other) => {
            Some(value::date(one)?.cmp(&value::date(other)?))
        }
        _ => None,
    }
}
