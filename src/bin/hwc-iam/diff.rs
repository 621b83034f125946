//! `hwc-iam diff`: what a change of policies allows and no longer allows.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use hwc_iam::access::Options;
use hwc_iam::report::Changes;
use hwc_iam::scenario::{self, Granted};

use crate::failure::{Failure, Result};
use crate::{Outcome, changes, input, name, output, source};

/// Compare what two policies allow, exactly: equal, narrower, broader, incomparable or unknown
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A policy in JSON, a scenario with several policies and SCPs in JSON or YAML, or `-`; a folder or an archive of Terraform and
    /// policies, without files that `.gitignore` names and hidden ones; or, alone, a plan of Terraform in JSON
    #[arg(required_unless_present = "git")]
    old: Option<PathBuf>,
    /// The same after the change
    new: Option<PathBuf>,
    /// Compare two revisions: `main..HEAD`, `main...HEAD` to start from their merge base, or `main` to compare it with the working tree
    #[arg(long, value_name = "RANGE", conflicts_with_all = ["old", "new"])]
    git: Option<String>,
    /// With `--git`: only files below these paths
    #[arg(last = true, requires = "git", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Values of the variables of Terraform modules, on both sides; a later file counts more
    #[arg(long, value_name = "FILE")]
    var_file: Vec<PathBuf>,
    /// Exit with 1 if the new policy allows anything that the old one does not, or with 4 if that is uncertain
    #[arg(long)]
    fail_on_new_access: bool,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// Limit of the steps that the comparison takes; beyond it the answer is unknown
    #[arg(long, value_name = "NUMBER")]
    steps: Option<u64>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs; later versions only add fields
    Json,
    /// A table for a pull request
    Markdown,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut options = Options::default();
    options.steps = arguments.steps.unwrap_or(options.steps);
    for text in &arguments.assume {
        let (assumption, setting) = scenario::setting(text)?;
        options.assumptions = options.assumptions.with(assumption, setting);
    }
    let read = input::module_options(&arguments.var_file)?;
    let (old, new) = match (&arguments.git, &arguments.old, &arguments.new) {
        (Some(range), ..) => return many(arguments, &changes::of_git(range, &arguments.paths, &read, &options)?),
        (_, Some(old), Some(new)) => (old, new),
        (_, Some(plan), None) => {
            let changes = (!changes::is_many(plan)).then(|| input::read(plan)).transpose()?;
            let changes = changes.and_then(|it| changes::of_plan(&it, &options));
            let why = || Failure::of(plan, "it is not a plan in JSON, and there is nothing to compare it with");
            return many(arguments, &changes.ok_or_else(why)?);
        }
        _ => return Err(Failure::new("there is nothing to compare")),
    };
    if changes::is_many(old) || changes::is_many(new) {
        return many(arguments, &changes::between(old, new, &read, &options)?);
    }
    if [old, new].into_iter().all(|it| name::is_standard(it)) {
        return Err(Failure::new("only one of the two can be `-`"));
    }
    let (old, new) = (granted(old, arguments)?, granted(new, arguments)?);
    let found = old.compare(&new, &options)?;
    match arguments.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::lines(&changes::comparison(&found))?,
        Format::Markdown => {
            return Err(Failure::new("`--format markdown` is for folders, plans and revisions"));
        }
    }
    Ok(outcome(arguments, found.new_access, found.lost_access))
}

fn many(arguments: &Arguments, found: &Changes) -> Result<Outcome> {
    match arguments.format {
        Format::Json => output::json(found)?,
        Format::Text => output::lines(&changes::lines(found))?,
        Format::Markdown => output::lines(&changes::markdown(found))?,
    }
    Ok(outcome(arguments, found.new_access, found.lost_access))
}

const fn outcome(arguments: &Arguments, new: Option<bool>, lost: Option<bool>) -> Outcome {
    match (arguments.fail_on_new_access, new) {
        (true, Some(true)) => Outcome::Findings,
        (true, Some(false)) => Outcome::Clean,
        (false, Some(_)) if lost.is_some() => Outcome::Clean,
        _ => Outcome::Unknown,
    }
}

fn granted(path: &Path, arguments: &Arguments) -> Result<Granted> {
    let text = input::read(path)?;
    source::granted(path, &source::of(path, &text)?, &arguments.assume)
}
