//! Resource types and condition keys that actions take.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, ConditionKey, Global, ResourceType, Service, Source};
use hwc_iam_data::shared;

use super::names::sources_of;
use crate::fact::add_source;
use crate::name::prefix;
use crate::{action, blank};

/// Resource types and keys that an action takes have a row, if only for their names.
pub(super) fn uses(services: &mut Vec<Service>, global: &Global, problems: &mut Vec<String>) {
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
            all.push(action::bare_key(&key));
        }
        // Where a table says more of it, that is where it is stated.
        for row in all
            .iter_mut()
            .filter(|it| it.key == key && ConditionKey { sources: vec![], ..(*it).clone() } == action::bare_key(&key))
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
    let usual = usual_spellings(&service.actions);
    let Service { actions, resource_types, .. } = service;
    for action in actions {
        let Stated::As(uses) = &mut action.resources else { continue };
        for it in uses {
            // The two tables may differ in case.
            let known = resource_types.iter().find(|known| known.kind.eq_ignore_ascii_case(&it.kind));
            match known.map(|it| it.kind.clone()) {
                Some(kind) => it.kind = kind,
                None => {
                    it.kind = usual.get(&it.kind.to_ascii_lowercase()).unwrap_or(&it.kind).clone();
                    resource_types.push(ResourceType { kind: it.kind.clone(), urn: Stated::Not, sources: vec![] });
                }
            }
            // Where a table says more of it, that is where it is stated.
            if let Some(row) = resource_types.iter_mut().find(|row| row.kind == it.kind && row.urn.is_not()) {
                action.sources.iter().for_each(|id| add_source(&mut row.sources, id));
            }
        }
    }
}

/// The spelling of each type that most actions have, by the lower-cased one: pages of single APIs differ in case.
fn usual_spellings(actions: &[Action]) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for it in actions.iter().filter_map(|it| it.resources.get()).flatten() {
        *counts.entry(&it.kind).or_default() += 1;
    }
    let mut spellings: Vec<_> = counts.into_iter().collect();
    spellings.sort_by_key(|it| it.1);
    // Of those of one type the last one stays.
    spellings.into_iter().map(|(kind, _)| (kind.to_ascii_lowercase(), kind.to_owned())).collect()
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
