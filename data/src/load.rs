//! Reading the catalogue's folder: every file, the fixes over them, and the checks.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::locate::{self, Step};
use crate::schema::{Fixes, Global, Service};
use crate::{check, fix};

/// Everything that the catalogue holds, corrected and checked.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// What belongs to no service.
    pub global: Global,
    /// Sorted by lower-cased code.
    pub services: Vec<Service>,
}

/// Reads the catalogue that this crate was made with.
///
/// # Errors
///
/// Every mistake in its files.
pub fn load() -> Result<Catalog, Problems> {
    load_from(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The files and folders that [`load`] reads, for `cargo::rerun-if-changed`.
#[must_use]
pub fn files() -> [PathBuf; 3] {
    ["global.yaml", "fixes.yaml", "services"].map(|it| Path::new(env!("CARGO_MANIFEST_DIR")).join(it))
}

/// Reads a catalogue: `global.yaml`, `fixes.yaml` and `services/*.yaml` in `folder`.
///
/// # Errors
///
/// Every mistake in its files: a file that cannot be read, YAML that is not of the schema, and what the checks find.
pub fn load_from(folder: &Path) -> Result<Catalog, Problems> {
    let mut files = Files { texts: Vec::new(), problems: Vec::new() };
    let global = files.read(folder, "global.yaml");
    let fixes: Option<Fixes> = files.read(folder, "fixes.yaml");
    let mut services: Vec<Service> = Vec::new();
    for name in files.services(folder) {
        let Some(service) = files.read::<Service>(folder, &name) else { continue };
        if file_of(&service) != name {
            let message = format!("the file of service `{}` must be called `{}`", service.service, file_of(&service));
            files.report(&name, &[Step::Key("service")], message);
        }
        services.push(service);
    }
    // Not the order of the files: `anti-ddos.yaml` stands before `anti.yaml`.
    services.sort_by_key(|it| it.service.to_ascii_lowercase());
    let (Some(global), Some(fixes), true) = (global, fixes, files.problems.is_empty()) else {
        return Err(Problems(files.problems));
    };
    // The checks see what stands in the files, in its order; the fixes come after.
    let mut catalog = Catalog { global, services };
    check::printed(&catalog, &mut files);
    fix::apply(&mut catalog, &fixes, &mut files);
    if files.problems.is_empty() {
        check::corrected(&catalog, &mut files);
    }
    if files.problems.is_empty() { Ok(catalog) } else { Err(Problems(files.problems)) }
}

/// The file of a service, from the catalogue's folder on.
pub(crate) fn file_of(service: &Service) -> String {
    format!("services/{}.yaml", service.service.to_ascii_lowercase())
}

/// One mistake, where it stands and what to do.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The file, from the catalogue's folder on.
    pub file: String,
    /// From 1; 0 if the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// All mistakes of a catalogue.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Problem { file, line, message }) in self.0.iter().enumerate() {
            let newline = if at == 0 { "" } else { "\n" };
            write!(f, "{newline}{file}:{line}: {message}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The texts of the files, to find lines in, and what is wrong with them.
pub(crate) struct Files {
    texts: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl Files {
    pub(crate) fn report(&mut self, file: &str, steps: &[Step<'_>], message: impl Into<String>) {
        let text = self.texts.iter().find(|(name, _)| name == file).map_or("", |(_, text)| text);
        let line = locate::line(text, steps);
        self.problems.push(Problem { file: file.into(), line, message: message.into() });
    }

    fn read<T: DeserializeOwned>(&mut self, folder: &Path, name: &str) -> Option<T> {
        let fail = |line, message| Problem { file: name.into(), line, message };
        let text = match fs::read_to_string(folder.join(name)) {
            Ok(text) => text,
            Err(error) => {
                self.problems.push(fail(0, format!("cannot be read: {error}")));
                return None;
            }
        };
        // Some editors put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text);
        let value = match serde_yaml::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let line = error.location().map_or(0, |it| it.line());
                self.problems.push(fail(line, error.to_string()));
                None
            }
        };
        self.texts.push((name.into(), text));
        value
    }

    fn services(&mut self, folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        match fs::read_dir(folder.join("services")) {
            Ok(entries) => {
                let all = entries.flatten().filter_map(|it| it.file_name().into_string().ok());
                names.extend(all.filter(|it| it.ends_with(".yaml")).map(|it| format!("services/{it}")));
            }
            Err(error) => {
                let message = format!("cannot be read: {error}");
                self.problems.push(Problem { file: "services".into(), line: 0, message });
            }
        }
        names.sort();
        names
    }
}

/// One file of the catalogue as a value.
///
/// # Errors
///
/// If the text is not YAML of the schema.
pub fn read_yaml<T: DeserializeOwned>(text: &str) -> Result<T, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

/// A value as the text of a file, in the one form that the files have.
///
/// # Errors
///
/// None for the types of the schema.
pub fn write_yaml<T: Serialize>(value: &T) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(value)
}
