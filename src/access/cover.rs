//! Whether one part of a policy says at least what another one says.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Options;
use super::action::Names;
use super::cause::Causes;
use super::key::KeySpace;
use super::resource::ResourceSpace;
use super::space::Space;
use super::stance::{Mode, Stance};
use crate::classes::{Budget, Spent};
use crate::eval::{Assumption, Assumptions, Setting, Truth};
use crate::shared::name::first_name;
use crate::{ActionPattern, Condition, Model, Resources};

/// Whether every action that one of `inner` is for is one that one of `outer` is for; nothing, if that is not known.
///
/// ```
/// use hwc_iam::access::action_patterns_cover;
/// use hwc_iam::actions::Ims;
/// use hwc_iam::{ActionPattern, Model, action};
///
/// let (all, get) = ([ActionPattern::from(action!("ims:*:*"))], [ActionPattern::from(Ims::IMAGES_GET)]);
/// assert_eq!(action_patterns_cover(&all, &get, Model::IdentityPolicy), Some(true));
/// assert_eq!(action_patterns_cover(&get, &all, Model::IdentityPolicy), Some(false));
/// ```
#[must_use]
pub fn action_patterns_cover(outer: &[ActionPattern], inner: &[ActionPattern], model: Model) -> Option<bool> {
    action_patterns_cover_within(outer, inner, model, &mut Budget::new(Options::default().steps))
}

/// The same within a budget; nothing, if that is spent.
pub(crate) fn action_patterns_cover_within(
    outer: &[ActionPattern],
    inner: &[ActionPattern],
    model: Model,
    budget: &mut Budget,
) -> Option<bool> {
    let mut with = |setting| {
        let assumptions = Assumptions::default().with(Assumption::ActionCase, setting);
        let names = Names::of(model, assumptions);
        let mut actions = Space::of_actions(names);
        budget.spend(outer.len() + inner.len()).ok()?;
        let mut list = |all: &[ActionPattern]| actions.list(false, all.iter().flat_map(|it| names.patterns(it, false)));
        let (outer, inner) = (list(outer), list(inner));
        if actions.covers(outer, inner, budget).ok()? {
            return Some(true);
        }
        asked(budget, |stance, causes, budget| {
            let points = actions.points(&[inner], &[outer], stance, causes, budget)?;
            Ok(points.into_iter().map(|it| it.truths).collect())
        })
    };
    let (exact, loose) = (with(Setting::No), with(Setting::Yes));
    if exact == loose { exact } else { None }
}

/// Whether every resource that one of `inner` is for is one that one of `outer` is for; nothing, if that is not known.
///
/// ```
/// use hwc_iam::access::resource_patterns_cover;
/// use hwc_iam::Model;
///
/// let cover = |outer: &[&str], inner| resource_patterns_cover(outer, inner, Model::IdentityPolicy);
/// assert_eq!(cover(&["ims:*:*:image:?", "ims:*:*:image:??*"], &["ims:r:*:image:?*"]), Some(true));
/// assert_eq!(cover(&["ims:*:*:image:?*"], &["ims:r:*:image:*"]), Some(false));
/// assert_eq!(cover(&["ims:*:*:image:*"], &["ims:*:*:image:${g:UserName}"]), Some(true));
/// assert_eq!(cover(&["ims:*:*:image:${g:UserName}"], &["ims:*:*:image:x"]), None);
/// ```
#[must_use]
pub fn resource_patterns_cover(outer: &[&str], inner: &[&str], model: Model) -> Option<bool> {
    resource_patterns_cover_within(outer, inner, model, &mut Budget::new(Options::default().steps))
}

/// The same within a budget; nothing, if that is spent.
pub(crate) fn resource_patterns_cover_within(
    outer: &[&str],
    inner: &[&str],
    model: Model,
    budget: &mut Budget,
) -> Option<bool> {
    budget.spend(outer.len() + inner.len()).ok()?;
    let mut resources = ResourceSpace::new();
    let mut list = |all: &[&str]| {
        let all: Vec<Cow<'static, str>> = all.iter().map(|it| Cow::Owned((*it).into())).collect();
        resources.list(&Resources::These(Cow::Owned(all)), model)
    };
    // What is for every resource has no list.
    let Some(outer) = list(outer) else { return Some(true) };
    let inner: Vec<usize> = list(inner).into_iter().collect();
    if let Some(it) = inner.first() {
        if resources.covers(outer, *it, budget).ok()? {
            return Some(true);
        }
    }
    asked(budget, |stance, causes, budget| {
        let points = resources.points(&inner, &[outer], stance, causes, budget)?;
        Ok(points.into_iter().map(|it| it.truths).collect())
    })
}

/// Whether `outer` holds wherever `inner` does, both of the same key; nothing, if that is not known or the keys differ.
///
/// ```
/// use hwc_iam::access::condition_covers;
/// use hwc_iam::{Model, keys};
///
/// let many = keys::Ims::REGION.equals(["cn-north-4", "cn-east-3"]);
/// let one = keys::Ims::REGION.equals(["cn-north-4"]);
/// assert_eq!(condition_covers(&many, &one, Model::IdentityPolicy), Some(true));
/// assert_eq!(condition_covers(&one, &many, Model::IdentityPolicy), Some(false));
/// ```
#[must_use]
pub fn condition_covers(outer: &Condition, inner: &Condition, model: Model) -> Option<bool> {
    condition_covers_within(outer, inner, model, &mut Budget::new(Options::default().steps))
}

/// The same within a budget; nothing, if that is spent.
pub(crate) fn condition_covers_within(
    outer: &Condition,
    inner: &Condition,
    model: Model,
    budget: &mut Budget,
) -> Option<bool> {
    let mut key = KeySpace::new(outer);
    if !first_name(&key.name).eq_ignore_ascii_case(first_name(&KeySpace::new(inner).name)) {
        return None;
    }
    budget.spend(outer.values().len() + inner.values().len()).ok()?;
    let (outer, inner) = (key.list(&[outer], model), key.list(&[inner], model));
    if key.covers(outer, inner) {
        return Some(true);
    }
    asked(budget, |stance, causes, budget| {
        let points = key.points(&[inner], &[outer], stance, causes, budget)?;
        Ok(points.into_iter().map(|it| it.truths).collect())
    })
}

/// Whether what is asked about holds at every point that may be required, if nothing open plays a part in it.
fn asked(
    budget: &mut Budget,
    points: impl Fn(Stance, &mut Causes, &mut Budget) -> Result<Vec<Vec<Truth>>, Spent>,
) -> Option<bool> {
    let stance = |mode| Stance { mode, assumptions: Assumptions::default() };
    let is_out = |all: &Vec<Truth>| all.contains(&Truth::No);
    let mut causes = Causes::default();
    if points(stance(Mode::Sure), &mut causes, budget).ok()?.iter().any(is_out) {
        return Some(false);
    }
    let possible = points(stance(Mode::Possible), &mut causes, budget).ok()?;
    let is_sure = possible.iter().flatten().all(|it| *it == Truth::Yes) && !causes.is_incomplete();
    is_sure.then_some(true)
}
