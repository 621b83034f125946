//! Documentation pages become the catalogue's YAML: for maintainers, never at run time and never in a build.
//!
//! The layout of a page is recognised by what it looks like, its tables by their headers, and the service by the names of
//! the actions that it prints. What is not understood is in the [`Report`], with its line and the reason.
//!
//! ```
//! use hwc_iam_import::{Page, import, no_global};
//!
//! let text = "Quota\n=====\n\n============ =============== ===============\nPermission   API             Action\n\
//!             ============ =============== ===============\nReading them GET /v1/quotas  vpc:quotas:list\n\
//!             ============ =============== ===============\n";
//! let page = Page { path: "vpc/quota.rst".into(), bytes: text.into(), ..Page::default() };
//! let import = import(&[page], &[], &no_global());
//!
//! assert_eq!(import.services[0].service, "vpc");
//! assert_eq!(import.services[0].operations[0].name(), "GET /v1/quotas");
//! ```

// Nothing but the command links it, which has an operating system.
#![allow(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]

mod action;
mod api;
mod builder;
mod cell;
mod change;
mod document;
mod fact;
mod facts;
mod features;
mod header;
mod join;
mod keep;
mod kinds;
mod layout;
mod merge;
mod name;
mod need;
mod page;
mod permissions;
mod provider;
mod read;
mod reading;
mod report;
mod role;
mod rows;
mod schema;
mod scope;
mod settle;
mod table;
mod title;
mod transcript;
mod usage;
mod v5;
mod v5_types;

use std::collections::BTreeSet;

pub use cell::Unread;
pub use change::{Change, Step, catalog_changes, changelog, changes, step};
pub use facts::TableReport;
use hwc_iam_data::schema::{Global, Service, Source, SourceKind};
pub use layout::Format;
pub use page::{Origin, Page};
pub use provider::provider_table;
pub use report::{Comparison, Disagreement, PageReport, Report};
pub use schema::export;
pub use table::NotKept;
pub use usage::{ReadUsageError, Usage};

use self::merge::Merge;

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
    import_with(pages, existing, global, &BTreeSet::new(), quiet)
}

/// The addresses of the pages that files of transcripts have blocks of.
#[must_use]
pub fn transcribed(files: &[Page]) -> BTreeSet<String> {
    let texts = files.iter().map(Page::text).filter(|it| transcript::is_transcript(it));
    texts.flat_map(|it| transcript::read(&it).0).map(|it| it.source.page).collect()
}

/// As [`import`]; what only sources with the ids `gone` say goes, and `each` is called with the path of every page that is read.
#[must_use]
pub fn import_with(
    pages: &[Page],
    existing: &[Service],
    global: &Global,
    gone: &BTreeSet<String>,
    each: impl Fn(&str),
) -> Import {
    let mut pages: Vec<&Page> = pages.iter().collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    let mut report = Report::default();
    let mut read = read::pages(&pages, existing, &mut report, each);
    // A page whose tables are all of other things is one that only a person reads: what is known of it stays.
    let understood = |it: &PageReport| {
        let readable = it.format == Format::Schema.name() || it.tables.iter().any(|it| it.kind != "other");
        readable && it.service.is_some()
    };
    let ids: BTreeSet<String> = report.pages.iter().filter(|it| understood(it)).map(|it| it.source.clone()).collect();
    let transcripts = read.iter().filter(|it| it.source.kind == SourceKind::Transcript);
    let ids = ids.into_iter().chain(transcripts.map(|it| it.source.id.clone())).chain(gone.iter().cloned());
    // What the SDK says is said again when operations get their names.
    let ids: BTreeSet<String> = ids.chain([String::from(usage::SDK)]).collect();
    // A newer version may be one of an earlier run.
    let mut before: Vec<Source> = existing.iter().flat_map(|it| &it.sources).cloned().collect();
    let versions = read.iter_mut().map(|it| &mut it.source).chain(&mut before);
    keep::mark_older(&mut versions.collect::<Vec<_>>());
    read.sort_by_cached_key(|it| (it.source.cloud, keep::age(&it.source), it.source.id.clone()));
    if read.iter().any(|it| it.is_schema) {
        let pages = pages.iter().filter(|it| Format::of(&it.text()) != Format::Schema);
        let pages: Vec<Page> = pages.map(|it| (*it).clone()).collect();
        let without = import_with(&pages, existing, global, gone, quiet).services;
        report.schemas =
            read.iter().filter(|it| it.is_schema).flat_map(|it| schema::compare(&it.facts, &without)).collect();
    }
    let mut merge = Merge::new(&read, existing, global);
    read.iter().for_each(|it| merge.add(it));
    report.problems = std::mem::take(&mut merge.problems);
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
    for service in &mut services {
        keep::mark_older(&mut service.sources.iter_mut().collect::<Vec<_>>());
    }
    report.problems.extend(settle::settle(&mut services, global));
    report.problems.sort();
    report.problems.dedup();
    report.disagreements = services.iter().flat_map(report::disagreements).collect();
    report.changes = changes(existing, &services);
    Import { services, report }
}

/// Names the operations as the vendor's SDK does, and says again what has changed.
pub fn name_operations(import: &mut Import, existing: &[Service], sdk: &Usage) {
    usage::name(&mut import.services, sdk);
    import.report.changes = changes(existing, &import.services);
}

/// The file of a service as the catalogue has it.
///
/// # Errors
///
/// Never for what [`import`] made.
pub fn to_yaml(service: &Service) -> Result<String, hwc_iam_data::YamlError> {
    hwc_iam_data::write_service(service)
}

/// A catalogue without anything that belongs to no service.
#[must_use]
pub const fn no_global() -> Global {
    Global {
        sources: vec![],
        services: vec![],
        condition_keys: vec![],
        operators: vec![],
        regions: vec![],
        limits: vec![],
        sensitive: vec![],
    }
}

/// A closure would be of another type in each import within an import.
const fn quiet(_: &str) {}

fn blank(code: &str) -> Service {
    Service { service: code.to_owned(), ..Service::default() }
}
