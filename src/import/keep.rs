//! What an existing file says that no page of this run says: facts of other pages, and what only a person can transcribe.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Feature, Operation, ResourceType, Role, RoleAction, RoleResource, Service, Source,
};
use hwc_iam_data::shared::words::Support;

use super::prelude::*;
use super::{join, merge, page, v5};

/// Carries over into `new` what `old` has and the pages `read` in this run cannot say.
pub(super) fn carry(new: &mut Service, old: Service, read: &BTreeSet<String>) {
    fill(&mut new.titles.en, old.titles.en);
    fill(&mut new.titles.zh, old.titles.zh);
    fill(&mut new.level, old.level);
    if new.scope_rules.is_empty() {
        new.scope_rules = old.scope_rules;
    }
    fill(&mut new.schema_version, old.schema_version);
    fill(&mut new.role_resource_types, old.role_resource_types);
    // What only pages of this run said of it, they say again.
    if old.sources.iter().any(|it| !read.contains(&it.id)) {
        old.known.into_iter().for_each(|it| it.add(&mut new.known));
    }
    let sources = new.sources.iter().chain(&old.sources);
    let ages = sources.map(|it| (it.id.clone(), age(it))).collect();
    let read = &Run { read, ages };
    facts(&mut new.actions, old.actions, read);
    facts(&mut new.role_actions, old.role_actions, read);
    facts(&mut new.resource_types, old.resource_types, read);
    facts(&mut new.operations, old.operations, read);
    facts(&mut new.roles, old.roles, read);
    facts(&mut new.features, old.features, read);
    facts(&mut new.role_resources, old.role_resources, read);
    if let Stated::As(old) = old.condition_keys {
        let mut keys = if let Stated::As(it) = std::mem::take(&mut new.condition_keys) { it } else { vec![] };
        let before = keys.len() + old.len();
        facts(&mut keys, old, read);
        new.condition_keys = if keys.is_empty() && before > 0 { Stated::Not } else { Stated::As(keys) };
    }
    new.facts = old.facts;
    new.qualifiers = old.qualifiers;
    new.constraints = old.constraints;
    new.left_out = old.left_out;
    // The sources that nothing names any more go at the end of the run.
    let known: BTreeSet<String> = new.sources.iter().map(|it| it.id.clone()).collect();
    new.sources.extend(old.sources.into_iter().filter(|it| !known.contains(&it.id)));
}

fn fill<T>(new: &mut Stated<T>, old: Stated<T>) {
    if new.is_not() {
        *new = old;
    }
}

/// What decides between a fact of this run and one that was there.
struct Run<'a> {
    /// The sources that were read.
    read: &'a BTreeSet<String>,
    /// By source.
    ages: BTreeMap<String, Age>,
}

impl Run<'_> {
    /// As pages of one run come: newer ones first, then by name.
    fn rank<'s>(&self, sources: &'s [String]) -> Option<(Option<&Age>, &'s str)> {
        sources.iter().map(|it| (self.ages.get(it), it.as_str())).min()
    }
}

/// What pages of one cloud come by, newer ones first: whether a newer version has replaced it, whether it is a page or, better,
/// an authorization schema, and the date that it prints. A page without a date comes after those that say how old they are.
pub(super) type Age = (bool, bool, std::cmp::Reverse<Option<String>>);

pub(super) fn age(source: &Source) -> Age {
    let is_schema = source.page.to_lowercase().ends_with(".json");
    (source.older, !is_schema, std::cmp::Reverse(source.date.get().cloned()))
}

/// Of the versions of a page that all print a date, the newest is the page and the others are older, whatever was known of them.
pub(super) fn mark_older(sources: &mut [&mut Source]) {
    let mut versions: BTreeMap<(&'static str, String), Vec<&mut Source>> = BTreeMap::new();
    for source in sources {
        versions.entry((source.cloud.name(), page_name(source))).or_default().push(source);
    }
    for mut all in versions.into_values().filter(|it| it.len() > 1 && it.iter().all(|it| !it.date.is_not())) {
        let newest = all.iter().filter_map(|it| it.date.get().cloned()).max();
        for it in &mut all {
            it.older = it.date.get() < newest.as_ref();
        }
    }
}

/// The name of a page without its version: `ims_01@0123abc.md` and `ims_01.html` are versions of one.
fn page_name(source: &Source) -> String {
    let name = source.page.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |it| it.0);
    name.split('@').next().unwrap_or_default().to_lowercase()
}

trait Fact: Clone {
    fn is_same(&self, other: &Self) -> bool;
    fn sources(&mut self) -> &mut Vec<String>;
    /// Takes what only a person can say.
    fn keep(&mut self, _old: &Self) {}
    /// Takes what is not known from a fact that other pages state; whether the two agree on the rest.
    fn absorb(&mut self, other: &Self) -> bool;
}

fn facts<T: Fact>(new: &mut Vec<T>, old: Vec<T>, run: &Run<'_>) {
    for mut fact in old {
        fact.sources().retain(|it| !run.read.contains(it));
        let left = fact.sources().clone();
        match new.iter_mut().find(|it| it.is_same(&fact)) {
            Some(found) => {
                found.keep(&fact);
                if !left.is_empty() {
                    settle(found, fact, run);
                }
            }
            None if !left.is_empty() => new.push(fact),
            None => {}
        }
    }
}

/// The fact of the newer page, and what the other one adds where they agree.
fn settle<T: Fact>(found: &mut T, mut fact: T, run: &Run<'_>) {
    if run.rank(fact.sources()) < run.rank(found.sources()) {
        std::mem::swap(found, &mut fact);
        found.keep(&fact);
    }
    if found.absorb(&fact) {
        fact.sources().iter().for_each(|it| merge::add_source(found.sources(), it));
    }
}

impl Fact for Action {
    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn keep(&mut self, old: &Self) {
        fill(&mut self.permission_only, old.permission_only);
    }

    fn absorb(&mut self, other: &Self) -> bool {
        self.clouds.extend(&other.clouds);
        v5::absorb(self, other)
    }
}

impl Fact for RoleAction {
    fn is_same(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(&other.name)
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, other: &Self) -> bool {
        // English is what constants are documented in.
        if self.title.get().is_none_or(|it| page::is_chinese(it))
            && other.title.get().is_some_and(|it| !page::is_chinese(it))
        {
            self.title.clone_from(&other.title);
        }
        fill(&mut self.title, other.title.clone());
        for scope in &other.scopes {
            let take = |mine: &mut Support, other| {
                if *mine == Support::NotStated {
                    *mine = other;
                }
            };
            match self.scopes.iter_mut().find(|it| it.cloud == scope.cloud) {
                Some(mine) => {
                    take(&mut mine.iam_project, scope.iam_project);
                    take(&mut mine.enterprise_project, scope.enterprise_project);
                }
                None => self.scopes.push(scope.clone()),
            }
        }
        self.clouds.extend(&other.clouds);
        true
    }
}

impl Fact for ResourceType {
    fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, other: &Self) -> bool {
        self.urn == other.urn
    }
}

impl Fact for ConditionKey {
    fn is_same(&self, other: &Self) -> bool {
        self.key == other.key
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    /// Descriptions are prose; a person says them in a few words.
    fn keep(&mut self, old: &Self) {
        fill(&mut self.title, old.title.clone());
    }

    fn absorb(&mut self, other: &Self) -> bool {
        fill(&mut self.title, other.title.clone());
        fill(&mut self.title_zh, other.title_zh.clone());
        fill(&mut self.kind, other.kind);
        fill(&mut self.multivalued, other.multivalued);
        true
    }
}

impl Fact for Operation {
    fn is_same(&self, other: &Self) -> bool {
        merge::key(self) == merge::key(other)
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, other: &Self) -> bool {
        join::absorb(self, other)
    }
}

impl Fact for Role {
    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name && self.cloud == other.cloud
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn keep(&mut self, old: &Self) {
        self.formerly = self.formerly.take().or_else(|| old.formerly.clone());
        fill(&mut self.document, old.document.clone());
    }

    fn absorb(&mut self, other: &Self) -> bool {
        merge::absorb_role(self, other) || merge::has_operations_of(self, other)
    }
}

impl Fact for Feature {
    fn is_same(&self, other: &Self) -> bool {
        self.order() == other.order()
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, other: &Self) -> bool {
        fill(&mut self.needs, other.needs.clone());
        other.needs.is_not() || self.needs == other.needs
    }
}

impl Fact for RoleResource {
    fn is_same(&self, other: &Self) -> bool {
        self.order() == other.order()
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, other: &Self) -> bool {
        fill(&mut self.title, other.title.clone());
        true
    }
}
