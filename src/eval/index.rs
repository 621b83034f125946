use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

use super::request::RequestedAction;
use super::statement::CompiledStatement;
use crate::shared::index::fold;

/// From an action to the statements that may be for it.
///
/// A name is found by its hash. A pattern is found by what stands before its first wildcard: these texts are sorted, each with
/// the place of the longest other one that it begins with. Whatever a name begins with is then found from the last text that is
/// not greater than the name.
#[derive(Debug, Clone, Default)]
pub(super) struct ActionIndex {
    /// The places of names, one greater, by their hashes; 0 is free. A power of two of them, at most half of them taken. There are
    /// none if somebody has chosen names that all want the same place.
    slots: Vec<u32>,
    /// Sorted.
    names: Vec<(Box<str>, Range<usize>)>,
    prefixes: Vec<Prefix>,
    hits: Vec<Hit>,
    /// The statements for all actions but some.
    exclusions: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Prefix {
    /// Of the text: most are told apart without looking into it.
    head: u64,
    text: Box<str>,
    longest_within: Option<usize>,
    hits: Range<usize>,
}

/// A statement and the place of one of its actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    pub(super) statement: usize,
    pub(super) action: usize,
}

impl ActionIndex {
    pub(super) fn new(statements: &[CompiledStatement]) -> Self {
        let mut index = Self::default();
        let mut keys = Vec::new();
        for (statement, compiled) in statements.iter().enumerate() {
            if compiled.excludes_actions {
                index.exclusions.push(statement);
                continue;
            }
            for (action, text) in compiled.actions.iter().enumerate() {
                let (key, is_name) = text.key();
                keys.push((is_name, key, Hit { statement, action }));
            }
        }
        keys.sort_unstable();
        for (is_name, key, hit) in keys {
            let at = index.hits.len();
            index.hits.push(hit);
            let last = if is_name {
                index.names.last_mut().map(|(text, hits)| (text, hits))
            } else {
                index.prefixes.last_mut().map(|it| (&mut it.text, &mut it.hits))
            };
            match last {
                Some((text, hits)) if *text == key => hits.end = at + 1,
                _ if is_name => index.names.push((key, at..at + 1)),
                _ => {
                    let longest_within = index.longest_from(index.prefixes.len().checked_sub(1), &key);
                    index.prefixes.push(Prefix { head: head(&key), text: key, longest_within, hits: at..at + 1 });
                }
            }
        }
        index.fill_slots();
        index
    }

    /// The statements whose `Action` may be for this one.
    pub(super) fn hits(&self, action: &RequestedAction) -> impl Iterator<Item = Hit> {
        self.of_name(&action.lower).chain(action.twin.as_deref().into_iter().flat_map(|it| self.of_name(it)))
    }

    fn of_name(&self, name: &str) -> impl Iterator<Item = Hit> {
        let named = self.named(name).into_iter().flatten().copied();
        let start = head(name);
        let is_before = |it: &Prefix| it.head < start || it.head == start && *it.text <= *name;
        let last = self.prefixes.partition_point(is_before).checked_sub(1);
        let first = self.longest_from(last, name).and_then(|it| self.prefixes.get(it));
        let within = |it: &&Prefix| it.longest_within.and_then(|it| self.prefixes.get(it));
        let prefixes = core::iter::successors(first, within);
        named.chain(prefixes.filter_map(|it| self.hits.get(it.hits.clone())).flatten().copied())
    }

    pub(super) fn exclusions(&self) -> &[usize] {
        &self.exclusions
    }

    /// The first of this prefix and those within it that the name begins with.
    fn longest_from(&self, place: Option<usize>, name: &str) -> Option<usize> {
        let within = |it: &usize| self.prefixes.get(*it).and_then(|it| it.longest_within);
        core::iter::successors(place, within)
            .find(|it| self.prefixes.get(*it).is_some_and(|it| name.starts_with(&*it.text)))
    }

    fn named(&self, name: &str) -> Option<&[Hit]> {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            let at = self.names.binary_search_by(|(text, _)| (**text).cmp(name)).ok()?;
            return self.hits.get(self.names.get(at)?.1.clone());
        };
        // None is farther from its place.
        for at in probes(name, mask) {
            let place = self.slots.get(at)?.checked_sub(1)?;
            let (text, hits) = self.names.get(place as usize)?;
            if **text == *name {
                return self.hits.get(hits.clone());
            }
        }
        None
    }

    fn fill_slots(&mut self) {
        if self.names.is_empty() {
            return;
        }
        self.slots.resize((self.names.len() * 2).next_power_of_two(), 0);
        let mask = self.slots.len() - 1;
        for (place, (name, _)) in (1..).zip(&self.names) {
            let free = probes(name, mask).find(|at| self.slots.get(*at) == Some(&0));
            match free.and_then(|at| self.slots.get_mut(at)) {
                Some(slot) => *slot = place,
                None => return self.slots.clear(),
            }
        }
    }
}

/// The first eight bytes, as a number in their order.
fn head(text: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(text.bytes()).for_each(|(to, it)| *to = it);
    u64::from_be_bytes(first)
}

/// The slots that a name may be in, in the order in which they are tried.
fn probes(name: &str, mask: usize) -> impl Iterator<Item = usize> {
    let first = fold(name) as usize & mask;
    (0..MOST_PROBES).map(move |it| first.wrapping_add(it) & mask)
}

/// Names that nobody has chosen for it are hardly ever so far from their place; the hash has no key, so some can be chosen.
const MOST_PROBES: usize = 64;
