use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::KnownAction;
use super::fewest::fewest;
use super::generalize::{generalizations, openness};
use crate::bits::Bits;
use crate::shared::pattern::{is_pattern, matches_in};
use crate::{Model, Service};

/// A few patterns in the place of many actions; made by [`shrink`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrunk<A> {
    /// The patterns in order.
    pub patterns: Vec<ShrunkPattern<A>>,
    /// Whether fewer patterns of this kind do not do. It is not known only where the search was too long.
    pub is_minimal: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShrunkPattern<A> {
    /// As it is written in a policy.
    pub pattern: String,
    /// Every action of the catalogue that it matches.
    pub actions: Vec<A>,
}

impl<A> ShrunkPattern<A> {
    /// Whether it would also match actions that the catalogue does not know.
    #[must_use]
    pub fn is_open(&self) -> bool {
        is_pattern(&self.pattern)
    }
}

/// The fewest readable patterns that match exactly these actions of the catalogue: the service stays, and in the type and in the
/// operation at most one `*` replaces whole words. What a pattern would match beyond the catalogue is what
/// [`is_open`](ShrunkPattern::is_open) says: a policy of patterns also grants what is added later.
///
/// ```
/// use hwc_iam::{Action, expand, shrink};
///
/// let shrunk = shrink(expand::<Action>(["ims:*:create", "ims:images:copy*", "ims:images:get"]));
/// let patterns: Vec<_> = shrunk.patterns.iter().map(|it| it.pattern.as_str()).collect();
/// assert_eq!(patterns, ["ims:*:create", "ims:images:copy*", "ims:images:get"]);
/// assert!(shrunk.is_minimal && shrunk.patterns[1].is_open());
/// ```
#[must_use]
pub fn shrink<A: KnownAction>(actions: impl IntoIterator<Item = A>) -> Shrunk<A> {
    let mut wanted: Vec<A> = actions.into_iter().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut shrunk = Shrunk { patterns: Vec::new(), is_minimal: true };
    for of_service in wanted.chunk_by(|a, b| a.service() == b.service()) {
        let Some(first) = of_service.first() else { continue };
        let found = within(first.service(), of_service);
        shrunk.is_minimal &= found.is_minimal;
        shrunk.patterns.extend(found.patterns);
    }
    shrunk
}

/// A pattern and which of the wanted actions it matches.
struct Candidate {
    pattern: String,
    covers: Bits,
}

fn within<A: KnownAction>(service: Service, wanted: &[A]) -> Shrunk<A> {
    let candidates = candidates(service, wanted);
    let mut all = Bits::none(wanted.len());
    (0..wanted.len()).for_each(|it| all.insert(it));
    let sets: Vec<Bits> = candidates.iter().map(|it| it.covers.clone()).collect();
    let (mut chosen, is_minimal) = fewest(&sets, &all);
    for place in 0..chosen.len() {
        let others = chosen.iter().enumerate().filter(|it| it.0 != place).filter_map(|it| sets.get(*it.1));
        let needed = others.fold(all.clone(), |left, it| left.without(it));
        // The candidates begin with the easiest to read.
        let easiest = sets.iter().position(|it| needed.is_within(it));
        if let (Some(it), Some(easiest)) = (chosen.get_mut(place), easiest) {
            *it = easiest;
        }
    }
    let pattern = |it: &Candidate| ShrunkPattern {
        pattern: it.pattern.clone(),
        actions: it.covers.iter().filter_map(|at| wanted.get(at).copied()).collect(),
    };
    let mut patterns: Vec<_> = chosen.iter().filter_map(|it| candidates.get(*it)).map(pattern).collect();
    patterns.sort_unstable_by(|a, b| a.pattern.cmp(&b.pattern));
    Shrunk { patterns, is_minimal }
}

/// The patterns that match nothing but wanted actions and no half of a word of them, the easiest to read first.
fn candidates<A: KnownAction>(service: Service, wanted: &[A]) -> Vec<Candidate> {
    let mut found: BTreeMap<String, Candidate> = BTreeMap::new();
    for (at, action) in wanted.iter().enumerate() {
        for pattern in generalizations(action.name()) {
            let key = match A::MODEL {
                Model::IdentityPolicy => pattern.clone(),
                Model::RolePolicy => pattern.to_ascii_lowercase(),
            };
            let candidate = found.entry(key);
            candidate.or_insert_with(|| Candidate { pattern, covers: Bits::none(wanted.len()) }).covers.insert(at);
        }
    }
    let known: Vec<(A, Option<usize>)> = A::of(service).map(|it| (it, wanted.binary_search(&it).ok())).collect();
    // A word that goes on where the pattern ends is matched, too; then the pattern cuts it in two.
    let is_exact = |it: &Candidate| {
        known.iter().all(|(action, at)| {
            matches_in(A::MODEL, &it.pattern, action.name()) == at.is_some_and(|at| it.covers.contains(at))
        })
    };
    let mut all: Vec<Candidate> = found.into_values().filter(is_exact).collect();
    all.sort_by(|a, b| (openness(&a.pattern), &a.pattern).cmp(&(openness(&b.pattern), &b.pattern)));
    all
}
