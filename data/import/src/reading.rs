//! A page that has been read.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Known, Need, Source};
use hwc_iam_data::shared::words::{Coverage, Model};

use super::facts::Facts;
use super::name::prefix;

/// A page that has been read, and the service that it documents.
pub(super) struct Read {
    pub(super) source: Source,
    /// In lower case.
    pub(super) home: String,
    pub(super) facts: Facts,
    /// The title of a page that documents a service under its name.
    pub(super) service_title: Option<String>,
    pub(super) is_schema: bool,
    /// Its address and titles say that it is a page of another service.
    pub(super) of_other: bool,
}

impl Read {
    pub(super) fn known(&self, model: Model, coverage: Coverage) -> Known {
        Known { model, cloud: self.source.cloud, coverage, date: self.source.date.clone() }
    }
}

/// The prefixes that a page is about: its own, and those that a fifth of its rows has alone. What few rows need is mentioned.
pub(super) fn documented(page: &Read) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in &page.facts.rows {
        let names = row.actions.get().into_iter().flatten().filter_map(|it| it.action.as_deref());
        let prefixes: BTreeSet<String> = names.map(prefix).collect();
        if let (Some(only), 1) = (prefixes.first(), prefixes.len()) {
            *counts.entry(only.clone()).or_default() += 1;
        }
    }
    let rows = page.facts.rows.len();
    let all = counts.into_iter().filter(|it| it.0 == page.home || it.1 * 5 >= rows).map(|it| it.0);
    all.chain([page.home.clone()]).collect()
}

/// The service that a row is of: the page's own if one of its actions is, else that of the first action.
pub(super) fn service_of(page: &Read, needs: &Stated<Vec<Need>>) -> String {
    let prefixes: Vec<String> =
        needs.get().into_iter().flatten().filter_map(|it| it.action.as_deref()).map(prefix).collect();
    if prefixes.is_empty() || prefixes.contains(&page.home) {
        return page.home.clone();
    }
    prefixes.first().cloned().unwrap_or_default()
}
