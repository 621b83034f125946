//! What covers what, as far as that can be told by looks: a yes is certain, a no is not.

use alloc::string::String;
use alloc::vec::Vec;

use super::condition::Condition;
use super::context::{Context, List, Statement};
use crate::Model;
use crate::shared::{pattern, urn, variable};

/// The items that another one covers, each with the place of that one. Of two that cover each other, the first stays.
pub(super) fn covered(context: &Context<'_>, texts: &[&str], ignore_case: bool) -> Vec<(usize, usize)> {
    find(context, texts, |outer, inner| covers(outer, inner, ignore_case))
}

/// The same of resources, whose parts are compared with each other.
pub(super) fn covered_resources(context: &Context<'_>, texts: &[&str]) -> Vec<(usize, usize)> {
    find(context, texts, resource_covers)
}

fn find(context: &Context<'_>, texts: &[&str], covers: impl Fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let patterns = texts.iter().enumerate().filter(|(_, it)| pattern::is_pattern(it));
    let patterns: Vec<(usize, &str)> = patterns.map(|(at, it)| (at, *it)).collect();
    for (at, inner) in texts.iter().enumerate() {
        if patterns.is_empty() || !context.spend(patterns.len()) {
            break;
        }
        let is_outer = |(by, outer): &&(usize, &str)| {
            outer != inner && covers(outer, inner) && (*by < at || !covers(inner, outer))
        };
        found.extend(patterns.iter().find(is_outer).map(|(by, _)| (at, *by)));
    }
    found
}

fn covers(outer: &str, inner: &str, ignore_case: bool) -> bool {
    // What a variable stands for is not known.
    let is_known = !variable::has_variable(outer) && !variable::has_variable(inner);
    outer == inner
        || is_known
            && if ignore_case { pattern::covers_ignore_case(outer, inner) } else { pattern::covers(outer, inner) }
}

fn resource_covers(outer: &str, inner: &str) -> bool {
    if outer == "*" || outer == inner {
        return true;
    }
    let (Some(outer), Some(inner)) = (urn::split(outer), urn::split(inner)) else { return false };
    outer.iter().zip(inner).all(|(outer, inner)| covers(outer, inner, false))
}

/// Whether whatever `inner` applies to, `outer` applies to.
pub(super) fn statement_covers(context: &Context<'_>, outer: &Statement<'_>, inner: &Statement<'_>) -> bool {
    context.spend(cost(outer, inner))
        && actions_cover(context, outer, inner)
        && resources_cover(outer, inner)
        && outer.conditions.iter().all(|it| inner.conditions.iter().any(|other| same(it, other)))
        && is_whole(outer)
        && is_whole(inner)
        && principals(outer) == principals(inner)
}

fn cost(outer: &Statement<'_>, inner: &Statement<'_>) -> usize {
    let size = |it: &Statement<'_>| {
        1 + it.named().len() + it.resources().len() + it.conditions.iter().map(|it| it.values.len()).sum::<usize>()
    };
    // The first action that nothing covers ends it.
    size(outer) + size(inner)
}

fn actions_cover(context: &Context<'_>, outer: &Statement<'_>, inner: &Statement<'_>) -> bool {
    let (Some(outer), Some(inner)) = (&outer.actions, &inner.actions) else { return false };
    if outer.negated || inner.negated {
        let is_all = !outer.negated && outer.items.iter().any(|it| it.is_all());
        return is_all || outer.negated == inner.negated && list(outer, |it| it.text) == list(inner, |it| it.text);
    }
    let ignore_case = context.model() == Some(Model::RolePolicy);
    let mut items = inner.items.iter();
    !inner.items.is_empty()
        && items.all(|inner| {
            context.spend(outer.items.len())
                && outer.items.iter().any(|outer| outer.is_all() || covers(outer.text, inner.text, ignore_case))
        })
}

fn resources_cover(outer: &Statement<'_>, inner: &Statement<'_>) -> bool {
    match (&outer.resources, &inner.resources) {
        (None, _) => true,
        (Some(outer), _) if !outer.negated && outer.items.iter().any(|it| it.text == "*") => true,
        (Some(outer), Some(inner)) if outer.negated || inner.negated => {
            outer.negated == inner.negated && list(outer, |it| it.text) == list(inner, |it| it.text)
        }
        (Some(outer), Some(inner)) => {
            inner.items.iter().all(|inner| outer.items.iter().any(|outer| resource_covers(outer.text, inner.text)))
        }
        (Some(_), None) => false,
    }
}

/// Whether both ask for the same.
fn same(one: &Condition<'_>, other: &Condition<'_>) -> bool {
    one.operator == other.operator && one.has_key_of(other) && values(one) == values(other)
}

/// Whether all of a statement is known, and right enough to be compared.
fn is_whole(it: &Statement<'_>) -> bool {
    it.effect.is_some()
        && it.actions.as_ref().is_some_and(|it| it.is_whole)
        && it.resources.as_ref().is_none_or(|it| it.is_whole)
        && it.principals.as_ref().is_none_or(|it| it.is_whole)
        && it.knows_conditions()
}

/// What a statement says, whatever its `Sid` and the order of its lists.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Canonical<'a> {
    effect: Option<crate::Effect>,
    principals: Option<(bool, Vec<(&'a str, &'a str)>)>,
    actions: Option<(bool, Vec<&'a str>)>,
    resources: Option<(bool, Vec<&'a str>)>,
    conditions: Vec<(String, String, Vec<&'a str>)>,
}

/// Nothing, if not all of it is known.
pub(super) fn canonical<'a>(statement: &Statement<'a>) -> Option<Canonical<'a>> {
    let actions = statement.actions.as_ref().map(|it| (it.negated, list(it, |it| it.text)));
    canonical_without_actions(statement).map(|it| Canonical { actions, ..it })
}

/// The same but for its actions.
pub(super) fn canonical_without_actions<'a>(statement: &Statement<'a>) -> Option<Canonical<'a>> {
    if !is_whole(statement) {
        return None;
    }
    let all = statement.resources.as_ref().map(|it| (it.negated, list(it, |it| it.text)));
    let mut conditions: Vec<_> = statement.conditions.iter().map(|it| (operator(it), key(it), values(it))).collect();
    conditions.sort();
    Some(Canonical {
        effect: statement.effect,
        principals: principals(statement),
        actions: None,
        // Without `Resource` it is for all of them.
        resources: all.or_else(|| Some((false, alloc::vec!["*"]))),
        conditions,
    })
}

fn operator(it: &Condition<'_>) -> String {
    alloc::string::ToString::to_string(&it.operator)
}

/// The key in one case, except for what stands for its template.
fn key(it: &Condition<'_>) -> String {
    let (stem, part) = it.name().split_once('/').unwrap_or((it.name(), ""));
    alloc::format!("{}/{part}", stem.to_ascii_lowercase())
}

fn values<'a>(it: &Condition<'a>) -> Vec<&'a str> {
    sorted(it.values.iter().map(|it| it.text))
}

fn principals<'a>(it: &Statement<'a>) -> Option<(bool, Vec<(&'a str, &'a str)>)> {
    it.principals.as_ref().map(|it| (it.negated, sorted(it.items.iter().map(|(kind, it)| (*kind, it.text)))))
}

fn list<'a, T>(list: &List<'_, T>, text: impl Fn(&T) -> &'a str) -> Vec<&'a str> {
    sorted(list.items.iter().map(text))
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
