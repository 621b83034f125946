//! Documentation pages become the catalogue's YAML: for maintainers, never at run time and never in a build.
//!
//! The layout of a page is recognised by what it looks like, its tables by their headers, and the service by the names of
//! the actions that it prints. What is not understood is in the [`Report`], with its line and the reason.
//!
//! ```
//! use hwc_iam::import::{self, Page};
//!
//! let text = "Quota\n=====\n\n============ =============== ===============\nPermission   API             Action\n\
//!             ============ =============== ===============\nReading them GET /v1/quotas  vpc:quotas:list\n\
//!             ============ =============== ===============\n";
//! let page = Page { path: "vpc/quota.rst".into(), bytes: text.into(), ..Page::default() };
//! let import = import::import(&[page], &[], &import::no_global());
//!
//! assert_eq!(import.services[0].service, "vpc");
//! assert_eq!(import.services[0].operations[0].name(), "GET /v1/quotas");
//! ```

// The importer needs an operating system's library, and is compiled for nothing else.
#![allow(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]

mod api;
mod cell;
mod facts;
mod header;
mod join;
mod keep;
mod layout;
mod merge;
mod name;
mod need;
mod page;
mod permissions;
mod prelude;
mod report;
mod role;
mod rows;
mod schema;
mod scope;
mod settle;
mod table;
mod v5;

use std::collections::{BTreeMap, BTreeSet};

pub use cell::Unread;
pub use facts::TableReport;
use hwc_iam_data::Stated;
use hwc_iam_data::schema::{CoverageOf, Global, Service, Source, Titles};
use hwc_iam_data::shared::words::{Cloud, Coverage};
pub use layout::Format;
pub use merge::Disagreement;
pub use page::{Origin, Page};
pub use report::{Change, Comparison, PageReport, Report, changes};
pub use schema::export;

use self::cell::Document;
use self::facts::Facts;
use self::merge::{Merge, Read};
use self::name::Known;
use self::prelude::*;

/// What pages say, together with what was there before.
#[derive(Debug)]
pub struct Import {
    /// Sorted by code; what `hwc-iam-data` reads.
    pub services: Vec<Service>,
    /// What was read and what was not.
    pub report: Report,
}

/// Reads pages over the services of a catalogue; of these, it keeps what the pages do not say.
#[must_use]
pub fn import(pages: &[Page], existing: &[Service], global: &Global) -> Import {
    import_with(pages, existing, global, |_| {})
}

/// As [`import`]; calls `each` with the path of every page that it reads.
#[must_use]
pub fn import_with(pages: &[Page], existing: &[Service], global: &Global, each: impl Fn(&str)) -> Import {
    let mut pages: Vec<&Page> = pages.iter().collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    let mut report = Report::default();
    let opened = open(&pages, existing, &mut report, each);
    let mut read = homes(opened, existing, &mut report);
    // A page whose tables are all of other things is one that only a person reads: what is known of it stays.
    let understood = |it: &PageReport| {
        let readable = it.format == Format::Schema.name() || it.tables.iter().any(|it| it.kind != "other");
        readable && it.service.is_some()
    };
    let ids: BTreeSet<String> = report.pages.iter().filter(|it| understood(it)).map(|it| it.source.clone()).collect();
    // Newer pages first, and of those the layout that has lost least.
    read.sort_by_key(|it| (it.source.cloud, it.older, !it.is_schema, it.source.id.clone()));
    if read.iter().any(|it| it.is_schema) {
        let pages = pages.iter().filter(|it| Format::of(&it.text()) != Format::Schema);
        let pages: Vec<Page> = pages.map(|it| (*it).clone()).collect();
        let without = import(&pages, existing, global).services;
        report.schemas =
            read.iter().filter(|it| it.is_schema).flat_map(|it| schema::compare(&it.facts, &without)).collect();
    }
    let mut merge = Merge::new(&read, existing);
    read.iter().for_each(|it| merge.add(it));
    report.disagreements = std::mem::take(&mut merge.disagreements);
    report.disagreements.sort();
    report.disagreements.dedup();
    let mut services = merge.finish();
    for old in existing {
        let same = |it: &Service| it.service.eq_ignore_ascii_case(&old.service);
        let at = services.iter().position(same).unwrap_or_else(|| {
            services.push(blank(&old.service));
            services.len() - 1
        });
        if let Some(new) = services.get_mut(at) {
            keep::carry(new, old.clone(), &ids);
        }
    }
    report.problems = settle::settle(&mut services, global);
    report.changes = changes(existing, &services);
    Import { services, report }
}

/// The file of a service as the catalogue has it.
///
/// # Errors
///
/// Never for what [`import`] made.
pub fn to_yaml(service: &Service) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(service)
}

/// A catalogue without anything that belongs to no service.
#[must_use]
pub const fn no_global() -> Global {
    Global { sources: vec![], condition_keys: vec![], operators: vec![], regions: vec![], limits: vec![] }
}

fn blank(code: &str) -> Service {
    Service {
        service: code.to_owned(),
        titles: Titles { en: Stated::Not, zh: Stated::Not },
        level: Stated::Not,
        clouds: vec![],
        coverage: CoverageOf { v5: Coverage::None, role: Coverage::None },
        schema_version: Stated::Not,
        sources: vec![],
        actions: vec![],
        role_actions: vec![],
        resource_types: vec![],
        role_resource_types: Stated::Not,
        condition_keys: Stated::Not,
        operations: vec![],
        roles: vec![],
        facts: vec![],
        constraints: vec![],
        left_out: vec![],
    }
}

/// Ten times what the longest page has, and little enough for whatever it holds.
const LARGEST: usize = 2 << 20;

/// A page whose tables have been found.
#[derive(Clone)]
struct Opened<'a> {
    page: &'a Page,
    /// Its place in the report.
    at: usize,
    /// The text of an authorization schema, which has no tables.
    schema: Option<String>,
    document: Document,
    source: Source,
}

fn open<'a>(pages: &[&'a Page], existing: &[Service], report: &mut Report, each: impl Fn(&str)) -> Vec<Opened<'a>> {
    let known_sources: BTreeMap<&str, &Source> =
        existing.iter().flat_map(|it| &it.sources).filter_map(|it| Some((it.sha256.get()?.as_str(), it))).collect();
    let mut seen: BTreeMap<(Cloud, String), String> = BTreeMap::new();
    let mut opened = Vec::new();
    for page in pages {
        each(&page.path);
        let text = page.text();
        let format = Format::of(&text);
        let document = if text.len() > LARGEST && format != Format::Schema {
            let why =
                format!("a page of {} bytes, of which none is read: no page is longer than {LARGEST}", text.len());
            Document { unread: vec![Unread::new(1, why)], ..Document::default() }
        } else {
            format.read(&text)
        };
        let (cloud, cloud_guessed) = page.cloud(&text);
        let mut source = page.source(cloud, document.title.as_deref(), document.date.as_deref(), &text);
        // A person may have given the page a better name.
        if let Some(it) =
            source.sha256.get().and_then(|it| known_sources.get(it.as_str())).filter(|it| it.cloud == cloud)
        {
            source = Source { older: page.origin.older, ..(*it).clone() };
        }
        let hash = source.sha256.get().cloned().unwrap_or_default();
        let same_as = seen.get(&(cloud, hash.clone())).cloned();
        let entry = PageReport {
            page: page.path.clone(),
            format: format.name(),
            cloud: cloud.name(),
            cloud_guessed,
            source: source.id.clone(),
            same_as: same_as.clone(),
            ..PageReport::default()
        };
        report.pages.push(entry);
        if same_as.is_none() {
            seen.insert((cloud, hash), page.path.clone());
            let schema = (format == Format::Schema).then_some(text);
            opened.push(Opened { page, at: report.pages.len() - 1, schema, document, source });
        }
    }
    opened
}

/// Reads the tables, and finds out of which service each page is.
fn homes(opened: Vec<Opened<'_>>, existing: &[Service], report: &mut Report) -> Vec<Read> {
    let known = known(&opened);
    let facts: Vec<Vec<Facts>> = opened
        .iter()
        .map(|it| match &it.schema {
            Some(text) => schema::read(text),
            None => vec![facts::read(&it.document, &known)],
        })
        .collect();
    // A file with the schemas of many services is as many pages.
    let lens: Vec<usize> = facts.iter().map(Vec::len).collect();
    let opened: Vec<Opened<'_>> =
        opened.into_iter().zip(lens).flat_map(|(it, len)| std::iter::repeat_n(it, len)).collect();
    let facts: Vec<Facts> = facts.into_iter().flatten().collect();
    let own: Vec<BTreeMap<String, usize>> = facts.iter().map(prefixes).collect();
    let mut folders: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    let mut all: BTreeSet<String> = BTreeSet::new();
    for (page, counts) in opened.iter().zip(&own) {
        let folder = folders.entry(page.page.folder()).or_default();
        for (prefix, count) in counts {
            *folder.entry(prefix.clone()).or_default() += count;
            all.insert(prefix.clone());
        }
    }
    let most = |counts: &BTreeMap<String, usize>| {
        counts.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(it.0.clone()))).map(|it| it.0.clone())
    };
    let mut read = Vec::new();
    for ((opened, mut facts), own) in opened.into_iter().zip(facts).zip(own) {
        let said = opened.page.origin.service.as_ref().map(|it| it.to_lowercase());
        let home = most(&own)
            .or_else(|| said.clone().filter(|it| all.contains(it)))
            .or_else(|| folders.get(opened.page.folder()).and_then(most))
            .or_else(|| before(existing, &opened.source))
            .or(said);
        let Some(entry) = report.pages.get_mut(opened.at) else { continue };
        count(entry, &facts);
        let empty = facts.rows.is_empty() && facts.roles.is_empty() && facts.actions.is_empty();
        if home.is_none() && !empty {
            facts.unread.push(Unread::new(1, "no action, and no page beside it, says of which service it is"));
        }
        entry.unread.append(&mut facts.unread);
        entry.unread.sort();
        entry.unread.dedup();
        entry.service.clone_from(&home);
        if let Some(home) = home.filter(|_| !empty) {
            let is_schema = opened.schema.is_some();
            let title = opened.document.title.as_deref().filter(|_| !facts.actions.is_empty()).map(without_bracket);
            let older = opened.page.origin.older;
            read.push(Read { source: opened.source, home, older, facts, service_title: title, is_schema });
        }
    }
    read
}

/// The service that a page, or most of the pages beside it, was of in an earlier run.
fn before(existing: &[Service], source: &Source) -> Option<String> {
    let beside = |it: &Source| it.cloud == source.cloud && same_folder(&it.page, &source.page);
    let count = |it: &Service| {
        let own = it.sources.iter().filter(|it| it.id == source.id).count();
        (own, it.sources.iter().filter(|it| beside(it)).count())
    };
    let most = existing.iter().max_by_key(|it| (count(it), std::cmp::Reverse(it.service.to_lowercase())))?;
    (count(most) > (0, 0)).then(|| most.service.to_lowercase())
}

fn same_folder(one: &str, other: &str) -> bool {
    let folder = |it: &str| it.rsplit_once('/').map(|it| it.0.to_owned());
    folder(one).is_some() && folder(one) == folder(other)
}

/// `Image Management Service (IMS)` is titled without its abbreviation.
fn without_bracket(title: &str) -> String {
    title.split(['(', '（']).next().unwrap_or_default().trim().to_owned()
}

/// The names that stand apart on some page settle how glued ones are to be split.
fn known(opened: &[Opened<'_>]) -> Known {
    let base = Known::new();
    let mut known = base.clone();
    let tables = opened.iter().flat_map(|it| &it.document.tables).filter(|it| !it.glued);
    for part in tables.flat_map(|it| &it.rows).flat_map(|it| &it.cells).flat_map(|it| &it.parts) {
        let alone = |it: &str| name::is_name(it) && !it.contains('*');
        part.text.split([' ', ',', '（', '(']).filter(|it| alone(it)).for_each(|it| known.learn(it));
    }
    known
}

fn prefixes(facts: &Facts) -> BTreeMap<String, usize> {
    let needs = facts.rows.iter().filter_map(|it| it.actions.get()).flatten().filter_map(|it| it.action.as_deref());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in needs.chain(facts.actions.iter().map(|it| it.name.as_str())) {
        *counts.entry(merge::prefix(name)).or_default() += 1;
    }
    counts
}

fn count(entry: &mut PageReport, facts: &Facts) {
    let names = |it: &facts::OperationRow| {
        it.actions.get().into_iter().flatten().filter_map(|it| it.action.clone()).collect::<Vec<_>>()
    };
    let mut actions: BTreeSet<String> = facts.rows.iter().flat_map(names).collect();
    actions.extend(facts.actions.iter().map(|it| it.name.clone()));
    entry.actions += actions.len();
    entry.operations += facts.rows.len();
    entry.dependencies += facts.rows.iter().filter_map(|it| it.dependencies.get()).map(Vec::len).sum::<usize>();
    entry.roles += facts.roles.len();
    entry.tables.extend(facts.tables.iter().cloned());
}
