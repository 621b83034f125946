//! `hwc-iam expand`: the actions that patterns match.

use clap::Args;
use hwc_iam::{Model, report};

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
    let all = report::expanded(arguments.model, arguments.patterns.iter().map(String::as_str));
    match arguments.format {
        Output::Json => output::json(&all)?,
        Output::Text => output::text(&all.iter().map(|it| format!("{it}\n")).collect::<String>())?,
    }
    let mut outcome = Outcome::Clean;
    for pattern in &arguments.patterns {
        if report::expanded(arguments.model, [pattern.as_str()]).is_empty() {
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
