//! `fixes.yaml` over the imported facts.

use crate::load::{Catalog, Files};
use crate::locate::Step::{Index, Key};
use crate::schema::{Correction, Fix, Fixes, Need, Operation, RoleAction, RoleScope, Service};
use crate::shared::words::{Cloud, Coverage, Model};
use crate::stated::Stated;

const FILE: &str = "fixes.yaml";

/// Applies every fix; one that finds nothing to correct is a mistake, because the page has changed.
pub(crate) fn apply(catalog: &mut Catalog, fixes: &Fixes, files: &mut Files) {
    for (at, fix) in fixes.fixes.iter().enumerate() {
        let steps = [Key("fixes"), Index(at)];
        let Some(service) = catalog.services.iter_mut().find(|it| it.service == fix.service) else {
            files.report(FILE, &steps, format!("there is no service `{}`", fix.service));
            continue;
        };
        let listed = listed(service, &fix.fix);
        if listed || !correct(service, fix) {
            let message = "it corrects nothing: the page has changed; delete the fix, or correct what it names";
            files.report(FILE, &steps, message);
        }
    }
    for fix in &fixes.fixes {
        if let Correction::Unlisted { model, action, .. } = &fix.fix {
            remove_mentioned(catalog, *model, action);
        }
    }
    for service in &mut catalog.services {
        merge(&mut service.operations);
    }
}

/// What no table lists is no action of a service that only other pages mention.
fn remove_mentioned(catalog: &mut Catalog, model: Model, action: &str) {
    for service in &mut catalog.services {
        match model {
            Model::IdentityPolicy if service.coverage(model) != Coverage::Page => {
                service.actions.retain(|it| it.name != action);
            }
            Model::RolePolicy if service.coverage(model) != Coverage::Page => {
                service.role_actions.retain(|it| !it.name.eq_ignore_ascii_case(action));
            }
            _ => {}
        }
    }
}

/// Whether what a fix calls unlisted is listed after all.
fn listed(service: &Service, fix: &Correction) -> bool {
    let Correction::Unlisted { model, action, .. } = fix else { return false };
    match model {
        Model::IdentityPolicy => service.actions.iter().any(|it| it.name == *action),
        Model::RolePolicy => service.role_actions.iter().any(|it| it.name.eq_ignore_ascii_case(action)),
    }
}

/// Whether there was something to correct.
fn correct(service: &mut Service, fix: &Fix) -> bool {
    match &fix.fix {
        Correction::Method { model, cloud, operation, now } => {
            let found = operation_of(service, *model, *cloud, operation);
            found.map(|it| it.method = Stated::As(now.clone())).is_some()
        }
        Correction::Unlisted { model, cloud, operation, action } => {
            let Some(found) = operation_of(service, *model, *cloud, operation) else { return false };
            let mut needs = needs_mut(found).filter(|it| it.action.as_ref() == Some(action)).peekable();
            let any = needs.peek().is_some();
            needs.for_each(|it| it.unlisted = true);
            any
        }
        Correction::Need { model, cloud, operation, text, action, role } => {
            if action.is_some() == role.is_some() {
                return false;
            }
            let Some(found) = operation_of(service, *model, *cloud, operation) else { return false };
            let mut needs = needs_mut(found).filter(|it| it.text.as_ref() == Some(text)).peekable();
            let any = needs.peek().is_some();
            for it in needs {
                (it.text, it.action, it.role) = (None, action.clone(), role.clone());
            }
            for list in [&mut found.actions, &mut found.dependencies] {
                if let Stated::As(all) = list {
                    all.sort_by(Need::cmp_name);
                    all.dedup();
                }
            }
            let row = action.clone().map(|name| row_of(name, found));
            if let Some(row) = row.filter(|_| any && *model == Model::RolePolicy) {
                add_row(service, row);
            }
            any
        }
        Correction::DoubtfulAliases { actions } => actions.iter().all(|name| {
            let found = service.actions.iter_mut().find(|it| it.name == *name);
            found.map(|it| it.doubtful_aliases = true).is_some()
        }),
        Correction::Name { model, name, now } => rename(service, *model, name, now),
        Correction::Identifier { model: Model::IdentityPolicy, name, constant } => {
            let found = service.actions.iter_mut().find(|it| it.name == *name);
            found.map(|it| it.identifier = Some(constant.clone())).is_some()
        }
        Correction::Identifier { name, constant, .. } => {
            let found = service.role_actions.iter_mut().find(|it| it.name == *name);
            found.map(|it| it.identifier = Some(constant.clone())).is_some()
        }
    }
}

/// The row of an action that an operation prints so that no row could be read.
fn row_of(name: String, operation: &Operation) -> RoleAction {
    let (cloud, iam_project) = (operation.cloud, operation.iam_project);
    let scopes = vec![RoleScope { cloud, iam_project, enterprise_project: operation.enterprise_project }];
    let sources = operation.sources.clone();
    RoleAction { name, title: Stated::Not, clouds: vec![cloud], scopes, sources, identifier: None }
}

fn add_row(service: &mut Service, row: RoleAction) {
    if !service.role_actions.iter().any(|it| it.name.eq_ignore_ascii_case(&row.name)) {
        service.role_actions.push(row);
        service.role_actions.sort_by_cached_key(|it| it.name.to_lowercase());
    }
}

/// Two rows that have become one name are one row.
fn rename(service: &mut Service, model: Model, name: &str, now: &str) -> bool {
    let of_model = service.operations.iter_mut().filter(|it| it.model == model);
    for need in of_model.flat_map(needs_mut) {
        for place in [&mut need.action, &mut need.of_action].into_iter().flatten().filter(|it| *it == name) {
            now.clone_into(place);
        }
    }
    if model == Model::IdentityPolicy {
        let found = service.actions.iter_mut().find(|it| it.name == name);
        return found.map(|it| now.clone_into(&mut it.name)).is_some();
    }
    let Some(at) = service.role_actions.iter().position(|it| it.name == name) else { return false };
    let mut row = service.role_actions.remove(at);
    match service.role_actions.iter_mut().find(|it| it.name.eq_ignore_ascii_case(now)) {
        Some(other) => {
            let missing = |it: &RoleScope| !other.clouds.contains(&it.cloud);
            let scopes: Vec<RoleScope> = row.scopes.iter().filter(|it| missing(it)).cloned().collect();
            other.clouds.extend(scopes.iter().map(|it| it.cloud));
            other.scopes.extend(scopes);
            other.sources.extend(row.sources);
        }
        None => {
            now.clone_into(&mut row.name);
            service.role_actions.push(row);
        }
    }
    service.role_actions.sort_by_cached_key(|it| it.name.to_lowercase());
    true
}

/// The operation that is printed as `METHOD /path`.
fn operation_of<'a>(service: &'a mut Service, model: Model, cloud: Cloud, name: &str) -> Option<&'a mut Operation> {
    service.operations.iter_mut().find(|it| it.model == model && it.cloud == cloud && it.name() == name)
}

fn needs_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Need> {
    let lists = [&mut operation.actions, &mut operation.dependencies];
    lists.into_iter().filter_map(|it| if let Stated::As(all) = it { Some(all) } else { None }).flatten()
}

/// A corrected operation may be one that was there already: the two become one that needs what both need.
fn merge(operations: &mut Vec<Operation>) {
    let mut merged: Vec<Operation> = Vec::new();
    for operation in operations.drain(..) {
        let same = |it: &&mut Operation| {
            (it.model, it.cloud) == (operation.model, operation.cloud)
                && it.path.get().is_some()
                && (&it.method, &it.path) == (&operation.method, &operation.path)
        };
        match merged.iter_mut().find(same) {
            Some(first) => {
                join(&mut first.actions, operation.actions);
                join(&mut first.dependencies, operation.dependencies);
                first.sources.extend(operation.sources);
                first.sources.sort();
                first.sources.dedup();
                if first.title.is_not() {
                    first.title = operation.title;
                }
            }
            None => merged.push(operation),
        }
    }
    *operations = merged;
}

fn join(first: &mut Stated<Vec<Need>>, second: Stated<Vec<Need>>) {
    match (&mut *first, second) {
        (Stated::As(all), Stated::As(more)) => {
            all.extend(more);
            all.sort_by(Need::cmp_name);
            all.dedup();
        }
        (_, Stated::Not) => *first = Stated::Not,
        (Stated::Not, _) => {}
    }
}
