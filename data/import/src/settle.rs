//! Every name that a fact uses becomes one that the catalogue has: what pages only mention gets a row, or says that no table
//! lists it; then everything is sorted.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Disagreement, Global, Known, Need, Operation, ResourceType, Role, RoleAction, RoleScope,
    Service, Source,
};
use hwc_iam_data::shared;
use hwc_iam_data::shared::pattern::is_pattern;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model, RoleKind, Support};

use super::fact::add_source;
use super::merge::prefix;
use super::{blank, name, role, v5};

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
    uses(services, global, &mut problems);
    roles(services);
    scopes(services);
    services.iter_mut().for_each(doubt);
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
                problems.push(format!("alias `{wrong}` of `{}` is not the name of an action", action.name));
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
    // Actions of identity policies that some page lists, by their names whatever the case.
    let is_bare =
        |it: &&Action| Action { clouds: vec![], sources: vec![], ..(*it).clone() } == v5::bare_action(&it.name);
    let of_tables = services.iter().flat_map(|it| &it.actions).filter(|it| !is_bare(it));
    let stated: BTreeMap<String, String> = of_tables.map(|it| (it.name.to_lowercase(), it.name.clone())).collect();
    let mut mentions = Vec::new();
    for service in services.iter_mut() {
        let known = service.sources.clone();
        for list in lists(service) {
            for need in list.needs {
                let Some(name) = need.action.clone().filter(|it| !is_pattern(it)) else { continue };
                let names = index.get(&(list.model, prefix(&name)));
                let compared = if list.model == Model::RolePolicy { name.to_lowercase() } else { name.clone() };
                need.unlisted = names.is_some_and(|it| !it.contains(&compared));
                // The spelling of the other model, beside the one of a table, is not an action of its own.
                let other = stated.get(&name.to_lowercase()).is_some_and(|it| *it != name);
                need.unlisted |= list.model == Model::IdentityPolicy && other;
                if names.is_none() && !need.unlisted {
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
        Some(found) => {
            let bare = v5::bare_action(&mention.name);
            // Where a table says more of it, that is where it is stated.
            if (Action { clouds: vec![], sources: vec![], ..found.clone() }) == bare {
                ids.iter().for_each(|id| add_source(&mut found.sources, id));
            }
        }
        None => {
            let (clouds, sources) = (vec![mention.cloud], ids);
            service.actions.push(Action { clouds, sources, ..v5::bare_action(&mention.name) });
        }
    }
}

const fn no_scope(cloud: Cloud) -> RoleScope {
    RoleScope { cloud, iam_project: Support::NotStated, enterprise_project: Support::NotStated }
}

/// Resource types and keys that an action takes have a row, if only for their names.
fn uses(services: &mut Vec<Service>, global: &Global, problems: &mut Vec<String>) {
    for service in services.iter_mut() {
        resource_types(service);
    }
    let known = global.condition_keys.iter().map(|it| &it.key);
    let of_services = services.iter().flat_map(|it| it.condition_keys.get().into_iter().flatten()).map(|it| &it.key);
    // Keys are one whatever their case.
    // Some renderings lose the brackets of `g:RequestTag/<tag-key>`.
    let stem = |it: &str| format!("{} {}", shared::name::without_template(it).to_lowercase(), it.contains('/'));
    let mut keys: BTreeMap<String, String> = known.chain(of_services).map(|it| (stem(it), it.clone())).collect();
    let mut named: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for service in services.iter_mut() {
        for action in &mut service.actions {
            let sources = &action.sources;
            let per_type = if let Stated::As(all) = &mut action.resources { all.iter_mut() } else { [].iter_mut() };
            for list in per_type.map(|it| &mut it.condition_keys).chain([&mut action.condition_keys]) {
                let Stated::As(all) = list else { continue };
                for key in all.iter_mut() {
                    // Or with all that is behind the slash.
                    let tagged = keys.get(&format!("{} true", key.to_lowercase())).filter(|_| prefix(key) == "g");
                    if let Some(tagged) = tagged.filter(|_| !key.contains('/')) {
                        key.clone_from(tagged);
                        continue;
                    }
                    key.clone_from(keys.entry(stem(key)).or_insert_with(|| key.clone()));
                    named.entry(key.clone()).or_default().extend(sources_of(&service.sources, sources));
                }
            }
        }
    }
    for (key, sources) in named {
        if global.condition_keys.iter().any(|it| it.key == key) {
            continue;
        }
        if prefix(&key) == "g" || !key.contains(':') {
            problems.push(format!("`{key}` is not a known condition key; add it to global.yaml"));
            for action in services.iter_mut().flat_map(|it| &mut it.actions) {
                forget(&mut action.condition_keys, &key);
                if let Stated::As(uses) = &mut action.resources {
                    uses.iter_mut().for_each(|it| forget(&mut it.condition_keys, &key));
                }
            }
            continue;
        }
        let service = service_of(services, &key);
        let mut all = if let Stated::As(it) = std::mem::take(&mut service.condition_keys) { it } else { vec![] };
        if !all.iter().any(|it| it.key == key) {
            all.push(v5::bare_key(&key));
        }
        // Where a table says more of it, that is where it is stated.
        for row in all
            .iter_mut()
            .filter(|it| it.key == key && ConditionKey { sources: vec![], ..(*it).clone() } == v5::bare_key(&key))
        {
            for source in &sources {
                add_source(&mut row.sources, &source.id);
            }
        }
        service.condition_keys = Stated::As(all);
        let known: BTreeSet<String> = service.sources.iter().map(|it| it.id.clone()).collect();
        service.sources.extend(sources.into_iter().filter(|it| !known.contains(&it.id)));
    }
}

/// A type that only the table of actions names is one whose URN is not stated.
fn resource_types(service: &mut Service) {
    let Service { actions, resource_types, .. } = service;
    for action in actions {
        let Stated::As(uses) = &mut action.resources else { continue };
        for it in uses {
            // The two tables may differ in case.
            let known = resource_types.iter().find(|known| known.kind.eq_ignore_ascii_case(&it.kind));
            match known.map(|it| it.kind.clone()) {
                Some(kind) => it.kind = kind,
                None => resource_types.push(ResourceType { kind: it.kind.clone(), urn: Stated::Not, sources: vec![] }),
            }
            // Where a table says more of it, that is where it is stated.
            if let Some(row) = resource_types.iter_mut().find(|row| row.kind == it.kind && row.urn.is_not()) {
                action.sources.iter().for_each(|id| add_source(&mut row.sources, id));
            }
        }
    }
}

/// Where all pages of single APIs of a service say that nothing is needed, or all but one in ten, and yet the service has actions of
/// identity policies, that nothing is needed is not what these pages know: they do not know what is.
fn doubt(service: &mut Service) {
    let Some(kept) = service.actions.first().and_then(|it| it.sources.first()).cloned() else { return };
    let of_model = |it: &&mut Operation| it.model == Model::IdentityPolicy && it.cloud == Cloud::HuaweiCloud;
    let stated = || service.operations.iter().filter(|it| it.model == Model::IdentityPolicy && !it.actions.is_not());
    let none = stated().filter(|it| says_none(it)).count();
    if none < LEAST_NONE || none * 10 < stated().count() * 9 {
        return;
    }
    let Service { operations, disagreements, .. } = service;
    for it in operations.iter_mut().filter(of_model).filter(|it| says_none(it)) {
        (it.actions, it.dependencies) = (Stated::Not, Stated::Not);
        let what = format!("{}: actions", it.name());
        let of_page = |other: &String| Disagreement { what: what.clone(), kept: kept.clone(), other: other.clone() };
        disagreements.extend(it.sources.iter().filter(|it| **it != kept).map(of_page));
    }
}

/// Fewer pages may all be right.
const LEAST_NONE: usize = 5;

/// Whether its page says that nothing is needed.
fn says_none(it: &Operation) -> bool {
    it.actions.get().is_some_and(Vec::is_empty)
}

/// The service whose names begin as this one does; a new one, if there is none.
#[expect(clippy::indexing_slicing, reason = "the place was found, or made, just before")]
fn service_of<'a>(services: &'a mut Vec<Service>, name: &str) -> &'a mut Service {
    let code = prefix(name);
    let at = services.iter().position(|it| it.service.to_lowercase() == code).unwrap_or_else(|| {
        services.push(blank(name.split(':').next().unwrap_or_default()));
        services.len() - 1
    });
    &mut services[at]
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
                entry.0 = entry.0.join(it.iam_project);
                entry.1 = entry.1.join(it.enterprise_project);
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
    for it in &mut service.role_actions {
        hwc_iam_data::current(&mut it.sources, &service.sources);
    }
    let used: BTreeSet<String> = service.source_ids().into_iter().cloned().collect();
    service.sources.retain(|it| used.contains(&it.id));
    // The role/policy model does not care about case; of identity policies, most names have the prefix of the service.
    let mut prefixes: BTreeMap<&str, usize> = BTreeMap::new();
    for action in &service.actions {
        *prefixes.entry(action.name.split(':').next().unwrap_or_default()).or_default() += 1;
    }
    if let Some((most, _)) = prefixes.into_iter().max_by_key(|it| it.1) {
        service.service = most.to_owned();
    }
    let Service { known, actions, .. } = service;
    // What was known only of actions that are gone is not known any more.
    known.retain(|it| {
        it.model != Model::IdentityPolicy
            || it.coverage != Coverage::Apis
            || actions.iter().any(|action| action.clouds.contains(&it.cloud))
    });
    service.clouds = service.sources.iter().map(|it| it.cloud).collect();
    service.sort();
}
