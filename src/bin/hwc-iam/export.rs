//! `hwc-iam export`: a service of a catalogue in another form.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::failure::{Failure, Result};
use crate::{Outcome, output};

/// Export a service in another format
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Service, as in the prefix of its actions
    #[arg(long)]
    service: String,
    /// Format
    #[arg(long, value_enum)]
    format: Form,
    /// Folder of the catalogue
    #[arg(long, default_value = "data")]
    catalog: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The response of `GetAuthorizationSchemaV5`
    AuthorizationSchema,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let Form::AuthorizationSchema = arguments.format;
    let folder = arguments.catalog.display();
    let catalog = hwc_iam_data::load_from(&arguments.catalog).map_err(|it| Failure::at(&folder, it))?;
    let found = catalog.services.iter().find(|it| it.service.eq_ignore_ascii_case(&arguments.service));
    let service =
        found.ok_or_else(|| Failure::new(format!("there is no service `{}` in {folder}", arguments.service)))?;
    output::print(&hwc_iam_import::export(service)?)?;
    Ok(Outcome::Clean)
}
