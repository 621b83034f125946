//! What an existing file says that no page of this run says: facts of other pages, and what only a person can transcribe.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Disagreement, Service, Source, SourceKind};

use super::fact::{self, Fact, Places, fill};

/// Carries over into `new` what `old` has and the pages `read` in this run cannot say.
pub(super) fn carry(new: &mut Service, old: Service, read: &BTreeSet<String>) {
    fill(&mut new.titles.en, &old.titles.en);
    fill(&mut new.titles.zh, &old.titles.zh);
    fill(&mut new.level, &old.level);
    if new.scope_rules.is_empty() {
        new.scope_rules = old.scope_rules;
    }
    fill(&mut new.schema_version, &old.schema_version);
    fill(&mut new.role_resource_types, &old.role_resource_types);
    // What only pages of this run said of it, they say again.
    if old.sources.iter().any(|it| !read.contains(&it.id)) {
        old.known.into_iter().for_each(|it| it.add(&mut new.known));
    }
    let sources = new.sources.iter().chain(&old.sources);
    let run = &Run { read, sources: sources.map(|it| (it.id.clone(), it.clone())).collect() };
    let mut found = facts(&mut new.actions, old.actions, run);
    found.extend(facts(&mut new.role_actions, old.role_actions, run));
    found.extend(facts(&mut new.resource_types, old.resource_types, run));
    found.extend(facts(&mut new.operations, old.operations, run));
    found.extend(facts(&mut new.roles, old.roles, run));
    found.extend(facts(&mut new.role_codes, old.role_codes, run));
    found.extend(facts(&mut new.features, old.features, run));
    found.extend(facts(&mut new.role_resources, old.role_resources, run));
    if let Stated::As(old) = old.condition_keys {
        let mut keys = if let Stated::As(it) = std::mem::take(&mut new.condition_keys) { it } else { vec![] };
        let before = keys.len() + old.len();
        found.extend(facts(&mut keys, old, run));
        new.condition_keys = if keys.is_empty() && before > 0 { Stated::Not } else { Stated::As(keys) };
    }
    new.disagreements.extend(found);
    // What a page of this run says otherwise, it has said again.
    new.disagreements.extend(old.disagreements.into_iter().filter(|it| !read.contains(&it.other)));
    new.facts = old.facts;
    new.qualifiers = old.qualifiers;
    new.constraints = old.constraints;
    new.left_out = old.left_out;
    // The sources that nothing names any more go at the end of the run.
    let known: BTreeSet<String> = new.sources.iter().map(|it| it.id.clone()).collect();
    new.sources.extend(old.sources.into_iter().filter(|it| !known.contains(&it.id)));
}

/// What decides between a fact of this run and one that was there.
struct Run<'a> {
    /// The sources that were read.
    read: &'a BTreeSet<String>,
    sources: BTreeMap<String, Source>,
}

impl Run<'_> {
    /// As pages of one run come: newer ones first, then by name.
    fn rank<'s>(&self, sources: &'s [String]) -> Option<(Option<Age>, &'s str)> {
        sources.iter().map(|it| (self.sources.get(it).map(age), it.as_str())).min()
    }
}

/// What pages of one cloud come by, newer ones first: whether a newer version has replaced it, whether it is a page or, better,
/// an authorization schema, and the date that it prints. A page without a date comes after those that say how old they are.
pub(super) type Age = (bool, bool, std::cmp::Reverse<Option<String>>);

pub(super) fn age(source: &Source) -> Age {
    (source.older, source.kind != SourceKind::Schema, std::cmp::Reverse(source.date.get().cloned()))
}

/// Of the versions of a page that all print a date, the newest is the page and the others are older, whatever was known of them.
pub(super) fn mark_older(sources: &mut [&mut Source]) {
    let mut versions: BTreeMap<(&'static str, String), Vec<&mut Source>> = BTreeMap::new();
    for source in sources {
        versions.entry((source.cloud.name(), source.address().versions())).or_default().push(source);
    }
    for mut all in versions.into_values().filter(|it| it.len() > 1 && it.iter().all(|it| !it.date.is_not())) {
        let newest = all.iter().filter_map(|it| it.date.get().cloned()).max();
        for it in &mut all {
            it.older = it.date.get() < newest.as_ref();
        }
    }
}

/// What an older run found and this one cannot, because it does not read the pages.
fn facts<T: Fact>(new: &mut Vec<T>, old: Vec<T>, run: &Run<'_>) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let mut places = Places::of(new);
    for mut fact in old {
        let named = fact.sources().to_vec();
        fact.sources_mut().retain(|it| !run.read.contains(it));
        let left = !fact.sources().is_empty();
        match places.find(new, &fact).and_then(|at| Some((at, new.get_mut(at)?))) {
            Some((at, known)) => {
                known.keep(&fact);
                if left {
                    found.extend(settle(known, fact, &named, run));
                }
                places.add(known, at);
            }
            None if left => {
                places.add(&fact, new.len());
                new.push(fact);
            }
            None => {}
        }
    }
    found
}

/// The fact of the newer page, and what the other one adds.
fn settle<T: Fact>(known: &mut T, mut fact: T, named: &[String], run: &Run<'_>) -> Vec<Disagreement> {
    if run.rank(fact.sources()) < run.rank(known.sources()) {
        std::mem::swap(known, &mut fact);
        known.keep(&fact);
    }
    let all = fact::take(known, fact, named, &|id| run.sources.get(id));
    all.into_iter().map(|it| Disagreement { what: it.what, kept: it.kept, other: it.other }).collect()
}
