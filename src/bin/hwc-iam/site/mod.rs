//! `hwc-iam site`: the catalogue as pages, which need no server and no script.

mod assumptions;
mod changes;
mod facts;
mod filter;
mod formats;
mod global;
mod markdown;
mod models;
mod names;
mod page;
mod playground;
mod rules;
mod search;
mod service;
mod sources;
mod start;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use self::names::Names;
use self::page::{Frame, Page, Part};
use self::playground::Playground;
use crate::failure::Result;
use crate::{Outcome, output, write};

/// Write the reference as a site: a page for each service and rule, with search
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Folder to write the site to: a new one, or one that holds a site, which is replaced as a whole
    #[arg(long)]
    out: PathBuf,
    /// Folder of an older catalogue: adds a page of what has changed since
    #[arg(long)]
    since: Option<PathBuf>,
    /// Folder of the current catalogue, which only `--since` reads
    #[arg(long, default_value = "data", requires = "since")]
    catalog: PathBuf,
    /// Folder of a playground, made from `bindings/wasm`: adds pages that check, decide, compare, migrate and generate
    #[arg(long)]
    playground: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let since = arguments.since.as_deref().map(|it| changes::page(it, &arguments.catalog)).transpose()?;
    let playground = arguments.playground.as_deref().map(Playground::read).transpose()?;
    let files = files(since, playground);
    let bytes: usize = files.values().map(String::len).sum();
    write::folder(&arguments.out, &files)?;
    output::note(format!("{} files, {} KB, in {}", files.len(), bytes / 1024, arguments.out.display()));
    Ok(Outcome::Clean)
}

/// Every file of the site by its path.
fn files(since: Option<Page>, playground: Option<Playground>) -> BTreeMap<String, String> {
    let names = Names::new();
    let tools: &[Part] = if playground.is_some() { &playground::PARTS } else { &[] };
    let frame = Frame { has_changes: since.is_some(), tools };
    let pages = [start::page(frame), start::services(), models::page(), assumptions::page(), sources::page()];
    let pages = pages.into_iter().chain(global::pages(&names)).chain(formats::pages()).chain(rules::pages());
    let pages = pages.chain(service::pages(&names)).chain(since);
    let pages = pages.chain(playground.is_some().then(playground::pages).into_iter().flatten());
    let mut files: BTreeMap<String, String> = pages.map(|it| (it.path.clone(), it.html(frame))).collect();
    files.insert(String::from("search-index.js"), search::index(&names));
    files.extend(ASSETS.map(|(name, text)| (String::from(name), String::from(text))));
    files.extend(playground.map(Playground::files).unwrap_or_default());
    files
}

const ASSETS: [(&str, &str); 3] = [
    ("style.css", include_str!("style.css")),
    ("search.js", include_str!("search.js")),
    ("filter.js", include_str!("filter.js")),
];
