//! What a new statement allows against what the old one did.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::statement::Doubts;
use crate::access::{Access, Options, Verdict, Witness, compare};
use crate::{ActionPattern, Actions, Effect, Statement, Version};

/// The answer of the comparison, corrected by what it cannot know.
pub(super) struct Relation {
    pub(super) verdict: Verdict,
    pub(super) new_access: Option<bool>,
    pub(super) lost_access: Option<bool>,
    pub(super) witness: Option<Witness>,
    pub(super) notes: Vec<String>,
}

/// The old statement is given as far as is known, and with all that it may have matched.
pub(super) fn of(
    (ideal, most): (Option<&Statement>, Option<&Statement>),
    new: &[Statement],
    effect: Effect,
    doubts: Doubts,
) -> Relation {
    // What a `Deny` takes away shows only where something is allowed.
    let everything = Statement::from_parts(
        None,
        Effect::Allow,
        None,
        Actions::These(Cow::Owned(alloc::vec![ActionPattern::Pattern(Cow::Borrowed("*"))])),
        None,
        Cow::Borrowed(&[]),
    );
    let under = (effect == Effect::Deny).then_some(&everything);
    let against = |old: Option<&Statement>| {
        compare(
            &Access::of_statements(Version::V5_0, old.into_iter().chain(under)),
            &Access::of_statements(Version::V5_0, new.iter().chain(under)),
            &Options::default(),
        )
    };
    let mut found = against(ideal);
    let mut notes: Vec<String> = found.unknown.iter().map(|it| format!("{}: {}", it.what, it.because)).collect();
    if doubts.is_open {
        let sure = against(most);
        let certain = |it: Option<bool>| it.filter(|it| *it);
        let of_both = |known: Option<bool>, most: Option<bool>| known.filter(|it| !it || most == Some(true));
        // What may have been allowed may be lost, and is new only if it cannot have been; of what a `Deny` names it is the opposite.
        if effect == Effect::Allow || doubts.spares_less {
            found.lost_access = certain(found.lost_access);
            (found.new_access, found.witness) = (of_both(found.new_access, sure.new_access), sure.witness);
        } else {
            found.new_access = certain(found.new_access);
            (found.lost_access, found.lost) = (of_both(found.lost_access, sure.lost_access), sure.lost);
        }
    }
    let (mut new_access, mut lost_access) = (found.new_access, found.lost_access);
    // An `Allow` that held for more has lost something, a `Deny` that did lets something through.
    let is_allow = effect == Effect::Allow;
    if doubts.holds_for_more || doubts.holds_for_less {
        notes.push(String::from(
            "no page says whether `StringLike` ignores case (`affix_ignores_case`); `StringMatch` does not",
        ));
        let more = if is_allow { (&mut lost_access, &mut new_access) } else { (&mut new_access, &mut lost_access) };
        let unless_known = |it: &mut Option<bool>| *it = it.filter(|it| *it);
        if doubts.holds_for_more {
            unless_known(more.0);
        }
        if doubts.holds_for_less {
            unless_known(more.1);
        }
    }
    match (doubts.is_partial, effect) {
        (false, _) => {}
        (true, Effect::Deny) if !doubts.spares_less => new_access = new_access.filter(|it| *it),
        // What has no twin is not allowed, or denied because it cannot be spared.
        (true, _) => lost_access = Some(true),
    }
    if doubts.may_differ && !new.is_empty() {
        (new_access, lost_access) = (new_access.filter(|it| *it), lost_access.filter(|it| *it));
    }
    let verdict = match (new_access, lost_access) {
        (Some(false), Some(false)) => Verdict::Equal,
        (Some(false), Some(true)) => Verdict::Narrower,
        (Some(true), Some(false)) => Verdict::Broader,
        (Some(true), Some(true)) => Verdict::Incomparable,
        (None, _) | (_, None) => Verdict::Unknown,
    };
    Relation { verdict, new_access, lost_access, witness: found.witness.or(found.lost), notes }
}
