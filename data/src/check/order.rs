//! Lists are sorted and hold nothing twice, so that a change of data is a change of few lines.

use std::cmp::Ordering;

use super::Report;
use crate::files::Files;
use crate::locate::Step::{self, Index, Key};
use crate::schema::{Feature, Global, Known, Need, RoleCode, RoleResource, Service};
use crate::shared::words::Model;
use crate::stated::Stated;

const GLOBAL: &str = "global.yaml";

pub(super) fn global(global: &Global, files: &mut Files) {
    let mut check = |steps: &[Step<'_>], names: Vec<&str>| {
        for (at, message) in disorder(&names, |a, b| a.cmp(b), |it| (*it).to_owned()) {
            files.report(GLOBAL, &below(steps, at), message);
        }
    };
    check(&[Key("condition_keys")], global.condition_keys.iter().map(|it| it.key.as_str()).collect());
    check(&[Key("operators")], global.operators.iter().map(|it| it.operator.as_str()).collect());
    check(&[Key("regions")], global.regions.iter().map(|it| it.region.as_str()).collect());
    check(&[Key("limits")], global.limits.iter().map(|it| it.limit.as_str()).collect());
    check(&[Key("services")], global.services.iter().map(String::as_str).collect());
    check(&[Key("sensitive")], global.sensitive.iter().map(|it| it.action.as_str()).collect());
    for (list, rows) in global.source_lists() {
        for (at, names) in rows.into_iter().enumerate() {
            check(&[Key(list), Index(at), Key("sources")], names.iter().map(String::as_str).collect());
        }
    }
    let of_keys = global.condition_keys.iter().map(|it| &it.models).enumerate().map(|it| ("condition_keys", it));
    let of_operators = global.operators.iter().map(|it| &it.models).enumerate().map(|it| ("operators", it));
    for (list, (at, _)) in of_keys.chain(of_operators).filter(|it| !in_order(it.1.1)) {
        files.report(GLOBAL, &[Key(list), Index(at), Key("models")], MODELS);
    }
}

pub(super) fn service(service: &Service, report: &mut Report<'_>) {
    let mut check = |list: &str, names: Vec<&str>| {
        for (at, message) in disorder(&names, |a, b| a.cmp(b), |it| (*it).to_owned()) {
            report.at(&[Key(list), Index(at)], message);
        }
    };
    check("actions", service.actions.iter().map(|it| it.name.as_str()).collect());
    check("resource_types", service.resource_types.iter().map(|it| it.kind.as_str()).collect());
    check("facts", service.facts.iter().map(|it| it.fact.as_str()).collect());
    check("qualifiers", service.qualifiers.iter().map(|it| it.words.as_str()).collect());
    check("constraints", service.constraints.iter().map(|it| it.id.as_str()).collect());
    // These are in the page's order.
    let mut scopes: Vec<&str> = service.scope_rules.iter().map(|it| it.scope.as_str()).collect();
    scopes.sort_unstable();
    check("scope_rules", scopes);
    if let Some(types) = service.role_resource_types.get() {
        check("role_resource_types", types.iter().map(String::as_str).collect());
    }
    if let Some(keys) = service.condition_keys.get() {
        check("condition_keys", keys.iter().map(|it| it.key.as_str()).collect());
    }
    // Names of the role/policy model are one whatever their case.
    let names: Vec<String> = service.role_actions.iter().map(|it| it.name.to_lowercase()).collect();
    for (at, message) in disorder(&names, String::cmp, String::clone) {
        report.at(&[Key("role_actions"), Index(at)], message);
    }
    let known: Vec<_> = service.known.iter().map(Known::order).collect();
    for (at, message) in disorder(&known, Ord::cmp, |it| format!("{} ({})", it.0, it.1)) {
        report.at(&[Key("known"), Index(at)], message);
    }
    let roles: Vec<(&str, &str)> = service.roles.iter().map(|it| (it.name.as_str(), it.cloud.name())).collect();
    for (at, message) in disorder(&roles, Ord::cmp, |it| format!("{} ({})", it.0, it.1)) {
        report.at(&[Key("roles"), Index(at)], message);
    }
    let operations: Vec<_> = service.operations.iter().map(|it| (it.order(), it.name())).collect();
    for (at, message) in disorder(&operations, |a, b| a.0.cmp(&b.0), |it| it.1.clone()) {
        report.at(&[Key("operations"), Index(at)], message);
    }
    let features: Vec<_> = service.features.iter().map(Feature::order).collect();
    for (at, message) in disorder(&features, Ord::cmp, |it| it.0.to_owned()) {
        report.at(&[Key("features"), Index(at)], message);
    }
    let codes: Vec<_> = service.role_codes.iter().map(RoleCode::order).collect();
    for (at, message) in disorder(&codes, Ord::cmp, |it| it.0.to_owned()) {
        report.at(&[Key("role_codes"), Index(at)], message);
    }
    let paths: Vec<_> = service.role_resources.iter().map(RoleResource::order).collect();
    for (at, message) in disorder(&paths, Ord::cmp, |it| it.2.to_owned()) {
        report.at(&[Key("role_resources"), Index(at)], message);
    }
    for (at, message) in disorder(&service.disagreements, Ord::cmp, |it| it.what.clone()) {
        report.at(&[Key("disagreements"), Index(at)], message);
    }
    inner_lists(service, report);
}

/// The lists inside the rows.
fn inner_lists(service: &Service, report: &mut Report<'_>) {
    let mut strings = |steps: &[Step<'_>], list: &[&str]| {
        for (at, message) in disorder(list, |a, b| a.cmp(b), |it| (*it).to_owned()) {
            report.at(&below(steps, at), message);
        }
    };
    for (list, rows) in service.source_lists() {
        for (at, names) in rows.into_iter().enumerate() {
            strings(&[Key(list), Index(at), Key("sources")], &texts(names));
        }
    }
    for (at, action) in service.actions.iter().enumerate() {
        let row = |field| [Key("actions"), Index(at), Key(field)];
        for (name, values) in [("condition_keys", &action.condition_keys), ("aliases", &action.aliases)] {
            strings(&row(name), &texts(values.get().map_or(&[], Vec::as_slice)));
        }
        strings(&row("replaced_by"), &texts(&action.replaced_by));
        strings(&row("clouds"), &action.clouds.iter().map(|it| it.name()).collect::<Vec<_>>());
        let uses = action.resources.get().map_or(&[][..], Vec::as_slice);
        strings(&row("resources"), &uses.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>());
        for (place, it) in uses.iter().enumerate() {
            let [list, index, field] = row("resources");
            let keys = it.condition_keys.get().map_or(&[][..], Vec::as_slice);
            strings(&[list, index, field, Index(place), Key("condition_keys")], &texts(keys));
        }
    }
    for (at, action) in service.role_actions.iter().enumerate() {
        let row = |field| [Key("role_actions"), Index(at), Key(field)];
        strings(&row("clouds"), &action.clouds.iter().map(|it| it.name()).collect::<Vec<_>>());
        strings(&row("scopes"), &action.scopes.iter().map(|it| it.cloud.name()).collect::<Vec<_>>());
    }
    for (at, it) in service.condition_keys.get().into_iter().flatten().enumerate() {
        if !in_order(&it.models) {
            report.at(&[Key("condition_keys"), Index(at), Key("models")], MODELS);
        }
    }
    let mut strings = |steps: &[Step<'_>], list: &[&str]| {
        for (at, message) in disorder(list, |a, b| a.cmp(b), |it| (*it).to_owned()) {
            report.at(&below(steps, at), message);
        }
    };
    for (at, operation) in service.operations.iter().enumerate() {
        strings(&[Key("operations"), Index(at), Key("names")], &texts(&operation.names));
    }
    for (at, constraint) in service.constraints.iter().enumerate() {
        let mut operations = texts(&constraint.operations);
        operations.sort_unstable();
        strings(&[Key("constraints"), Index(at), Key("operations")], &operations);
    }
    for (at, operation) in service.operations.iter().enumerate() {
        for (name, list) in [("actions", &operation.actions), ("dependencies", &operation.dependencies)] {
            needs(&[Key("operations"), Index(at), Key(name)], list, report);
        }
    }
    for (at, role) in service.roles.iter().enumerate() {
        needs(&[Key("roles"), Index(at), Key("dependencies")], &role.dependencies, report);
    }
    for (at, feature) in service.features.iter().enumerate() {
        needs(&[Key("features"), Index(at), Key("needs")], &feature.needs, report);
    }
}

const MODELS: &str = "the models must be in order, `v5` before `role`, each once";

fn in_order(models: &[Model]) -> bool {
    models.is_sorted_by(|one, other| one < other)
}

fn texts(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

fn below<'a>(steps: &[Step<'a>], at: usize) -> Vec<Step<'a>> {
    steps.iter().copied().chain([Index(at)]).collect()
}

fn needs(steps: &[Step<'_>], list: &Stated<Vec<Need>>, report: &mut Report<'_>) {
    let all = list.get().map_or(&[][..], Vec::as_slice);
    for (at, message) in disorder(all, Need::cmp_name, |it| it.name().to_owned()) {
        report.at(&below(steps, at), message);
    }
}

/// What a list of the tables can hold; see `shared::tables::List`.
const MOST: usize = 4000;

/// The places where a list is not sorted or says something twice.
fn disorder<T>(list: &[T], compare: impl Fn(&T, &T) -> Ordering, name: impl Fn(&T) -> String) -> Vec<(usize, String)> {
    if list.len() > MOST {
        return vec![(MOST, format!("the list has more than {MOST} entries, which the tables cannot hold"))];
    }
    let pairs = list.iter().zip(list.iter().skip(1)).enumerate();
    pairs
        .filter_map(|(at, (before, it))| match compare(before, it) {
            Ordering::Less => None,
            Ordering::Equal => Some((at + 1, format!("duplicate `{}`; delete one", name(it)))),
            Ordering::Greater => {
                Some((at + 1, format!("`{}` must be before `{}`; sort the list", name(it), name(before))))
            }
        })
        .collect()
}
