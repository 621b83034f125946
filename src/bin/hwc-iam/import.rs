//! `hwc-iam import`: documentation pages into the catalogue's files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use hwc_iam::import::{self, Report};
use hwc_iam_data::schema::{Global, Service};
use indicatif::{ProgressBar, ProgressStyle};

use crate::manifest::Manifest;
use crate::{Outcome, Output, write};

/// Read documentation pages into a catalogue
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Pages, or folders of pages
    #[arg(required = true)]
    pages: Vec<PathBuf>,
    /// The catalogue's folder; what its files say and the pages do not is kept
    #[arg(long)]
    out: PathBuf,
    /// Write nothing; exit with 1 if a file would change
    #[arg(long)]
    check: bool,
    /// Where the pages are from, as a table; by default `MANIFEST.tsv` beside or above them
    #[arg(long)]
    manifest: Option<PathBuf>,
    /// How to print the report
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let manifest = Manifest::find(arguments.manifest.as_deref(), &arguments.pages)?;
    let (pages, unreadable) = manifest.pages(&arguments.pages)?;
    let (existing, global) = catalog(&arguments.out)?;
    let bar = ProgressBar::new(pages.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    // On anything but a terminal the bar draws nothing.
    let import = import::import_with(&pages, &existing, &global, |path| {
        bar.set_message(path.to_owned());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let changed = files(arguments, &import.services, &existing)?;
    match arguments.format {
        Output::Json => {
            let json = serde_json::to_string_pretty(&import.report).map_err(|it| it.to_string())?;
            println!("{json}");
        }
        Output::Text => print(&import.report, &changed, arguments.check),
    }
    unreadable.iter().for_each(|it| eprintln!("warning: {it}"));
    let unread = import.report.pages.iter().any(|it| !it.unread.is_empty());
    let findings = unread || !unreadable.is_empty() || (arguments.check && !changed.is_empty());
    Ok(if findings { Outcome::Findings } else { Outcome::Clean })
}

/// What the folder holds; nothing, if it is new.
fn catalog(folder: &Path) -> Result<(Vec<Service>, Global), String> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()));
    let wrong = |path: &Path, error: hwc_iam_data::YamlError| format!("{}: {error}", path.display());
    let global = folder.join("global.yaml");
    let global = if global.is_file() {
        hwc_iam_data::read_yaml(&read(&global)?).map_err(|it| wrong(&global, it))?
    } else {
        import::no_global()
    };
    let mut services = Vec::new();
    let files = folder.join("services");
    if files.is_dir() {
        for entry in fs::read_dir(&files).map_err(|it| format!("{}: {it}", files.display()))? {
            let path = entry.map_err(|it| it.to_string())?.path();
            if path.extension().is_some_and(|it| it == "yaml") {
                services.push(hwc_iam_data::read_yaml(&read(&path)?).map_err(|it| wrong(&path, it))?);
            }
        }
    }
    services.sort_by_key(|it: &Service| it.service.to_lowercase());
    Ok((services, global))
}

/// Writes the files that change; with `--check` only says which would.
fn files(arguments: &Arguments, services: &[Service], existing: &[Service]) -> Result<Vec<String>, String> {
    let folder = arguments.out.join("services");
    if !arguments.check {
        fs::create_dir_all(&folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    }
    let name = |it: &Service| format!("{}.yaml", it.service.to_lowercase());
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for service in services {
        texts.insert(name(service), import::to_yaml(service).map_err(|it| it.to_string())?);
    }
    let mut changed = Vec::new();
    for (file, text) in &texts {
        let path = folder.join(file);
        let differs = if arguments.check { !write::is_same(&path, text) } else { write::atomically(&path, text)? };
        if differs {
            changed.push(file.clone());
        }
    }
    for file in existing.iter().map(name).filter(|it| !texts.contains_key(it)) {
        let path = folder.join(&file);
        if !arguments.check {
            fs::remove_file(&path).map_err(|it| format!("{}: {it}", path.display()))?;
        }
        changed.push(file);
    }
    Ok(changed)
}

fn print(report: &Report, changed: &[String], check: bool) {
    for page in &report.pages {
        for unread in &page.unread {
            println!("{}:{}: {}", page.page, unread.line, unread.why);
        }
    }
    report.problems.iter().for_each(|it| println!("{it}"));
    for it in &report.disagreements {
        println!(
            "{}: `{}`: {} does not say what {} says, which is newer or stands first",
            it.service, it.what, it.other, it.kept
        );
    }
    let sum = |of: fn(&import::PageReport) -> usize| report.pages.iter().map(of).sum::<usize>();
    let (pages, tables) = (report.pages.len(), sum(|it| it.tables.len()));
    let (operations, unread) = (sum(|it| it.operations), sum(|it| it.unread.len()));
    println!(
        "{pages} pages, {tables} tables, {operations} operations, {unread} unread, {} disagreements",
        report.disagreements.len()
    );
    let verb = if check { "would change" } else { "changed" };
    println!("{} files {verb}, with {} changes", changed.len(), report.changes.len());
}
