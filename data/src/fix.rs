//! `fixes.yaml` over the imported facts.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

use crate::catalog::Catalog;
use crate::files::Files;
use crate::locate::Step::{Index, Key};
use crate::schema::{Correction, Fixes, Need, Operation, RoleAction, RoleScope, Service};
use crate::shared::words::{Cloud, Coverage, Model};
use crate::stated::Stated;

const FILE: &str = "fixes.yaml";

/// Why a correction does not correct.
enum FixError {
    /// It finds nothing: the page has changed.
    NoMatch,
    ActionAndRole,
    /// With it, the row is not one.
    Malformed(serde_yaml::Error),
}

impl fmt::Display for FixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMatch => f.write_str("no match: the page has changed; update or delete this correction"),
            Self::ActionAndRole => f.write_str("it must have exactly one of `action` and `role`"),
            Self::Malformed(it) => {
                // Its place is one in the text of the row alone.
                let text = it.to_string();
                let place = it.location().map(|it| format!(" at line {} column {}", it.line(), it.column()));
                f.write_str(place.and_then(|it| text.strip_suffix(&it)).unwrap_or(&text))
            }
        }
    }
}

/// Applies every correction; one that finds nothing to correct is a mistake.
pub(crate) fn apply(catalog: &mut Catalog, fixes: &Fixes, files: &mut Files) {
    for (at, fix) in fixes.fixes.iter().enumerate() {
        let steps = [Key("fixes"), Index(at)];
        let Some(service) = catalog.services.iter_mut().find(|it| it.service == fix.service) else {
            files.report(FILE, &steps, format!("there is no service `{}`", fix.service));
            continue;
        };
        for (place, correction) in fix.corrections.iter().enumerate() {
            let [list, index] = steps;
            let done = if listed(service, correction) { Err(FixError::NoMatch) } else { correct(service, correction) };
            if let Err(error) = done {
                files.report(FILE, &[list, index, Key("corrections"), Index(place)], error.to_string());
            }
        }
    }
    for correction in fixes.fixes.iter().flat_map(|it| &it.corrections) {
        if let Correction::Unlisted { model, action, .. } = correction {
            remove_mentioned(catalog, *model, action);
        }
    }
}

/// What the corrections have made one becomes one, and everything is in order again; until then, rows are where they are written.
pub(crate) fn tidy(catalog: &mut Catalog) {
    for service in &mut catalog.services {
        merge(&mut service.operations);
        service.sort();
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

/// Why there was nothing to correct, if there was not.
fn correct(service: &mut Service, correction: &Correction) -> Result<(), FixError> {
    let found = match correction {
        Correction::Method { model, cloud, operation, now } => {
            let found = operation_of(service, *model, *cloud, operation);
            found.map(|it| it.method = Stated::As(now.clone())).is_some()
        }
        Correction::Unlisted { model, cloud, operation, action } => {
            let found = operation_of(service, *model, *cloud, operation).ok_or(FixError::NoMatch)?;
            let mut needs = needs_mut(found).filter(|it| it.action.as_ref() == Some(action)).peekable();
            let any = needs.peek().is_some();
            needs.for_each(|it| it.unlisted = true);
            any
        }
        Correction::Need { model, cloud, operation, text, action, role } => {
            if action.is_some() == role.is_some() {
                return Err(FixError::ActionAndRole);
            }
            let found = operation_of(service, *model, *cloud, operation).ok_or(FixError::NoMatch)?;
            let mut needs = needs_mut(found).filter(|it| it.text.as_ref() == Some(text)).peekable();
            let any = needs.peek().is_some();
            for it in needs {
                (it.text, it.action, it.role) = (None, action.clone(), role.clone());
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
        Correction::Field { name, field, was, now } => return change(service, name, field, was, now),
        Correction::Operation { model, cloud, operation, field, was, now } => {
            return set(operation_of(service, *model, *cloud, operation).ok_or(FixError::NoMatch)?, field, was, now);
        }
        Correction::Identifier { model: Model::IdentityPolicy, name, constant } => {
            let found = service.actions.iter_mut().find(|it| it.name == *name);
            found.map(|it| it.identifier = Some(constant.clone())).is_some()
        }
        Correction::Identifier { name, constant, .. } => {
            let found = service.role_actions.iter_mut().find(|it| it.name == *name);
            found.map(|it| it.identifier = Some(constant.clone())).is_some()
        }
    };
    if found { Ok(()) } else { Err(FixError::NoMatch) }
}

/// Changes a field of the row with this name, whichever list it is in.
fn change(service: &mut Service, name: &str, field: &str, was: &Value, now: &Value) -> Result<(), FixError> {
    if let Some(row) = service.actions.iter_mut().find(|it| it.name == name) {
        return set(row, field, was, now);
    }
    let mut keys = if let Stated::As(all) = &mut service.condition_keys { all.iter_mut() } else { [].iter_mut() };
    if let Some(row) = keys.find(|it| it.key == name) {
        return set(row, field, was, now);
    }
    let row = service.resource_types.iter_mut().find(|it| it.kind == name).ok_or(FixError::NoMatch)?;
    set(row, field, was, now)
}

fn set<T: Serialize + DeserializeOwned>(row: &mut T, field: &str, was: &Value, now: &Value) -> Result<(), FixError> {
    let mut value = serde_yaml::to_value(&*row).map_err(FixError::Malformed)?;
    let fields = value.as_mapping_mut().ok_or(FixError::NoMatch)?;
    let not_stated = Value::from("not_stated");
    if fields.get(field).unwrap_or(&not_stated) != was {
        return Err(FixError::NoMatch);
    }
    fields.insert(field.into(), now.clone());
    // By a text and not by the value, for which the reader of every row would be compiled a second time.
    *row = serde_yaml::to_string(&value).and_then(|it| serde_yaml::from_str(&it)).map_err(FixError::Malformed)?;
    Ok(())
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
                && (&it.method, &it.path, &it.names) == (&operation.method, &operation.path, &operation.names)
        };
        match merged.iter_mut().find(same) {
            Some(first) => {
                join(&mut first.actions, operation.actions);
                join(&mut first.dependencies, operation.dependencies);
                first.sources.extend(operation.sources);
                first.names.extend(operation.names);
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
        }
        (_, Stated::Not) => *first = Stated::Not,
        (Stated::Not, _) => {}
    }
}
