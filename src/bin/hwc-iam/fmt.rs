//! `hwc-iam fmt`: policies in the one layout.

use std::path::{Path, PathBuf};

use clap::Args;
use hwc_iam::{Document, PolicyKind, Position};

use crate::failure::{Failure, Result};
use crate::{Outcome, input, name, output, write};

/// Format policies: only whitespace and the order of elements change
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files in JSON, or `-`
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write the result to the files instead of printing it
    #[arg(long, conflicts_with = "check")]
    write: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for path in &arguments.files {
        match one(arguments, path) {
            Ok(Outcome::Findings) if outcome == Outcome::Clean => outcome = Outcome::Findings,
            Ok(_) => {}
            Err(message) => {
                output::error(message);
                outcome = Outcome::Unreadable;
            }
        }
    }
    Ok(outcome)
}

fn one(arguments: &Arguments, path: &Path) -> Result<Outcome> {
    let text = input::read(path)?;
    let formatted = format(path, &text)?;
    let is_same = formatted == text;
    if arguments.check {
        if !is_same {
            output::print(&format!("{}\n", name::of(path)))?;
            return Ok(Outcome::Findings);
        }
    } else if !arguments.write || name::is_standard(path) {
        output::print(&formatted)?;
    } else if !is_same {
        write::instead_of(&text, path, &formatted)?;
    }
    Ok(Outcome::Clean)
}

fn format(path: &Path, text: &str) -> Result<String> {
    let document = Document::read(text, PolicyKind::Identity);
    document.format().ok_or_else(|| {
        let broken = document.problems().find(|it| it.rule() == "syntax");
        let place = |it: Position| format!("{}:{}:{}", name::of(path), it.line, it.column + 1);
        broken.map_or_else(
            || Failure::of(path, "it is not json"),
            |it| Failure::at(place(document.position(it.span().start)), it.message()),
        )
    })
}
