//! What the files leave out because it follows from what they say.

use crate::lists::sort_clouds;
use crate::schema::{Operation, RoleAction, RoleScope, Service, Source};
use crate::shared::words::{Cloud, Model, Support};

/// Says what follows: the clouds of facts, and of the actions of the role/policy model where they are stated and where they
/// can be granted.
pub(crate) fn fill(service: &mut Service) {
    let Service { sources, actions, role_actions, operations, clouds, .. } = service;
    *clouds = clouds_of(sources.iter());
    for it in actions.iter_mut().filter(|it| it.clouds.is_empty()) {
        it.clouds = clouds_of(named(sources, &it.sources));
    }
    for it in role_actions {
        if it.sources.is_empty() {
            it.sources = sources_of(&it.name, operations, sources);
        }
        if it.clouds.is_empty() {
            it.clouds = clouds_of(named(sources, &it.sources));
        }
        if it.scopes.is_empty() {
            it.scopes = scopes_of(it, operations, sources);
        }
    }
}

/// Leaves out what [`fill`] says.
pub(crate) fn strip(service: &mut Service) {
    let Service { sources, actions, role_actions, operations, .. } = service;
    for it in actions {
        if it.clouds == clouds_of(named(sources, &it.sources)) {
            it.clouds.clear();
        }
    }
    for it in role_actions {
        if it.scopes == scopes_of(it, operations, sources) {
            it.scopes.clear();
        }
        if it.clouds == clouds_of(named(sources, &it.sources)) {
            it.clouds.clear();
        }
        if it.sources == sources_of(&it.name, operations, sources) {
            it.sources.clear();
        }
    }
}

fn named<'a>(sources: &'a [Source], ids: &[String]) -> impl Iterator<Item = &'a Source> {
    sources.iter().filter(move |it| ids.contains(&it.id))
}

fn clouds_of<'a>(sources: impl Iterator<Item = &'a Source>) -> Vec<Cloud> {
    let mut clouds: Vec<Cloud> = sources.map(|it| it.cloud).collect();
    sort_clouds(&mut clouds);
    clouds
}

fn naming<'a>(name: &str, operations: &'a [Operation]) -> impl Iterator<Item = &'a Operation> {
    let names = move |it: &&Operation| {
        let mut needs = it.actions.get().into_iter().flatten().filter_map(|it| it.action.as_ref());
        it.model == Model::RolePolicy && needs.any(|it| it.eq_ignore_ascii_case(name))
    };
    operations.iter().filter(names)
}

/// The pages of the operations that need it.
fn sources_of(name: &str, operations: &[Operation], sources: &[Source]) -> Vec<String> {
    let mut all: Vec<String> = naming(name, operations).flat_map(|it| &it.sources).cloned().collect();
    all.sort();
    all.dedup();
    current(&mut all, sources);
    all
}

/// Of each cloud, older pages go where there is a current one.
pub fn current(ids: &mut Vec<String>, sources: &[Source]) {
    let find = |id: &str| sources.iter().find(|it| it.id == id);
    let current: Vec<Cloud> = ids.iter().filter_map(|it| find(it)).filter(|it| !it.older).map(|it| it.cloud).collect();
    ids.retain(|it| find(it).is_none_or(|it| !it.older || !current.contains(&it.cloud)));
}

/// An action can be granted where the operations that need it can: those of newer pages, if there are any.
fn scopes_of(action: &RoleAction, operations: &[Operation], sources: &[Source]) -> Vec<RoleScope> {
    let is_older = |it: &Operation| it.sources.iter().all(|id| sources.iter().any(|it| it.id == *id && it.older));
    let scope = |cloud: Cloud| {
        let mut said = [[Support::NotStated; 2]; 2];
        for it in naming(&action.name, operations).filter(|it| it.cloud == cloud) {
            let [newer, older] = &mut said;
            let [project, enterprise] = if is_older(it) { older } else { newer };
            *project = project.join(it.iam_project);
            *enterprise = enterprise.join(it.enterprise_project);
        }
        let [[project, enterprise], [old_project, old_enterprise]] = said;
        RoleScope { cloud, iam_project: project.or(old_project), enterprise_project: enterprise.or(old_enterprise) }
    };
    action.clouds.iter().map(|it| scope(*it)).collect()
}
