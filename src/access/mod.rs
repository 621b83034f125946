//! Exact comparison of what two policies allow.
//!
//! [`compare`] says whether the new policies allow a request that the old ones do not, and the reverse. A difference comes with
//! a [`Witness`]: one concrete request that one side allows and the other does not, replayed through [`eval`](crate::eval).
//! Where the facts end, the verdict is [`Unknown`](Verdict::Unknown) and says which part of the policies it is about; there is
//! no wrong yes and no wrong no.
//!
//! # How it works
//!
//! A statement is a box: a set of actions, a set of resources and, for each condition key, a set of values. A difference is a
//! point in a box of one side that is in no box that stands against it. Each dimension has infinitely many points, but the
//! boxes tell only finitely many classes of them apart, so one point of each class is enough: for texts, the classes are those
//! of the product of the patterns' automata; for numbers, dates and addresses, the intervals between the values of the
//! policies; for keys with several values, what holds for any and for all of them. Whether a condition holds at such a point is
//! asked of the evaluator.
//!
//! The actions are all names of the form that the model has, whether the catalogue knows them or not; the resources are all
//! names, and none; a key has values of the type that the catalogue states, if it does, and not several where a page says that it
//! has one.

mod action;
mod cause;
mod comparison;
mod compile;
mod cover;
mod direction;
mod key;
mod no_more;
mod numbered;
mod options;
mod pairs;
mod pattern;
mod policies;
mod policy_set;
mod replay;
mod resource;
mod search;
mod space;
mod stance;
mod witness;

pub use comparison::{BlastRadius, Comparison, ContextValue, Responsible, Side, UnknownPart, Verdict, Witness};
pub use cover::{action_patterns_cover, condition_covers, resource_patterns_cover};
pub(crate) use cover::{action_patterns_cover_within, condition_covers_within, resource_patterns_cover_within};
pub use no_more::grants_no_more;
#[cfg(feature = "lint")]
pub(crate) use no_more::{differences_grant_no_more, everything, grants_no_more_within};
pub use options::Options;
pub use policies::Access;

use alloc::vec::Vec;

use crate::classes::Budget;
use direction::{Both, Existence};

/// Compares what two sets of policies allow.
///
/// ```
/// use hwc_iam::access::{Access, Options, Verdict, compare};
/// use hwc_iam::policy;
///
/// let old = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get", "ims:images:list"] }]
/// });
/// let new = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get*"] }]
/// });
/// let found = compare(&Access::of(&old), &Access::of(&new), &Options::default());
/// assert_eq!(found.verdict, Verdict::Incomparable);
/// assert_eq!(found.lost.unwrap().action, "ims:images:list");
/// ```
#[must_use]
pub fn compare(old: &Access<'_>, new: &Access<'_>, options: &Options) -> Comparison {
    let both = Both::new(old, new, options);
    let mut budget = Budget::new(options.steps);
    let gained = budget.half(|budget| both.direction(Side::New, budget));
    let lost = both.direction(Side::Old, &mut budget);
    let (new_access, lost_access) = (gained.is_there(), lost.is_there());
    let verdict = match (new_access, lost_access) {
        (Some(false), Some(false)) => Verdict::Equal,
        (Some(false), Some(true)) => Verdict::Narrower,
        (Some(true), Some(false)) => Verdict::Broader,
        (Some(true), Some(true)) => Verdict::Incomparable,
        (None, _) | (_, None) => Verdict::Unknown,
    };
    let mut unknown = Vec::new();
    let mut witness = |it| match it {
        Existence::No => None,
        Existence::Yes(it) => Some(*it),
        Existence::Unknown(parts) => {
            unknown.extend(parts);
            None
        }
    };
    let (witness, lost) = (witness(gained), witness(lost));
    unknown.sort_unstable();
    unknown.dedup();
    Comparison { verdict, new_access, lost_access, witness, lost, unknown }
}

/// The actions of the catalogue that a change is about.
///
/// ```
/// use hwc_iam::access::{Access, Options, blast_radius};
/// use hwc_iam::policy;
///
/// let old = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }]
/// });
/// let new = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:export"] }]
/// });
/// let radius = blast_radius(&Access::of(&old), &Access::of(&new), &Options::default()).unwrap();
/// assert_eq!((radius.gained, radius.lost), (vec!["ims:images:export"], vec!["ims:images:get"]));
/// ```
///
/// Nothing, if the comparison takes more steps than it may.
#[must_use]
pub fn blast_radius(old: &Access<'_>, new: &Access<'_>, options: &Options) -> Option<BlastRadius> {
    let both = Both::new(old, new, options);
    let mut budget = Budget::new(options.steps);
    let [gained, mut unknown] = both.actions(Side::New, &mut budget).ok()?;
    let [lost, more] = both.actions(Side::Old, &mut budget).ok()?;
    unknown.extend(more);
    unknown.sort_unstable();
    unknown.dedup();
    Some(BlastRadius { gained, lost, unknown })
}

/// Whether `new` allows nothing that `old` does not allow; nothing, if that is not known.
///
/// ```
/// use hwc_iam::access::{Access, is_equal_or_narrower};
/// use hwc_iam::policy;
///
/// let old = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:*"] }]
/// });
/// let new = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }]
/// });
/// assert_eq!(is_equal_or_narrower(&Access::of(&old), &Access::of(&new)), Some(true));
/// ```
#[must_use]
pub fn is_equal_or_narrower(old: &Access<'_>, new: &Access<'_>) -> Option<bool> {
    is_equal_or_narrower_within(old, new, &mut Budget::new(Options::default().steps))
}

/// The same within a budget; nothing, if that is spent.
pub(crate) fn is_equal_or_narrower_within(old: &Access<'_>, new: &Access<'_>, budget: &mut Budget) -> Option<bool> {
    Both::new(old, new, &Options::default()).direction(Side::New, budget).is_there().map(|it| !it)
}
