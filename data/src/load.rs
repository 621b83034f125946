//! Reading the catalogue's folder: every file, the fixes over them, and the checks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::catalog::Catalog;
use crate::files::{Files, file_of};
use crate::lists::sort_rows;
use crate::locate::Step;
use crate::problem::Problems;
use crate::schema::{Fixes, Global, Service, Source};
use crate::write::write_yaml;
use crate::{check, derive, fix, pages};

const GLOBAL: &str = "global.yaml";

/// Reads the catalogue that this crate was made with.
///
/// # Errors
///
/// Every mistake in its files.
pub fn load() -> Result<Catalog, Problems> {
    read_checked(Path::new(env!("CARGO_MANIFEST_DIR")), Files::own())
}

/// The files and folders that [`load`] reads, for `cargo::rerun-if-changed`.
#[must_use]
pub fn files() -> [PathBuf; 4] {
    [GLOBAL, pages::FILE, "fixes.yaml", "services"].map(|it| Path::new(env!("CARGO_MANIFEST_DIR")).join(it))
}

/// The tables of which APIs programs call, which the library has by its feature `usage`; that of the SDKs by its feature `sdk`.
#[must_use]
pub fn usage_files(with_sdk: bool) -> Vec<PathBuf> {
    let sdk = with_sdk.then_some("huaweicloud-sdk-v3.tsv");
    let names = ["terraform-provider-huaweicloud.tsv", "services.tsv"].into_iter().chain(sdk);
    names.map(|it| Path::new(env!("CARGO_MANIFEST_DIR")).join("usage").join(it)).collect()
}

/// Reads a catalogue: `global.yaml`, `pages.tsv`, `fixes.yaml` and `services/*.yaml` in `folder`.
///
/// # Errors
///
/// Every mistake in its files: a file that cannot be read, YAML that is not of the schema, and what the checks find.
pub fn load_from(folder: &Path) -> Result<Catalog, Problems> {
    read_checked(folder, Files::default())
}

fn read_checked(folder: &Path, mut files: Files) -> Result<Catalog, Problems> {
    let fixes: Option<Fixes> = files.read(folder, "fixes.yaml");
    let (global, sources) = (files.read(folder, GLOBAL), files.pages(folder));
    let (Some(mut catalog), Some(fixes)) = (read(folder, global, sources, &mut files), fixes) else {
        return Err(Problems(files.problems));
    };
    // The checks see what is in the files, in its order; the fixes come after.
    check::printed(&catalog, &mut files);
    fix::apply(&mut catalog, &fixes, &mut files);
    if files.problems.is_empty() {
        check::corrected(&catalog, &mut files);
    }
    fix::tidy(&mut catalog);
    if files.problems.is_empty() { Ok(catalog) } else { Err(Problems(files.problems)) }
}

/// Reads a catalogue as it is in its files, without the fixes and unchecked: what a new import is made over. What is not there yet
/// is empty.
///
/// # Errors
///
/// A file that cannot be read or is not of the schema.
pub fn read_folder(folder: &Path) -> Result<Catalog, Problems> {
    let mut files = Files::default();
    let is_there = |name: &str| folder.join(name).exists();
    let global = if is_there(GLOBAL) { files.read(folder, GLOBAL) } else { Some(Global::default()) };
    let sources = if is_there(pages::FILE) { files.pages(folder) } else { Some(vec![]) };
    read(folder, global, sources, &mut files).ok_or(Problems(files.problems))
}

fn read(folder: &Path, global: Option<Global>, sources: Option<Vec<Source>>, files: &mut Files) -> Option<Catalog> {
    let mut services: Vec<Service> = Vec::new();
    for name in files.services(folder) {
        let Some(service) = files.read::<Service>(folder, &name) else { continue };
        if !is_service_code(&service.service) {
            let message = format!("`{}` is not the code of a service", service.service);
            files.report(&name, &[Step::Key("service")], message);
        } else if file_of(&service) != name {
            let message = format!("the file of service `{}` must be called `{}`", service.service, file_of(&service));
            files.report(&name, &[Step::Key("service")], message);
        }
        services.push(service);
    }
    // Not the order of the files: `anti-ddos.yaml` stands before `anti.yaml`.
    let code = |it: &Service| it.service.to_ascii_lowercase();
    sort_rows(&mut services, |one, other| code(one).cmp(&code(other)));
    let (Some(mut global), Some(sources), true) = (global, sources, files.problems.is_empty()) else { return None };
    let find = |ids: BTreeSet<&String>| {
        let found = |id: &String| sources.binary_search_by(|it| it.id.cmp(id)).ok().and_then(|at| sources.get(at));
        ids.into_iter().filter_map(found).cloned().collect()
    };
    global.sources = find(global.source_ids());
    for service in &mut services {
        // What is derived names no other page.
        service.sources = find(service.source_ids());
        derive::fill(service);
    }
    Some(Catalog { global, services, sources })
}

/// Whether a text can be the code of a service, and so the name of its file.
#[must_use]
pub fn is_service_code(text: &str) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
    text.len() <= 64 && text.starts_with(|it: char| it.is_ascii_alphanumeric()) && text.chars().all(is_part)
}

/// A service as the text of its file.
///
/// # Errors
///
/// None for a service of the catalogue.
pub fn write_service(service: &Service) -> Result<String, serde_yaml::Error> {
    let mut service = service.clone();
    derive::strip(&mut service);
    write_yaml(&service)
}

/// The files of a catalogue that are made by machine, by their names from its folder on: the services and the table of pages.
///
/// # Errors
///
/// None for what is of the schema.
pub fn write_files(services: &[Service], global: &Global) -> Result<BTreeMap<String, String>, serde_yaml::Error> {
    let mut files = BTreeMap::new();
    let pages: BTreeMap<&str, &Source> =
        services.iter().flat_map(|it| &it.sources).chain(&global.sources).map(|it| (it.id.as_str(), it)).collect();
    files.insert(String::from(pages::FILE), pages::write(&pages.into_values().collect::<Vec<_>>()));
    for service in services {
        files.insert(file_of(service), write_service(service)?);
    }
    Ok(files)
}
