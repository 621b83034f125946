//! A dimension whose points are texts: the names of actions, or of resources.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::action::Names;
use super::cause::{Cause, Causes};
use super::numbered::Numbered;
use super::pairs::Pairs;
use super::pattern::Pattern;
use super::stance::{Mode, Stance};
use crate::classes::{self, Budget, Glob, Spent};
use crate::eval::{Assumption, Truth};

/// The texts that a dimension has, and the lists of patterns that tell them apart.
#[derive(Debug, Default)]
pub(super) struct Space {
    /// One of these every text matches.
    universe: Vec<Glob>,
    /// What is to be known of the texts themselves, if they are names of actions.
    names: Option<Names>,
    /// Whether a text is none of the dimension although it matches.
    is_foreign: Option<fn(&str) -> bool>,
    patterns: Numbered<Pattern>,
    lists: Numbered<List>,
    are_disjoint: Pairs,
    covers: Pairs,
}

/// The texts that one of these matches, or that none of them matches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct List {
    is_negated: bool,
    patterns: Vec<usize>,
}

/// One text of a class of them, and for each list that was asked about whether it is in it.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) text: String,
    pub(super) truths: Vec<Truth>,
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

    /// All names of actions of the form that a model has.
    pub(super) fn of_actions(names: Names) -> Self {
        Self { names: Some(names), ..Self::new(names.universe()) }
    }

    /// The same without some texts.
    pub(super) fn without(self, is_foreign: fn(&str) -> bool) -> Self {
        Self { is_foreign: Some(is_foreign), ..self }
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.lists.len()
    }

    /// The number of this list, the same for the same list.
    pub(super) fn list(&mut self, is_negated: bool, patterns: impl IntoIterator<Item = Pattern>) -> usize {
        let all = patterns.into_iter().map(|it| self.pattern(it)).collect();
        self.list_of(is_negated, all)
    }

    /// The number of this pattern, the same for the same pattern.
    pub(super) fn pattern(&mut self, it: Pattern) -> usize {
        self.patterns.number(it)
    }

    /// The number of the list of the patterns with these numbers.
    pub(super) fn list_of(&mut self, is_negated: bool, mut all: Vec<usize>) -> usize {
        all.sort_unstable();
        all.dedup();
        self.lists.number(List { is_negated, patterns: all })
    }

    /// Whether surely every text of the second list is in the first, whatever the answers to open questions that the patterns
    /// name, and whether case counts or not.
    pub(super) fn covers(&self, outer: usize, inner: usize, budget: &mut Budget) -> Result<bool, Spent> {
        Ok(outer == inner
            || self.covers.get(self.lists.len(), (outer, inner), || self.covers_other(outer, inner, budget))?)
    }

    fn covers_other(&self, outer: usize, inner: usize, budget: &mut Budget) -> Result<bool, Spent> {
        let (Some(outer), Some(inner)) = (self.lists.get(outer), self.lists.get(inner)) else { return Ok(false) };
        let glob_covers = |large: &usize, small: &usize| {
            matches!((self.patterns.get(*small), self.patterns.get(*large)), (Some(small), Some(large))
                if large.needs.is_empty() && large.glob.covers(&small.glob))
        };
        match (inner.is_negated, outer.is_negated) {
            (false, false) => each_has(&inner.patterns, &outer.patterns, glob_covers, budget),
            (true, true) => each_has(&outer.patterns, &inner.patterns, glob_covers, budget),
            (false, true) => self.are_apart(inner, outer, budget),
            (true, false) => Ok(false),
        }
    }

    /// Whether surely no text is in both; of names of actions, whether case counts or not.
    pub(super) fn are_disjoint(&self, a: usize, b: usize, budget: &mut Budget) -> Result<bool, Spent> {
        self.are_disjoint.get(self.lists.len(), (a, b), || {
            let (Some(a), Some(b)) = (self.lists.get(a), self.lists.get(b)) else { return Ok(false) };
            Ok(!a.is_negated && !b.is_negated && self.are_apart(a, b, budget)?)
        })
    }

    /// Whether surely nothing matches a pattern of the one and a pattern of the other.
    fn are_apart(&self, a: &List, b: &List, budget: &mut Budget) -> Result<bool, Spent> {
        // Only of names of actions it is not known whether case counts.
        let is_disjoint = if self.names.is_some() { Glob::is_disjoint_in_any_case } else { Glob::is_disjoint };
        let apart = |a: &usize, b: &usize| matches!((self.patterns.get(*a), self.patterns.get(*b)), (Some(a), Some(b)) if is_disjoint(&a.glob, &b.glob));
        for one in &a.patterns {
            budget.spend(1 + b.patterns.len() / 4)?;
            if !b.patterns.iter().all(|other| apart(one, other)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// One point of each class that the lists `asked` for tell apart among the texts in all `required` lists.
    pub(super) fn points(
        &self,
        required: &[usize],
        asked: &[usize],
        stance: Stance,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<Point>, Spent> {
        let (required, asked) = (self.lists.of(required), self.lists.of(asked));
        let mut all: Vec<usize> = required.iter().chain(&asked).flat_map(|it| &it.patterns).copied().collect();
        all.sort_unstable();
        all.dedup();
        let anchors = required.iter().filter(|it| !it.is_negated).map(|it| &it.patterns).min_by_key(|it| it.len());
        let mut points = Points { found: BTreeMap::new(), stance };
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
        stance: Stance,
        causes: &mut Causes,
    ) -> Option<Point> {
        if !self.is_asked(text, stance, causes) {
            return None;
        }
        let mut truth = |list: &usize| {
            let Some(list) = self.lists.get(*list) else { return Truth::Open };
            let matching =
                list.patterns.iter().filter_map(|it| self.patterns.get(*it)).filter(|it| it.glob.matches(text));
            let found = Truth::any(matching.map(|it| stance.settle_all(&it.needs, causes)));
            if list.is_negated { found.not() } else { found }
        };
        let is_in = required.iter().all(|it| stance.may_be(truth(it)));
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
        let stance = points.stance;
        let must: Vec<&Glob> = anchor.map(|it| &it.glob).into_iter().chain([universe]).collect();
        let text = anchor.and_then(|it| it.glob.as_literal());
        let patterns: Vec<&Pattern> = all.iter().filter_map(|it| self.patterns.get(*it)).collect();
        let mut tracked: Vec<&Glob> = Vec::new();
        budget.spend(all.len())?;
        let mut standings = Vec::with_capacity(patterns.len());
        for pattern in &patterns {
            standings.push(match (text, anchor) {
                (Some(text), _) if pattern.glob.matches(text) => Standing::Always,
                (Some(_), _) => Standing::Never,
                (None, Some(anchor)) if anchor.glob.is_disjoint(&pattern.glob) => Standing::Never,
                (None, Some(anchor)) if pattern.glob.covers(&anchor.glob) => Standing::Always,
                (None, None) if pattern.glob.covers(universe) => Standing::Always,
                _ if pattern.glob.is_disjoint(universe) => Standing::Never,
                _ => {
                    tracked.push(&pattern.glob);
                    Standing::Tracked(tracked.len() - 1)
                }
            });
        }
        for word in classes::classes(&must, &tracked, &|it| self.is_unsure(it), budget)? {
            let text = self.spelled(word.text);
            if !self.is_asked(&text, stance, causes) {
                continue;
            }
            let is_match = |standing: &Standing| match standing {
                Standing::Always => true,
                Standing::Tracked(at) => word.matches.get(*at) == Some(&true),
                Standing::Never => false,
            };
            let settle = |(pattern, standing): (&&Pattern, &Standing)| {
                if is_match(standing) { stance.settle_all(&pattern.needs, causes) } else { Truth::No }
            };
            let settled: Vec<Truth> = patterns.iter().zip(&standings).map(settle).collect();
            let open = all.iter().zip(&settled).filter(|it| *it.1 == Truth::Open).map(|it| *it.0);
            let open: Vec<usize> = open.collect();
            let settled =
                |at: usize| all.binary_search(&at).ok().and_then(|it| settled.get(it).copied()).unwrap_or(Truth::No);
            budget.spend(required.len() + asked.len())?;
            let truth = |list: &List, set: &dyn Fn(usize) -> Truth| {
                let found = Truth::any(list.patterns.iter().map(|it| set(*it)));
                if list.is_negated { found.not() } else { found }
            };
            let mut add = |set: &dyn Fn(usize) -> Truth| {
                if required.iter().all(|it| truth(it, set) == Truth::Yes) {
                    points.add(&text, asked.iter().map(|it| truth(it, set)).collect());
                }
            };
            if stance.mode == Mode::Sure || open.is_empty() {
                add(&settled);
            } else {
                // Each open pattern may match or not, the same one in every list alike.
                let count = 1_usize.checked_shl(u32::try_from(open.len()).unwrap_or(u32::MAX)).unwrap_or(usize::MAX);
                budget.spend(count.saturating_mul(required.len() + asked.len()))?;
                for choice in 0..count {
                    add(&|at| match open.iter().position(|it| *it == at) {
                        Some(bit) => Truth::of(choice >> bit & 1 == 1),
                        None => settled(at),
                    });
                }
            }
        }
        Ok(())
    }

    fn spelled(&self, text: String) -> String {
        match &self.names {
            Some(names) => names.spelled(text),
            None => text,
        }
    }

    /// Whether another text of its class says more.
    fn is_unsure(&self, text: &str) -> bool {
        self.is_foreign.is_some_and(|it| it(text)) || self.names.as_ref().is_some_and(|it| it.is_of_other_model(text))
    }

    /// Whether the text is one that is looked at: not an action of the other model where policies do not apply to such, nor
    /// where that is open and only what is sure is looked for.
    fn is_asked(&self, text: &str, stance: Stance, causes: &mut Causes) -> bool {
        if self.is_foreign.is_some_and(|it| it(text)) {
            return false;
        }
        if !self.names.as_ref().is_some_and(|it| it.is_of_other_model(text)) {
            return true;
        }
        stance.may_be(stance.settle_all(&[Cause::Assumption(Assumption::ActionOfOtherModel)], causes))
    }
}

/// Whether for each of these one of the others is the same or fits.
fn each_has(
    all: &[usize],
    others: &[usize],
    fits: impl Fn(&usize, &usize) -> bool,
    budget: &mut Budget,
) -> Result<bool, Spent> {
    for it in all {
        if others.binary_search(it).is_ok() {
            continue;
        }
        budget.spend(1 + others.len() / 4)?;
        if !others.iter().any(|other| fits(other, it)) {
            return Ok(false);
        }
    }
    Ok(true)
}

struct Points {
    found: BTreeMap<Vec<Truth>, String>,
    stance: Stance,
}

impl Points {
    fn add(&mut self, text: &str, truths: Vec<Truth>) {
        self.found.entry(truths).or_insert_with(|| text.into());
    }
}
