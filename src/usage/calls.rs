//! The APIs that a program calls, each once, with who calls it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::table::{Api, services_of};
use crate::Operation;
use crate::generate::{Called, Generated, Generator};

/// What an API is called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Does {
    /// To read: its method is `GET` or `HEAD`, or a data source calls it.
    Read,
    /// To create, change or delete: its method is another. That some of these read, too, is possible.
    Change,
    /// Nobody says what for.
    Call,
}

impl Does {
    const fn clause(self) -> &'static str {
        match self {
            Self::Read => " to read",
            Self::Change => " to create, change or delete",
            Self::Call => "",
        }
    }
}

/// An API that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The API.
    pub api: Api,
    /// Who calls it: types of resources, or places in files.
    pub by: Vec<String>,
    /// What for.
    pub does: Does,
    /// The operation of the catalogue that it is.
    pub operation: Option<Operation>,
    /// Whether it is known which actions it needs.
    pub is_known: bool,
}

/// Where an API is called, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The values of placeholders in its path.
    pub values: Vec<(String, String)>,
    /// The region.
    pub region: Option<String>,
    /// The id of the account.
    pub account: Option<String>,
}

/// What is collected of one API.
#[derive(Debug, Default)]
struct Collected {
    by: BTreeSet<String>,
    does: BTreeSet<Does>,
    places: BTreeSet<Place>,
}

/// The APIs that a program calls.
#[derive(Debug, Default)]
pub struct Calls {
    all: BTreeMap<Api, Collected>,
}

impl Calls {
    /// Adds a call; what is known of where it is narrows resources.
    pub fn add(&mut self, api: Api, by: impl Into<String>, does: Does, place: Place) {
        let collected = self.all.entry(api).or_default();
        collected.by.insert(by.into());
        collected.does.insert(does);
        collected.places.insert(place);
    }

    /// Has a generator take them all.
    #[must_use]
    pub fn generate(self, mut generator: Generator) -> (Generated, Vec<Call>) {
        let mut calls = Vec::new();
        for (api, collected) in self.all {
            let (clause, services) = (collected.clause(), services_of(api.tag));
            let path = if api.path.starts_with('/') { api.path.into() } else { format!("/{}", api.path) };
            let mut called = Called::new(api.tag, &services, api.method, &path);
            called.by = &clause;
            let mut operation = None;
            for it in &collected.places {
                let values: Vec<(&str, &str)> = it.values.iter().map(|(name, it)| (&**name, &**it)).collect();
                let (region, account) = (it.region.as_deref(), it.account.as_deref());
                operation = generator.called(&Called { values: &values, region, account, ..called });
            }
            let does = collected.does.first().copied().unwrap_or(Does::Call);
            calls.push(Call { api, by: collected.by.into_iter().collect(), does, operation, is_known: false });
        }
        let generated = generator.generate();
        // Nothing of what an API needs may be missing, or it is not known.
        let partly: BTreeSet<String> =
            generated.given.iter().filter(|it| it.has_unresolved).map(|it| it.what.clone()).collect();
        for it in &mut calls {
            let states = it.operation.is_some_and(|it| it.actions().is_some());
            let [start, end] = [format!("{} ", it.api.method), format!(" of {}", it.api.tag)];
            let is_it = |title: &String| {
                let path = title.strip_prefix(&start).and_then(|it| it.strip_suffix(&end));
                path.is_some_and(|path| is_filled(it.api.path, path))
            };
            it.is_known = states && !partly.iter().any(is_it);
        }
        (generated, calls)
    }
}

impl Collected {
    /// Who calls it, as the end of a sentence.
    fn clause(&self) -> String {
        let named: Vec<String> = self.by.iter().take(SHOWN).map(|it| format!("`{it}`")).collect();
        let others = match self.by.len().saturating_sub(SHOWN) {
            0 => String::new(),
            1 => String::from(" and 1 other"),
            more => format!(" and {more} others"),
        };
        let verb = if self.by.len() == 1 { "calls" } else { "call" };
        let does = match self.does.iter().copied().collect::<Vec<_>>().as_slice() {
            [one] => one.clause(),
            _ => "",
        };
        format!("which {}{others} {verb}{does}", named.join(", "))
    }
}

/// Whether a path is that of an API, with values in the place of placeholders.
fn is_filled(template: &str, path: &str) -> bool {
    let (template, path) = (template.trim_start_matches('/').split('/'), path.trim_start_matches('/').split('/'));
    let is_same = |(one, other): (&str, &str)| one == other || one.starts_with('{');
    template.clone().count() == path.clone().count() && template.zip(path).all(is_same)
}

/// How many callers a reason names.
const SHOWN: usize = 3;
