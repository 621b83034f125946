//! `hwc-iam explain`: all that is known of one name.

use clap::Args;
use hwc_iam::lint::Rule;
use hwc_iam::{Action, Cloud, ConditionKey, Constraint, Model, Operation, Role, RoleAction, Service, suggest};
use serde_json::{Map, Value, json};

use crate::{Outcome, Output, facts, output};

/// Say all that is known of an action, a condition key, an operation, a role, a service, a constraint or a rule of `check`
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Its name; that of an operation is `METHOD /path`
    name: String,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let name = arguments.name.trim();
    if let (Some(rule), Output::Text) = (Rule::from_name(name), arguments.format) {
        let code = rule.issue_code().map(|it| format!(" ({it})")).unwrap_or_default();
        let head = format!("{}: {}, {} by default{code}", rule.name(), rule.severity(), rule.level());
        output::print(&format!("{head}\n{}\n\n{}\n", rule.summary(), rule.docs().trim_end()))?;
        return Ok(Outcome::Clean);
    }
    let found = find(name).ok_or_else(|| unknown(name))?;
    match arguments.format {
        Output::Json => output::json(&found)?,
        Output::Text => {
            let mut out = String::new();
            write(&found, 0, &mut out);
            output::print(&out)?;
        }
    }
    Ok(Outcome::Clean)
}

fn find(name: &str) -> Option<Value> {
    rule(name)
        .or_else(|| action(name))
        .or_else(|| operations(name))
        .or_else(|| ConditionKey::from_name(name).map(|it| of_kind("key", facts::key(it))))
        .or_else(|| roles(name))
        .or_else(|| Service::from_code_ignore_case(name).map(|it| of_kind("service", facts::service(it))))
        .or_else(|| Constraint::all().find(|it| it.id() == name).map(|it| of_kind("constraint", facts::constraint(it))))
}

fn rule(name: &str) -> Option<Value> {
    let rule = Rule::from_name(name)?;
    let mut found = of_kind("rule", facts::rule(rule));
    add(&mut found, "docs", rule.docs().into());
    Some(found)
}

/// An action of one model or of both, with the operations that need it.
fn action(name: &str) -> Option<Value> {
    let (v5, role) = (Action::from_name(name), RoleAction::from_name(name));
    let needed = v5.into_iter().flat_map(Action::operations).chain(role.into_iter().flat_map(RoleAction::operations));
    let operations = needed.map(facts::operation).collect::<Vec<_>>();
    let of_role = role.map(facts::role_action);
    let mut found = match (v5.map(facts::action), of_role) {
        (Some(mut found), of_role) => {
            add(&mut found, "role_action", of_role.unwrap_or(Value::Null));
            found
        }
        (None, Some(found)) => found,
        (None, None) => return None,
    };
    add(&mut found, "operations", operations.into());
    Some(of_kind("action", found))
}

/// The operations that a call may be, on each cloud and for each model.
fn operations(name: &str) -> Option<Value> {
    let mut found = Vec::new();
    for model in Model::ALL {
        for cloud in Cloud::ALL {
            let matches = Operation::resolve(name, *model, *cloud).ok()?;
            found.extend(matches.iter().map(|it| facts::operation(it.operation())));
        }
    }
    (!found.is_empty()).then(|| json!({ "kind": "operation", "name": name, "operations": found }))
}

fn roles(name: &str) -> Option<Value> {
    let is_it = |it: &Role| it.name() == name || it.formerly() == Some(name);
    let found: Vec<Value> = Role::all().filter(is_it).map(facts::role).collect();
    (!found.is_empty()).then(|| json!({ "kind": "role", "name": name, "roles": found }))
}

fn of_kind(kind: &str, mut found: Value) -> Value {
    add(&mut found, "kind", kind.into());
    found
}

fn add(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = object {
        // What a fact says of its own kind stays.
        fields.entry(name).or_insert(value);
    }
}

fn unknown(name: &str) -> String {
    let actions = Action::all().map(Action::name).chain(RoleAction::all().map(RoleAction::name));
    let keys = ConditionKey::ALL.iter().map(|it| it.name());
    let rules = Rule::ALL.iter().map(|it| it.name());
    let others = Role::all().map(Role::name).chain(Service::all().map(Service::code));
    let near = suggest::nearest(name, actions.chain(keys).chain(rules).chain(others));
    let help = near.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
    format!("nothing is called `{name}`{help}")
}

/// A value as lines of `name: value`; what is empty is left out.
fn write(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, value) in in_order(fields) {
                match line(value) {
                    Some(text) if text.is_empty() => {}
                    Some(text) => out.push_str(&format!("{indent}{name}: {text}\n")),
                    None => {
                        out.push_str(&format!("{indent}{name}:\n"));
                        write(value, depth + 1, out);
                    }
                }
            }
        }
        Value::Array(all) => {
            for it in all {
                match line(it) {
                    Some(text) => out.push_str(&format!("{indent}- {text}\n")),
                    None => {
                        let mut inner = String::new();
                        write(it, depth + 1, &mut inner);
                        let start = indent.len() + 2;
                        out.push_str(&format!("{indent}- {}", inner.get(start..).unwrap_or_default()));
                    }
                }
            }
        }
        _ => {}
    }
}

/// What fits on one line.
fn line(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) if text == facts::NOT_STATED => Some(String::from("not stated")),
        Value::String(text) => Some(text.clone()),
        Value::Array(all) if all.iter().all(|it| it.is_string()) => {
            Some(all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Value::Array(all) => all.is_empty().then(String::new),
        Value::Object(fields) => fields.is_empty().then(String::new),
        other => Some(other.to_string()),
    }
}

/// What names a thing first, then what is short, then what takes lines.
fn in_order(fields: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let first = ["kind", "name", "key", "rule", "service", "id", "method", "path", "title"];
    let mut all: Vec<_> = fields.iter().collect();
    all.sort_by_key(|(name, value)| {
        let place = first.iter().position(|it| it == name).unwrap_or(first.len());
        (line(value).is_none(), place)
    });
    all
}
