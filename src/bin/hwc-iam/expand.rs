//! `hwc-iam expand`: the actions that patterns match.

use std::collections::BTreeSet;

use clap::Args;
use hwc_iam::report::{self, Missing};
use hwc_iam::{Model, Service};

use crate::failure::Result;
use crate::{Outcome, Output, output, words};

/// List the actions of the catalogue that patterns match
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Patterns with `*` and `?`, or names
    #[arg(required = true)]
    patterns: Vec<String>,
    /// Model of the actions
    #[arg(long, value_parser = words::model(), default_value = "v5")]
    model: Model,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let all = report::expanded(arguments.model, arguments.patterns.iter().map(String::as_str));
    match arguments.format {
        Output::Json => output::json(&all)?,
        Output::Text => output::text(&all.iter().map(|it| format!("{it}\n")).collect::<String>())?,
    }
    say_what_may_be_missing(&all, arguments.model);
    let mut outcome = Outcome::Clean;
    for pattern in &arguments.patterns {
        if report::expanded(arguments.model, [pattern.as_str()]).is_empty() {
            let missing = Missing::of_pattern(pattern, arguments.model);
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

/// The services of which not all actions are known, so that the patterns may match more.
fn say_what_may_be_missing(actions: &[&str], model: Model) {
    let codes: BTreeSet<&str> = actions.iter().filter_map(|it| it.split(':').next()).collect();
    let services = codes.into_iter().filter_map(Service::from_code).filter(|it| !it.is_complete(model));
    let open: Vec<String> = services.map(|it| format!("`{}`", it.code())).collect();
    let shown = open.get(..MOST_NAMED).unwrap_or(&open).join(", ");
    let more = open.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more services") } else { String::new() };
    if !open.is_empty() {
        output::note(format_args!("not all actions of {shown}{more} are known: others may match, too"));
    }
}

/// So many services are named.
const MOST_NAMED: usize = 5;
