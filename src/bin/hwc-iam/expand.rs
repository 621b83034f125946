//! `hwc-iam expand`: the actions that patterns match.

use clap::Args;
use hwc_iam::wildcard::KnownAction;
use hwc_iam::{Action, Model, RoleAction};

use crate::{Outcome, Output, missing, output, words};

/// Name the actions of the catalogue that patterns match
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Patterns with `*` and `?`, or names
    #[arg(required = true)]
    patterns: Vec<String>,
    /// The model of the actions, `v5` or `role`
    #[arg(long, value_parser = words::model, default_value = "v5")]
    model: Model,
    /// How to print them
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let all = names(arguments.model, &arguments.patterns);
    match arguments.format {
        Output::Json => output::json(&all)?,
        Output::Text => output::text(&all.iter().map(|it| format!("{it}\n")).collect::<String>())?,
    }
    let mut outcome = Outcome::Clean;
    for pattern in &arguments.patterns {
        if names(arguments.model, [pattern]).is_empty() {
            let missing = missing::of_pattern(pattern, arguments.model);
            if missing.is_certain {
                output::warning(format_args!("no {} matches `{pattern}`", words::actions_of(arguments.model)));
                outcome = Outcome::Findings;
            } else {
                output::warning(&missing.message);
                outcome = if outcome == Outcome::Clean { Outcome::Unknown } else { outcome };
            }
        }
    }
    Ok(outcome)
}

fn names<'a>(model: Model, patterns: impl IntoIterator<Item = &'a String>) -> Vec<&'static str> {
    let patterns = patterns.into_iter().map(String::as_str);
    match model {
        Model::IdentityPolicy => expand::<Action>(patterns),
        Model::RolePolicy => expand::<RoleAction>(patterns),
    }
}

fn expand<'a, A: KnownAction>(patterns: impl IntoIterator<Item = &'a str>) -> Vec<&'static str> {
    hwc_iam::expand::<A>(patterns).into_iter().map(A::name).collect()
}
