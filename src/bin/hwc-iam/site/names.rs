//! Where each name is: its page and its anchor there. `search.js` makes the same addresses from the names.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::lint::Rule;
use hwc_iam::{
    Action, ConditionKey, Constraint, Feature, Limit, Model, Operation, Operator, Region, ResourceType, Role,
    RoleAction, RoleResource, Service,
};

/// What only a look at the whole catalogue tells.
pub(super) struct Names {
    calls: BTreeMap<Service, Vec<Call>>,
    /// By model and name, in small letters for the role/policy model, which does not tell letters apart.
    needed_by: BTreeMap<(Model, String), BTreeSet<Use>>,
    takers: BTreeMap<ConditionKey, Vec<Action>>,
    roles: BTreeMap<Role, String>,
    features: BTreeMap<Feature, String>,
    role_resources: BTreeMap<RoleResource, String>,
}

/// What is called by one method and path, or has one title where no page states these: for both models and clouds.
pub(super) struct Call {
    pub(super) name: String,
    pub(super) anchor: String,
    pub(super) operations: Vec<Operation>,
}

/// A call that needs an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// Another action of the call depends on it.
    pub(super) is_dependency: bool,
    pub(super) name: String,
    pub(super) place: String,
}

impl Names {
    pub(super) fn new() -> Self {
        let calls: BTreeMap<Service, Vec<Call>> = Service::all().map(|it| (it, calls(it))).collect();
        let mut needed_by: BTreeMap<_, BTreeSet<Use>> = BTreeMap::new();
        for (service, call) in calls.iter().flat_map(|(service, all)| all.iter().map(move |it| (*service, it))) {
            for operation in &call.operations {
                let actions = operation.actions().into_iter().flatten().map(|it| (it, false));
                let dependencies = operation.dependencies().into_iter().flatten().map(|it| (it, true));
                for (need, is_dependency) in actions.chain(dependencies) {
                    let place = format!("{}#{}", page(service), call.anchor);
                    let user = Use { is_dependency, name: call.name.clone(), place };
                    needed_by.entry(key(operation.model(), need.name())).or_default().insert(user);
                }
            }
        }
        // A call that needs it anyway is not told once more because another of its actions depends on it.
        for uses in needed_by.values_mut() {
            let anyway: BTreeSet<String> =
                uses.iter().filter(|it| !it.is_dependency).map(|it| it.place.clone()).collect();
            uses.retain(|it| !it.is_dependency || !anyway.contains(&it.place));
        }
        let mut takers: BTreeMap<_, Vec<Action>> = BTreeMap::new();
        for action in Action::all() {
            let own = action.condition_keys().into_iter().flatten();
            let of_types = action.resources().into_iter().flatten().filter_map(|it| it.condition_keys()).flatten();
            for key in own.chain(of_types).collect::<BTreeSet<_>>() {
                takers.entry(key).or_default().push(action);
            }
        }
        let roles = anchors(Service::roles, |it| format!("role-{}-{}", slug(it.name()), it.cloud()));
        let features = anchors(Service::features, |it| format!("feature-{}", slug(it.name())));
        let role_resources = anchors(Service::role_resources, |it| format!("role-type-{}", slug(it.name())));
        Self { calls, needed_by, takers, roles, features, role_resources }
    }

    pub(super) fn calls(&self, service: Service) -> &[Call] {
        self.calls.get(&service).map_or(&[], Vec::as_slice)
    }

    /// The calls that need the action by its name; patterns that match it are not among them.
    pub(super) fn needed_by(&self, model: Model, action: &str) -> impl Iterator<Item = &Use> {
        self.needed_by.get(&key(model, action)).into_iter().flatten()
    }

    /// The actions that take a key, whatever the resource or on some.
    pub(super) fn takers(&self, key: ConditionKey) -> &[Action] {
        self.takers.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The anchor of a role within its service.
    pub(super) fn role_anchor(&self, it: Role) -> &str {
        self.roles.get(&it).map_or("roles", String::as_str)
    }

    pub(super) fn feature_anchor(&self, it: Feature) -> &str {
        self.features.get(&it).map_or("features", String::as_str)
    }

    pub(super) fn role_resource_anchor(&self, it: RoleResource) -> &str {
        self.role_resources.get(&it).map_or("resources", String::as_str)
    }

    pub(super) fn role(&self, it: Role) -> String {
        format!("{}#{}", page(it.service()), self.role_anchor(it))
    }
}

fn key(model: Model, name: &str) -> (Model, String) {
    match model {
        Model::IdentityPolicy => (model, name.to_owned()),
        Model::RolePolicy => (model, name.to_ascii_lowercase()),
    }
}

fn calls(service: Service) -> Vec<Call> {
    let mut by_name: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for it in service.operations() {
        by_name.entry(it.to_string()).or_default().push(it);
    }
    let mut taken = BTreeSet::new();
    let mut calls: Vec<Call> = Vec::with_capacity(by_name.len());
    for (name, operations) in by_name {
        let anchor = free(&call_anchor(&name), &mut taken);
        calls.push(Call { name, anchor, operations });
    }
    // By path, so that the calls of one thing are beside each other.
    calls.sort_by(|one, other| path(&one.name).cmp(path(&other.name)).then_with(|| one.name.cmp(&other.name)));
    calls
}

fn path(name: &str) -> &str {
    name.split_once(' ').filter(|(_, path)| path.starts_with('/')).map_or(name, |it| it.1)
}

pub(super) fn page(it: Service) -> String {
    format!("services/{}.html", it.code().to_ascii_lowercase())
}

pub(super) fn action(it: Action) -> String {
    format!("{}#{}", page(it.service()), action_anchor(it))
}

pub(super) fn action_anchor(it: Action) -> String {
    anchor(it.name())
}

pub(super) fn role_action(it: RoleAction) -> String {
    format!("{}#{}", page(it.service()), role_action_anchor(it))
}

/// Many names are of both models.
pub(super) fn role_action_anchor(it: RoleAction) -> String {
    format!("role:{}", anchor(it.name()))
}

pub(super) fn key_place(it: ConditionKey) -> String {
    let page = it.service().map_or_else(|| String::from("keys.html"), page);
    format!("{page}#{}", key_anchor(it))
}

pub(super) fn key_anchor(it: ConditionKey) -> String {
    anchor(it.stem())
}

pub(super) fn resource_type(it: ResourceType) -> String {
    format!("{}#{}", page(it.service()), resource_anchor(it))
}

pub(super) fn resource_anchor(it: ResourceType) -> String {
    format!("type:{}", anchor(it.name()))
}

pub(super) fn role_code_anchor(code: &str) -> String {
    format!("code:{}", anchor(code))
}

pub(super) fn constraint_anchor(it: Constraint) -> String {
    format!("constraint:{}", anchor(it.id()))
}

pub(super) fn region_anchor(it: Region) -> String {
    format!("region-{}", it.id())
}

pub(super) fn limit_anchor(it: Limit) -> &'static str {
    it.id()
}

pub(super) fn operator(it: Operator) -> String {
    format!("operators.html#{}", it.name())
}

pub(super) fn rule(it: &Rule) -> String {
    format!("rules/{}.html", it.name())
}

pub(super) fn call_anchor(name: &str) -> String {
    format!("op-{}", slug(name))
}

/// A name as an anchor: what an address cannot hold is replaced.
fn anchor(name: &str) -> String {
    let is_kept = |it: char| it.is_ascii_alphanumeric() || matches!(it, ':' | '_' | '-' | '.' | '*' | '/');
    name.chars().map(|it| if is_kept(it) { it } else { '-' }).collect()
}

/// Words as an anchor.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for it in text.to_lowercase().chars() {
        if it.is_alphanumeric() || it == '_' {
            out.push(it);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Those of what several things of a service may have in common.
fn anchors<T: Copy + Ord, I: Iterator<Item = T>>(
    of: impl Fn(Service) -> I,
    wanted: impl Fn(T) -> String,
) -> BTreeMap<T, String> {
    let mut all = BTreeMap::new();
    for service in Service::all() {
        let mut taken = BTreeSet::new();
        all.extend(of(service).map(|it| (it, free(&wanted(it), &mut taken))));
    }
    all
}

/// The anchor, with a number behind it where another has it.
fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let others = (2_usize..).map(|it| format!("{wanted}-{it}"));
    let mut all = std::iter::once(wanted.to_owned()).chain(others);
    all.find(|it| taken.insert(it.clone())).unwrap_or_default()
}
