//! Every name that a fact uses becomes one that the catalogue has: what pages only mention gets a row, or says that no table
//! lists it; then everything is sorted.

mod names;
mod roles;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Disagreement, Global, Operation, Service};
use hwc_iam_data::shared::words::{Cloud, Coverage, Model};

/// What could not be settled, as messages.
pub(super) fn settle(services: &mut Vec<Service>, global: &Global) -> Vec<String> {
    let mut problems = Vec::new();
    names::aliases(services, &mut problems);
    names::needs(services);
    uses::uses(services, global, &mut problems);
    roles::roles(services);
    roles::scopes(services);
    services.iter_mut().for_each(doubt);
    services.iter_mut().for_each(finish);
    services.retain(|it| !it.sources.is_empty());
    services.sort_by_key(|it| it.service.to_lowercase());
    problems
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
