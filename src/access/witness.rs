//! Makes a difference one that a person can read, and says which statements it comes from.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::comparison::{ContextValue, Responsible, Side, Witness};
use super::compile::{Place, Sides};
use super::replay::Replay;
use super::search::Found;
use crate::classes::Budget;
use crate::eval::Value;
use crate::shared::urn;
use crate::{Action, Effect, Model, RoleAction, Service, ValueType};

/// The same difference with names of the catalogue and plausible values, as far as they make the same difference.
pub(super) fn readable(
    mut found: Found,
    compiled: &Sides<'_>,
    replay: &Replay,
    allowing: Side,
    budget: &mut Budget,
) -> Found {
    let mut try_out = |found: &mut Found, change: &dyn Fn(&mut Found)| {
        if budget.spend(1 + compiled.rules.len() / 8).is_err() {
            return false;
        }
        let mut changed = found.clone();
        change(&mut changed);
        let differs = replay.differs(&changed, compiled, allowing);
        if differs {
            *found = changed;
        }
        differs
    };
    // Without what plays no part in it.
    for at in 0..found.keys.len() {
        try_out(&mut found, &|it| {
            if let Some(key) = it.keys.get_mut(at) {
                key.1 = Value::Absent;
            }
        });
    }
    if !is_known(&found.action) {
        for name in names(&found.action, compiled.model) {
            if try_out(&mut found, &|it| it.action = name.into()) {
                break;
            }
        }
    }
    if found.resource.is_some() {
        try_out(&mut found, &|it| it.resource = None);
    }
    for (part, values) in readable_parts(&found.action) {
        for value in values {
            let Some(name) = &found.resource else { break };
            let Some(mut parts) = urn::split(name) else { break };
            if let Some(it) = parts.get_mut(part) {
                *it = &value;
            }
            let name = parts.join(":");
            if try_out(&mut found, &|it| it.resource = Some(name.clone())) {
                break;
            }
        }
    }
    for at in 0..found.keys.len() {
        let kind = found.keys.get(at).and_then(|it| compiled.keys.get(it.0)).and_then(|it| it.value_type);
        for value in readable_values(kind) {
            let changes = try_out(&mut found, &|it| match it.keys.get_mut(at).map(|it| &mut it.1) {
                Some(Value::One(it)) => *it = (*value).into(),
                Some(Value::Many(all)) if all.len() == 1 => *all = [(*value).to_string()].into(),
                _ => {}
            });
            if changes {
                break;
            }
        }
    }
    found
}

/// The names of the catalogue to try: those of the service, if it is one.
fn names(action: &str, model: Model) -> Vec<&'static str> {
    let service = Service::of_name(action);
    match (model, service) {
        (Model::IdentityPolicy, Some(it)) => it.actions().map(Action::name).collect(),
        (Model::IdentityPolicy, None) => Action::all().map(Action::name).collect(),
        (Model::RolePolicy, Some(it)) => it.role_actions().map(RoleAction::name).collect(),
        (Model::RolePolicy, None) => RoleAction::all().map(RoleAction::name).collect(),
    }
}

fn is_known(action: &str) -> bool {
    Action::from_name(action).is_some() || RoleAction::from_name(action).is_some()
}

/// What to try for each part of the name of a resource.
fn readable_parts(action: &str) -> [(usize, Vec<String>); 5] {
    let service = action.split(':').next().unwrap_or_default();
    let known = Action::from_name(action).and_then(Action::resources);
    let types = known.into_iter().flatten().map(|it| it.resource_type().name().to_string());
    [
        (0, [service.to_string()].into()),
        (3, types.chain(["instance".to_string()]).collect()),
        (1, ["cn-north-4".to_string(), String::new()].into()),
        (2, ["0a1b2c3d".to_string()].into()),
        (4, ["example".to_string()].into()),
    ]
}

const fn readable_values(kind: Option<ValueType>) -> &'static [&'static str] {
    match kind {
        None | Some(ValueType::String) => &["example"],
        Some(ValueType::Boolean) => &["false", "true"],
        Some(ValueType::Number) => &["1", "100"],
        Some(ValueType::Date) => &["2026-01-01T00:00:00Z"],
        Some(ValueType::Ip) => &["203.0.113.7", "10.0.0.1"],
    }
}

/// As it is shown.
pub(super) fn witness(found: &Found, compiled: &Sides<'_>, replay: &Replay, allowing: Side) -> Witness {
    let mut context: Vec<(String, ContextValue)> = Vec::new();
    for (key, value) in &found.keys {
        let Some(key) = compiled.keys.get(*key) else { continue };
        match value {
            Value::Absent => {}
            Value::One(it) => context.push((key.name.clone(), ContextValue::One(it.to_string()))),
            Value::Many(all) => context.push((key.name.clone(), ContextValue::Many(all.clone()))),
        }
    }
    context.sort_unstable();
    let mut statements: Vec<Responsible> = Vec::new();
    for (side, effect) in [(Side::Old, Effect::Allow), (Side::New, Effect::Allow)]
        .map(|(side, allow)| (side, if side == allowing { allow } else { Effect::Deny }))
    {
        let places: Vec<&Place<'_>> =
            compiled.rules.iter().filter_map(|it| it.place.as_ref()).filter(|it| it.side == side).collect();
        for (document, statement) in replay.applying(found, compiled, side) {
            let place = places.iter().find(|it| it.document == document && it.index == statement);
            statements.extend(place.filter(|it| it.statement.effect() == effect).map(|it| it.responsible()));
        }
    }
    statements.sort_unstable();
    Witness {
        action: found.action.clone(),
        is_known: is_known(&found.action),
        resource: found.resource.clone(),
        context,
        statements,
    }
}
