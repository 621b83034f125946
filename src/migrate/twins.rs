//! Which action of identity policies stands for which of the role/policy model.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cell::OnceCell;

use crate::catalog::{Shapes, is_same_api, shape};
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
    /// Both models have the name, and what its alias is is not stated. That settles nothing: pages give some names
    /// that both models have the alias of another, `ces:alarms:get` that of `ces:alarms:list`.
    OnlyName,
    /// The pages of both models list the same API, which needs the one here and the other there.
    SameApi,
}

/// Every action of identity policies that is known to have twins among the names of a policy, in their order.
pub(super) fn of(policy: &Policy) -> Vec<Twin> {
    let named = Named::of(policy);
    let apis = SameApis::of(&named);
    let may_be = |it: &Action| named.may_have_twin(*it) || apis.has(*it);
    let twins = Action::all().filter(may_be).filter_map(|it| twin(it, &apis));
    twins.filter(|it| it.of.iter().chain(&it.doubtful).any(|it| named.has(*it))).collect()
}

/// The actions that a policy names or spares.
struct Named {
    /// Sorted.
    actions: Vec<RoleAction>,
    /// Of these actions: what belongs to no other is found without looking up its name.
    services: Vec<Service>,
}

/// Of more services the code is looked up.
const FEW: usize = 4;

impl Named {
    fn of(policy: &Policy) -> Self {
        let all = policy.statements().iter().map(Statement::actions);
        let spares = all.clone().any(|it| matches!(it, Actions::AllBut(_)));
        let texts = all.flat_map(|it| match it {
            Actions::These(all) | Actions::AllBut(all) => all.iter().map(ActionPattern::as_str),
        });
        let actions = if spares { RoleAction::all().collect() } else { expand::<RoleAction>(texts) };
        let mut services: Vec<Service> = actions.iter().map(|it| it.service()).collect();
        services.dedup();
        Self { actions, services }
    }

    fn has(&self, action: RoleAction) -> bool {
        self.actions.binary_search(&action).is_ok()
    }

    fn has_name(&self, name: &str) -> bool {
        self.has_service_of(name) && RoleAction::from_name(name).is_some_and(|it| self.has(it))
    }

    fn has_service_of(&self, name: &str) -> bool {
        if self.services.len() > FEW {
            return Service::of_name(name).is_some_and(|it| self.has_service(it));
        }
        self.services.iter().map(|it| it.code()).any(|code| {
            let (start, end) = (name.get(..code.len()), name.as_bytes().get(code.len()));
            end == Some(&b':') && start.is_some_and(|it| it.eq_ignore_ascii_case(code))
        })
    }

    fn has_service(&self, service: Service) -> bool {
        self.services.binary_search(&service).is_ok()
    }

    /// Whether one of them may be its alias, or have its name.
    fn may_have_twin(&self, action: Action) -> bool {
        let mut aliases = action.aliases().unwrap_or_default().iter();
        self.has_service(action.service()) || aliases.any(|it| self.has_service_of(it))
    }
}

/// What finds the same API in both models.
struct SameApis {
    /// The actions with an API that needs, in the role/policy model, an action that is named: to find the rest of what their APIs
    /// need is what takes long.
    reachable: BTreeSet<&'static str>,
    operations: OnceCell<Shapes>,
}

impl SameApis {
    fn of(named: &Named) -> Self {
        let of_role = Operation::all().filter(|it| it.model() == Model::RolePolicy);
        let is_named = |it: &Need| it.kind() == NeedKind::Action && named.has_name(it.name());
        let needing = of_role.filter(|it| it.actions().is_some_and(|mut all| all.any(|it| is_named(&it))));
        let shape_of = |it: Operation| Some((it.service(), shape(it.method()?, it.path()?)));
        let needing: BTreeSet<(Service, u64)> = needing.filter_map(shape_of).collect();
        let services: BTreeSet<Service> = needing.iter().map(|it| it.0).collect();
        let of_identity = services.into_iter().flat_map(Service::operations);
        let of_identity = of_identity.filter(|it| it.model() == Model::IdentityPolicy);
        let same = of_identity.filter(|it| shape_of(*it).is_some_and(|it| needing.contains(&it)));
        let reachable = same.filter_map(|it| it.actions()).flatten().map(|it| it.name()).collect();
        Self { reachable, operations: OnceCell::new() }
    }

    fn has(&self, action: Action) -> bool {
        self.reachable.contains(action.name())
    }

    fn operations(&self) -> &Shapes {
        self.operations.get_or_init(|| Shapes::new(Model::RolePolicy))
    }
}

fn twin(action: Action, apis: &SameApis) -> Option<Twin> {
    let is_doubtful = action.has_doubtful_aliases();
    let printed: Vec<RoleAction> = action.alias_actions().collect();
    let doubtful = if is_doubtful { printed.clone() } else { Vec::new() };
    // An alias that the catalogue does not know as an action may be one of the two that are both needed.
    let is_complete = action.aliases().is_none_or(|it| it.len() == printed.len());
    let same_name = || RoleAction::from_name(action.name()).filter(|it| it.name() == action.name());
    let (of, evidence) = if !is_doubtful && !printed.is_empty() && is_complete {
        (printed, Evidence::Alias)
    } else if let Some(same) = same_name().filter(|_| !is_doubtful && is_complete) {
        let has_same_apis = || apis.has(action) && of_same_apis(action, apis.operations()) == [same];
        let evidence = match action.aliases() {
            Some(_) => Evidence::SameName,
            None if has_same_apis() => Evidence::SameApi,
            None => Evidence::OnlyName,
        };
        (alloc::vec![same], evidence)
    } else if !apis.has(action) {
        (Vec::new(), Evidence::SameApi)
    } else {
        (of_same_apis(action, apis.operations()), Evidence::SameApi)
    };
    (!of.is_empty() || !doubtful.is_empty()).then_some(Twin { action, of, evidence, doubtful })
}

/// What the role/policy model asks for all the APIs that need the action; nothing, if that is not stated of one of them.
fn of_same_apis(action: Action, all: &Shapes) -> Vec<RoleAction> {
    let mut of = Vec::new();
    for operation in action.operations() {
        let needs = role_needs(operation, all);
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
fn role_needs(operation: Operation, all: &Shapes) -> Vec<RoleAction> {
    let (Some(method), Some(path)) = (operation.method(), operation.path()) else { return Vec::new() };
    let Ok(call) = ApiCall::new(method, path) else { return Vec::new() };
    let own = operation
        .service()
        .operations()
        .filter(|it| it.model() == Model::RolePolicy && it.path().is_some_and(|it| is_same_api(it, path)));
    let own: Vec<Operation> = own.collect();
    let of_cloud = |cloud: Cloud| -> Vec<Operation> {
        // What all other services have is not asked where this one has none.
        if !own.iter().any(|it| it.cloud() == cloud) {
            return Vec::new();
        }
        all.operations(call, cloud).into_iter().map(|it| it.operation()).filter(|it| own.contains(it)).collect()
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
