//! The lists of a service: which pages their rows name, and the order that they are in.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::mem;

use crate::schema::{Global, Need, Service};
use crate::shared::words::Cloud;
use crate::stated::Stated;

impl Service {
    /// For every list whose rows name their sources: its name, and what each row names.
    pub(crate) fn source_lists(&self) -> [(&'static str, Vec<&[String]>); 10] {
        let keys = self.condition_keys.get().map_or(&[][..], Vec::as_slice);
        [
            ("actions", self.actions.iter().map(|it| &*it.sources).collect()),
            ("role_actions", self.role_actions.iter().map(|it| &*it.sources).collect()),
            ("resource_types", self.resource_types.iter().map(|it| &*it.sources).collect()),
            ("condition_keys", keys.iter().map(|it| &*it.sources).collect()),
            ("operations", self.operations.iter().map(|it| &*it.sources).collect()),
            ("roles", self.roles.iter().map(|it| &*it.sources).collect()),
            ("role_codes", self.role_codes.iter().map(|it| &*it.sources).collect()),
            ("features", self.features.iter().map(|it| &*it.sources).collect()),
            ("role_resources", self.role_resources.iter().map(|it| &*it.sources).collect()),
            ("constraints", self.constraints.iter().map(|it| &*it.sources).collect()),
        ]
    }

    /// The ids of all pages that something of it names.
    #[must_use]
    pub fn source_ids(&self) -> BTreeSet<&String> {
        let named = self.source_lists().into_iter().flat_map(|it| it.1).flatten();
        let left_out = self.left_out.iter().map(|it| &it.source);
        named.chain(left_out).chain(self.disagreements.iter().flat_map(|it| [&it.kept, &it.other])).collect()
    }

    /// Puts every list into the order that the files have, and each of its rows there once.
    pub fn sort(&mut self) {
        sort_clouds(&mut self.clouds);
        sort_rows(&mut self.sources, |one, other| one.id.cmp(&other.id));
        self.sources.dedup_by(|one, other| one.id == other.id);
        sort_rows(&mut self.actions, |one, other| one.name.cmp(&other.name));
        for it in &mut self.actions {
            sort_clouds(&mut it.clouds);
            sort_stated(&mut it.condition_keys);
            sort_stated(&mut it.aliases);
            sort(&mut it.replaced_by);
            sort(&mut it.sources);
            if let Stated::As(uses) = &mut it.resources {
                sort_rows(uses, |one, other| one.kind.cmp(&other.kind));
                uses.iter_mut().for_each(|it| sort_stated(&mut it.condition_keys));
            }
        }
        sort_rows(&mut self.role_actions, |one, other| one.name.to_lowercase().cmp(&other.name.to_lowercase()));
        for it in &mut self.role_actions {
            sort_clouds(&mut it.clouds);
            sort_rows(&mut it.scopes, |one, other| one.cloud.name().cmp(other.cloud.name()));
            sort(&mut it.sources);
        }
        sort_rows(&mut self.resource_types, |one, other| one.kind.cmp(&other.kind));
        self.resource_types.iter_mut().for_each(|it| sort(&mut it.sources));
        if let Stated::As(keys) = &mut self.condition_keys {
            sort_rows(keys, |one, other| one.key.cmp(&other.key));
            for it in keys {
                sort_rows(&mut it.models, Ord::cmp);
                it.models.dedup();
                sort(&mut it.sources);
            }
        }
        for it in &mut self.operations {
            sort(&mut it.names);
            sort_needs(&mut it.actions);
            sort_needs(&mut it.dependencies);
            sort(&mut it.sources);
        }
        sort_rows(&mut self.operations, |one, other| one.order().cmp(&other.order()));
        sort_rows(&mut self.roles, |one, other| (&one.name, one.cloud.name()).cmp(&(&other.name, other.cloud.name())));
        for it in &mut self.roles {
            sort_needs(&mut it.dependencies);
            sort(&mut it.sources);
        }
        sort_rows(&mut self.role_codes, |one, other| one.order().cmp(&other.order()));
        self.role_codes.iter_mut().for_each(|it| sort(&mut it.sources));
        sort_rows(&mut self.features, |one, other| one.order().cmp(&other.order()));
        for it in &mut self.features {
            sort_needs(&mut it.needs);
            sort(&mut it.sources);
        }
        sort_rows(&mut self.role_resources, |one, other| one.order().cmp(&other.order()));
        self.role_resources.iter_mut().for_each(|it| sort(&mut it.sources));
        sort_rows(&mut self.disagreements, Ord::cmp);
        self.disagreements.dedup();
    }
}

impl Global {
    /// For every list whose rows name their sources: its name, and what each row names.
    pub(crate) fn source_lists(&self) -> [(&'static str, Vec<&[String]>); 4] {
        [
            ("condition_keys", self.condition_keys.iter().map(|it| &*it.sources).collect()),
            ("operators", self.operators.iter().map(|it| &*it.sources).collect()),
            ("regions", self.regions.iter().map(|it| &*it.sources).collect()),
            ("limits", self.limits.iter().map(|it| &*it.sources).collect()),
        ]
    }

    /// The ids of all pages that something of it names.
    #[must_use]
    pub fn source_ids(&self) -> BTreeSet<&String> {
        self.source_lists().into_iter().flat_map(|it| it.1).flatten().collect()
    }
}

fn sort(all: &mut Vec<String>) {
    all.sort();
    all.dedup();
}

fn sort_stated(all: &mut Stated<Vec<String>>) {
    if let Stated::As(all) = all {
        sort(all);
    }
}

pub(crate) fn sort_clouds(all: &mut Vec<Cloud>) {
    sort_rows(all, |one, other| one.name().cmp(other.name()));
    all.dedup();
}

fn sort_needs(all: &mut Stated<Vec<Need>>) {
    if let Stated::As(all) = all {
        sort_rows(all, Need::cmp_name);
        all.dedup();
    }
}

/// Sorts rows of any type; equal ones stay in their order. The sort itself is compiled once, for places: compiled for each type, it
/// was a fifth of this crate.
pub(crate) fn sort_rows<T>(rows: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    if rows.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
        return;
    }
    let mut places: Vec<usize> = (0..rows.len()).collect();
    sort_places(&mut places, &|one, other| match (rows.get(one), rows.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut old: Vec<Option<T>> = mem::take(rows).into_iter().map(Some).collect();
    rows.extend(places.into_iter().filter_map(|it| old.get_mut(it)?.take()));
}

fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_equal_ones_stay_in_their_order() {
        // So many that a sort which does not care would show it.
        let row = |(at, first): (usize, &&str)| format!("{first}{at:02}");
        let mut rows: Vec<String> = ["b", "a", "c"].repeat(20).iter().enumerate().map(row).collect();
        let mut wanted = rows.clone();
        wanted.sort();
        let first = |it: &String| it.as_bytes().first().copied();
        sort_rows(&mut rows, |one, other| first(one).cmp(&first(other)));
        assert_eq!(rows, wanted);
    }
}
