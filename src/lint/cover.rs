//! What covers what, as far as that is certain: a yes is, a no is not.

use alloc::string::String;
use alloc::vec::Vec;

use super::context::condition::Condition;
use super::context::{ActionItem, Context, List, Statement, Text};
use crate::Model;
use crate::access::{Access, everything, is_equal_or_narrower_within};
use crate::shared::{pattern, urn, variable};

/// Whether a pattern matches whatever another one matches.
pub(super) fn covers(outer: &str, inner: &str, ignore_case: bool) -> bool {
    // What a variable stands for is not known.
    let is_known = !variable::has_variable(outer) && !variable::has_variable(inner);
    outer == inner
        || is_known
            && if ignore_case { pattern::covers_ignore_case(outer, inner) } else { pattern::covers(outer, inner) }
}

/// The same of resources, whose parts are compared with each other.
pub(super) fn resource_covers(outer: &str, inner: &str) -> bool {
    if outer == "*" || outer == inner {
        return true;
    }
    let (Some(outer), Some(inner)) = (urn::split(outer), urn::split(inner)) else { return false };
    outer.iter().zip(inner).all(|(outer, inner)| covers(outer, inner, false))
}

/// Whether two patterns may match the same text, by what stands before and behind their wildcards.
pub(super) fn may_meet(one: &str, other: &str) -> bool {
    let is_open = |it: char| matches!(it, '*' | '?' | '$' | '}');
    let start = |text: &str| text.bytes().take_while(|it| !is_open(char::from(*it))).count();
    let end = |text: &str| text.bytes().rev().take_while(|it| !is_open(char::from(*it))).count();
    let same = |(one, other): (u8, u8)| one.eq_ignore_ascii_case(&other);
    one.bytes().zip(other.bytes()).take(start(one).min(start(other))).all(same)
        && one.bytes().rev().zip(other.bytes().rev()).take(end(one).min(end(other))).all(same)
}

/// Whether whatever `inner` applies to, `outer` applies to.
pub(super) fn statement_covers(context: &Context<'_>, outer: &Statement<'_>, inner: &Statement<'_>) -> bool {
    context.steps.spend(cost(outer, inner))
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
            context.steps.spend(outer.items.len())
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

/// Whether whatever a statement applies to, others of its effect together apply to, as far as an exact comparison says so.
pub(super) fn statements_cover(context: &Context<'_>, outer: &[&Statement<'_>], inner: &Statement<'_>) -> bool {
    let is_known = |it: &Statement<'_>| is_whole(it) && it.principals.is_none() && it.effect == inner.effect;
    let Some(policy) = context.document.policy().filter(|it| it.statements().len() == context.statements.len()) else {
        return false;
    };
    if outer.is_empty() || !context.is_whole || !is_known(inner) || !outer.iter().all(|it| is_known(it)) {
        return false;
    }
    let everything = everything(policy.version());
    // What is denied counts beside what is allowed.
    let beside = if inner.is_deny() { everything.statements() } else { &[] };
    let access = |all: &[&Statement<'_>]| {
        let all = all.iter().filter_map(|it| policy.statements().get(it.place));
        Access::of_statements(policy.version(), beside.iter().chain(all))
    };
    let (outer_access, inner_access) = (access(outer), access(&[inner]));
    let parts = COMPARED_PARTS + outer.iter().map(|it| cost(it, inner)).sum::<usize>();
    let covers = context.steps.compare(parts, |budget| match inner.is_deny() {
        true => is_equal_or_narrower_within(&inner_access, &outer_access, budget),
        false => is_equal_or_narrower_within(&outer_access, &inner_access, budget),
    });
    covers == Some(true)
}

/// As many parts take as long as what every comparison of statements does.
const COMPARED_PARTS: usize = 30;

/// Whether two statements may apply to the same action and resource.
pub(super) fn statements_may_meet(one: &Statement<'_>, other: &Statement<'_>) -> bool {
    let all_resources = one.resources().is_empty() || other.resources().is_empty();
    let all_actions = one.named().is_empty() || other.named().is_empty();
    let resource = |it: &Text<'_>| other.resources().iter().any(|other| may_meet(it.text, other.text));
    let action = |it: &ActionItem<'_>| other.named().iter().any(|other| may_meet(it.text, other.text));
    (all_resources || one.resources().iter().any(resource)) && (all_actions || one.named().iter().any(action))
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
pub(super) fn key(it: &Condition<'_>) -> String {
    let (stem, part) = it.name().split_once('/').unwrap_or((it.name(), ""));
    alloc::format!("{}/{part}", stem.to_ascii_lowercase())
}

pub(super) fn values<'a>(it: &Condition<'a>) -> Vec<&'a str> {
    sorted(it.values.iter().map(|it| it.text))
}

fn principals<'a>(it: &Statement<'a>) -> Option<(bool, Vec<(&'a str, &'a str)>)> {
    it.principals.as_ref().map(|it| (it.negated, sorted(it.items.iter().map(|(kind, it)| (*kind, it.text)))))
}

fn list<'a, T>(list: &List<'_, T>, text: impl Fn(&T) -> &'a str) -> Vec<&'a str> {
    sorted(list.items.iter().map(text))
}

pub(super) fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
