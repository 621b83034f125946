//! The lists of a service: which pages their rows name, and the order that they are in.

use std::collections::BTreeSet;

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
        self.sources.sort_by(|one, other| one.id.cmp(&other.id));
        self.sources.dedup_by(|one, other| one.id == other.id);
        self.actions.sort_by(|one, other| one.name.cmp(&other.name));
        for it in &mut self.actions {
            sort_clouds(&mut it.clouds);
            sort_stated(&mut it.condition_keys);
            sort_stated(&mut it.aliases);
            sort(&mut it.replaced_by);
            sort(&mut it.sources);
            if let Stated::As(uses) = &mut it.resources {
                uses.sort_by(|one, other| one.kind.cmp(&other.kind));
                uses.iter_mut().for_each(|it| sort_stated(&mut it.condition_keys));
            }
        }
        self.role_actions.sort_by_cached_key(|it| it.name.to_lowercase());
        for it in &mut self.role_actions {
            sort_clouds(&mut it.clouds);
            it.scopes.sort_by_key(|it| it.cloud.name());
            sort(&mut it.sources);
        }
        self.resource_types.sort_by(|one, other| one.kind.cmp(&other.kind));
        self.resource_types.iter_mut().for_each(|it| sort(&mut it.sources));
        if let Stated::As(keys) = &mut self.condition_keys {
            keys.sort_by(|one, other| one.key.cmp(&other.key));
            for it in keys {
                it.models.sort_unstable();
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
        self.operations.sort_by_cached_key(crate::schema::Operation::order);
        self.roles.sort_by(|one, other| (&one.name, one.cloud.name()).cmp(&(&other.name, other.cloud.name())));
        for it in &mut self.roles {
            sort_needs(&mut it.dependencies);
            sort(&mut it.sources);
        }
        self.role_codes.sort_by(|one, other| one.order().cmp(&other.order()));
        self.role_codes.iter_mut().for_each(|it| sort(&mut it.sources));
        self.features.sort_by(|one, other| one.order().cmp(&other.order()));
        for it in &mut self.features {
            sort_needs(&mut it.needs);
            sort(&mut it.sources);
        }
        self.role_resources.sort_by(|one, other| one.order().cmp(&other.order()));
        self.role_resources.iter_mut().for_each(|it| sort(&mut it.sources));
        self.disagreements.sort();
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

fn sort_clouds(all: &mut Vec<Cloud>) {
    all.sort_by_key(|it| it.name());
    all.dedup();
}

fn sort_needs(all: &mut Stated<Vec<Need>>) {
    if let Stated::As(all) = all {
        all.sort_by(Need::cmp_name);
        all.dedup();
    }
}
