//! Functions of lists.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Answer, Given, exact, identity, list_of, loose};
use crate::files::terraform::eval::{MOST_ITEMS, too_many};
use crate::files::terraform::number::Decimal;
use crate::files::terraform::operators;
use crate::files::terraform::value::{Item, Kind, Sort, Value};
use crate::files::terraform::why::Why;
use crate::files::terraform::world::MOST_MADE;

pub(super) fn concat(given: &Given<'_>) -> Answer {
    let count = |it: &Value| if let Kind::List(it) = &it.kind { it.items.len() } else { 1 };
    let count: usize = given.arguments.iter().map(count).sum();
    if !given.world.can_make(count * size_of::<Item>()) {
        return Err(Why::too_much_made(MOST_MADE));
    }
    let mut items = Vec::with_capacity(count);
    for it in &given.arguments {
        match &it.kind {
            Kind::List(list) => items.extend(list.items.iter().cloned()),
            Kind::Unknown(unknown) if !unknown.why.is_failure() => items.push(Item::Many(it.clone())),
            _ => return Err(operators::not_a("a list", it)),
        }
    }
    given.list_from(Sort::Tuple, items)
}

pub(super) fn flatten(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let mut items = Vec::new();
    for it in &given.list(0)?.items {
        flat(it, &mut items);
    }
    given.list_from(Sort::Tuple, items)
}

fn flat(item: &Item, out: &mut Vec<Item>) {
    let value = item.value();
    match (item, &value.kind) {
        (_, Kind::List(list)) => list.items.iter().for_each(|it| flat(it, out)),
        // What is not known may be a list of lists.
        (_, Kind::Unknown(unknown)) => {
            let lists = unknown.candidates.iter().map(|it| {
                let mut items = Vec::new();
                flat(&Item::One(it.clone()), &mut items);
                Value::list(Sort::Tuple, items, it.span)
            });
            out.push(Item::Many(Value::one_of(unknown.why.clone(), lists.collect(), value.span)));
        }
        _ => out.push(item.clone()),
    }
}

pub(super) fn distinct(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let mut seen = BTreeSet::new();
    let items = unified(&given.list(0)?.items);
    let kept = items.iter().map(loose).filter(|it| match it {
        Item::One(it) => seen.insert(identity(it)),
        Item::Many(_) => true,
    });
    given.list_from(Sort::List, kept.collect())
}

pub(super) fn compact(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let mut items = Vec::new();
    for it in &given.list(0)?.items {
        match loose(it) {
            Item::One(it) if it.is_null() => {}
            Item::One(it) => {
                let it = operators::to_string(it);
                if !operators::to_text(&it)?.is_empty() {
                    items.push(Item::One(it));
                }
            }
            many @ Item::Many(_) => items.push(many),
        }
    }
    given.list_from(Sort::List, items)
}

pub(super) fn contains(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let wanted = given.get(1)?;
    // What null is equal to, Terraform does not say.
    let mut open = wanted.is_null().then(|| Why::new("null is looked for"));
    for it in &given.list(0)?.items {
        match it {
            Item::One(it) => match operators::equal(it, wanted) {
                Ok(true) => return given.bool(true),
                Ok(false) => {}
                Err(why) => open = Some(why),
            },
            Item::Many(it) => open = it.first_unknown().cloned(),
        }
    }
    open.map_or_else(|| given.bool(false), Err)
}

pub(super) fn index(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let wanted = given.get(1)?;
    for (at, it) in given.items(0)?.iter().enumerate() {
        if operators::equal(it, wanted)? {
            return Ok(Value::number(at, given.span));
        }
    }
    Err(Why::failed("the item is not in the list"))
}

pub(super) fn length(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    let count = match &value.kind {
        Kind::List(_) => exact(value)?.len(),
        Kind::Map(map) => match map.others.first().and_then(Value::first_unknown) {
            Some(why) => return Err(why.clone()),
            None => map.sorted().len(),
        },
        Kind::Bool(_) | Kind::Number(_) => return Err(Why::failed("the length of a value that has none")),
        _ => {
            let text = operators::to_text(value)?;
            // What people take for one character may be several.
            text.is_ascii().then_some(text.len()).ok_or_else(|| Why::new("the length of a text that is not ascii"))?
        }
    };
    Ok(Value::number(count, given.span))
}

pub(super) fn element(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let items = given.items(0)?;
    let place = given.number(1)?.to_whole().ok_or_else(|| Why::failed("a number that is not a place"))?;
    let count = i128::try_from(items.len()).unwrap_or_default();
    // It goes round, since lately also backwards.
    let place = place.checked_rem_euclid(count).and_then(|it| usize::try_from(it).ok());
    place.and_then(|it| items.into_iter().nth(it)).ok_or_else(|| Why::failed("the list is empty"))
}

pub(super) fn slice(given: &Given<'_>) -> Answer {
    given.count(3, 3)?;
    let list = given.list(0)?;
    if list.sort == Sort::Set {
        return Err(Why::failed("the items of a set have no places"));
    }
    let known = list.known;
    let (start, end) = match (given.index(1), given.index(2)) {
        (Ok(start), Ok(end)) => (start, end),
        (Err(why), _) | (_, Err(why)) if why.is_failure() => return Err(why),
        // Some of them, whichever.
        (start, end) => {
            let why = start.as_ref().err().or(end.as_ref().err()).cloned().unwrap_or_else(Why::too_large);
            let (from, to) = (start.unwrap_or(0), end.unwrap_or(list.items.len()));
            let items = list.items.get(from..to).unwrap_or_default().to_vec();
            let all = Value::list(list.sort, items, given.span);
            let some = Item::Many(Value::one_of(why, alloc::vec![all], given.span));
            return given.list_from(list.sort, alloc::vec![some]);
        }
    };
    match list.items.get(start..end) {
        Some(items) if end <= known => given.list_from(list.sort, items.to_vec()),
        _ if known < list.items.len() => Err(operators::not_a("a list", given.get(0)?)),
        _ => Err(Why::failed("the list has no such part")),
    }
}

pub(super) fn sort(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let mut known = Vec::new();
    let mut open = Vec::new();
    for it in &given.list(0)?.items {
        match it {
            Item::One(it) if operators::is_known(it) => {
                let it = operators::to_string(it.clone());
                known.push((operators::to_text(&it)?, it));
            }
            it => open.push(loose(it)),
        }
    }
    known.sort_by(|one, other| one.0.cmp(&other.0));
    let known = known.into_iter().map(|it| Item::One(it.1));
    // Where those stand among the others is not known, so none of them comes first.
    given.list_from(Sort::List, open.into_iter().chain(known).collect())
}

pub(super) fn reverse(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let list = given.list(0)?;
    given.list_from(list.sort, list.items.iter().rev().cloned().collect())
}

pub(super) fn tolist(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    if given.get(0)?.is_null() {
        return given.of(Kind::Null);
    }
    let list = list_of(given.get(0)?)?;
    // The order of a set of which something is not known is not known.
    given.list_from(Sort::List, unified(&list.items))
}

pub(super) fn range(given: &Given<'_>) -> Answer {
    given.count(1, 3)?;
    let (from, to) = match given.arguments.len() {
        1 => (Decimal::whole(0), given.number(0)?),
        _ => (given.number(0)?, given.number(1)?),
    };
    let not_exact = || Why::new("a number that is not computed exactly");
    let is_up = from.compare(to).ok_or_else(not_exact)?.is_lt();
    let step = match given.arguments.get(2) {
        Some(_) => given.number(2)?,
        None => Decimal::whole(if is_up { 1 } else { -1 }),
    };
    let goes_up = step.compare(Decimal::whole(0)).ok_or_else(not_exact)?;
    if goes_up.is_eq() || from != to && goes_up.is_gt() != is_up {
        return Err(Why::failed("the step leads away from the end"));
    }
    let (mut at, mut items) = (from, Vec::new());
    while at.compare(to).ok_or_else(not_exact)? == goes_up.reverse() {
        if items.len() >= MOST_ITEMS {
            return Ok(too_many(given.span));
        }
        items.push(Item::One(Value::new(Kind::Number(at), given.span)));
        at = at.add(step).ok_or_else(not_exact)?;
    }
    given.list_from(Sort::List, items)
}

/// Items of one type: with a string among them booleans and numbers are strings, too.
pub(super) fn unified(items: &[Item]) -> Vec<Item> {
    let is_text = |it: &Item| matches!(it, Item::One(it) if matches!(it.kind, Kind::String(_) | Kind::Encoded(_)));
    let has_text = items.iter().any(is_text);
    let open = items.iter().map(Item::value).find(|it| matches!(it.kind, Kind::Unknown(_)));
    let one = |it: &Item| match it {
        Item::One(it) if has_text => Item::One(operators::to_string(it.clone())),
        Item::One(it) => Item::One(match open {
            // What is not known may be a string.
            Some(open) if matches!(it.kind, Kind::Bool(_) | Kind::Number(_)) => operators::as_type_of(it.clone(), open),
            _ => it.clone(),
        }),
        Item::Many(_) => it.clone(),
    };
    items.iter().map(one).collect()
}

/// A list of texts.
pub(super) fn texts(all: impl IntoIterator<Item = String>, given: &Given<'_>) -> Answer {
    let items = all.into_iter().map(|it| Item::One(Value::text(&it, given.span)));
    given.list_from(Sort::List, items.collect())
}
