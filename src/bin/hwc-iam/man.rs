//! `hwc-iam man`: manual pages, for packages.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};

use crate::failure::{Failure, Result};
use crate::{Outcome, examples, write};

/// Write a manual page for each command
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Folder for the pages
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let folder = &arguments.out;
    fs::create_dir_all(folder).map_err(|it| Failure::of(folder, it))?;
    let command = examples::add(crate::Arguments::command()).disable_help_subcommand(true);
    pages(arguments, &command, "hwc-iam")?;
    Ok(Outcome::Clean)
}

/// The page of a command, and those of the commands that it has.
fn pages(arguments: &Arguments, command: &Command, name: &str) -> Result<()> {
    let command = command.clone().bin_name(name.replace('-', " ").replacen("hwc iam", "hwc-iam", 1));
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone().display_name(name)).render(&mut page)?;
    write::atomically(&arguments.out.join(format!("{name}.1")), &String::from_utf8_lossy(&page))?;
    let mut inner = command.get_subcommands().filter(|it| !it.is_hide_set());
    inner.try_for_each(|it| pages(arguments, it, &format!("{name}-{}", it.get_name())))
}
