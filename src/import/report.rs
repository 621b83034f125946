//! What a run says of itself.

use hwc_iam_data::schema::Service;
use serde::Serialize;
use serde_json::Value;

use super::cell::Unread;
use super::facts::TableReport;
use super::merge::Disagreement;
use super::prelude::*;

/// The report of a run; as JSON it only ever gets more fields.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// In the order of their paths.
    pub pages: Vec<PageReport>,
    /// What the run adds, removes and changes.
    pub changes: Vec<Change>,
    /// Where pages of one cloud do not say the same.
    pub disagreements: Vec<Disagreement>,
    /// For every service that an authorization schema is read of: which actions it and the pages say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<Comparison>,
    /// What pages say that the catalogue cannot hold.
    pub problems: Vec<String>,
}

/// What was read of a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageReport {
    /// Its path.
    pub page: String,
    /// The layout that was recognised.
    pub format: &'static str,
    /// The cloud that it documents.
    pub cloud: &'static str,
    /// Nobody says which cloud it is; it looks like this one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cloud_guessed: bool,
    /// The service that it documents, if its actions say.
    pub service: Option<String>,
    /// The id of it as a source.
    pub source: String,
    /// Another page with the same text, which was read in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The tables with rows.
    pub tables: Vec<TableReport>,
    /// The actions that it names in a column of actions.
    pub actions: usize,
    /// The operations.
    pub operations: usize,
    /// The dependencies of them.
    pub dependencies: usize,
    /// The roles and policies.
    pub roles: usize,
    /// What was not understood.
    pub unread: Vec<Unread>,
}

/// Who says that there is an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Comparison {
    /// Its name.
    pub action: String,
    /// `both`, only the `schema`, only a `page`, or `contradicted` where both do and differ on it.
    pub said: &'static str,
}

/// One difference between two catalogues.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// `added`, `removed` or `changed`.
    pub kind: &'static str,
    /// What it is a change of: `service`, `action`, `role_action`, `resource_type`, `condition_key`, `operation` or `role`.
    pub what: &'static str,
    /// Its name, with the service in front where the name does not say it.
    pub name: String,
    /// Code that names it compiles no longer.
    pub breaking: bool,
}

/// Everything that differs between two catalogues, sorted.
#[must_use]
pub fn changes(old: &[Service], new: &[Service]) -> Vec<Change> {
    let (old, new) = (rows(old), rows(new));
    let mut all = Vec::new();
    for ((what, name), value) in &new {
        let kind = match old.get(&(*what, name.clone())) {
            None => "added",
            Some(before) if before != value => "changed",
            Some(_) => continue,
        };
        all.push(Change { kind, what, name: name.clone(), breaking: false });
    }
    for (what, name) in old.keys().filter(|it| !new.contains_key(it)) {
        let breaking = !matches!(*what, "operation" | "role" | "feature" | "role_resource");
        all.push(Change { kind: "removed", what, name: name.clone(), breaking });
    }
    all.sort();
    all
}

type Rows = std::collections::BTreeMap<(&'static str, String), Value>;

fn rows(services: &[Service]) -> Rows {
    let mut rows = Rows::new();
    for it in services {
        let code = &it.service;
        rows.insert(("service", code.clone()), value(&(&it.titles, &it.level, &it.clouds, &it.coverage)));
        rows.extend(it.actions.iter().map(|it| (("action", it.name.clone()), value(it))));
        rows.extend(it.role_actions.iter().map(|it| (("role_action", it.name.clone()), value(it))));
        rows.extend(it.resource_types.iter().map(|it| (("resource_type", format!("{code}:{}", it.kind)), value(it))));
        let keys = it.condition_keys.get().into_iter().flatten();
        rows.extend(keys.map(|it| (("condition_key", it.key.clone()), value(it))));
        let operations = it.operations.iter();
        rows.extend(
            operations.map(|it| (("operation", format!("{code} {} {} {}", it.model, it.cloud, it.name())), value(it))),
        );
        let features = it.features.iter();
        rows.extend(features.map(|it| {
            let title = it.title.get().map(|it| format!(" / {it}")).unwrap_or_default();
            let services = it.services.get().map(|it| format!(" ({})", it.join(", "))).unwrap_or_default();
            (("feature", format!("{code} {} {}{title}{services}", it.cloud, it.feature)), value(it))
        }));
        let paths = it.role_resources.iter();
        rows.extend(paths.map(|it| (("role_resource", format!("{code} {} {}", it.cloud, it.path)), value(it))));
        rows.extend(it.roles.iter().map(|it| (("role", format!("{code} {} {}", it.cloud, it.name)), value(it))));
    }
    rows
}

/// What cannot be written as JSON compares as nothing; every row can.
fn value<T: Serialize>(it: &T) -> Value {
    serde_json::to_value(it).unwrap_or(Value::Null)
}
