//! `hwc-iam catalog diff`: what two catalogues differ in.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use hwc_iam::import::{Change, changes};
use hwc_iam_data::schema::Service;

use crate::{Outcome, Output, output};

/// Look at catalogues.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what was added, removed and changed, and whether code that names it still compiles
    Diff {
        /// The folder of the old catalogue
        old: PathBuf,
        /// The folder of the new catalogue
        new: PathBuf,
        /// How to print it
        #[arg(long, value_enum, default_value = "text")]
        format: Output,
    },
}

pub(crate) fn run(command: &Command) -> Result<Outcome, String> {
    let Command::Diff { old, new, format } = command;
    let all = changes(&services(old)?, &services(new)?);
    match format {
        Output::Json => output::json(&serde_json::json!({ "changes": all }))?,
        Output::Text => print(&all),
    }
    Ok(if all.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn services(folder: &Path) -> Result<Vec<Service>, String> {
    let catalog = hwc_iam_data::load_from(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    Ok(catalog.services)
}

fn print(all: &[Change]) {
    for it in all {
        let breaking = if it.breaking { " (breaking)" } else { "" };
        println!("{} {} `{}`{breaking}", it.kind, it.what, it.name);
    }
    let step = match (all.iter().any(|it| it.breaking), all.iter().any(|it| it.kind == "added")) {
        (true, _) => "a major step: names that code may use have gone",
        (false, true) => "a minor step: names were added",
        (false, false) if !all.is_empty() => "a patch: only what names stand for has changed",
        (false, false) => "no step: nothing has changed",
    };
    println!("{step}");
}
