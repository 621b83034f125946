//! Every name that a fact uses becomes one that the catalogue has: what pages only mention gets a row, or says that no table
//! lists it; then everything is sorted.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, ConditionKey, Global, Known, Need, Role, RoleAction, RoleScope, Service, Source};
use hwc_iam_data::shared::pattern::is_pattern;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model, RoleKind, Support};

use super::merge::{add_source, key, prefix};
use super::prelude::*;
use super::{blank, name, need, role, scope};

/// A name that a service must have because another one names it.
struct Mention {
    model: Model,
    name: String,
    cloud: Cloud,
    sources: Vec<Source>,
}

/// What could not be settled, as messages.
pub(super) fn settle(services: &mut Vec<Service>, global: &Global) -> Vec<String> {
    let mut problems = Vec::new();
    aliases(services, &mut problems);
    needs(services);
    for service in services.iter_mut() {
        uses(service, global, &mut problems);
    }
    roles(services);
    scopes(services);
    services.iter_mut().for_each(finish);
    services.retain(|it| !it.sources.is_empty());
    services.sort_by_key(|it| it.service.to_lowercase());
    problems
}

/// An alias is an action of the role/policy model, whether or not a table of that model lists it.
fn aliases(services: &mut Vec<Service>, problems: &mut Vec<String>) {
    let mut mentions = Vec::new();
    for service in services.iter_mut() {
        for action in &mut service.actions {
            let Stated::As(all) = &action.aliases else { continue };
            if let Some(wrong) = all.iter().find(|it| !name::is_name(it)) {
                problems.push(format!("alias `{wrong}` of `{}` is no name", action.name));
                action.aliases = Stated::Not;
                continue;
            }
            for alias in all.iter().filter(|it| !is_pattern(it)) {
                let sources = sources_of(&service.sources, &action.sources);
                let cloud = action.clouds.first().copied().unwrap_or(Cloud::HuaweiCloud);
                mentions.push(Mention { model: Model::RolePolicy, name: alias.clone(), cloud, sources });
            }
        }
    }
    for mention in mentions {
        add(services, &mention);
    }
}

fn needs(services: &mut Vec<Service>) {
    let mut index: BTreeMap<(Model, String), BTreeSet<String>> = BTreeMap::new();
    for service in services.iter() {
        let code = service.service.to_lowercase();
        if service.coverage(Model::IdentityPolicy) == Coverage::Page {
            let names = service.actions.iter().map(|it| it.name.clone()).collect();
            index.insert((Model::IdentityPolicy, code.clone()), names);
        }
        if service.coverage(Model::RolePolicy) == Coverage::Page {
            let names = service.role_actions.iter().map(|it| it.name.to_lowercase()).collect();
            index.insert((Model::RolePolicy, code), names);
        }
    }
    let mut mentions = Vec::new();
    for service in services.iter_mut() {
        let known = service.sources.clone();
        for list in lists(service) {
            for need in list.needs {
                let Some(name) = need.action.clone().filter(|it| !is_pattern(it)) else { continue };
                let names = index.get(&(list.model, prefix(&name)));
                let compared = if list.model == Model::RolePolicy { name.to_lowercase() } else { name.clone() };
                need.unlisted = names.is_some_and(|it| !it.contains(&compared));
                if names.is_none() {
                    let sources = sources_of(&known, &list.sources);
                    mentions.push(Mention { model: list.model, name, cloud: list.cloud, sources });
                }
            }
        }
    }
    for mention in &mentions {
        add(services, mention);
    }
    // A pattern needs a service that there is.
    let codes: BTreeSet<String> = services.iter().map(|it| it.service.to_lowercase()).collect();
    for need in services.iter_mut().flat_map(lists).flat_map(|it| it.needs) {
        if let Some(name) = need.action.as_ref().filter(|it| is_pattern(it)) {
            need.unlisted = !codes.contains(&prefix(name));
        }
    }
}

/// A list of needs with whom it is of.
struct List<'a> {
    model: Model,
    cloud: Cloud,
    sources: Vec<String>,
    needs: &'a mut Vec<Need>,
}

fn lists(service: &mut Service) -> Vec<List<'_>> {
    let mut all = Vec::new();
    for it in &mut service.operations {
        let (model, cloud) = (it.model, it.cloud);
        for list in [&mut it.actions, &mut it.dependencies] {
            if let Stated::As(needs) = list {
                all.push(List { model, cloud, sources: it.sources.clone(), needs });
            }
        }
    }
    for it in &mut service.features {
        if let Stated::As(needs) = &mut it.needs {
            all.push(List { model: it.model, cloud: it.cloud, sources: it.sources.clone(), needs });
        }
    }
    for it in &mut service.roles {
        if let Stated::As(needs) = &mut it.dependencies {
            all.push(List { model: Model::RolePolicy, cloud: it.cloud, sources: it.sources.clone(), needs });
        }
    }
    all
}

fn sources_of(all: &[Source], ids: &[String]) -> Vec<Source> {
    all.iter().filter(|it| ids.contains(&it.id)).cloned().collect()
}

/// Gives the service of a mentioned name a row for it, if it has none.
fn add(services: &mut Vec<Service>, mention: &Mention) {
    let code = prefix(&mention.name);
    let at = services.iter().position(|it| it.service.to_lowercase() == code).unwrap_or_else(|| {
        let printed = mention.name.split(':').next().unwrap_or_default();
        services.push(blank(if mention.model == Model::IdentityPolicy { printed } else { &code }));
        services.len() - 1
    });
    let Some(service) = services.get_mut(at) else { return };
    for source in &mention.sources {
        if !service.sources.iter().any(|it| it.id == source.id) {
            service.sources.push(source.clone());
        }
    }
    let date = mention.sources.iter().map(|it| it.date.clone()).max().unwrap_or_default();
    let known = Known { model: mention.model, cloud: mention.cloud, coverage: Coverage::Mentioned, date };
    known.add(&mut service.known);
    let ids: Vec<String> = mention.sources.iter().map(|it| it.id.clone()).collect();
    if mention.model == Model::RolePolicy {
        let found = service.role_actions.iter_mut().find(|it| it.name.eq_ignore_ascii_case(&mention.name));
        match found {
            Some(found) => {
                ids.iter().for_each(|id| add_source(&mut found.sources, id));
                if !found.clouds.contains(&mention.cloud) {
                    found.clouds.push(mention.cloud);
                    found.scopes.push(no_scope(mention.cloud));
                }
            }
            None => service.role_actions.push(RoleAction {
                name: mention.name.clone(),
                title: Stated::Not,
                clouds: vec![mention.cloud],
                scopes: vec![no_scope(mention.cloud)],
                sources: ids,
                identifier: None,
            }),
        }
        return;
    }
    match service.actions.iter_mut().find(|it| it.name == mention.name) {
        Some(found) => ids.iter().for_each(|id| add_source(&mut found.sources, id)),
        None => service.actions.push(Action {
            name: mention.name.clone(),
            title: Stated::Not,
            title_zh: Stated::Not,
            access_level: Stated::Not,
            permission_only: Stated::Not,
            resources: Stated::Not,
            condition_keys: Stated::Not,
            aliases: Stated::Not,
            replaced_by: vec![],
            clouds: vec![mention.cloud],
            sources: ids,
            doubtful_aliases: false,
            identifier: None,
        }),
    }
}

const fn no_scope(cloud: Cloud) -> RoleScope {
    RoleScope { cloud, iam_project: Support::NotStated, enterprise_project: Support::NotStated }
}

/// Resource types and keys that an action takes must be of a table; keys of the service that none lists get a row.
fn uses(service: &mut Service, global: &Global, problems: &mut Vec<String>) {
    let types: BTreeSet<String> = service.resource_types.iter().map(|it| it.kind.clone()).collect();
    let mut keys: BTreeSet<String> = global.condition_keys.iter().map(|it| it.key.clone()).collect();
    keys.extend(service.condition_keys.get().into_iter().flatten().map(|it| it.key.clone()));
    let own = format!("{}:", service.service);
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for action in &mut service.actions {
        if let Stated::As(uses) = &mut action.resources {
            for it in uses.iter_mut().filter(|it| !types.contains(&it.kind)) {
                // The two tables may differ in case.
                if let Some(known) = types.iter().find(|known| known.eq_ignore_ascii_case(&it.kind)) {
                    it.kind.clone_from(known);
                }
            }
            if let Some(wrong) = uses.iter().find(|it| !types.contains(&it.kind)) {
                problems.push(format!("resource type `{}` of `{}` is in no table", wrong.kind, action.name));
                action.resources = Stated::Not;
            }
        }
        let per_type = action.resources.get().into_iter().flatten().map(|it| &it.condition_keys);
        let all: Vec<String> =
            per_type.chain([&action.condition_keys]).filter_map(Stated::get).flatten().cloned().collect();
        for key in all.into_iter().filter(|it| !keys.contains(it)) {
            missing.entry(key).or_default().extend(action.sources.iter().cloned());
        }
    }
    for (key, mut sources) in missing {
        sources.sort();
        sources.dedup();
        if key.starts_with(&own) {
            let row = ConditionKey {
                key,
                title: Stated::Not,
                title_zh: Stated::Not,
                kind: Stated::Not,
                multivalued: Stated::Not,
                models: vec![],
                sources,
            };
            match &mut service.condition_keys {
                Stated::As(all) => all.push(row),
                Stated::Not => service.condition_keys = Stated::As(vec![row]),
            }
        } else {
            problems.push(format!("`{key}` is no condition key that is known; add it to global.yaml"));
            for action in &mut service.actions {
                forget(&mut action.condition_keys, &key);
                if let Stated::As(uses) = &mut action.resources {
                    uses.iter_mut().for_each(|it| forget(&mut it.condition_keys, &key));
                }
            }
        }
    }
}

/// A list with a key that is not known is not known.
fn forget(list: &mut Stated<Vec<String>>, key: &String) {
    if list.get().is_some_and(|it| it.contains(key)) {
        *list = Stated::Not;
    }
}

/// An action can be granted where the operations that need it can: those of newer pages, if there are any.
fn scopes(services: &mut [Service]) {
    let not = (Support::NotStated, Support::NotStated);
    let mut said: BTreeMap<(String, Cloud, bool), (Support, Support)> = BTreeMap::new();
    for service in services.iter() {
        let older: BTreeSet<&str> = service.sources.iter().filter(|it| it.older).map(|it| it.id.as_str()).collect();
        for it in service.operations.iter().filter(|it| it.model == Model::RolePolicy) {
            let is_older = it.sources.iter().all(|it| older.contains(it.as_str()));
            for name in it.actions.get().into_iter().flatten().filter_map(|it| it.action.as_ref()) {
                let entry = said.entry((name.to_lowercase(), it.cloud, is_older)).or_insert(not);
                entry.0 = scope::join(entry.0, it.iam_project);
                entry.1 = scope::join(entry.1, it.enterprise_project);
            }
        }
    }
    for action in services.iter_mut().flat_map(|it| &mut it.role_actions) {
        let name = action.name.to_lowercase();
        for scope in &mut action.scopes {
            let of = |older| said.get(&(name.clone(), scope.cloud, older)).copied().unwrap_or(not);
            let (newer, older) = (of(false), of(true));
            let first =
                |all: [Support; 3]| all.into_iter().find(|it| *it != Support::NotStated).unwrap_or(Support::NotStated);
            scope.iam_project = first([newer.0, older.0, scope.iam_project]);
            scope.enterprise_project = first([newer.1, older.1, scope.enterprise_project]);
        }
    }
}

/// A role that another one depends on has a row, if only for its name.
fn roles(services: &mut [Service]) {
    let mut known: BTreeSet<String> = services.iter().flat_map(|it| &it.roles).map(|it| it.name.clone()).collect();
    for service in services {
        let mut more: Vec<Role> = Vec::new();
        let own: BTreeSet<(String, Cloud)> = service.roles.iter().map(|it| (it.name.clone(), it.cloud)).collect();
        let mut named: Vec<(String, Cloud, Vec<String>)> = Vec::new();
        for role in &service.roles {
            for name in role.dependencies.get().into_iter().flatten().filter_map(|it| it.role.as_ref()) {
                if own.contains(&(name.clone(), role.cloud)) {
                    named.push((name.clone(), role.cloud, role.sources.clone()));
                } else if let Some(found) = more.iter_mut().find(|it| it.name == *name && it.cloud == role.cloud) {
                    role.sources.iter().for_each(|it| add_source(&mut found.sources, it));
                } else if !known.contains(name) {
                    more.push(Role {
                        name: name.clone(),
                        kind: role::kind("", &[], name).unwrap_or(RoleKind::Role),
                        cloud: role.cloud,
                        title: Stated::Not,
                        formerly: None,
                        dependencies: Stated::Not,
                        document: Stated::Not,
                        operations: vec![],
                        sources: role.sources.clone(),
                    });
                }
            }
        }
        for (name, cloud, sources) in named {
            let found = service.roles.iter_mut().find(|it| it.name == name && it.cloud == cloud);
            found.into_iter().for_each(|role| sources.iter().for_each(|it| add_source(&mut role.sources, it)));
        }
        known.extend(more.iter().map(|it| it.name.clone()));
        service.roles.extend(more);
    }
}

/// Sorts every list; sources that nothing names go.
fn finish(service: &mut Service) {
    service.actions.sort_by(|one, other| one.name.cmp(&other.name));
    service.role_actions.sort_by_cached_key(|it| it.name.to_lowercase());
    service.resource_types.sort_by(|one, other| one.kind.cmp(&other.kind));
    service.operations.sort_by_cached_key(key);
    service.roles.sort_by(|one, other| (&one.name, one.cloud.name()).cmp(&(&other.name, other.cloud.name())));
    if let Stated::As(keys) = &mut service.condition_keys {
        keys.sort_by(|one, other| one.key.cmp(&other.key));
    }
    for operation in &mut service.operations {
        for list in [&mut operation.actions, &mut operation.dependencies] {
            if let Stated::As(all) = list {
                need::sort(all);
            }
        }
    }
    for it in &mut service.role_actions {
        sort_clouds(&mut it.clouds);
        it.scopes.sort_by_key(|it| it.cloud.name());
        it.sources.sort();
    }
    for it in &mut service.actions {
        sort_clouds(&mut it.clouds);
        it.sources.sort();
    }
    service.features.sort_by(|one, other| one.order().cmp(&other.order()));
    service.role_resources.sort_by(|one, other| one.order().cmp(&other.order()));
    for feature in &mut service.features {
        if let Stated::As(all) = &mut feature.needs {
            need::sort(all);
        }
    }
    let used = used(service);
    service.sources.retain(|it| used.contains(&it.id));
    service.sources.sort_by(|one, other| one.id.cmp(&other.id));
    service.sources.dedup_by(|one, other| one.id == other.id);
    service.clouds = service.sources.iter().map(|it| it.cloud).collect();
    sort_clouds(&mut service.clouds);
}

fn sort_clouds(clouds: &mut Vec<Cloud>) {
    clouds.sort_by_key(|it| it.name());
    clouds.dedup();
}

fn used(service: &Service) -> BTreeSet<String> {
    let keys = service.condition_keys.get().into_iter().flatten().map(|it| &it.sources);
    let lists = service.actions.iter().map(|it| &it.sources).chain(service.role_actions.iter().map(|it| &it.sources));
    let lists = lists.chain(service.resource_types.iter().map(|it| &it.sources)).chain(keys);
    let lists =
        lists.chain(service.operations.iter().map(|it| &it.sources)).chain(service.roles.iter().map(|it| &it.sources));
    let lists = lists.chain(service.features.iter().map(|it| &it.sources));
    let lists = lists.chain(service.role_resources.iter().map(|it| &it.sources));
    let lists = lists.chain(service.constraints.iter().map(|it| &it.sources));
    lists.flatten().chain(service.left_out.iter().map(|it| &it.source)).cloned().collect()
}
