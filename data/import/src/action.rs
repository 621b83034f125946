//! What several rows, or pages, say of one action.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, ConditionKey, ResourceUse};

use super::fact::{Meeting, fill};

/// An action of which only the name is known.
pub(super) fn bare_action(name: &str) -> Action {
    Action { name: name.to_owned(), ..Action::default() }
}

/// A key of which only the name is known.
pub(super) fn bare_key(name: &str) -> ConditionKey {
    ConditionKey { key: name.to_owned(), ..ConditionKey::default() }
}

/// Rows of one action: a list of which a row has lost its part is not known.
pub(super) fn join(first: &mut Action, more: Action) {
    both(&mut first.resources, more.resources, merge_uses);
    both(&mut first.condition_keys, more.condition_keys, merge_sorted);
    both(&mut first.aliases, more.aliases, merge_sorted);
    merge_sorted(&mut first.replaced_by, more.replaced_by);
    fill(&mut first.title, &more.title);
    fill(&mut first.access_level, &more.access_level);
}

pub(super) fn both<T>(first: &mut Stated<T>, more: Stated<T>, join: impl FnOnce(&mut T, T)) {
    match (&mut *first, more) {
        (Stated::As(mine), Stated::As(other)) => join(mine, other),
        _ => *first = Stated::Not,
    }
}

pub(super) fn merge_uses(all: &mut Vec<ResourceUse>, others: Vec<ResourceUse>) {
    for other in others {
        match all.iter_mut().find(|it| it.kind == other.kind) {
            Some(same) => {
                same.required |= other.required;
                both(&mut same.condition_keys, other.condition_keys, merge_sorted);
            }
            None => all.push(other),
        }
    }
    all.sort_by(|one, other| one.kind.cmp(&other.kind));
}

pub(super) fn merge_sorted(all: &mut Vec<String>, more: Vec<String>) {
    all.extend(more);
    all.sort();
    all.dedup();
}

/// Takes the keys of both pages, as that of a single API may name only those that it has a value for. Where the other one names a type
/// of resource more and is not older, nobody knows which the action takes.
pub(super) fn unite(first: &mut Action, other: &Action, is_newer: bool) {
    let (Stated::As(mine), Stated::As(others)) = (&mut first.resources, &other.resources) else { return };
    for it in others {
        let Some(same) = mine.iter_mut().find(|mine| mine.kind == it.kind) else {
            if is_newer {
                continue;
            }
            first.resources = Stated::Not;
            first.condition_keys = Stated::Not;
            return;
        };
        same.required &= it.required || is_newer;
        unite_keys(&mut same.condition_keys, &it.condition_keys);
    }
    unite_keys(&mut first.condition_keys, &other.condition_keys);
}

fn unite_keys(first: &mut Stated<Vec<String>>, other: &Stated<Vec<String>>) {
    match (&mut *first, other) {
        (Stated::As(mine), Stated::As(others)) => merge_sorted(mine, others.clone()),
        _ => fill(first, other),
    }
}

/// Takes from another page what is not known yet, field by field.
pub(super) fn absorb(first: &mut Action, more: &Action) -> Meeting {
    let mut meeting = Meeting::default();
    fill(&mut first.title, &more.title);
    fill(&mut first.title_zh, &more.title_zh);
    meeting.field("access_level", &mut first.access_level, &more.access_level);
    meeting.field("aliases", &mut first.aliases, &more.aliases);
    match (&mut first.resources, &more.resources) {
        (Stated::As(mine), Stated::As(others)) => {
            let plain = |all: &[ResourceUse]| all.iter().map(|it| (it.kind.clone(), it.required)).collect::<Vec<_>>();
            if plain(mine) == plain(others) {
                meeting.agrees = true;
                for (it, other) in mine.iter_mut().zip(others) {
                    let name = format!("condition_keys on {}", it.kind);
                    meeting.field(&name, &mut it.condition_keys, &other.condition_keys);
                }
                meeting.field("condition_keys", &mut first.condition_keys, &more.condition_keys);
            } else {
                // Keys belong to the types beside them.
                meeting.differs.push(String::from("resources"));
            }
        }
        (mine, other) => {
            fill(mine, other);
            meeting.field("condition_keys", &mut first.condition_keys, &more.condition_keys);
        }
    }
    if first.replaced_by.is_empty() {
        first.replaced_by.clone_from(&more.replaced_by);
    }
    meeting
}
