//! `hwc-iam export`: a service of a catalogue in another form.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{Outcome, output};

/// Write a service in another form
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The prefix of the service's actions
    #[arg(long)]
    service: String,
    /// The form
    #[arg(long, value_enum)]
    format: Form,
    /// The catalogue's folder
    #[arg(long)]
    catalog: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// What `GetAuthorizationSchemaV5` answers
    AuthorizationSchema,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let Form::AuthorizationSchema = arguments.format;
    let folder = arguments.catalog.display();
    let catalog = hwc_iam_data::load_from(&arguments.catalog).map_err(|it| format!("{folder}: {it}"))?;
    let found = catalog.services.iter().find(|it| it.service.eq_ignore_ascii_case(&arguments.service));
    let service = found.ok_or_else(|| format!("there is no service `{}` in {folder}", arguments.service))?;
    output::print(&hwc_iam_import::export(service).map_err(|it| it.to_string())?)?;
    Ok(Outcome::Clean)
}
