//! What the vendor's SDK and its Terraform provider call: tables of `usage/`, by service, method and path.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Disagreement, Operation, Service, Source, SourceKind};
use hwc_iam_data::shared::words::Cloud;

use super::fact::{self, Fact};

/// The APIs that a program calls, each with what it calls it: the name of the operation, or of the Terraform resource.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// By the lower-cased prefix of the service, method, and the shape of the path.
    calls: BTreeMap<(String, String, String), BTreeSet<String>>,
    /// What is called, by the program's own word for the service, method and path.
    called: BTreeSet<(String, String, String)>,
    /// The methods and paths that have a name, by the lower-cased prefix of the service and the lower-cased name.
    named: BTreeMap<(String, String), BTreeSet<(String, String)>>,
    prefixes: BTreeMap<String, Vec<String>>,
}

/// The id of the source of methods and paths that only the SDK has.
pub(super) const SDK: &str = "go-sdk-v3";

/// The vendor's SDK, as `usage/README.md` says where its table is from.
fn sdk() -> Source {
    Source {
        id: SDK.into(),
        cloud: Cloud::HuaweiCloud,
        kind: SourceKind::Page,
        page: String::from("huaweicloud/huaweicloud-sdk-go-v3@1cd70eb6 services, *_meta.go"),
        title: String::from("Methods and paths of operations in the SDK for Go"),
        language: String::from("en"),
        date: Stated::Not,
        sha256: Stated::Not,
        older: false,
    }
}

/// A line of a table of APIs that does not have its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadUsageError {
    line: usize,
    what: String,
}

impl fmt::Display for ReadUsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ReadUsageError {}

impl Usage {
    /// Reads a table with the columns `service method path name` and perhaps more, and one that says whose prefixes a program's word for a service is:
    /// `tag prefixes`; a word that is not there is a prefix itself.
    ///
    /// # Errors
    ///
    /// The line that has other cells.
    pub fn read(table: &str, services: &str) -> Result<Self, ReadUsageError> {
        let wrong = |line, what: &str| ReadUsageError { line, what: what.into() };
        let mut usage = Self::default();
        for (line, text) in (1..).zip(services.lines()).skip(1) {
            let (tag, prefixes) = text.split_once('\t').ok_or_else(|| wrong(line, "not a tag and its prefixes"))?;
            let prefixes = prefixes.split(' ').map(str::to_lowercase).collect();
            usage.prefixes.insert(tag.to_owned(), prefixes);
        }
        for (line, text) in (1..).zip(table.lines()).skip(1) {
            let cells: Vec<&str> = text.split('\t').collect();
            let &[service, method, path, name, ..] = cells.as_slice() else {
                return Err(wrong(line, &format!("{} cells, not at least 4", cells.len())));
            };
            usage.called.insert((service.to_owned(), method.to_owned(), path.to_owned()));
            for prefix in usage.prefixes_of(service) {
                let names = usage.calls.entry((prefix, method.to_owned(), shape(path))).or_default();
                names.insert(name.to_owned());
            }
            for prefix in usage.prefixes_of(service) {
                let places = usage.named.entry((prefix, name.to_lowercase())).or_default();
                places.insert((method.to_owned(), path.to_owned()));
            }
        }
        Ok(usage)
    }

    fn prefixes_of(&self, tag: &str) -> Vec<String> {
        self.prefixes.get(tag).cloned().unwrap_or_else(|| vec![tag.to_lowercase()])
    }

    /// What an API of a service is called.
    fn names(&self, service: &str, method: &str, path: &str) -> Option<&BTreeSet<String>> {
        self.calls.get(&(service.to_lowercase(), method.to_owned(), shape(path)))
    }

    /// Of the APIs that are called, by the program's word for the service: how many there are, of how many a catalogue says what they
    /// need, and of how many of these that nothing is needed.
    #[must_use]
    pub fn known(&self, services: &[Service]) -> BTreeMap<String, [usize; 3]> {
        let operations = services.iter().flat_map(|it| it.operations.iter().map(move |of| (it, of)));
        let of_cloud = operations.filter(|it| it.1.cloud == Cloud::HuaweiCloud && !it.1.actions.is_not());
        let place = |(service, it): (&Service, &Operation)| {
            let needs = it.actions.get().is_some_and(|it| !it.is_empty());
            Some(((service.service.to_lowercase(), it.method.get()?.clone(), shape(it.path.get()?)), needs))
        };
        let mut known: BTreeMap<(String, String, String), bool> = BTreeMap::new();
        for (place, needs) in of_cloud.filter_map(place) {
            *known.entry(place).or_default() |= needs;
        }
        let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
        for (tag, method, path) in &self.called {
            let [all, found, none] = counts.entry(tag.clone()).or_default();
            *all += 1;
            let needs = |it: &String| known.get(&(it.clone(), method.clone(), shape(path))).copied();
            let found_here: Vec<bool> = self.prefixes_of(tag).iter().filter_map(needs).collect();
            *found += usize::from(!found_here.is_empty());
            *none += usize::from(!found_here.is_empty() && !found_here.contains(&true));
        }
        counts
    }
}

/// The path with one mark for whatever is a placeholder, and without what a query may say.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let parts = path.trim_end_matches('/').split('/');
    parts.map(|it| if it.starts_with(['{', ':']) { "{}" } else { it }).collect::<Vec<_>>().join("/")
}

/// Gives every operation of Huawei Cloud the name that its API has, where service, method and path agree; of several APIs with one path,
/// only those that their pages name. An API of which a page says only the name is the one that is called so.
pub(super) fn name(services: &mut [Service], usage: &Usage) {
    for service in services {
        let code = service.service.clone();
        let place = |it: &Operation| (it.model, it.cloud, it.method.clone(), it.path.clone());
        let places: Vec<_> = service.operations.iter().map(place).collect();
        for it in service.operations.iter_mut().filter(|it| it.cloud == Cloud::HuaweiCloud) {
            let (Some(method), Some(path)) = (it.method.get(), it.path.get()) else { continue };
            let alone = places.iter().filter(|other| **other == place(it)).count() == 1;
            let Some(names) = usage.names(&code, method, path).filter(|_| alone && !path.contains('?')) else {
                continue;
            };
            let is_named = it.names.iter().any(|it| names.contains(it));
            if it.names.is_empty() || (names.len() == 1 && !is_named) {
                it.names.extend(names.iter().cloned());
            }
        }
        with_paths(service);
        from_sdk(service, usage);
        service.sort();
    }
}

/// An operation of which the page says only the name has the method and the path that the SDK calls so, if it calls only one so.
fn from_sdk(service: &mut Service, usage: &Usage) {
    let Service { service: code, operations, sources, disagreements, .. } = service;
    let mut all = std::mem::take(operations);
    for it in all.iter_mut().filter(|it| it.cloud == Cloud::HuaweiCloud && it.path.is_not() && it.method.is_not()) {
        let place = |name: &String| usage.named.get(&(code.to_lowercase(), name.to_lowercase()));
        let places: BTreeSet<&(String, String)> = it.names.iter().filter_map(place).flatten().collect();
        if let (1, Some((method, path))) = (places.len(), places.first()) {
            (it.method, it.path) = (Stated::As(method.clone()), Stated::As(path.clone()));
            fact::add_source(&mut it.sources, SDK);
            if !sources.iter().any(|it| it.id == SDK) {
                sources.push(sdk());
            }
        }
    }
    for it in all {
        match operations.iter_mut().find(|known| !it.path.is_not() && known.is_same(&it)) {
            Some(known) => disagreements.extend(meet(known, it, sources)),
            None => operations.push(it),
        }
    }
}

/// Makes one operation of two, and says what they contradict each other on.
fn meet(known: &mut Operation, it: Operation, sources: &[Source]) -> impl Iterator<Item = Disagreement> {
    let found = fact::take(known, it, &[], &|id| sources.iter().find(|it| it.id == id));
    found.into_iter().map(|it| Disagreement { what: it.what, kept: it.kept, other: it.other })
}

fn with_paths(service: &mut Service) {
    let Service { operations, sources, disagreements, .. } = service;
    let (nameless, named): (Vec<_>, Vec<_>) =
        std::mem::take(operations).into_iter().partition(|it| !it.path.is_not() || it.names.is_empty());
    *operations = nameless;
    for it in named {
        let mut same = operations.iter_mut().filter(|known| !known.path.is_not() && known.is_same(&it));
        match (same.next(), same.next()) {
            (Some(known), None) => disagreements.extend(meet(known, it, sources)),
            _ => operations.push(it),
        }
    }
}
