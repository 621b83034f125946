//! Actions that others name.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, Known, Need, RoleAction, RoleScope, Service, Source};
use hwc_iam_data::shared::pattern::is_pattern;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model, Support};

use crate::fact::add_source;
use crate::name::{self, prefix};
use crate::{action, blank};

/// A name that a service must have because another one names it.
struct Mention {
    model: Model,
    name: String,
    cloud: Cloud,
    sources: Vec<Source>,
}

/// An alias is an action of the role/policy model, whether or not a table of that model lists it.
pub(super) fn aliases(services: &mut Vec<Service>, problems: &mut Vec<String>) {
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

pub(super) fn needs(services: &mut Vec<Service>) {
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
        |it: &&Action| Action { clouds: vec![], sources: vec![], ..(*it).clone() } == action::bare_action(&it.name);
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

pub(super) fn sources_of(all: &[Source], ids: &[String]) -> Vec<Source> {
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
            let bare = action::bare_action(&mention.name);
            // Where a table says more of it, that is where it is stated.
            if (Action { clouds: vec![], sources: vec![], ..found.clone() }) == bare {
                ids.iter().for_each(|id| add_source(&mut found.sources, id));
            }
        }
        None => {
            let (clouds, sources) = (vec![mention.cloud], ids);
            service.actions.push(Action { clouds, sources, ..action::bare_action(&mention.name) });
        }
    }
}

const fn no_scope(cloud: Cloud) -> RoleScope {
    RoleScope { cloud, iam_project: Support::NotStated, enterprise_project: Support::NotStated }
}
