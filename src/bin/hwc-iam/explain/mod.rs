//! `hwc-iam explain`: all that is known of one name.

mod text;

use clap::Args;
use hwc_iam::lint::Rule;
use hwc_iam::{
    Action, Cloud, ConditionKey, Constraint, Model, Operation, Operator, Role, RoleAction, Service, suggest,
};
use serde_json::{Value, json};

use crate::forms::Form;
use crate::{Outcome, Output, facts, missing, output};

/// Say what an action, a condition key, an operator, an operation, a role, a service, a constraint or a rule of `check` is
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Its name; that of an operation is `METHOD /path`, or `CreateImage`, or `ims:CreateImage`
    name: String,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

/// What has a name.
enum Found {
    Rule(&'static Rule),
    /// A file of the command's own.
    Form(Form),
    /// An action of one model or of both.
    Action(Option<Action>, Option<RoleAction>),
    /// The operations that a call may be, on each cloud and for each model.
    Operations(Vec<Operation>),
    Key(ConditionKey),
    Operator(Operator),
    Roles(Vec<Role>),
    Service(Service),
    Constraint(Constraint),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let name = arguments.name.trim();
    let found = find(name).ok_or_else(|| unknown(name))?;
    match arguments.format {
        Output::Json => output::json(&json(&found, name))?,
        Output::Text => output::print(&text::text(&found))?,
    }
    Ok(Outcome::Clean)
}

fn find(name: &str) -> Option<Found> {
    let (v5, role) = (Action::from_name(name), RoleAction::from_name(name));
    Rule::from_name(name)
        .map(Found::Rule)
        .or_else(|| Form::from_name(name).map(Found::Form))
        .or_else(|| (v5.is_some() || role.is_some()).then_some(Found::Action(v5, role)))
        .or_else(|| operations(name))
        .or_else(|| ConditionKey::from_name(name).map(Found::Key))
        .or_else(|| operator(name).map(Found::Operator))
        .or_else(|| roles(name))
        .or_else(|| Service::from_code_ignore_case(name).map(Found::Service))
        .or_else(|| Constraint::all().find(|it| it.id() == name).map(Found::Constraint))
}

fn operations(name: &str) -> Option<Found> {
    let mut found: Vec<Operation> = Operation::find_by_name(name).collect();
    if !found.is_empty() {
        return Some(Found::Operations(found));
    }
    for model in Model::ALL {
        for cloud in Cloud::ALL {
            let matches = Operation::resolve(name, *model, *cloud).ok()?;
            found.extend(matches.iter().map(|it| it.operation()));
        }
    }
    (!found.is_empty()).then_some(Found::Operations(found))
}

/// The operator with this name, whatever qualifier and `IfExists` are on it.
fn operator(name: &str) -> Option<Operator> {
    let name = name.split_once(':').map_or(name, |(_, rest)| rest);
    let stem = name.strip_suffix("IfExists").unwrap_or(name);
    Operator::ALL.iter().copied().find(|it| it.name() == stem)
}

fn roles(name: &str) -> Option<Found> {
    let found: Vec<Role> = Role::all().filter(|it| it.name() == name || it.formerly() == Some(name)).collect();
    (!found.is_empty()).then_some(Found::Roles(found))
}

fn json(found: &Found, name: &str) -> Value {
    match found {
        Found::Rule(it) => {
            let mut found = of_kind("rule", facts::rule(it));
            add(&mut found, "docs", it.docs().into());
            found
        }
        Found::Form(it) => json!({ "kind": "file", "name": name, "docs": it.page(), "schema": it.schema() }),
        Found::Action(v5, role) => of_kind("action", action(*v5, *role)),
        Found::Operations(all) => {
            let operations: Vec<Value> = all.iter().copied().map(facts::operation).collect();
            json!({ "kind": "operation", "name": name, "operations": operations })
        }
        Found::Key(it) => of_kind("key", facts::key(*it)),
        Found::Operator(it) => of_kind("operator", facts::operator(*it)),
        Found::Roles(all) => {
            let roles: Vec<Value> = all.iter().copied().map(facts::role).collect();
            json!({ "kind": "role", "name": name, "roles": roles })
        }
        Found::Service(it) => of_kind("service", facts::service(*it)),
        Found::Constraint(it) => of_kind("constraint", facts::constraint(*it)),
    }
}

/// An action of one model or of both, with the operations that need it.
fn action(v5: Option<Action>, role: Option<RoleAction>) -> Value {
    let needed = v5.into_iter().flat_map(Action::operations).chain(role.into_iter().flat_map(RoleAction::operations));
    let operations = needed.map(facts::operation).collect::<Vec<_>>();
    let of_role = role.map(facts::role_action);
    let mut found = match v5.map(facts::action) {
        Some(mut found) => {
            add(&mut found, "role_action", of_role.unwrap_or(Value::Null));
            found
        }
        None => of_role.unwrap_or(Value::Null),
    };
    add(&mut found, "operations", operations.into());
    found
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
    let rules = Rule::ALL.iter().map(|it| it.name()).chain(Operator::ALL.iter().map(|it| it.name()));
    let others = Role::all().map(Role::name).chain(Service::all().map(Service::code));
    let others = others.chain(Operation::all().flat_map(|it| it.names().iter().copied()));
    let candidates = actions.chain(keys).chain(rules).chain(others);
    let doubts = Model::ALL.iter().filter_map(|it| missing::of(name, *it)).filter(|it| !it.is_certain);
    // What an action of a service that was not read is, nobody can tell from here.
    let is_action = name.split(':').count() == 3;
    let mut doubts: Vec<String> = doubts.filter(|_| is_action).map(|it| format!("\nnote: {}", it.message)).collect();
    doubts.dedup();
    let service = name.split_once(':').map_or("", |(service, _)| service);
    let is_meant = |it: &&str| doubts.is_empty() || it.split_once(':').is_some_and(|(it, _)| it == service);
    let near = suggest::several(name, candidates.filter(is_meant), MOST_NEAR);
    let near: Vec<String> = near.iter().map(|it| format!("`{it}`")).collect();
    let help = match near.split_last() {
        None => String::new(),
        Some((one, [])) => format!("; did you mean {one}?"),
        Some((last, rest)) => format!("; did you mean {} or {last}?", rest.join(", ")),
    };
    format!("the catalogue has nothing that is called `{name}`{help}{}", doubts.concat())
}

/// So many names are offered for one that nothing has.
const MOST_NEAR: usize = 3;
