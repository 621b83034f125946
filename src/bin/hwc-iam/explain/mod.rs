//! `hwc-iam explain`: all that is known of one name.

mod text;

use clap::Args;
use hwc_iam::lint::Rule;
use hwc_iam::report::{self, ExplainedKind, Explanation, Named};
use hwc_iam::{Action, ConditionKey, Model, Operation, Operator, Role, RoleAction, Service, suggest};

use crate::forms::Form;
use crate::{Outcome, Output, missing, output};

/// Explain an action, a condition key, an operator, an operation, a role, a service, a constraint or a rule of `check`
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Name; an operation is `METHOD /path`, `CreateImage` or `ims:CreateImage`
    name: String,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

/// What has a name.
enum Found {
    /// A file that the command reads.
    Form(Form),
    Named(Named),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let name = arguments.name.trim();
    let found = find(name).ok_or_else(|| unknown(name))?;
    match arguments.format {
        Output::Json => output::json(&document(&found, name))?,
        Output::Text => output::print(&text::text(&found))?,
    }
    Ok(Outcome::Clean)
}

/// What is known of something, for people.
pub(crate) fn text(it: &Named) -> String {
    text::named(it)
}

fn find(name: &str) -> Option<Found> {
    Form::from_name(name).map(Found::Form).or_else(|| Named::find(name).map(Found::Named))
}

fn document(found: &Found, name: &str) -> Explanation {
    match found {
        Found::Form(it) => Explanation::File {
            kind: ExplainedKind::File,
            name: name.to_owned().into(),
            docs: it.page().into(),
            schema: it.schema(),
        },
        Found::Named(it) => report::explanation(it, name),
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
