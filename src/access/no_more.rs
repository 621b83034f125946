//! The proof that a policy in the place of another one adds no access, under any other policies.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::{Access, is_equal_or_narrower_within};
use crate::classes::Budget;
use crate::{ActionPattern, Actions, Effect, Policy, Principals, Resources, Statement, Version};

/// Whether it is proved that a principal with `new` instead of `old` is allowed nothing more, under any other policies: `new`
/// allows no more than `old`, and takes away no less.
///
/// ```
/// use hwc_iam::access::grants_no_more;
/// use hwc_iam::policy;
///
/// let old = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export", "ims:images:share"] }]
/// });
/// let new = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"] }] });
/// assert!(grants_no_more(&new, &old));
/// assert!(!grants_no_more(&old, &new), "another policy may allow to share");
/// ```
#[must_use]
pub fn grants_no_more(old: &Policy, new: &Policy) -> bool {
    grants_no_more_within(old, new, &mut Budget::new(MOST_STEPS))
}

pub(crate) fn grants_no_more_within(old: &Policy, new: &Policy, budget: &mut Budget) -> bool {
    if old.version() != new.version() || old.depends() != new.depends() {
        return false;
    }
    if differences_grant_no_more(old.version(), old.statements(), new.statements(), budget) || says_the_same(old, new) {
        return true;
    }
    let all = everything(old.version());
    is_proved(&Access::of(old), &Access::of(new), budget)
        && is_proved(&Access::of_all([old, &all]), &Access::of_all([new, &all]), budget)
}

fn is_proved(old: &Access<'_>, new: &Access<'_>, budget: &mut Budget) -> bool {
    is_equal_or_narrower_within(old, new, budget) == Some(true)
}

/// Whether it is enough to look at the statements that differ, which are few: those that allow do so for no more, and those that deny
/// for no less. What the others say is said as before.
pub(crate) fn differences_grant_no_more(
    version: Version,
    old: &[Statement],
    new: &[Statement],
    budget: &mut Budget,
) -> bool {
    let (gone, come) = differences(old, new);
    let (allowed, allows) = (with(gone, Effect::Allow), with(come, Effect::Allow));
    let of = |some| Access::of_statements(version, some);
    if !allows.is_empty() && (allowed.is_empty() || !is_proved(&of(allowed), &of(allows), budget)) {
        return false;
    }
    let (denied, denies) = (with(gone, Effect::Deny), with(come, Effect::Deny));
    let all = everything(version);
    let beside_all = |some: Vec<_>| Access::of_statements(version, all.statements().iter().chain(some));
    denied.is_empty() || !denies.is_empty() && is_proved(&beside_all(denied), &beside_all(denies), budget)
}

fn with(all: &[Statement], effect: Effect) -> Vec<&Statement> {
    all.iter().filter(|it| it.effect() == effect).collect()
}

/// What is left of two lists without what they begin and end with in common.
fn differences<'a>(mut old: &'a [Statement], mut new: &'a [Statement]) -> (&'a [Statement], &'a [Statement]) {
    while let (Some((one, rest)), Some((other, others))) = (old.split_first(), new.split_first()) {
        if one != other {
            break;
        }
        (old, new) = (rest, others);
    }
    while let (Some((one, rest)), Some((other, others))) = (old.split_last(), new.split_last()) {
        if one != other {
            break;
        }
        (old, new) = (rest, others);
    }
    (old, new)
}

/// Whether two policies have the same statements, whatever their order, their `Sid`s and what is repeated.
fn says_the_same(old: &Policy, new: &Policy) -> bool {
    fn all(policy: &Policy) -> BTreeSet<Said<'_>> {
        policy.statements().iter().map(said).collect()
    }
    all(old) == all(new)
}

/// What a statement says, without order and repetition.
type Said<'a> = (Effect, Option<Names<'a>>, Names<'a>, Option<Names<'a>>, BTreeSet<(String, BTreeSet<&'a str>)>);

/// Names under the element that has them.
type Names<'a> = (&'static str, BTreeSet<(&'a str, &'a str)>);

fn said(it: &Statement) -> Said<'_> {
    fn plain<'a>(all: &'a [Cow<'static, str>]) -> BTreeSet<(&'a str, &'a str)> {
        all.iter().map(|it| ("", &**it)).collect()
    }
    let principals = it.principals().map(|it| {
        let (name, Principals::These(all) | Principals::AllBut(all)) = match it {
            Principals::These(_) => ("Principal", it),
            Principals::AllBut(_) => ("NotPrincipal", it),
        };
        (name, all.iter().map(|it| (it.kind().name(), it.name())).collect())
    });
    let actions = match it.actions() {
        Actions::These(all) => ("Action", all),
        Actions::AllBut(all) => ("NotAction", all),
    };
    let actions = (actions.0, actions.1.iter().map(|it| ("", it.as_str())).collect());
    let resources = it.resources().map(|it| match it {
        Resources::These(all) => ("Resource", plain(all)),
        Resources::AllBut(all) => ("NotResource", plain(all)),
        Resources::Uris(all) => ("uri", plain(all)),
    });
    let conditions = it
        .conditions()
        .iter()
        .map(|it| (format!("{} {}", it.operator(), it.key()), it.values().iter().map(|it| &**it).collect()));
    (it.effect(), principals, actions, resources, conditions.collect())
}

/// A policy that allows everything, beside which only what is denied counts.
pub(crate) fn everything(version: Version) -> Policy {
    let actions = Actions::These(vec![ActionPattern::Pattern("*".into())].into());
    let statement = Statement::from_parts(None, Effect::Allow, None, actions, None, Vec::new().into());
    Policy::from_parts(version, vec![statement].into(), Vec::new().into())
}

/// So many steps the comparisons for one proof may take.
const MOST_STEPS: u64 = 5_000_000;
