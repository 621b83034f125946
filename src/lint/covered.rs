//! The items that their list can do without: first by looks, and where those do not tell, by an exact comparison.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::context::condition::Condition;
use super::context::{Context, Text};
use super::cover::{covers, may_meet, resource_covers};
use super::finding::Findings;
use super::fix;
use super::range::Range;
use crate::access::{action_patterns_cover_within, condition_covers_within, resource_patterns_cover_within};
use crate::classes::Budget;
use crate::shared::pattern;
use crate::{ActionPattern, ConditionOperator, KeyName, Model, Operator, Qualifier, ValueType};

/// An item that another one covers, or else the rest of the list together.
struct Covered {
    at: usize,
    by: Option<usize>,
}

/// Reports the actions that others of their list cover.
pub(super) fn actions(context: &Context<'_>, items: &[Text<'_>], out: &mut Findings<'_>) {
    let list = List { context, items, is_wide: pattern::is_pattern, may_meet };
    let ignore_case = context.model() == Some(Model::RolePolicy);
    let found = list.covered(
        |outer, inner| covers(outer, inner, ignore_case),
        |rest, inner, budget| {
            let rest: Vec<ActionPattern> = rest.iter().map(|it| action(it)).collect();
            action_patterns_cover_within(&rest, &[action(inner)], context.model()?, budget)
        },
    );
    list.report(found, out);
}

fn action(text: &str) -> ActionPattern {
    ActionPattern::unread(String::from(text))
}

/// Reports the resources that others of their list cover.
pub(super) fn resources(context: &Context<'_>, items: &[Text<'_>], out: &mut Findings<'_>) {
    let list = List { context, items, is_wide: pattern::is_pattern, may_meet };
    let found = list.covered(resource_covers, |rest, inner, budget| {
        resource_patterns_cover_within(rest, &[inner], context.model()?, budget)
    });
    list.report(found, out);
}

/// Reports the values of a condition that others of it cover.
pub(super) fn values(context: &Context<'_>, condition: &Condition<'_>, out: &mut Findings<'_>) {
    let items = &condition.values;
    if condition.is(Operator::StringMatch) || condition.is(Operator::StringNotMatch) {
        // What the values take does not depend on how the condition uses it: an operator that asks for any of them tells.
        let qualifier = condition.operator.qualifier().map(|_| Qualifier::ForAnyValue);
        let operator = ConditionOperator::new(qualifier, Operator::StringMatch, false);
        let with = |values: &[&str]| {
            let values: Vec<Cow<'static, str>> = values.iter().map(|it| Cow::Owned(String::from(*it))).collect();
            let key = KeyName::Unchecked(Cow::Owned(condition.name().into()));
            crate::Condition::from_parts(operator, key, values.into())
        };
        let list = List { context, items, is_wide: pattern::is_pattern, may_meet };
        let found = list.covered(
            |outer, inner| covers(outer, inner, false),
            |rest, inner, budget| condition_covers_within(&with(rest), &with(&[inner]), context.model()?, budget),
        );
        list.report(found, out);
    } else if condition.value_type() == Some(ValueType::Ip) && context.steps.spend(cost_of_reading(items.len())) {
        // Of two ranges one holds the other, or they have nothing in common: several hold no more than each does alone.
        let list = List { context, items, is_wide: |_| true, may_meet: |_, _| false };
        list.report(list.covered(|outer, inner| holds(inner, outer), |_, _, _| None), out);
    }
}

/// Each range is read for each other one, which takes longer than to compare patterns.
const fn cost_of_reading(ranges: usize) -> usize {
    ranges.saturating_mul(ranges).saturating_mul(8)
}

/// Whether the second range holds the first.
fn holds(inner: &str, outer: &str) -> bool {
    Range::read(inner).zip(Range::read(outer)).is_some_and(|(inner, outer)| outer.contains(inner))
}

struct List<'l, 'a> {
    context: &'l Context<'a>,
    items: &'l [Text<'a>],
    /// Whether an item can stand for more than one text.
    is_wide: fn(&str) -> bool,
    /// Whether the first item may take part in covering the second.
    may_meet: fn(&str, &str) -> bool,
}

impl List<'_, '_> {
    /// Of two items that cover each other, the first stays.
    fn covered(
        &self,
        covers: impl Fn(&str, &str) -> bool,
        exact: impl Fn(&[&str], &str, &mut Budget) -> Option<bool>,
    ) -> Vec<Covered> {
        let all: Vec<(usize, &str)> = self.items.iter().map(|it| it.text).enumerate().collect();
        let wide: Vec<(usize, &str)> = all.iter().copied().filter(|(_, it)| (self.is_wide)(it)).collect();
        let mut found = Vec::new();
        if wide.is_empty() || all.len() < 2 {
            return found;
        }
        for (at, inner) in &all {
            if !self.context.steps.spend(wide.len()) {
                return found;
            }
            let is_outer = |(by, outer): &&(usize, &str)| {
                outer != inner && covers(outer, inner) && (by < at || !covers(inner, outer))
            };
            found.extend(wide.iter().find(is_outer).map(|(by, _)| Covered { at: *at, by: Some(*by) }));
        }
        // What is found is left out, and of the same texts all but one: the rest says the same.
        let mut is_out: BTreeSet<usize> = found.iter().map(|it| it.at).collect();
        let mut seen = BTreeSet::new();
        is_out.extend(all.iter().filter(|(_, it)| !seen.insert(*it)).map(|(at, _)| *at));
        for (at, inner) in wide.iter().rev() {
            if is_out.contains(at) {
                continue;
            }
            if !self.context.steps.spend(all.len()) {
                break;
            }
            let may_help = |(by, it): &&(usize, &str)| by != at && !is_out.contains(by) && (self.may_meet)(it, inner);
            let rest: Vec<&str> = all.iter().filter(may_help).map(|(_, it)| *it).collect();
            let is_enough = rest.iter().any(|it| (self.is_wide)(it));
            if is_enough && self.context.steps.compare(rest.len(), |budget| exact(&rest, inner, budget)) == Some(true) {
                is_out.insert(*at);
                found.push(Covered { at: *at, by: None });
            }
        }
        found
    }

    fn report(&self, mut found: Vec<Covered>, out: &mut Findings<'_>) {
        found.sort_by_key(|it| it.at);
        for it in found {
            let Some(item) = self.items.get(it.at) else { continue };
            let by = it.by.and_then(|by| self.items.get(by));
            let by = by.map_or_else(|| String::from("the rest of the list together"), |it| format!("`{}`", it.text));
            out.add(item.span, format!("`{}` is covered by {by}", item.text)).fix_with(fix::remove(
                self.context,
                item.span,
                "leave it out",
            ));
        }
    }
}
