//! Huawei's own authorization schema, as `GetAuthorizationSchemaV5` answers: read into facts, written from a service.

use std::collections::BTreeMap;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, ConditionKey, Need, Operation, ResourceType, ResourceUse, Service};
use hwc_iam_data::shared::words::{AccessLevel, Model, Support};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::cell::Unread;
use super::fact::Fact;
use super::facts::{Facts, OperationRow};
use super::name;
use super::v5_types::value_type;

/// What the API answers for one service.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Schema {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actions: Vec<ActionOf>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    resources: Vec<ResourceOf>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<ConditionOf>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    operations: Vec<OperationOf>,
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ActionOf {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access_level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    permission_only: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<Description>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aliases: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resources: Option<Vec<UseOf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition_keys: Option<Vec<String>>,
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Description {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en_us: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zh_cn: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct UseOf {
    urn_template: String,
    #[serde(default)]
    required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition_keys: Option<Vec<String>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ResourceOf {
    type_name: String,
    urn_template: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct ConditionOf {
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    multi_valued: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<Description>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OperationOf {
    operation_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operation_action: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dependent_actions: Option<Vec<String>>,
}

/// The facts of each service of a text: one schema, a list of them, or an object of them by service.
pub(super) fn read(text: &str) -> Vec<Facts> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return vec![failed(&error)],
    };
    let values: Vec<Value> = match value {
        Value::Array(all) => all,
        Value::Object(all) if !all.contains_key("actions") && all.values().all(Value::is_object) => {
            all.into_iter().map(|it| it.1).collect()
        }
        one => vec![one],
    };
    let facts = |it: Schema| facts(it, text);
    values.into_iter().map(|it| serde_json::from_value(it).map_or_else(|it| failed(&it), facts)).collect()
}

fn failed(error: &serde_json::Error) -> Facts {
    let why = format!("no authorization schema: {error}");
    Facts { unread: vec![Unread::new(error.line().max(1), why)], ..Default::default() }
}

fn facts(mut schema: Schema, text: &str) -> Facts {
    let mut facts = Facts { schema_version: schema.version.take(), ..Default::default() };
    refuse_foreign_names(&mut schema, text, &mut facts.unread);
    let mut unknown: Vec<String> = schema.more.into_keys().collect();
    let kinds: BTreeMap<String, String> =
        schema.resources.iter().map(|it| (it.urn_template.clone(), it.type_name.clone())).collect();
    for it in schema.actions {
        unknown.extend(it.more.keys().map(|field| format!("{field} of {}", it.name)));
        let level = it.access_level.as_deref().and_then(super::header::level);
        if level.is_none() {
            unknown.push(format!("access level of {}", it.name));
        }
        facts.actions.push(action(it, level, &kinds));
    }
    for it in schema.resources {
        let urn = Stated::As(it.urn_template);
        facts.resource_types.push(ResourceType { kind: it.type_name, urn, sources: vec![] });
    }
    for it in schema.conditions {
        let kind = it.value_type.as_deref().and_then(value_type);
        if kind.is_none() {
            unknown.push(format!("value type of {}", it.key));
        }
        let text = it.description.unwrap_or_default();
        facts.condition_keys.push(ConditionKey {
            key: it.key,
            title: Stated::from(text.en_us),
            title_zh: Stated::from(text.zh_cn),
            kind: Stated::from(kind),
            multivalued: Stated::from(it.multi_valued),
            models: vec![Model::IdentityPolicy],
            sources: vec![],
        });
    }
    let need = |it: String| Need { action: Some(it), ..Default::default() };
    for it in schema.operations {
        let mut dependencies: Option<Vec<Need>> = it.dependent_actions.map(|it| it.into_iter().map(need).collect());
        dependencies.iter_mut().for_each(Need::sort);
        facts.rows.push(OperationRow {
            model: Model::IdentityPolicy,
            method: None,
            path: None,
            title: Some(it.operation_id.clone()),
            qualifier: None,
            manner: None,
            actions: Stated::from(it.operation_action.map(|it| vec![need(it)])),
            dependencies: Stated::from(dependencies),
            iam_project: Support::NotStated,
            enterprise_project: Support::NotStated,
            by_instance: Support::NotStated,
            by_tag: Support::NotStated,
            action_title: None,
            name: Some(it.operation_id),
        });
    }
    facts.unread.extend(unknown.into_iter().map(|it| Unread::new(1, format!("unknown field `{it}`"))));
    facts
}

/// Takes out what does not begin with the code of a service: a code becomes the name of a file.
fn refuse_foreign_names(schema: &mut Schema, text: &str, unread: &mut Vec<Unread>) {
    let mut is_service = |name: &str| {
        let is_it = hwc_iam_data::is_service_code(name.split(':').next().unwrap_or_default());
        if !is_it {
            let written = serde_json::to_string(name).ok().and_then(|it| text.find(&it)).unwrap_or_default();
            let line = text.bytes().take(written).filter(|it| *it == b'\n').count() + 1;
            unread.push(Unread::new(line, format!("`{name}` does not begin with the code of a service")));
        }
        is_it
    };
    schema.actions.retain(|it| is_service(&it.name));
    schema.resources.retain(|it| is_service(&it.urn_template));
    schema.conditions.retain(|it| is_service(&it.key));
    schema.operations.retain(|it| {
        let named = it.operation_action.iter().chain(it.dependent_actions.iter().flatten());
        named.filter(|it| !is_service(it)).count() == 0
    });
}

fn action(it: ActionOf, level: Option<AccessLevel>, kinds: &BTreeMap<String, String>) -> Action {
    let text = it.description.unwrap_or_default();
    let resources = it.resources.map(|all| {
        let mut uses: Vec<ResourceUse> = all
            .into_iter()
            .map(|it| ResourceUse {
                kind: kinds.get(&it.urn_template).cloned().unwrap_or_else(|| kind(&it.urn_template)),
                required: it.required,
                condition_keys: Stated::from(it.condition_keys.map(sorted)),
            })
            .collect();
        uses.sort_by(|one, other| one.kind.cmp(&other.kind));
        uses
    });
    Action {
        name: it.name,
        title: Stated::from(text.en_us),
        title_zh: Stated::from(text.zh_cn),
        access_level: Stated::from(level),
        permission_only: Stated::from(it.permission_only),
        resources: Stated::from(resources),
        condition_keys: Stated::from(it.condition_keys.map(sorted)),
        aliases: Stated::from(it.aliases.map(sorted)),
        replaced_by: vec![],
        clouds: vec![],
        sources: vec![],
        doubtful_aliases: false,
        identifier: None,
    }
}

/// The fourth part of a URN is the type.
fn kind(urn: &str) -> String {
    urn.split(':').nth(3).unwrap_or(urn).to_owned()
}

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort();
    all.dedup();
    all
}

/// Writes what a service says of the identity-policy model as an authorization schema in canonical form: every list sorted,
/// what is not stated left out.
///
/// # Errors
///
/// Never for a service of the catalogue.
pub fn export(service: &Service) -> Result<String, serde_json::Error> {
    let urns: BTreeMap<&str, &str> =
        service.resource_types.iter().filter_map(|it| Some((it.kind.as_str(), it.urn.get()?.as_str()))).collect();
    // Of a type whose URN no page states, the general form.
    let general = |kind: &str| format!("{}:<region>:<account-id>:{kind}:<{kind}-id>", service.service);
    let urn = |kind: &str| urns.get(kind).map_or_else(|| general(kind), |it| (*it).to_owned());
    let actions = service.actions.iter().map(|it| ActionOf {
        name: it.name.clone(),
        access_level: it.access_level.get().map(|it| it.name().to_owned()),
        permission_only: it.permission_only.get().copied(),
        description: description(&it.title, &it.title_zh),
        aliases: it.aliases.get().cloned(),
        resources: it.resources.get().map(|all| {
            let uses = all.iter().map(|it| UseOf {
                urn_template: urn(&it.kind),
                required: it.required,
                condition_keys: it.condition_keys.get().cloned(),
            });
            uses.collect()
        }),
        condition_keys: it.condition_keys.get().cloned(),
        more: BTreeMap::new(),
    });
    let resources = service.resource_types.iter();
    let conditions = service.condition_keys.get().into_iter().flatten().map(|it| ConditionOf {
        key: it.key.clone(),
        value_type: it.kind.get().map(|it| it.name().to_owned()),
        multi_valued: it.multivalued.get().copied(),
        description: description(&it.title, &it.title_zh),
    });
    let v5 = service.operations.iter().filter(|it| it.model == Model::IdentityPolicy);
    let schema = Schema {
        version: service.schema_version.get().cloned(),
        actions: actions.collect(),
        resources: resources.map(|it| ResourceOf { type_name: it.kind.clone(), urn_template: urn(&it.kind) }).collect(),
        conditions: conditions.collect(),
        operations: v5.flat_map(operations).collect(),
        more: BTreeMap::new(),
    };
    serde_json::to_string_pretty(&schema).map(|it| it + "\n")
}

fn description(en: &Stated<String>, zh: &Stated<String>) -> Option<Description> {
    let it = Description { en_us: en.get().cloned(), zh_cn: zh.get().cloned() };
    (it.en_us.is_some() || it.zh_cn.is_some()).then_some(it)
}

/// An operation of the schema has one action; one of a page may have several.
fn operations(it: &Operation) -> Vec<OperationOf> {
    let names = |list: &Stated<Vec<Need>>| {
        list.get().map(|it| it.iter().filter_map(|it| it.action.clone()).collect::<Vec<_>>())
    };
    let dependent_actions = names(&it.dependencies).map(sorted);
    let one = |action: Option<String>| OperationOf {
        operation_id: it.names.first().cloned().unwrap_or_else(|| it.name()),
        operation_action: action,
        dependent_actions: dependent_actions.clone(),
    };
    match names(&it.actions) {
        Some(all) if !all.is_empty() => all.into_iter().map(|it| one(Some(it))).collect(),
        _ => vec![one(None)],
    }
}

/// What a schema and the pages say of the same service.
pub(super) fn compare(facts: &Facts, pages: &[Service]) -> Vec<super::report::Comparison> {
    let Some(code) = facts.actions.first().map(|it| name::prefix(&it.name)) else { return vec![] };
    let known: BTreeMap<&str, &Action> = pages
        .iter()
        .filter(|it| it.service.eq_ignore_ascii_case(&code))
        .flat_map(|it| &it.actions)
        .map(|it| (it.name.as_str(), it))
        .collect();
    if known.is_empty() {
        return vec![];
    }
    let mut all = Vec::new();
    for action in &facts.actions {
        let said = match known.get(action.name.as_str()) {
            None => "schema",
            Some(page) if (*page).clone().absorb(action).differs.is_empty() => "both",
            Some(_) => "contradicted",
        };
        all.push(super::report::Comparison { action: action.name.clone(), said });
    }
    let listed = |name: &str| facts.actions.iter().any(|it| it.name == name);
    let pages_only = known.keys().filter(|it| !listed(it));
    all.extend(pages_only.map(|it| super::report::Comparison { action: (*it).to_owned(), said: "page" }));
    all.sort();
    all
}
