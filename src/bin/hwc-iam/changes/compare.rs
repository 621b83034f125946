//! Each policy of both sides, and all of them together.

use std::collections::BTreeSet;

use hwc_iam::access::{Access, Options, Verdict, blast_radius, compare};
use hwc_iam::files::Found;
use hwc_iam::report::{self, Change, Changes, Comparison, PolicyChange, Unknown};
use hwc_iam::{Effect, Policy, PolicyKind, Version};

use super::context;
use super::sides::{Held, Key, Side};

pub(super) fn all(mut old: Side, new: &Side, options: &Options) -> Changes {
    old.follow(&new.moved);
    let old = &old;
    let is_as_before = |key: &Key, one: &Held, other: &Held| {
        is_same(one, other) || is_unknown(one, other) && context::is_same(key, (one, old), (other, new))
    };
    let gap = |key: &Key, (is_old, is_new): (bool, bool)| match (is_old, is_new) {
        (true, false) => new.may_have(key).then_some("new"),
        (false, true) => old.may_have(key).then_some("old"),
        _ => None,
    };
    let mut changes = Changes::default();
    let keys: BTreeSet<&Key> = old.policies.keys().chain(new.policies.keys()).collect();
    for key in keys {
        match (old.policies.get(key), new.policies.get(key)) {
            (Some(old), Some(new)) if is_as_before(key, old, new) => changes.unchanged += 1,
            sides => changes.policies.push(one(key, sides, gap(key, (sides.0.is_some(), sides.1.is_some())), options)),
        }
    }
    for (side, name) in [(old, "old"), (new, "new")] {
        let each = side.unread.iter().map(|(what, why)| Unknown::new(format!("{what} of the {name} one"), why));
        changes.unread.extend(each);
    }
    let together = |of: fn(&PolicyChange) -> Option<bool>| {
        let all: Vec<Option<bool>> =
            changes.policies.iter().map(of).chain(changes.unread.iter().map(|_| None)).collect();
        match (all.contains(&Some(true)), all.contains(&None)) {
            (true, _) => Some(true),
            (_, true) => None,
            _ => Some(false),
        }
    };
    (changes.new_access, changes.lost_access) = (together(|it| it.new_access), together(|it| it.lost_access));
    // What nobody can say of one of them, nobody can say of all.
    let is_beside = |it: &PolicyChange| {
        !matches!(it.kind.as_str(), "identity" | "role")
            && (it.new_access, it.lost_access) != (Some(false), Some(false))
    };
    if !changes.policies.iter().any(is_beside) {
        changes.whole = whole(old, new, options);
    }
    changes
}

/// Whether a policy is as it was: it says the same, or nothing of what it is read from has changed.
fn is_same(old: &Held, new: &Held) -> bool {
    let is_same_kind = old.found.document().kind() == new.found.document().kind();
    let (one, other) = (old.found.document().policy(), new.found.document().policy());
    let is_told = |it: &Held| !it.texts.is_empty();
    is_same_kind
        && match (one, other) {
            (Some(one), Some(other)) => one == other,
            (None, None) => is_told(old) && old.texts == new.texts || !is_told(old) && written(old) == written(new),
            _ => false,
        }
}

/// Whether a part of both is not known.
fn is_unknown(old: &Held, new: &Held) -> bool {
    let (old, new) = (&old.found, &new.found);
    old.document().kind() == new.document().kind()
        && [old, new].iter().all(|it| it.document().policy().is_none() && !it.unknown().is_empty())
}

/// The text of a policy in a plan, if all of it is there.
fn written(it: &Held) -> Option<&str> {
    let span = it.found.span();
    let text = it.found.document().text().get(span.start as usize..span.end as usize);
    text.filter(|_| it.found.unknown().is_empty())
}

/// What becomes of a policy, of which one side may not have been read.
fn one(key: &Key, (old, new): (Option<&Held>, Option<&Held>), gap: Option<&str>, options: &Options) -> PolicyChange {
    let what = match (old, new) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => Change::Changed,
    };
    let (place, address) = key;
    let kind = new.or(old).map_or("identity", |it| it.found.document().kind().name());
    let shown = if address.is_empty() { place } else { address };
    let mut change = PolicyChange::new(shown.clone(), kind, what);
    change.previous_address = old.and_then(|it| it.was.clone());
    change.place = (!address.is_empty() && !place.is_empty()).then(|| place.clone());
    let kinds: BTreeSet<PolicyKind> = old.into_iter().chain(new).map(|it| it.found.document().kind()).collect();
    for (side, name) in [(old, "old"), (new, "new")] {
        change
            .unknown
            .extend(side.and_then(|it| reason(&it.found)).map(|it| Unknown::new(format!("the {name} one"), it)));
    }
    let unread = |side| Unknown::new(format!("the {side} one"), "not everything was read of where it may be");
    change.unknown.extend(gap.map(unread));
    let is_of_resource = matches!(kinds.first(), Some(PolicyKind::Trust | PolicyKind::Bucket | PolicyKind::Endpoint));
    let denies = |it: &Held| {
        let statements = it.found.document().policy().map_or(&[][..], Policy::statements);
        statements.iter().any(|it| it.effect() == Effect::Deny)
    };
    let why = if kinds.len() > 1 {
        Some("it is of another kind now")
    } else if kinds.contains(&PolicyKind::Topic) {
        Some("a policy of this kind is not read")
    } else if is_of_resource && old.into_iter().chain(new).any(denies) {
        Some("what it denies also takes away what other policies allow")
    } else {
        None
    };
    change.unknown.extend(why.map(|it| Unknown::new("both", it)));
    if !change.unknown.is_empty() {
        return change;
    }
    let policy = |it: Option<&Held>| it.and_then(|it| it.found.document().policy().cloned());
    let (old, new) = (policy(old), policy(new));
    if is_of_resource {
        let mut found = compared(&Access::of_all(old.as_ref()), &Access::of_all(new.as_ref()), options);
        // Of what, it says itself; there is no word in it of most actions that there are.
        found.blast_radius.iter_mut().for_each(|it| it.unknown.clear());
        (change.new_access, change.lost_access) = (found.new_access, found.lost_access);
        change.comparison = Some(found);
    } else if kinds.contains(&PolicyKind::Scp) {
        fill_scp(&mut change, old.as_ref(), new.as_ref(), options);
    } else {
        fill(&mut change, old.as_ref(), new.as_ref(), options);
    }
    change
}

/// Why there is no policy to compare.
fn reason(found: &Found) -> Option<String> {
    if let Some(kind) = found.other_kind() {
        return Some(kind);
    }
    if found.document().policy().is_some() {
        return None;
    }
    let line = |it: u32| found.position(it).line;
    if let Some(it) = found.unknown().first() {
        return Some(format!("a part of it is known only when terraform runs, in line {}", line(it.start)));
    }
    let first = found.document().problems().next();
    Some(
        first.map_or_else(
            || "it is not read".into(),
            |it| format!("{}, in line {}", it.message(), line(it.span().start)),
        ),
    )
}

/// Alone, and beside a policy that allows everything: what only denies allows nothing, and yet it matters.
fn fill(change: &mut PolicyChange, old: Option<&Policy>, new: Option<&Policy>, options: &Options) {
    let everything: Vec<Policy> = versions(old, new).into_iter().filter_map(everything).collect();
    let alone = compared(&Access::of_all(old), &Access::of_all(new), options);
    let with = |it| Access::of_all(everything.iter().chain(it));
    let beside = compared(&with(old), &with(new), options);
    change.new_access = either(alone.new_access, beside.new_access);
    change.lost_access = either(alone.lost_access, beside.lost_access);
    let shows = beside.verdict != Verdict::Equal
        && (beside.new_access, beside.lost_access) != (alone.new_access, alone.lost_access);
    change.comparison = Some(alone);
    change.beside_everything = shows.then_some(beside);
}

/// What it leaves of everything. Beside it every level has a policy that allows all.
fn fill_scp(change: &mut PolicyChange, old: Option<&Policy>, new: Option<&Policy>, options: &Options) {
    let Some(full) = everything(Version::V5_0) else { return };
    let found = compared(&under(&full, old), &under(&full, new), options);
    change.new_access = found.new_access;
    change.lost_access = found.lost_access;
    change.comparison = Some(found);
}

fn under<'a>(full: &'a Policy, it: Option<&'a Policy>) -> Access<'a> {
    Access::of(full).scp_level(std::iter::once(full).chain(it))
}

/// All identity policies and roles of each side, if all of them are known.
fn whole(old: &Side, new: &Side, options: &Options) -> Option<Comparison> {
    let all = |side: &Side| -> Option<Vec<Policy>> {
        let of_kind = |it: &&Held| matches!(it.found.document().kind(), PolicyKind::Identity | PolicyKind::Role);
        let each = side.policies.values().filter(of_kind).filter(|it| !it.found.is_unread());
        each.map(|it| it.found.document().policy().cloned()).collect()
    };
    if !old.unread.is_empty() || !new.unread.is_empty() {
        return None;
    }
    let (old, new) = (all(old)?, all(new)?);
    Some(compared(&Access::of_all(&old), &Access::of_all(&new), options))
}

fn compared(old: &Access<'_>, new: &Access<'_>, options: &Options) -> Comparison {
    report::comparison(&compare(old, new, options), blast_radius(old, new, options).as_ref())
}

fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn versions(old: Option<&Policy>, new: Option<&Policy>) -> BTreeSet<Version> {
    let of_model = |it: &Policy| if it.version() == Version::V5_0 { Version::V5_0 } else { Version::V1_1 };
    old.into_iter().chain(new).map(of_model).collect()
}

fn everything(version: Version) -> Option<Policy> {
    let all = if version == Version::V5_0 { "*" } else { "*:*:*" };
    let text = format!(r#"{{"Version":"{version}","Statement":[{{"Effect":"Allow","Action":["{all}"]}}]}}"#);
    Policy::from_json(&text).ok()
}
