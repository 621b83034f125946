//! `hwc-iam shrink`: a few patterns in the place of many actions.

use std::str::FromStr;

use clap::Args;
use hwc_iam::error::UnknownNameError;
use hwc_iam::report::{self, Missing, ShrunkPattern};
use hwc_iam::wildcard::KnownAction;
use hwc_iam::{Action, Model, RoleAction};

use crate::failure::{Failure, Result};
use crate::{Outcome, Output, output, words};

/// Find the fewest readable patterns that match exactly these actions of the catalogue
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Names of actions
    #[arg(required = true)]
    actions: Vec<String>,
    /// Model of the actions
    #[arg(long, value_parser = words::model(), default_value = "v5")]
    model: Model,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
    /// Also print which actions each pattern matches, and whether it would match actions added later
    #[arg(long)]
    details: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let (rows, is_minimal) = match arguments.model {
        Model::IdentityPolicy => shrink::<Action>(&arguments.actions),
        Model::RolePolicy => shrink::<RoleAction>(&arguments.actions),
    }?;
    match (arguments.format, arguments.details) {
        (Output::Json, true) => output::json(&rows)?,
        (Output::Json, false) => output::json(&rows.iter().map(|it| &it.pattern).collect::<Vec<_>>())?,
        (Output::Text, details) => output::text(&rows.iter().map(|it| text(it, details)).collect::<String>())?,
    }
    let open = rows.iter().filter(|it| it.open).count();
    if open > 0 {
        let patterns = if open == 1 { "1 pattern" } else { &format!("{open} patterns") };
        output::note(format_args!(
            "{patterns} with a wildcard would also match actions that the catalogue does not know yet"
        ));
    }
    if !is_minimal {
        output::note("fewer patterns may do; the search was cut short");
    }
    Ok(Outcome::Clean)
}

fn shrink<A: KnownAction + FromStr<Err = UnknownNameError>>(names: &[String]) -> Result<(Vec<ShrunkPattern>, bool)> {
    let parse = |name: &String| {
        let doubt = Missing::of(name, A::MODEL).filter(|it| !it.is_certain);
        name.parse().map_err(|it| doubt.map_or_else(|| unknown(&it), |it| Failure::new(it.message)))
    };
    let actions: Vec<A> = names.iter().map(parse).collect::<Result<_, _>>()?;
    let shrunk = hwc_iam::shrink(actions);
    Ok((report::shrunk(&shrunk), shrunk.is_minimal))
}

fn unknown(error: &UnknownNameError) -> Failure {
    Failure::new(error).with_near(error.suggestion())
}

fn text(row: &ShrunkPattern, details: bool) -> String {
    let mut out = format!("{}\n", row.pattern);
    if details && row.open {
        out.extend(row.actions.iter().map(|it| format!("  {it}\n")));
        out.push_str("  and what is added later\n");
    }
    out
}
