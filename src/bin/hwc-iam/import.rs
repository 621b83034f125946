//! `hwc-iam import`: documentation pages into the catalogue's files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use hwc_iam::printable;
use hwc_iam_data::schema::{Global, Service, Source, SourceKind};
use hwc_iam_import::{self as import, Report, Usage};
use indicatif::{ProgressBar, ProgressStyle};

use crate::catalog::read_usage;
use crate::failure::{Failure, Result};
use crate::manifest::Pages;
use crate::{Outcome, Output, output, write};

/// Import documentation pages into a catalogue
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Pages, or folders of pages
    #[arg(required = true)]
    pages: Vec<PathBuf>,
    /// Folder of the catalogue; facts that the pages do not state are kept
    #[arg(long)]
    out: PathBuf,
    /// Write nothing; exit with 1 if a file would change
    #[arg(long)]
    check: bool,
    /// Table of the origin of each page; by default `MANIFEST.tsv` beside or above the pages
    #[arg(long)]
    manifest: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let Pages { pages, mut left, left_out } = Pages::read(&arguments.pages, arguments.manifest.as_deref())?;
    let (existing, global) = catalog(&arguments.out)?;
    let gone = gone(&arguments.out, &existing)?;
    let bar = ProgressBar::new(pages.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    // On anything but a terminal the bar draws nothing.
    let mut import = import::import_with(&pages, &existing, &global, &gone, |path| {
        bar.set_message(path.to_owned());
        bar.inc(1);
    });
    bar.finish_and_clear();
    if let Some(sdk) = usage(&arguments.out, "huaweicloud-sdk-v3.tsv")? {
        import::name_operations(&mut import, &existing, &sdk);
    }
    // A code becomes the name of a file.
    let (services, others): (Vec<Service>, Vec<Service>) =
        import.services.into_iter().partition(|it| hwc_iam_data::is_service_code(&it.service));
    let pages_of = |it: &Service| it.sources.iter().map(|it| it.id.clone()).collect::<Vec<_>>().join(", ");
    left.extend(others.iter().map(|it| {
        format!("left out: `{}` is not the code of a service, as {} has it", printable::line(&it.service), pages_of(it))
    }));
    let changed = files(arguments, &services, &existing, &global)?;
    match arguments.format {
        Output::Json => output::json(&import.report)?,
        Output::Text => output::lines(&lines(&import.report, &changed, arguments.check))?,
    }
    left.iter().chain(&left_out).for_each(output::warning);
    let unread = import.report.pages.iter().any(|it| !it.unread.is_empty());
    let lost = unread || !left.is_empty() || !import.report.problems.is_empty();
    let findings = lost || (arguments.check && !changed.is_empty());
    Ok(if findings { Outcome::Findings } else { Outcome::Clean })
}

/// The sources that were transcribed and of which the catalogue's transcripts no longer have a block; of a catalogue without a folder
/// of transcripts, none.
fn gone(folder: &Path, existing: &[Service]) -> Result<BTreeSet<String>> {
    let folder = folder.join("transcripts");
    if !folder.is_dir() {
        return Ok(BTreeSet::new());
    }
    let there = import::transcribed(&Pages::read(&[folder], None)?.pages);
    let is_gone = |it: &&Source| it.kind == SourceKind::Transcript && !there.contains(&it.page);
    Ok(existing.iter().flat_map(|it| &it.sources).filter(is_gone).map(|it| it.id.clone()).collect())
}

/// A table of `usage/` in a catalogue's folder, if it has one.
fn usage(folder: &Path, name: &str) -> Result<Option<Usage>> {
    let folder = folder.join("usage");
    if !folder.join(name).is_file() {
        return Ok(None);
    }
    read_usage(&folder.join(name)).map(Some)
}

/// What the folder holds; nothing, if it is new.
fn catalog(folder: &Path) -> Result<(Vec<Service>, Global)> {
    if !folder.join("services").is_dir() {
        return Ok((vec![], import::no_global()));
    }
    let catalog = hwc_iam_data::read_folder(folder).map_err(|it| Failure::of(folder, it))?;
    Ok((catalog.services, catalog.global))
}

/// Writes the files that change; with `--check` only says which would.
fn files(arguments: &Arguments, services: &[Service], existing: &[Service], global: &Global) -> Result<Vec<String>> {
    let folder = &arguments.out;
    if !arguments.check {
        let services = folder.join("services");
        fs::create_dir_all(&services).map_err(|it| Failure::of(&services, it))?;
    }
    // The folder that is named may be a link, but what is in it must not lead elsewhere.
    let inner = folder.join("services");
    if inner.is_symlink() {
        return Err(Failure::of(&inner, "it is a link; files are written into folders only"));
    }
    let texts = hwc_iam_data::write_files(services, global)?;
    let mut changed = Vec::new();
    for (file, text) in &texts {
        let path = folder.join(file);
        let differs = if arguments.check { !write::is_same(&path, text) } else { write::atomically(&path, text)? };
        if differs {
            changed.push(file.clone());
        }
    }
    let name = |it: &Service| format!("services/{}.yaml", it.service.to_lowercase());
    for file in existing.iter().map(name).filter(|it| !texts.contains_key(it)) {
        let path = folder.join(&file);
        if !arguments.check {
            fs::remove_file(&path).map_err(|it| Failure::of(&path, it))?;
        }
        changed.push(file);
    }
    Ok(changed)
}

fn lines(report: &Report, changed: &[String], check: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for page in &report.pages {
        for unread in &page.unread {
            lines.push(format!("{}:{}: {}", page.page, unread.line, unread.why));
        }
    }
    lines.extend(report.problems.iter().map(ToString::to_string));
    for it in &report.disagreements {
        lines.push(format!(
            "{}: `{}`: {} does not say what {} says, which is newer or the first by its id",
            it.service, it.what, it.other, it.kept
        ));
    }
    let sum = |of: fn(&import::PageReport) -> usize| report.pages.iter().map(of).sum::<usize>();
    let (pages, tables) = (report.pages.len(), sum(|it| it.tables.len()));
    let (operations, unread) = (sum(|it| it.operations), sum(|it| it.unread.len()));
    lines.push(format!(
        "{pages} pages, {tables} tables, {operations} operations, {unread} unread, {} disagreements",
        report.disagreements.len()
    ));
    let verb = if check { "would change" } else { "changed" };
    lines.push(format!("{} files {verb}, with {} changes", changed.len(), report.changes.len()));
    lines
}
