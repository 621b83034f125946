//! What two catalogues differ in.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Catalog;
use hwc_iam_data::schema::{Action, ConditionKey, Global, Limit, Operation, Service, Source};
use hwc_iam_data::shared::name;
use serde::Serialize;
use serde_json::Value;

/// One difference between two catalogues; as JSON it only ever gets more fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// `added`, `removed`, `renamed` or `changed`.
    pub kind: &'static str,
    /// What it is a change of: `service`, `action`, `role_action`, `resource_type`, `condition_key`, `operation`, `role`, `role_code`, `feature`,
    /// `role_resource`, `fact`, `qualifier`, `constraint`, `left_out`, `disagreement`, `operator`, `region`, `limit`, `sensitive`,
    /// `code` (of a service of which nothing may be read) or `source`.
    pub what: &'static str,
    /// Its name, with the service in front where the name does not say it.
    pub name: String,
    /// What a renamed one is called now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The fields that a changed one differs in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Code or a policy that names it compiles no longer.
    pub breaking: bool,
}

/// The step of a version that changes of the catalogue ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Nothing has changed.
    None,
    /// What names stand for has changed, or names have gone.
    Patch,
    /// Names were added.
    Minor,
}

/// The step that these changes ask for. A name that has gone asks for no more than a patch: a policy with an action that is gone
/// should stop compiling, and the data are not what versions promise.
#[must_use]
pub fn step(changes: &[Change]) -> Step {
    let of = |it: &Change| match it.what {
        "source" | "disagreement" | "left_out" => Step::Patch,
        _ if it.kind == "added" => Step::Minor,
        _ => Step::Patch,
    };
    changes.iter().map(of).max().unwrap_or(Step::None)
}

/// Everything that differs between two catalogues, with what belongs to no service, sorted.
#[must_use]
pub fn catalog_changes(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let mut all = changes(&old.services, &new.services);
    all.extend(differences(&global_rows(&old.global), &global_rows(&new.global), &[]));
    all.extend(differences(&sources(old), &sources(new), &[]));
    all.sort();
    all
}

/// Everything that differs between the services of two catalogues, sorted.
#[must_use]
pub fn changes(old: &[Service], new: &[Service]) -> Vec<Change> {
    let (before, after) = (rows(old), rows(new));
    let mut renamed = renamed(old, new, &before, &after);
    let mut all = differences(&before, &after, &renamed);
    all.append(&mut renamed);
    all.sort();
    all
}

fn differences(before: &Rows, after: &Rows, renamed: &[Change]) -> Vec<Change> {
    let change = |kind, what, name: &str| Change {
        kind,
        what,
        name: name.to_owned(),
        to: None,
        fields: vec![],
        breaking: false,
    };
    let targets: BTreeSet<(&str, String)> =
        renamed.iter().filter_map(|it| it.to.clone().map(|to| (it.what, to))).collect();
    let sources: BTreeSet<(&str, String)> = renamed.iter().map(|it| (it.what, it.name.clone())).collect();
    let mut all = Vec::new();
    for ((what, name), row) in after.iter() {
        match before.get(&(*what, name.clone())) {
            None if targets.contains(&(*what, name.clone())) => {}
            None => all.push(change("added", what, name)),
            Some(it) if it.value != row.value || it.constant != row.constant => {
                let (fields, breaking) = difference(what, it, row);
                all.push(Change { fields, breaking, ..change("changed", what, name) });
            }
            Some(_) => {}
        }
    }
    for (what, name) in before.keys().filter(|it| !after.contains_key(it)) {
        if !sources.contains(&(*what, name.clone())) {
            all.push(Change { breaking: is_named(what), ..change("removed", what, name) });
        }
    }
    all
}

/// Whether code may name it.
fn is_named(what: &str) -> bool {
    matches!(what, "service" | "action" | "role_action" | "resource_type" | "condition_key" | "operator")
}

/// What has gone and stands in the new catalogue under another name: in other letters, or as the action that the page recommends
/// instead, or as the new action that alone has its aliases.
fn renamed(old: &[Service], new: &[Service], before: &Rows, after: &Rows) -> Vec<Change> {
    let gone = |what: &'static str, name: &String| !after.contains_key(&(what, name.clone()));
    let fresh = |what: &'static str, name: &String| !before.contains_key(&(what, name.clone()));
    let change = |what, name: &str, to: &str| Change {
        kind: "renamed",
        what,
        name: name.to_owned(),
        to: Some(to.to_owned()),
        fields: vec![],
        breaking: true,
    };
    let mut all = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let fresh_actions: Vec<&Action> =
        new.iter().flat_map(|it| &it.actions).filter(|it| fresh("action", &it.name)).collect();
    let gone_actions: Vec<&Action> =
        old.iter().flat_map(|it| &it.actions).filter(|it| gone("action", &it.name)).collect();
    let known = |it: &Action| it.aliases.get().filter(|it| !it.is_empty()).cloned();
    for action in &gone_actions {
        let same = |it: &&Action| it.name.eq_ignore_ascii_case(&action.name);
        let recommended = |it: &&Action| action.replaced_by.contains(&it.name);
        let came_from = |it: &&Action| it.aliases.get().is_some_and(|all| all.contains(&action.name));
        let aliases = known(action);
        let alone = gone_actions.iter().filter(|it| aliases.is_some() && known(it) == aliases).count() == 1;
        let as_before = |it: &&Action| alone && known(it) == aliases;
        let find = |test: &dyn Fn(&&Action) -> bool| {
            let mut found = fresh_actions.iter().copied().filter(|it| test(it));
            found.next().filter(|_| found.next().is_none())
        };
        let found =
            find(&same).or_else(|| find(&recommended)).or_else(|| find(&came_from)).or_else(|| find(&as_before));
        if let Some(found) = found.filter(|it| taken.insert(&it.name)) {
            all.push(change("action", &action.name, &found.name));
        }
    }
    let old_names = old.iter().flat_map(|it| &it.role_actions).map(|it| &it.name).filter(|it| gone("role_action", it));
    for name in old_names {
        let names = new.iter().flat_map(|it| &it.role_actions).map(|it| &it.name);
        let mut same = names.filter(|it| it.eq_ignore_ascii_case(name) && fresh("role_action", it));
        if let Some(found) = same.next() {
            // Policies of this model do not care; only a constant may have another name.
            let breaking = name::action_const(name) != name::action_const(found);
            all.push(Change { breaking, ..change("role_action", name, found) });
        }
    }
    all
}

struct Row {
    value: Value,
    /// The constants by which code names it.
    constant: Option<String>,
    /// The type that a condition key's constant has.
    typed: Option<String>,
}

/// By what and name; those that have one name are numbered.
#[derive(Default)]
struct Rows(BTreeMap<(&'static str, String), Row>);

impl core::ops::Deref for Rows {
    type Target = BTreeMap<(&'static str, String), Row>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Rows {
    fn extend(&mut self, all: impl Iterator<Item = ((&'static str, String), Row)>) {
        for ((what, name), row) in all {
            let names = core::iter::once(name.clone()).chain((2..).map(|number| format!("{name} ({number})")));
            let free = names.map(|it| (what, it)).find(|it| !self.0.contains_key(it));
            free.map(|it| self.0.insert(it, row));
        }
    }
}

fn rows(services: &[Service]) -> Rows {
    let mut rows = Rows::default();
    let plain = |value: Value| Row { value, constant: None, typed: None };
    for it in services {
        let code = &it.service;
        let head = serde_json::json!({
            "titles": value(&it.titles), "level": value(&it.level), "clouds": value(&it.clouds),
            "known": value(&it.known), "role_resource_types": value(&it.role_resource_types),
            "scope_rules": value(&it.scope_rules), "schema_version": value(&it.schema_version),
        });
        rows.extend(core::iter::once((("service", code.clone()), plain(head))));
        rows.extend(it.actions.iter().map(|it| {
            let constant = it.identifier.clone().unwrap_or_else(|| name::action_const(&it.name));
            let mut row = value(it);
            if let Some(fields) = row.as_object_mut().filter(|_| it.doubtful_aliases) {
                fields.insert(String::from("doubtful_aliases"), true.into());
            }
            (("action", it.name.clone()), Row { constant: Some(constant), ..plain(row) })
        }));
        rows.extend(it.role_actions.iter().map(|it| {
            let constant = it.identifier.clone().unwrap_or_else(|| name::action_const(&it.name));
            (("role_action", it.name.clone()), Row { constant: Some(constant), ..plain(value(it)) })
        }));
        let types = it.resource_types.iter();
        rows.extend(types.map(|it| (("resource_type", format!("{code}:{}", it.kind)), plain(value(it)))));
        let keys = it.condition_keys.get().into_iter().flatten();
        rows.extend(
            keys.map(|it| (("condition_key", it.key.clone()), Row { typed: Some(typed(it)), ..plain(value(it)) })),
        );
        let operations = it.operations.iter();
        rows.extend(operations.map(|it| {
            (("operation", format!("{code} {} {} {}{}", it.model, it.cloud, it.name(), of_name(it))), plain(value(it)))
        }));
        rows.extend(it.features.iter().map(|it| {
            let title = it.title.get().map(|it| format!(" / {it}")).unwrap_or_default();
            let services = it.services.get().map(|it| format!(" ({})", it.join(", "))).unwrap_or_default();
            (("feature", format!("{code} {} {}{title}{services}", it.cloud, it.feature)), plain(value(it)))
        }));
        let paths = it.role_resources.iter();
        rows.extend(paths.map(|it| (("role_resource", format!("{code} {} {}", it.cloud, it.path)), plain(value(it)))));
        rows.extend(it.facts.iter().map(|it| (("fact", format!("{code} {}", it.fact)), plain(value(it)))));
        rows.extend(it.qualifiers.iter().map(|it| (("qualifier", format!("{code} {}", it.words)), plain(value(it)))));
        rows.extend(it.constraints.iter().map(|it| (("constraint", format!("{code} {}", it.id)), plain(value(it)))));
        rows.extend(it.roles.iter().map(|it| (("role", format!("{code} {} {}", it.cloud, it.name)), plain(value(it)))));
        rows.extend(it.role_codes.iter().map(|it| {
            let role = it.role.get().map(|it| format!(" {it}")).unwrap_or_default();
            let regions = it.qualifier.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
            (("role_code", format!("{code} {} {}{role}{regions}", it.cloud, it.code)), plain(value(it)))
        }));
        let left_out = it.left_out.iter();
        rows.extend(left_out.map(|it| (("left_out", format!("{code} {}: {}", it.source, it.what)), plain(value(it)))));
        let disagreements = it.disagreements.iter();
        rows.extend(disagreements.map(|it| (("disagreement", format!("{code} {}", it.what)), plain(value(it)))));
    }
    rows
}

/// What tells APIs with one path apart.
fn of_name(it: &Operation) -> String {
    if it.names.is_empty() || it.path.is_not() { String::new() } else { format!(" ({})", it.names.join(", ")) }
}

fn global_rows(it: &Global) -> Rows {
    let plain = |value: Value| Row { value, constant: None, typed: None };
    let keys = it.condition_keys.iter();
    let mut rows = Rows::default();
    rows.extend(keys.map(|it| (("condition_key", it.key.clone()), Row { typed: Some(typed(it)), ..plain(value(it)) })));
    rows.extend(it.operators.iter().map(|it| (("operator", it.operator.clone()), plain(value(it)))));
    rows.extend(it.regions.iter().map(|it| (("region", it.region.clone()), plain(value(it)))));
    let name = |it: &Limit| format!("{} {} {}", it.limit, it.model, it.profile);
    rows.extend(it.limits.iter().map(|it| (("limit", name(it)), plain(value(it)))));
    let sensitive = it.sensitive.iter();
    rows.extend(sensitive.map(|it| (("sensitive", format!("{} {}", it.action, it.model)), plain(value(it)))));
    rows.extend(it.services.iter().map(|it| (("code", it.clone()), plain(Value::Null))));
    rows
}

/// The pages that anything of a catalogue names.
fn sources(it: &Catalog) -> Rows {
    let all = it.services.iter().flat_map(|it| &it.sources).chain(&it.global.sources);
    let all: BTreeMap<&str, &Source> = all.map(|it| (it.id.as_str(), it)).collect();
    let row = |it: &Source| {
        serde_json::json!({
            "cloud": it.cloud.name(), "kind": it.kind.name(), "page": it.page, "title": it.title, "language": it.language,
            "date": value(&it.date), "sha256": value(&it.sha256), "older": it.older,
        })
    };
    let mut rows = Rows::default();
    let plain = |value: Value| Row { value, constant: None, typed: None };
    rows.extend(all.into_values().map(|it| (("source", it.id.clone()), plain(row(it)))));
    rows
}

fn typed(it: &ConditionKey) -> String {
    format!("{:?} {:?}", it.kind.get(), it.multivalued.get())
}

/// The fields that differ, and whether code or policies that compiled no longer do.
fn difference(what: &str, before: &Row, after: &Row) -> (Vec<String>, bool) {
    let empty = serde_json::Map::new();
    let (one, other) = (before.value.as_object().unwrap_or(&empty), after.value.as_object().unwrap_or(&empty));
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let mut fields: Vec<String> =
        names.into_iter().filter(|it| one.get(*it) != other.get(*it)).map(ToString::to_string).collect();
    let renamed = before.constant != after.constant;
    if renamed {
        fields.push(String::from("constant"));
    }
    let lost = what == "action" && ["resources", "condition_keys"].iter().any(|it| loses(one.get(*it), other.get(*it)));
    let urn = what == "resource_type" && one.get("urn") != other.get("urn");
    (fields, renamed || lost || urn || before.typed != after.typed)
}

/// Whether a list that is stated now lacks what a policy may have named with the action.
fn loses(before: Option<&Value>, after: Option<&Value>) -> bool {
    let Some(after) = after.and_then(Value::as_array) else { return false };
    let Some(before) = before.and_then(Value::as_array) else { return !before.is_none_or(Value::is_null) };
    before.iter().any(|it| match it.get("type") {
        None => !after.contains(it),
        Some(kind) => {
            let same = after.iter().find(|it| it.get("type") == Some(kind));
            same.is_none_or(|same| loses(it.get("condition_keys"), same.get("condition_keys")))
        }
    })
}

/// What cannot be written as JSON compares as nothing; every row can.
fn value<T: Serialize>(it: &T) -> Value {
    serde_json::to_value(it).unwrap_or(Value::Null)
}

/// The changes in the words of a changelog, a few lines for each service and none for what only a page's words are.
#[must_use]
pub fn changelog(changes: &[Change]) -> Vec<String> {
    let mut lines: BTreeMap<(u8, String), BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for it in changes.iter().filter(|it| is_named(it.what)) {
        let service = it.name.split(':').next().unwrap_or_default().to_owned();
        let shown = match &it.to {
            Some(to) => format!("`{}` to `{to}`", it.name),
            None => format!("`{}`", it.name),
        };
        let order = match it.kind {
            "removed" => 0,
            "renamed" => 1,
            "changed" if it.breaking => 2,
            "added" => 3,
            _ => 4,
        };
        lines.entry((order, service)).or_default().entry(it.what).or_default().push(shown);
    }
    let line = |((order, service), all): ((u8, String), BTreeMap<&str, Vec<String>>)| {
        let verb = ["removed", "renamed", "changed so that code may no longer compile:", "added", "changed"];
        let verb = verb.get(usize::from(order)).copied().unwrap_or_default();
        let breaking = if order < 3 { "**Breaking:** " } else { "" };
        let parts = all.into_iter().map(|(what, names)| {
            let words = what.replace('_', " ");
            let plural = if names.len() == 1 { "" } else { "s" };
            const MOST: usize = 12;
            let more = names.len().saturating_sub(MOST);
            let shown = names.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("{words}{plural} {shown}{more}")
        });
        format!("- {breaking}`{service}`: {verb} {}.", parts.collect::<Vec<_>>().join("; "))
    };
    lines.into_iter().map(line).collect()
}
