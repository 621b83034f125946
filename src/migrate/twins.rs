//! Which action of identity policies stands for which of the role/policy model.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::wildcard::expand;
use crate::{
    Action, ActionPattern, Actions, ApiCall, Cloud, Model, Need, NeedKind, Operation, Policy, RoleAction, Service,
    Statement,
};

/// An action of identity policies and the actions that stood for it. Whoever had all of those had it.
#[derive(Debug)]
pub(super) struct Twin {
    pub(super) action: Action,
    /// All of these together.
    pub(super) of: Vec<RoleAction>,
    pub(super) evidence: Evidence,
    /// What the page prints as its alias, though it looks wrong.
    pub(super) doubtful: Vec<RoleAction>,
}

/// What says that they are twins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The page's alias.
    Alias,
    /// Both models have the name, and the page prints no other alias.
    SameName,
    /// The pages of both models list the same API, which needs the one here and the other there.
    SameApi,
}

/// Every action of identity policies that is known to have twins among the names of a policy.
pub(super) fn of(policy: &Policy) -> Vec<Twin> {
    let services = services(&named(policy));
    Action::all().filter_map(|it| twin(it, &services)).collect()
}

/// The actions that the policy names or spares.
fn named(policy: &Policy) -> BTreeSet<RoleAction> {
    let all = policy.statements().iter().map(Statement::actions);
    if all.clone().any(|it| matches!(it, Actions::AllBut(_))) {
        return RoleAction::all().collect();
    }
    let texts = all.flat_map(|it| match it {
        Actions::These(all) | Actions::AllBut(all) => all.iter().map(ActionPattern::as_str),
    });
    expand::<RoleAction>(texts).into_iter().collect()
}

/// The services with an API that needs one of these: to find the same APIs in both models is what takes long.
fn services(named: &BTreeSet<RoleAction>) -> BTreeSet<&'static str> {
    let of_role = Operation::all().filter(|it| it.model() == Model::RolePolicy);
    let is_named = |it: &Need| {
        it.kind() == NeedKind::Action && RoleAction::from_name(it.name()).is_some_and(|it| named.contains(&it))
    };
    let needing = of_role.filter(|it| it.actions().is_some_and(|mut all| all.any(|it| is_named(&it))));
    needing.map(|it| it.service().code()).collect()
}

fn twin(action: Action, services: &BTreeSet<&str>) -> Option<Twin> {
    let is_doubtful = action.has_doubtful_aliases();
    let printed: Vec<RoleAction> = action.alias_actions().collect();
    let doubtful = if is_doubtful { printed.clone() } else { Vec::new() };
    // An alias that the catalogue does not know as an action may be one of the two that are both needed.
    let is_complete = action.aliases().is_none_or(|it| it.len() == printed.len());
    let same_name = || RoleAction::from_name(action.name()).filter(|it| it.name() == action.name());
    let (of, evidence) = if !is_doubtful && !printed.is_empty() && is_complete {
        (printed, Evidence::Alias)
    } else if let Some(same) = same_name().filter(|_| !is_doubtful && is_complete) {
        (alloc::vec![same], Evidence::SameName)
    } else if !services.contains(action.service().code()) {
        (Vec::new(), Evidence::SameApi)
    } else {
        (of_same_apis(action), Evidence::SameApi)
    };
    (!of.is_empty() || !doubtful.is_empty()).then_some(Twin { action, of, evidence, doubtful })
}

/// What the role/policy model asks for all the APIs that need the action; nothing, if that is not stated of one of them.
fn of_same_apis(action: Action) -> Vec<RoleAction> {
    let mut of = Vec::new();
    for operation in action.operations() {
        let needs = role_needs(operation);
        if needs.is_empty() {
            return Vec::new();
        }
        of.extend(needs);
    }
    of.sort_unstable();
    of.dedup();
    of
}

/// The actions of the role/policy model that the same API needs: those that it always needs, or else all that it may.
fn role_needs(operation: Operation) -> Vec<RoleAction> {
    let (Some(method), Some(path)) = (operation.method(), operation.path()) else { return Vec::new() };
    let Ok(call) = ApiCall::new(method, path) else { return Vec::new() };
    let of_cloud = |cloud: Cloud| -> Vec<Operation> {
        let all = call.operations(Model::RolePolicy, cloud).into_iter().map(|it| it.operation());
        all.filter(|it| it.service() == operation.service() && has_shape_of(*it, path)).collect()
    };
    let same = Cloud::ALL.iter().map(|it| of_cloud(*it)).find(|it| !it.is_empty()).unwrap_or_default();
    let actions = |is_wanted: fn(&Need) -> bool| -> Vec<RoleAction> {
        let needs = same.iter().filter_map(|it| it.actions()).flatten();
        let of_kind = needs.filter(|it| it.kind() == NeedKind::Action && is_wanted(it));
        of_kind.filter_map(|it| RoleAction::from_name(it.name())).collect()
    };
    let always = actions(|it| it.qualifier().is_none());
    if always.is_empty() { actions(|_| true) } else { always }
}

/// Whether the paths are those of one API: a word of the one is not what fills a placeholder of the other.
fn has_shape_of(operation: Operation, path: &str) -> bool {
    let words = |path: &'static str| path.trim_matches('/').split('/');
    let is_open = |word: &str| word.contains('{') || word.starts_with(':');
    let same = |(one, other): (&str, &str)| one == other || (is_open(one) && is_open(other));
    operation.path().is_some_and(|it| {
        let given = path.trim_matches('/').split('/');
        words(it).count() == given.clone().count() && words(it).zip(given).all(same)
    })
}

/// What OBS calls a name of the role/policy model in identity policies: there its operations begin with a small letter. The
/// reference says so of OBS (section A, "operation names"); no page with its list has been read.
pub(super) fn of_obs(text: &str) -> Option<alloc::string::String> {
    let mut parts = text.splitn(3, ':');
    let (code, kind, operation) = (parts.next()?, parts.next()?, parts.next()?);
    let obs = Service::from_code("obs")?;
    if !code.eq_ignore_ascii_case(obs.code()) {
        return None;
    }
    let mut letters = operation.chars();
    let first = letters.next()?.to_ascii_lowercase();
    Some(alloc::format!("{}:{kind}:{first}{}", obs.code(), letters.as_str()))
}
