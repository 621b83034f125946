//! No two names of the catalogue become one Rust identifier.

use std::collections::BTreeMap;

use super::Report;
use crate::catalog::Catalog;
use crate::files::{Files, file_of};
use crate::locate::Step::{Index, Key};
use crate::schema::Service;
use crate::shared::name;

pub(super) fn service(service: &Service, report: &mut Report<'_>) {
    let constant = |fixed: &Option<String>, name: &str| fixed.clone().unwrap_or_else(|| name::action_const(name));
    let actions = service.actions.iter().map(|it| (constant(&it.identifier, &it.name), it.name.as_str()));
    collisions("actions", actions, report);
    let role_actions = service.role_actions.iter().map(|it| (constant(&it.identifier, &it.name), it.name.as_str()));
    collisions("role_actions", role_actions, report);
    let keys = service.condition_keys.get().into_iter().flatten();
    collisions("condition_keys", keys.map(|it| (name::key_const(&it.key), it.key.as_str())), report);
    let types = service.resource_types.iter();
    collisions("resource_types", types.map(|it| (name::resource_const(&it.kind), it.kind.as_str())), report);
}

/// The types of services and the variants of keys are global.
pub(super) fn types<'a>(catalog: &'a Catalog, files: &mut Files) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    seen.insert(String::from("Global"), "the global condition keys");
    for service in &catalog.services {
        let ident = name::service_type(&service.service);
        if let Some(other) = seen.insert(ident.clone(), &service.service) {
            let message =
                format!("`{}` and `{other}` both become the type `{ident}`; rename one in `name.rs`", service.service);
            files.report(&file_of(service), &[Key("service")], message);
        }
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut check = |file: &str, at: usize, key: &'a str, files: &mut Files| {
        // Keys are one whatever their case, and no two variants may be.
        let ident = name::key_variant(key);
        if let Some(other) = seen.insert(ident.to_lowercase(), key) {
            let message = format!("`{key}` and `{other}` both become the variant `{ident}`; delete one");
            files.report(file, &[Key("condition_keys"), Index(at)], message);
        }
    };
    for (at, key) in catalog.global.condition_keys.iter().enumerate() {
        check("global.yaml", at, &key.key, files);
    }
    for service in &catalog.services {
        for (at, key) in service.condition_keys.get().into_iter().flatten().enumerate() {
            check(&file_of(service), at, &key.key, files);
        }
    }
}

fn collisions<'a>(list: &str, names: impl Iterator<Item = (String, &'a str)>, report: &mut Report<'_>) {
    let mut seen = BTreeMap::new();
    for (at, (ident, name)) in names.enumerate() {
        let is_constant = ident.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_');
        if !is_constant || ident.starts_with(|it: char| it.is_ascii_digit()) {
            report.at(
                &[Key(list), Index(at)],
                format!("`{ident}` cannot be the name of a constant; correct it in fixes.yaml"),
            );
        }
        if let Some(other) = seen.insert(ident.clone(), name) {
            let message = format!(
                "`{name}` and `{other}` both become `{ident}`; give one of them another name by an `identifier` in fixes.yaml"
            );
            report.at(&[Key(list), Index(at)], message);
        }
    }
}
