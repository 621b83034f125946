//! Roles that others depend on, and where actions of their model can be granted.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Role, Service};
use hwc_iam_data::shared::words::{Cloud, Model, RoleKind, Support};

use crate::fact::add_source;
use crate::role;

/// A role that another one depends on has a row, if only for its name.
pub(super) fn roles(services: &mut [Service]) {
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

/// An action can be granted where the operations that need it can: those of newer pages, if there are any.
pub(super) fn scopes(services: &mut [Service]) {
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
