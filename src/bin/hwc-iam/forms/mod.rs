//! The forms of the command's own files: a page for people and a JSON Schema for editors.

use hwc_iam::eval::Assumption;
use hwc_iam::lint::Rule;
use hwc_iam::{Fact, FactKind, PolicyKind, Service};
use serde_json::{Map, Value, json};

/// A file of the command's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Policies and request, for `eval`, `diff` and `preflight`
    Scenario,
    /// What is known of resources and agencies, for `preflight`
    Facts,
    /// `hwc-iam.toml`
    Config,
}

impl Form {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "scenario" => Some(Self::Scenario),
            "facts" => Some(Self::Facts),
            "config" | "hwc-iam.toml" => Some(Self::Config),
            _ => None,
        }
    }

    pub(crate) const fn page(self) -> &'static str {
        match self {
            Self::Scenario => include_str!("scenario.md"),
            Self::Facts => include_str!("facts.md"),
            Self::Config => include_str!("config.md"),
        }
    }

    pub(crate) fn schema(self) -> Value {
        let (title, mut body) = match self {
            Self::Scenario => ("Scenario of hwc-iam", scenario()),
            Self::Facts => ("Facts of hwc-iam", facts()),
            Self::Config => ("Configuration of hwc-iam", config()),
        };
        if let Value::Object(members) = &mut body {
            members.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
            members.insert("title".into(), title.into());
        }
        body
    }
}

fn object(properties: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn list_of(name: &str) -> Value {
    json!({ "type": "array", "items": reference(name) })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn scenario() -> Value {
    let text = json!({ "type": "string" });
    let document = json!({
        "type": "object",
        "required": ["Version", "Statement"],
        "description": "the document; `hwc-iam schema --kind` prints what it takes",
    });
    let named = object(json!({ "name": text, "policy": reference("document") }));
    let named_policy = json!({ "allOf": [named, { "required": ["policy"] }] });
    let role = object(json!({ "name": text, "policy": reference("document"), "scope": reference("scope") }));
    let of_one = |name: &str| json!({ "allOf": [object(json!({ name: text })), { "required": [name] }] });
    let scalar = json!({ "type": ["string", "number", "boolean"] });
    let kinds = ["IAM", "Service", "Identity_provider", "Federated"].map(of_one);
    let principals: Vec<Value> = core::iter::once(text.clone()).chain(kinds).collect();
    let principal = json!({ "anyOf": principals });
    let assumptions: Map<String, Value> = Assumption::ALL
        .iter()
        .map(|it| (it.name().to_owned(), json!({ "enum": ["yes", "no", "unknown"], "description": it.question() })))
        .collect();
    let request = object(json!({
        "principal": principal,
        "action": { "type": "string", "description": "such as `ims:images:list`" },
        "resource": { "type": "string", "description": "a URN, or `*` for none" },
        "context": {
            "type": "object",
            "description": "condition keys with their values; a key that is not here is not in the request",
            "additionalProperties": { "anyOf": [scalar, { "type": "null" }, { "type": "array", "items": scalar }] },
        },
        "unknown": {
            "type": "array",
            "description": "condition keys whose values are not known, or `resource`",
            "items": text,
        },
    }));
    let mut whole = object(json!({
        "identity_policies": list_of("policy"),
        "scps": {
            "description": "a list of policies, or one list for each level of the organization, the root first",
            "anyOf": [{ "type": "array", "items": list_of("policy") }, list_of("policy")],
        },
        "session_policies": list_of("policy"),
        "resource_policy": { "anyOf": [reference("policy"), { "type": "null" }] },
        "roles": { "type": "array", "items": role },
        "root_user": { "type": "boolean" },
        "management_account": { "type": "boolean" },
        "cross_account": { "type": ["boolean", "null"] },
        "cloud": { "enum": ["hwc", "otc", null] },
        "assumptions": object(Value::Object(assumptions)),
        "request": { "anyOf": [request, { "type": "null" }] },
    }));
    let definitions = json!({
        "document": document,
        "policy": { "anyOf": [reference("document"), named_policy] },
        "scope": {
            "default": "all",
            "anyOf": [
                { "enum": ["all", "global", "all_projects"] },
                of_one("project"),
                of_one("enterprise_project"),
            ],
        },
    });
    insert(&mut whole, "$defs", definitions);
    whole
}

/// Names with points may also be objects in objects.
fn facts() -> Value {
    let mut whole = object(json!({}));
    for fact in Service::all().flat_map(Service::facts) {
        let schema = fact_schema(fact);
        insert_at(&mut whole, fact.name(), &schema);
    }
    let answers = json!({ "type": "object", "additionalProperties": { "type": ["boolean", "null"] } });
    for group in ["roles", "needs", "qualifiers"] {
        insert_at(&mut whole, group, &answers);
    }
    let questions = json!({ "^(roles|needs|qualifiers)\\.": { "type": ["boolean", "null"] } });
    insert(&mut whole, "patternProperties", questions);
    whole
}

fn fact_schema(fact: Fact) -> Value {
    let mut schema = match fact.kind() {
        FactKind::Boolean => json!({ "type": ["boolean", "null"] }),
        FactKind::Number => json!({ "type": ["number", "string", "null"], "minimum": 0 }),
        FactKind::Region | FactKind::String => json!({ "type": ["string", "null"] }),
        FactKind::Roles | FactKind::Strings => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
    };
    insert(&mut schema, "description", fact.title().into());
    schema
}

/// Under its whole name, and under each of its parts in turn.
fn insert_at(object_schema: &mut Value, name: &str, schema: &Value) {
    let Some(Value::Object(properties)) = object_schema.get_mut("properties") else { return };
    properties.insert(name.to_owned(), schema.clone());
    for (at, _) in name.match_indices('.') {
        if let (Some(first), Some(rest)) = (name.get(..at), name.get(at + 1..)) {
            let inner = properties.entry(first).or_insert_with(|| object(json!({})));
            insert_at(inner, rest, schema);
        }
    }
}

fn config() -> Value {
    let kinds: Vec<&str> = PolicyKind::ALL.iter().map(|it| it.name()).collect();
    let kind = json!({ "enum": kinds, "description": "policy kind; detected if omitted" });
    let level = json!({ "enum": ["allow", "warn", "deny"] });
    let mut levels: Map<String, Value> = Map::from_iter([("all".to_owned(), level.clone())]);
    for rule in Rule::ALL {
        let mut level = level.clone();
        insert(&mut level, "description", rule.summary().into());
        levels.insert(rule.name().to_owned(), level);
    }
    let rules = object(Value::Object(levels));
    let of_path = object(json!({
        "path": { "type": "string", "description": "a pattern such as `tests/*`, seen from the folder of this file" },
        "kind": kind,
        "rules": rules,
    }));
    let rule_names: Vec<&str> = Rule::ALL.iter().map(|it| it.name()).filter(|it| *it != "syntax").collect();
    let of_statement = object(json!({
        "file": { "type": "string", "description": "a file, seen from the folder of this file; no pattern" },
        "sid": { "type": "string", "description": "the `Sid` of the statement" },
        "rule": { "enum": rule_names },
        "reason": { "type": "string", "minLength": 1, "description": "why the finding is meant to be there" },
    }));
    let is_whole = json!({ "required": ["file", "sid", "rule", "reason"] });
    object(json!({
        "allow": { "type": "array", "items": { "allOf": [of_statement, is_whole] } },
        "profile": { "enum": ["hwc", "hwc-2024", "otc"], "default": "hwc" },
        "kind": kind,
        "baseline": { "type": "string", "description": "a file of findings that are not reported" },
        "enterprise_project": { "type": "boolean", "default": false },
        "rules": rules,
        "paths": { "type": "array", "items": { "allOf": [of_path, { "required": ["path"] }] } },
    }))
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}
