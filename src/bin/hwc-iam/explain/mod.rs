//! `hwc-iam explain`: all that is known of one name.

mod text;

use clap::Args;
use hwc_iam::Model;
use hwc_iam::report::{self, ExplainedKind, Explanation, Missing, Named};

use crate::failure::{Failure, Result};
use crate::forms::Form;
use crate::{Outcome, Output, output};

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

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
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

fn unknown(name: &str) -> Failure {
    let doubts = Model::ALL.iter().filter_map(|it| Missing::of(name, *it)).filter(|it| !it.is_certain);
    // What an action of a service that was not read is, nobody can tell from here.
    let is_action = name.split(':').count() == 3;
    let mut doubts: Vec<String> = doubts.filter(|_| is_action).map(|it| it.message).collect();
    doubts.dedup();
    let what = format!("the catalogue has nothing that is called `{name}`");
    Failure::new(what).with_help(Named::help(name)).with_notes(doubts)
}
