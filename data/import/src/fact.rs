//! What two pages say of one thing: the first one's word stands, and of the other what is not known yet.

use std::collections::HashMap;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Feature, Operation, ResourceType, Role, RoleAction, RoleCode, RoleResource, Source,
};
use hwc_iam_data::shared::words::Cloud;

/// What names the pages that it is from.
pub(super) trait Sourced {
    fn sources(&self) -> &[String];

    fn sources_mut(&mut self) -> &mut Vec<String>;
}

macro_rules! sourced {
    ($($row:ty),+) => {
        $(impl Sourced for $row {
            fn sources(&self) -> &[String] {
                &self.sources
            }

            fn sources_mut(&mut self) -> &mut Vec<String> {
                &mut self.sources
            }
        })+
    };
}

sourced!(Action, ConditionKey, Feature, Operation, ResourceType, Role, RoleAction, RoleCode, RoleResource);

/// A row of a service's file.
pub(super) trait Fact: Sourced + Clone + PartialEq {
    /// Whether both are of one thing.
    fn is_same(&self, other: &Self) -> bool;

    /// The name by which a disagreement on it is found.
    fn name(&self) -> String;

    /// Texts of which it has one in common with whatever is the same.
    fn marks(&self) -> Vec<String> {
        vec![self.name().to_lowercase()]
    }

    /// Takes what only a person can say.
    fn keep(&mut self, _old: &Self) {}

    /// Takes what is not known yet; fields on which the two contradict each other stay as they are.
    fn absorb(&mut self, other: &Self) -> Meeting;

    /// Of what contradicts this on another current page, what is not to be called wrong; `is_newer` where the dates of the pages say
    /// that this is the newer.
    fn unite(&mut self, _other: &Self, _is_newer: bool) {}

    /// Whether the other one's word stands, though it is not the first.
    fn yields(&self, _other: &Self) -> bool {
        false
    }

    fn clouds_mut(&mut self) -> Option<&mut Vec<Cloud>> {
        None
    }
}

/// Where the facts of a list stand, by their marks: a schema may have a hundred thousand.
#[derive(Default)]
pub(super) struct Places(HashMap<String, Vec<usize>>);

impl Places {
    pub(super) fn of<T: Fact>(all: &[T]) -> Self {
        let mut places = Self::default();
        all.iter().enumerate().for_each(|(at, it)| places.add(it, at));
        places
    }

    /// The place of the first one that is the same.
    pub(super) fn find<T: Fact>(&self, all: &[T], fact: &T) -> Option<usize> {
        let marks = fact.marks();
        let places = marks.iter().filter_map(|it| {
            self.0.get(it)?.iter().copied().find(|at| all.get(*at).is_some_and(|it| it.is_same(fact)))
        });
        places.min()
    }

    /// Also of a fact that is there already and has more marks now.
    pub(super) fn add<T: Fact>(&mut self, fact: &T, at: usize) {
        for mark in fact.marks() {
            let places = self.0.entry(mark).or_default();
            if let Err(place) = places.binary_search(&at) {
                places.insert(place, at);
            }
        }
    }
}

/// How the words of two pages meet.
#[derive(Default)]
pub(super) struct Meeting {
    /// The fields on which they contradict each other.
    pub(super) differs: Vec<String>,
    /// They say the same of a field.
    pub(super) agrees: bool,
}

impl Meeting {
    /// Of one field, what is not known yet.
    pub(super) fn field<T: Clone + PartialEq>(&mut self, name: &str, first: &mut Stated<T>, more: &Stated<T>) {
        match (&*first, more) {
            (_, Stated::Not) => {}
            (Stated::Not, _) => first.clone_from(more),
            (Stated::As(mine), Stated::As(other)) if mine == other => self.agrees = true,
            _ => self.differs.push(name.to_owned()),
        }
    }
}

/// Two pages that do not say the same of a fact.
pub(super) struct Contradiction {
    pub(super) what: String,
    pub(super) kept: String,
    pub(super) other: String,
}

/// Takes into `first` what `other` says; `first` is the one that is newer or by its name first. `find` knows the pages; what is in
/// `named` was a source of the fact before.
pub(super) fn take<'s, T: Fact>(
    first: &mut T,
    mut other: T,
    named: &[String],
    find: &impl Fn(&str) -> Option<&'s Source>,
) -> Vec<Contradiction> {
    if first.yields(&other) {
        std::mem::swap(first, &mut other);
    }
    let before = first.clone();
    let Meeting { differs, agrees } = first.absorb(&other);
    let is_current = |id: &String| find(id).is_none_or(|it| !it.older);
    if !differs.is_empty() && other.sources().iter().any(is_current) {
        first.unite(&other, is_newer(&before, &other, find));
    }
    let adds = *first != before;
    let clouds_of = |ids: &[String]| ids.iter().filter_map(|it| find(it)).map(|it| it.cloud).collect::<Vec<_>>();
    let clouds = clouds_of(before.sources());
    for id in other.sources() {
        let source = find(id);
        // That the thing is there, a page says whatever else it contradicts.
        let new_cloud = source.is_some_and(|it| !clouds.contains(&it.cloud));
        // An older page is named for what no current one says.
        let outdated = source.is_some_and(|it| it.older) && !adds && !named.contains(id);
        if new_cloud || (!outdated && (differs.is_empty() || agrees || adds)) {
            add_source(first.sources_mut(), id);
        }
    }
    let clouds = clouds_of(first.sources());
    if let Some(place) = first.clouds_mut() {
        *place = clouds;
        place.sort_by_key(|it| it.name());
        place.dedup();
    }
    let kept = before.sources().first().cloned().unwrap_or_default();
    let contradiction = |(field, other): (&String, &String)| {
        let what = if field.is_empty() { first.name() } else { format!("{}: {field}", first.name()) };
        Contradiction { what, kept: kept.clone(), other: other.clone() }
    };
    let current: Vec<&String> = other.sources().iter().filter(|it| is_current(it)).collect();
    // What an older page says otherwise is history.
    differs.iter().flat_map(|field| current.iter().map(move |it| (field, *it))).map(contradiction).collect()
}

/// Whether the dates that the pages print say that one is the newer.
fn is_newer<'s, T: Fact>(one: &T, other: &T, find: &impl Fn(&str) -> Option<&'s Source>) -> bool {
    let newest = |it: &T| {
        let sources = it.sources().iter().filter_map(|it| find(it));
        let dates: Option<Vec<&str>> = sources.map(|it| Some(it.date.get()?.as_str())).collect();
        dates?.into_iter().max()
    };
    newest(one).zip(newest(other)).is_some_and(|(one, other)| one > other)
}

pub(super) fn add_source(sources: &mut Vec<String>, id: &str) {
    if let Err(at) = sources.binary_search_by(|it| it.as_str().cmp(id)) {
        sources.insert(at, id.to_owned());
    }
}

/// Takes what is not known yet.
pub(super) fn fill<T: Clone>(first: &mut Stated<T>, more: &Stated<T>) {
    if first.is_not() {
        first.clone_from(more);
    }
}
