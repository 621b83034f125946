//! What is needed as a policy: for each action the resources of all who need it, for each list of resources one statement.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::needs::Needs;
use super::report::{Generated, Given, Reason, Unresolved};
use crate::shared::pattern;
use crate::shared::urn;
use crate::{
    ActionPattern, Actions, Cloud, Effect, Model, Policy, Resources, Service, ServiceLevel, Statement, UrnPattern,
};

pub(super) fn assemble(model: Model, cloud: Cloud, needs: Needs) -> Generated {
    let mut reasons: BTreeMap<ActionPattern, BTreeSet<String>> = BTreeMap::new();
    let mut resources: BTreeMap<ActionPattern, Vec<UrnPattern>> = BTreeMap::new();
    for (action, needed) in needs.needed {
        reasons.insert(action.clone(), needed.reasons);
        // Nothing named is everything.
        let urns = if needed.is_on_all { BTreeSet::new() } else { needed.resources };
        resources.insert(action, narrowest(urns));
    }
    let wider = wider(model, resources.keys());
    for (action, by) in &wider {
        resources.remove(action);
        reasons.entry(action.clone()).or_default().insert(format!("`{by}` has it already"));
    }
    let reason = |(action, because): (ActionPattern, BTreeSet<String>)| Reason {
        because: because.into_iter().collect::<Vec<_>>().join("; "),
        resources: resources.get(&action).into_iter().flatten().map(ToString::to_string).collect(),
        action: action.to_string(),
    };
    let mut reasons: Vec<Reason> = reasons.into_iter().map(reason).collect();
    reasons.sort_unstable_by(|a, b| a.action.cmp(&b.action));
    let (policy, global_policy, notes) = policies(model, &resources);
    let notes: BTreeSet<String> = notes.into_iter().chain(needs.notes).collect();
    let mut generated = Generated {
        model,
        cloud,
        policy,
        global_policy,
        reasons,
        conditional: needs.conditional.into_iter().collect(),
        unresolved: needs.unresolved.into_iter().collect(),
        notes: notes.into_iter().collect(),
        given: needs
            .given
            .into_iter()
            .map(|(what, it)| Given {
                what,
                needs: sorted(it.needs),
                left_out: it.left_out.into_iter().collect(),
                has_unresolved: it.has_unresolved,
            })
            .collect(),
    };
    for it in &mut generated.conditional {
        // What is conditional for one may be needed by another.
        it.is_included = generated.reasons.iter().any(|reason| reason.action == it.action);
    }
    generated.conditional.sort();
    generated.conditional.dedup();
    let left_out = generated.conditional.iter().filter(|it| !it.is_included);
    generated.unresolved.extend(left_out.map(|it| Unresolved {
        what: it.action.clone(),
        because: format!("{}, where what the page says applies: {}", it.because, it.qualifier),
        candidates: Vec::new(),
        elsewhere: Vec::new(),
    }));
    for it in &mut generated.given {
        it.left_out.retain(|name| generated.reasons.iter().all(|reason| reason.action != *name));
    }
    generated.unresolved.sort();
    generated.unresolved.dedup();
    generated
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all
}

/// Without the patterns that another one has, with `*` in the place of some of its parts.
fn narrowest(all: BTreeSet<UrnPattern>) -> Vec<UrnPattern> {
    let wide: BTreeSet<String> = all.iter().map(ToString::to_string).filter(|it| it.contains('*')).collect();
    all.into_iter().filter(|it| !wider_urns(it.as_str()).any(|it| wide.contains(&it))).collect()
}

/// The pattern with `*` in the place of some of its parts, in every way.
fn wider_urns(narrow: &str) -> impl Iterator<Item = String> {
    let parts = urn::split(narrow);
    let ways = parts.into_iter().flat_map(|parts| (1..1_u32 << parts.len()).map(move |way| (way, parts)));
    let wider = ways.map(|(way, parts)| {
        let part = |(at, it): (usize, &'_ str)| if way >> at & 1 == 1 { "*" } else { it }.to_string();
        parts.into_iter().enumerate().map(part).collect::<Vec<_>>().join(":")
    });
    wider.filter(move |it| it != narrow)
}

/// The actions that a pattern of the page matches, each with that pattern.
fn wider<'a>(model: Model, all: impl Iterator<Item = &'a ActionPattern>) -> Vec<(ActionPattern, ActionPattern)> {
    let all: Vec<&ActionPattern> = all.collect();
    let has = |wide: &ActionPattern, narrow: &ActionPattern| {
        let is_pattern = matches!(wide, ActionPattern::Pattern(it) if !it.contains('?'));
        is_pattern && wide != narrow && pattern::matches_in(model, wide.as_str(), narrow.as_str())
    };
    let by = |it: &&&ActionPattern| all.iter().find(|wide| has(wide, it)).map(|wide| ((**it).clone(), (*wide).clone()));
    all.iter().filter_map(|it| by(&it)).collect()
}

type ByAction = BTreeMap<ActionPattern, Vec<UrnPattern>>;

/// The policy, the one of the global services, and what is to be said of them.
fn policies(model: Model, resources: &ByAction) -> (Option<Policy>, Option<Policy>, Vec<String>) {
    if model == Model::IdentityPolicy {
        return (policy(model, resources), None, Vec::new());
    }
    let mut notes = Vec::new();
    let mut levels: BTreeMap<bool, ByAction> = BTreeMap::new();
    for (action, urns) in resources {
        let code = action.as_str().split(':').next().unwrap_or_default();
        let level = Service::from_code_ignore_case(code).and_then(Service::level);
        if level.is_none() {
            notes.push(format!(
                "no page says whether `{code}` is a global service; one policy cannot have global and project services"
            ));
        }
        let is_global = level == Some(ServiceLevel::Global);
        levels.entry(is_global).or_default().insert(action.clone(), urns.clone());
    }
    let mut of = |is_global| levels.remove(&is_global).and_then(|it| policy(model, &it));
    match (of(false), of(true)) {
        (None, global) => (global, None, notes),
        (project, global) => {
            if global.is_some() {
                notes.push(String::from("one policy cannot have global and project services, so there are two"));
            }
            (project, global, notes)
        }
    }
}

fn policy(model: Model, resources: &ByAction) -> Option<Policy> {
    let mut statements: BTreeMap<(bool, &[UrnPattern]), Vec<ActionPattern>> = BTreeMap::new();
    for (action, urns) in resources {
        statements.entry((urns.is_empty(), urns)).or_default().push(action.clone());
    }
    let statement = |((is_all, urns), actions): ((bool, &[UrnPattern]), Vec<ActionPattern>)| {
        let named = urns.iter().map(|it| Cow::Owned(it.to_string())).collect();
        let urns = match (model, is_all) {
            (Model::IdentityPolicy, true) => Some(Cow::Owned(alloc::vec![Cow::Borrowed("*")])),
            (Model::IdentityPolicy, false) => Some(Cow::Owned(named)),
            (Model::RolePolicy, _) => None,
        };
        let actions = Actions::These(Cow::Owned(actions));
        Statement::from_parts(None, Effect::Allow, None, actions, urns.map(Resources::These), Cow::Borrowed(&[]))
    };
    let statements: Vec<Statement> = statements.into_iter().map(statement).collect();
    (!statements.is_empty()).then(|| Policy::from_parts(model.version(), Cow::Owned(statements), Cow::Borrowed(&[])))
}
