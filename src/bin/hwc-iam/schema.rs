//! `hwc-iam schema`: JSON Schemas by which any editor completes and checks policies.

use clap::{Args, ValueEnum};
use hwc_iam::lint::Profile;
use hwc_iam::report::Document;
use hwc_iam::{
    Action, ConditionKey, Model, Operator, PrincipalKind, Qualifier, ResourceType, RoleAction, Service, ValueType,
};
use serde_json::{Map, Value, json};

use crate::failure::{Failure, Result};
use crate::forms::Form;
use crate::{Outcome, output, words};

/// Print a JSON Schema (2020-12) of policies, of a file that the command reads, or of what it prints
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// File that the command reads, or `report` for what a command prints
    #[arg(value_enum, conflicts_with = "kind")]
    file: Option<File>,
    /// With `report`: the command whose output the schema describes
    #[arg(value_parser = words::one_of(Document::ALL, Document::name), required_if_eq("file", "report"))]
    document: Option<Document>,
    /// Policy kind that the schema describes
    #[arg(long, value_enum, default_value = "identity")]
    kind: Kind,
    /// Whose texts count: with `hwc-2024`, a service control policy takes `Allow`
    #[arg(long, default_value = "hwc", value_parser = words::one_of(Profile::ALL, Profile::name), conflicts_with = "file")]
    profile: Profile,
}

/// What else has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum File {
    /// Policies and request, for `eval`, `diff` and `preflight`
    Scenario,
    /// Facts about resources and agencies, for `preflight`
    Facts,
    /// `hwc-iam.toml`
    Config,
    /// What a command prints with `--format json`
    Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Identity policies, of version `5.0`
    Identity,
    /// Service control policies
    Scp,
    /// Trust policies of agencies
    Trust,
    /// Policies of version `1.1` and roles of version `1.0`
    Role,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let schema = match (arguments.file, arguments.document) {
        (Some(File::Report), Some(document)) => document.schema(),
        (_, Some(document)) => return Err(Failure::new(format!("only `schema report` takes `{document}`"))),
        (Some(File::Scenario), None) => Form::Scenario.schema(),
        (Some(File::Facts), None) => Form::Facts.schema(),
        (Some(File::Config), None) => Form::Config.schema(),
        (_, None) => schema(arguments.kind, arguments.profile),
    };
    output::json(&schema)?;
    Ok(Outcome::Clean)
}

fn schema(kind: Kind, profile: Profile) -> Value {
    let (title, versions): (_, &[&str]) = match kind {
        Kind::Identity => ("Identity policy of Huawei Cloud", &["5.0"]),
        Kind::Scp => ("Service control policy of Huawei Cloud", &["5.0"]),
        Kind::Trust => ("Trust policy of Huawei Cloud", &["5.0"]),
        Kind::Role => ("Role or policy of the role/policy model of Huawei Cloud", &["1.0", "1.1"]),
    };
    let statements = json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/statement" } });
    let statement = match kind {
        // The documentation has both forms for these.
        Kind::Scp => json!({ "anyOf": [statements, { "$ref": "#/$defs/statement" }] }),
        _ => statements,
    };
    let mut properties = json!({ "Version": { "enum": versions }, "Statement": statement });
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": "printed by hwc-iam; what the catalogue does not have is marked, though it may exist",
        "type": "object",
        "required": ["Version", "Statement"],
        "additionalProperties": false,
        "$defs": definitions(kind, profile),
    });
    if kind == Kind::Role {
        insert(&mut properties, "Depends", json!({ "type": "array", "items": { "$ref": "#/$defs/dependency" } }));
        // A role has no conditions and actions of an older form, and nothing else depends on others.
        insert(&mut whole, "if", json!({ "properties": { "Version": { "const": "1.0" } } }));
        insert(
            &mut whole,
            "then",
            json!({ "properties": { "Statement": { "items": { "not": { "required": ["Condition"] } } } } }),
        );
        insert(
            &mut whole,
            "else",
            json!({
                "not": { "required": ["Depends"] },
                "properties": { "Statement": { "items": { "properties": {
                    "Action": { "$ref": "#/$defs/actions" },
                    "NotAction": { "$ref": "#/$defs/actions" },
                    "Resource": { "if": { "type": "array" }, "then": { "$ref": "#/$defs/resources" } },
                    "NotResource": { "$ref": "#/$defs/resources" },
                } } } },
            }),
        );
    }
    insert(&mut whole, "properties", properties);
    whole
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(name.to_owned(), value);
    }
}

fn model(kind: Kind) -> Model {
    if kind == Kind::Role { Model::RolePolicy } else { Model::IdentityPolicy }
}

fn definitions(kind: Kind, profile: Profile) -> Value {
    let mut all = json!({
        "statement": statement(kind, profile),
        "actions": { "type": "array", "items": { "$ref": "#/$defs/action" } },
        "action": action(model(kind)),
        "resources": { "type": "array", "items": { "$ref": "#/$defs/resource" } },
        "resource": resource(model(kind)),
        "condition": condition(model(kind)),
    });
    for kind_of_value in [None].into_iter().chain(ValueType::ALL.iter().copied().map(Some)) {
        insert(&mut all, &values_name(kind_of_value), values(kind_of_value, model(kind)));
        for many in [false, true] {
            insert(&mut all, &keys_name(kind_of_value, many), keys(kind_of_value, many));
        }
    }
    insert(&mut all, "key_name", key_name());
    if kind == Kind::Role {
        insert(&mut all, "older_actions", json!({ "type": "array", "items": { "type": "string" } }));
        insert(
            &mut all,
            "dependency",
            json!({
                "type": "object",
                "required": ["catalog", "display_name"],
                "additionalProperties": false,
                "properties": { "catalog": { "type": "string" }, "display_name": { "type": "string" } },
            }),
        );
    }
    if kind == Kind::Trust {
        insert(&mut all, "principal", principal());
    }
    all
}

fn statement(kind: Kind, profile: Profile) -> Value {
    // The text of 2024 takes `Allow` there, and says what does not go with it.
    let may_allow = kind == Kind::Scp && profile == Profile::HuaweiCloud2024;
    let effects: &[&str] = if kind == Kind::Scp && !may_allow { &["Deny"] } else { &["Allow", "Deny"] };
    let actions = if kind == Kind::Role { "older_actions" } else { "actions" };
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let resource = match kind {
        Kind::Role => json!({ "anyOf": [{ "type": "array", "items": { "type": "string" } }, {
            "type": "object",
            "required": ["uri"],
            "additionalProperties": false,
            "properties": { "uri": { "type": "array", "minItems": 1, "items": { "type": "string" } } },
        }] }),
        _ => reference("resources"),
    };
    let mut properties = json!({
        "Sid": { "type": "string" },
        "Effect": { "enum": effects },
        "Action": reference(actions),
        "NotAction": reference(actions),
        "Resource": resource,
        "Condition": reference("condition"),
    });
    if kind != Kind::Scp {
        let any = json!({ "type": "array", "items": { "type": "string" } });
        insert(&mut properties, "NotResource", if kind == Kind::Role { any } else { reference("resources") });
    }
    let mut rules = vec![
        json!({ "oneOf": [{ "required": ["Action"] }, { "required": ["NotAction"] }] }),
        json!({ "not": { "required": ["Resource", "NotResource"] } }),
    ];
    if may_allow {
        rules.push(json!({
            "if": { "required": ["Effect"], "properties": { "Effect": { "const": "Allow" } } },
            "then": {
                "not": { "anyOf": [{ "required": ["Condition"] }, { "required": ["NotAction"] }] },
                "properties": { "Resource": { "items": { "const": "*" } } },
            },
        }));
    }
    if kind == Kind::Trust {
        insert(&mut properties, "Principal", reference("principal"));
        insert(&mut properties, "NotPrincipal", reference("principal"));
        rules.push(json!({ "oneOf": [{ "required": ["Principal"] }, { "required": ["NotPrincipal"] }] }));
    }
    json!({
        "type": "object",
        "required": ["Effect"],
        "additionalProperties": false,
        "properties": properties,
        "allOf": rules,
    })
}

fn principal() -> Value {
    // Ids are those of bucket policies.
    let properties = PrincipalKind::ALL.iter().filter(|it| **it != PrincipalKind::Id).map(|kind| {
        let item = match kind {
            PrincipalKind::Service => json!({ "type": "string", "pattern": "^service\\.[A-Za-z0-9-]{1,56}$" }),
            _ => json!({ "type": "string", "minLength": 1 }),
        };
        (kind.name().to_owned(), json!({ "type": "array", "minItems": 1, "items": item }))
    });
    json!({
        "type": "object",
        "minProperties": 1,
        "additionalProperties": false,
        "properties": properties.collect::<Map<_, _>>(),
    })
}

fn action(model: Model) -> Value {
    match model {
        Model::IdentityPolicy => {
            let names: Vec<&str> = Action::all().map(Action::name).collect();
            json!({ "anyOf": [{ "enum": names }, { "type": "string", "pattern": WILDCARD }, unread_action(model)] })
        }
        Model::RolePolicy => {
            let names: Vec<&str> = RoleAction::all().map(RoleAction::name).collect();
            let mut all =
                vec![json!({ "enum": names }), json!({ "type": "string", "pattern": WILDCARD }), unread_action(model)];
            // As they are documented they are offered; their case makes no difference.
            all.extend(Service::all().filter_map(role_actions).map(|it| json!({ "type": "string", "pattern": it })));
            json!({ "anyOf": all })
        }
    }
}

/// Any action of a service of which it is not known which actions it has.
fn unread_action(model: Model) -> Value {
    let complete: Vec<String> =
        Service::all().filter(|it| it.is_complete(model)).map(|it| any_case(it.code())).collect();
    let not = if complete.is_empty() { String::new() } else { format!("(?!({}):)", complete.join("|")) };
    json!({ "type": "string", "pattern": format!("^{not}[^:]+:[^:]*:[^:]+$") })
}

/// A regular expression for the actions of a service in whatever case.
fn role_actions(service: Service) -> Option<String> {
    let behind = |it: RoleAction| it.name().split_once(':').map(|(_, rest)| any_case(rest));
    let all: Vec<String> = service.role_actions().filter_map(behind).collect();
    (!all.is_empty()).then(|| format!("^{}:({})$", any_case(service.code()), all.join("|")))
}

fn resource(model: Model) -> Value {
    let any: Vec<String> = match model {
        Model::IdentityPolicy => ResourceType::all().map(|it| it.any().to_string()).collect(),
        Model::RolePolicy => Vec::new(),
    };
    let urn = json!({ "type": "string", "pattern": "^([^:]*:){4}" });
    let all = [json!({ "const": "*" }), json!({ "enum": any }), urn];
    let all: Vec<Value> = all.into_iter().filter(|it| it.get("enum") != Some(&json!([]))).collect();
    json!({ "anyOf": all })
}

/// An object with every operator: each qualifier, with `IfExists` and without.
fn condition(model: Model) -> Value {
    let mut properties = Map::new();
    for operator in Operator::ALL.iter().filter(|it| it.is_of(model)) {
        let qualifiers = [None].into_iter().chain(Qualifier::ALL.iter().copied().map(Some));
        for qualifier in qualifiers {
            let suffixes: &[&str] = if operator.takes_if_exists() { &["", "IfExists"] } else { &[""] };
            for suffix in suffixes {
                let prefix = qualifier.map(|it| format!("{it}:")).unwrap_or_default();
                let keys = keys_name(operator.value_type(), qualifier.is_some());
                properties.insert(
                    format!("{prefix}{}{suffix}", operator.name()),
                    json!({ "$ref": format!("#/$defs/{keys}") }),
                );
            }
        }
    }
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// An object with every key that an operator for values of this type takes. The case of a key makes no difference.
fn keys(kind: Option<ValueType>, many: bool) -> Value {
    let is_taken = |it: &ConditionKey| match (kind, it.value_type()) {
        (Some(compared), Some(is)) => compared == is,
        _ => true,
    };
    let reference = json!({ "$ref": format!("#/$defs/{}", values_name(kind)) });
    let (mut properties, mut patterns) = (Map::new(), Map::new());
    for key in ConditionKey::ALL.iter().filter(|it| is_taken(it) && !(many && it.is_multivalued() == Some(false))) {
        let end = if key.template().is_some() {
            "/.+$"
        } else {
            properties.insert(key.name().to_owned(), reference.clone());
            "$"
        };
        patterns.insert(format!("^{}{end}", any_case(key.stem())), reference.clone());
    }
    patterns.insert(unread_key(), reference);
    json!({
        "type": "object",
        "minProperties": 1,
        "additionalProperties": false,
        "propertyNames": { "$ref": "#/$defs/key_name" },
        "properties": properties,
        "patternProperties": patterns,
    })
}

/// A regular expression for the keys of services whose keys no page states, and for global keys that are not known.
fn unread_key() -> String {
    let is_stated = |it: &Service| it.condition_keys().is_some() && it.is_complete(Model::IdentityPolicy);
    let stated = Service::all().filter(is_stated).map(|it| any_case(it.code()));
    let stated = stated.collect::<Vec<_>>().join("|");
    format!("^(?!({stated}):)(?!({})(/|$))[^:]+:.+$", global_keys().collect::<Vec<_>>().join("|"))
}

/// The global keys in whatever case, without what stands for their templates.
fn global_keys() -> impl Iterator<Item = String> {
    ConditionKey::ALL.iter().filter(|it| it.service().is_none()).map(|it| any_case(it.stem()))
}

/// The name of a key that is not a misspelling of a global one by a letter.
fn key_name() -> Value {
    let known = global_keys().collect::<Vec<_>>().join("|");
    let stems = ConditionKey::ALL.iter().filter(|it| it.service().is_none()).map(|it| it.stem());
    let near: Vec<String> = stems.flat_map(one_off).collect();
    json!({ "anyOf": [
        { "pattern": format!("^({known})(/|$)") },
        { "not": { "pattern": format!("^({})(/|$)", near.join("|")) } },
    ] })
}

/// Regular expressions for a name with one letter too many, too few or wrong behind its prefix, or two that changed places.
fn one_off(name: &str) -> Vec<String> {
    let start = name.find(':').map_or(0, |it| it + 1);
    let mut all = Vec::new();
    for at in start..=name.len() {
        let (Some(before), Some(behind)) = (name.get(..at), name.get(at..)) else { continue };
        all.push(format!("{before}.{behind}"));
        let mut rest = behind.chars();
        let Some(first) = rest.next() else { continue };
        all.push(format!("{before}.?{}", rest.as_str()));
        if let Some(second) = rest.next() {
            all.push(format!("{before}{second}{first}{}", rest.as_str()));
        }
    }
    all
}

/// A regular expression for a name in whatever case.
fn any_case(name: &str) -> String {
    let either = |it: char| match it {
        it if it.is_ascii_alphabetic() => format!("[{}{}]", it.to_ascii_lowercase(), it.to_ascii_uppercase()),
        it if it.is_ascii_alphanumeric() || matches!(it, ':' | '_' | '/') => it.to_string(),
        it => format!("\\{it}"),
    };
    name.chars().map(either).collect()
}

/// The values of a type, one or an array of them; a value with a variable is of any type.
fn values(kind: Option<ValueType>, model: Model) -> Value {
    let one = match kind {
        // `Null` asks whether the key is there.
        None | Some(ValueType::Boolean) => json!({ "anyOf": [{ "enum": ["true", "false"] }, variable()] }),
        Some(ValueType::Number) => {
            json!({ "anyOf": [{ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }, variable()] })
        }
        Some(ValueType::Date) => {
            json!({ "anyOf": [{ "type": "string", "pattern": "^[0-9]{4}-?[0-9]{2}" }, variable()] })
        }
        Some(ValueType::Ip) => {
            json!({ "anyOf": [{ "type": "string", "pattern": "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$" }, variable()] })
        }
        Some(ValueType::String) => json!({ "type": "string" }),
    };
    let least = usize::from(model == Model::RolePolicy);
    json!({ "anyOf": [one, { "type": "array", "minItems": least, "items": one }] })
}

fn variable() -> Value {
    json!({ "type": "string", "pattern": "\\$\\{" })
}

fn values_name(kind: Option<ValueType>) -> String {
    format!("{}_values", kind.map_or("presence", |it| it.name()))
}

fn keys_name(kind: Option<ValueType>, many: bool) -> String {
    let many = if many { "_with_qualifier" } else { "" };
    format!("{}_keys{many}", kind.map_or("any", |it| it.name()))
}

/// `*`, or three parts with `*` or `?` somewhere.
const WILDCARD: &str = "^(\\*|(?=.*[*?])[^:]+:[^:]*:[^:]+)$";
