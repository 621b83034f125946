//! A dimension whose points are texts: the names of actions, or of resources.

use alloc::collections::BTreeMap;
use alloc::string::String;

use alloc::vec::Vec;
use core::cell::RefCell;

use super::budget::{Budget, Spent};
use super::cause::{Cause, Causes};
use super::glob::Glob;
use super::words;
use crate::eval::{Assumptions, Setting, Truth};

/// The texts that a dimension has, and the lists of patterns that tell them apart.
#[derive(Debug, Default)]
pub(super) struct Space {
    /// One of these every text matches.
    universe: Vec<Glob>,
    patterns: Vec<Pattern>,
    lists: Vec<List>,
    memo: Memo,
}

/// What is known of pairs of lists.
#[derive(Debug, Default)]
struct Memo {
    are_disjoint: Pairs,
    covers: Pairs,
}

/// For each pair of numbers, whether something holds, as far as it was asked.
#[derive(Debug, Default)]
struct Pairs(RefCell<Vec<Option<bool>>>);

impl Pairs {
    /// How many numbers there may be for a table of their pairs.
    const MOST: usize = 2048;

    fn get(&self, len: usize, (a, b): (usize, usize), holds: impl FnOnce() -> bool) -> bool {
        if len > Self::MOST {
            return holds();
        }
        let mut all = self.0.borrow_mut();
        if all.len() != len * len {
            *all = alloc::vec![None; len * len];
        }
        match all.get_mut(a * len + b) {
            Some(known) => *known.get_or_insert_with(holds),
            None => holds(),
        }
    }
}

/// A pattern, and what it takes for it to match: with a cause it may match, and whether it does is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    pub(super) glob: Glob,
    pub(super) cause: Option<Cause>,
}

/// The texts that one of these matches, or that none of them matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    is_negated: bool,
    patterns: Vec<usize>,
}

/// One text of a class of them, and for each list that was asked about whether it is in it.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) text: String,
    pub(super) truths: Vec<Truth>,
}

/// How a search takes what is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search {
    pub(super) mode: Mode,
    pub(super) assumptions: Assumptions,
}

/// How what stays open is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As it hinders an answer: what is found is sure.
    Sure,
    /// As it may be, the same for the same text: what is not found is not there.
    Possible,
}

impl Search {
    /// Whether it holds, if the cause is a question that has an answer here.
    pub(super) fn settle(self, cause: &Cause) -> Option<Truth> {
        let Cause::Assumption(it) = cause else { return None };
        match self.assumptions.get(*it) {
            Setting::Yes => Some(Truth::Yes),
            Setting::No => Some(Truth::No),
            Setting::Unknown => None,
        }
    }

    /// Whether what is to hold does, as far as that is asked.
    pub(super) fn may_be(self, truth: Truth) -> bool {
        truth == Truth::Yes || self.mode == Mode::Possible && truth == Truth::Open
    }

    /// Whether what is not to hold does not, as far as that is asked.
    pub(super) fn may_not_be(self, truth: Truth) -> bool {
        truth == Truth::No || self.mode == Mode::Possible && truth == Truth::Open
    }
}

/// How a pattern stands to the texts that are looked at.
#[derive(Clone, Copy)]
enum Standing {
    Never,
    Always,
    Tracked(usize),
}

impl Space {
    pub(super) fn new(universe: Vec<Glob>) -> Self {
        Self { universe, ..Self::default() }
    }

    /// How many lists there are.
    pub(super) const fn len(&self) -> usize {
        self.lists.len()
    }

    /// The number of this list, the same for the same list.
    pub(super) fn list(&mut self, is_negated: bool, patterns: impl IntoIterator<Item = Pattern>) -> usize {
        let mut all: Vec<usize> = patterns.into_iter().map(|it| place(&mut self.patterns, it)).collect();
        all.sort_unstable();
        all.dedup();
        place(&mut self.lists, List { is_negated, patterns: all })
    }

    /// Whether surely every text of the second list is in the first, whatever the answers to open questions.
    pub(super) fn covers(&self, outer: usize, inner: usize) -> bool {
        outer == inner || self.memo.covers.get(self.lists.len(), (outer, inner), || self.covers_other(outer, inner))
    }

    fn covers_other(&self, outer: usize, inner: usize) -> bool {
        let (Some(outer), Some(inner)) = (self.lists.get(outer), self.lists.get(inner)) else { return false };
        let pattern = |at: &usize| self.patterns.get(*at);
        let each = |inner: &[usize], outer: &[usize]| {
            inner.iter().all(|small| {
                outer.iter().any(|large| {
                    small == large
                        || matches!((pattern(small), pattern(large)), (Some(small), Some(large))
                            if large.cause.is_none() && large.glob.covers(&small.glob))
                })
            })
        };
        match (inner.is_negated, outer.is_negated) {
            (false, false) => each(&inner.patterns, &outer.patterns),
            (true, true) => each(&outer.patterns, &inner.patterns),
            (false, true) => inner.patterns.iter().all(|a| {
                outer.patterns.iter().all(|b| match (pattern(a), pattern(b)) {
                    (Some(a), Some(b)) => a.glob.is_disjoint(&b.glob),
                    _ => false,
                })
            }),
            (true, false) => false,
        }
    }

    /// Whether surely no text is in both, whatever its case.
    pub(super) fn are_disjoint(&self, a: usize, b: usize) -> bool {
        self.memo.are_disjoint.get(self.lists.len(), (a, b), || {
            let (Some(a), Some(b)) = (self.lists.get(a), self.lists.get(b)) else { return false };
            let disjoint = |a: &usize, b: &usize| match (self.patterns.get(*a), self.patterns.get(*b)) {
                (Some(a), Some(b)) => a.glob.is_disjoint_in_any_case(&b.glob),
                _ => false,
            };
            !a.is_negated && !b.is_negated && a.patterns.iter().all(|a| b.patterns.iter().all(|b| disjoint(a, b)))
        })
    }

    /// One point of each class that the lists `asked` for tell apart among the texts in all `required` lists.
    pub(super) fn points(
        &self,
        required: &[usize],
        asked: &[usize],
        search: Search,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<Point>, Spent> {
        let lists = |all: &[usize]| all.iter().filter_map(|it| self.lists.get(*it)).collect::<Vec<_>>();
        let (required, asked) = (lists(required), lists(asked));
        let mut all: Vec<usize> = required.iter().chain(&asked).flat_map(|it| &it.patterns).copied().collect();
        all.sort_unstable();
        all.dedup();
        let anchors = required.iter().filter(|it| !it.is_negated).map(|it| &it.patterns).min_by_key(|it| it.len());
        let mut points = Points { found: BTreeMap::new(), search };
        for universe in &self.universe {
            let Some(anchors) = anchors else {
                self.around((universe, None), &all, &required, &asked, &mut points, causes, budget)?;
                continue;
            };
            for anchor in anchors.iter().filter_map(|it| self.patterns.get(*it)) {
                self.around((universe, Some(anchor)), &all, &required, &asked, &mut points, causes, budget)?;
            }
        }
        Ok(points.found.into_iter().map(|(truths, text)| Point { text, truths }).collect())
    }

    /// The one point with this text, if it is in all `required` lists.
    pub(super) fn point(
        &self,
        text: &str,
        required: &[usize],
        asked: &[usize],
        search: Search,
        causes: &mut Causes,
    ) -> Option<Point> {
        let mut truth = |list: &usize| {
            let Some(list) = self.lists.get(*list) else { return Truth::Open };
            let matching =
                list.patterns.iter().filter_map(|it| self.patterns.get(*it)).filter(|it| it.glob.matches(text));
            let found = Truth::any(matching.map(|it| match &it.cause {
                None => Truth::Yes,
                Some(cause) => search.settle(cause).unwrap_or_else(|| {
                    causes.add(cause);
                    Truth::Open
                }),
            }));
            if list.is_negated { found.not() } else { found }
        };
        let is_in = required.iter().all(|it| search.may_be(truth(it)));
        is_in.then(|| Point { text: text.into(), truths: asked.iter().map(truth).collect() })
    }

    #[expect(clippy::too_many_arguments, reason = "one step of `points`, which has them all")]
    fn around(
        &self,
        (universe, anchor): (&Glob, Option<&Pattern>),
        all: &[usize],
        required: &[&List],
        asked: &[&List],
        points: &mut Points,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<(), Spent> {
        let search = points.search;
        let must: Vec<&Glob> = anchor.map(|it| &it.glob).into_iter().chain([universe]).collect();
        let mut standings: BTreeMap<usize, Standing> = BTreeMap::new();
        let mut tracked: Vec<&Glob> = Vec::new();
        budget.spend(all.len())?;
        for (at, pattern) in all.iter().filter_map(|it| Some((*it, self.patterns.get(*it)?))) {
            let standing = match anchor {
                Some(anchor) if anchor.glob.is_disjoint(&pattern.glob) => Standing::Never,
                Some(anchor) if pattern.glob.covers(&anchor.glob) => Standing::Always,
                None if pattern.glob.covers(universe) => Standing::Always,
                _ if pattern.glob.is_disjoint(universe) => Standing::Never,
                _ => {
                    tracked.push(&pattern.glob);
                    Standing::Tracked(tracked.len() - 1)
                }
            };
            standings.insert(at, standing);
        }
        for word in words::classes(&must, &tracked, budget)? {
            let is_match = |at: usize| match standings.get(&at) {
                Some(Standing::Always) => true,
                Some(Standing::Tracked(at)) => word.matches.get(*at) == Some(&true),
                Some(Standing::Never) | None => false,
            };
            let cause = |at: usize| self.patterns.get(at).and_then(|it| it.cause.as_ref());
            let settled = |at: usize| cause(at).map_or(Some(Truth::Yes), |it| search.settle(it));
            let open: Vec<usize> = all.iter().copied().filter(|it| is_match(*it) && settled(*it).is_none()).collect();
            open.iter().filter_map(|it| cause(*it)).for_each(|it| causes.add(it));
            budget.spend(required.len() + asked.len())?;
            let truth = |list: &List, set: &dyn Fn(usize) -> Truth| {
                let found = Truth::any(list.patterns.iter().map(|it| if is_match(*it) { set(*it) } else { Truth::No }));
                if list.is_negated { found.not() } else { found }
            };
            let mut add = |set: &dyn Fn(usize) -> Truth| {
                if required.iter().all(|it| truth(it, set) == Truth::Yes) {
                    points.add(&word.text, asked.iter().map(|it| truth(it, set)).collect());
                }
            };
            if search.mode == Mode::Sure || open.is_empty() {
                add(&|at| settled(at).unwrap_or(Truth::Open));
            } else {
                // Each open pattern may match or not, the same one in every list alike.
                let count = 1_usize.checked_shl(u32::try_from(open.len()).unwrap_or(u32::MAX)).unwrap_or(usize::MAX);
                budget.spend(count.saturating_mul(required.len() + asked.len()))?;
                for choice in 0..count {
                    add(&|at| match open.iter().position(|it| *it == at) {
                        Some(bit) => Truth::of(choice >> bit & 1 == 1),
                        None => settled(at).unwrap_or(Truth::Open),
                    });
                }
            }
        }
        Ok(())
    }
}

struct Points {
    found: BTreeMap<Vec<Truth>, String>,
    search: Search,
}

impl Points {
    fn add(&mut self, text: &str, truths: Vec<Truth>) {
        self.found.entry(truths).or_insert_with(|| text.into());
    }
}

pub(super) fn place<T: PartialEq>(all: &mut Vec<T>, it: T) -> usize {
    match all.iter().position(|known| *known == it) {
        Some(at) => at,
        None => {
            all.push(it);
            all.len() - 1
        }
    }
}
