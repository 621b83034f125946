//! Functions that put lists together in other ways, and the largest and smallest of numbers.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::{Answer, Given, exact, identity, set};
use crate::files::terraform::eval::{MOST_ITEMS, too_many};
use crate::files::terraform::operators;
use crate::files::terraform::value::{Entry, Item, Kind, Sort, Value};
use crate::files::terraform::why::Why;

pub(super) fn max(given: &Given<'_>) -> Answer {
    outermost(given, Ordering::Greater)
}

pub(super) fn min(given: &Given<'_>) -> Answer {
    outermost(given, Ordering::Less)
}

fn outermost(given: &Given<'_>, wanted: Ordering) -> Answer {
    given.count(1, usize::MAX)?;
    let mut found = given.number(0)?;
    for at in 1..given.arguments.len() {
        let other = given.number(at)?;
        let order = other.compare(found).ok_or_else(|| Why::new("numbers too far apart to be compared"))?;
        found = if order == wanted { other } else { found };
    }
    given.of(Kind::Number(found))
}

/// The items of a list in lists of so many.
pub(super) fn chunklist(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (items, size) = (given.items(0)?, given.index(1)?);
    let chunks = items.chunks(if size == 0 { items.len().max(1) } else { size });
    let lists =
        chunks.map(|it| Item::One(Value::list(Sort::List, it.iter().cloned().map(Item::One).collect(), given.span)));
    given.list_from(Sort::List, lists.collect())
}

/// Each of the first with each of the others.
pub(super) fn setproduct(given: &Given<'_>) -> Answer {
    given.count(2, usize::MAX)?;
    let lists: Vec<Vec<Value>> = given.arguments.iter().map(exact).collect::<Result<_, _>>()?;
    let count = lists.iter().try_fold(1_usize, |all, it| all.checked_mul(it.len()));
    if count.and_then(|it| it.checked_mul(lists.len())).is_none_or(|it| it > MOST_ITEMS || !given.world.charge(it)) {
        return Ok(too_many(given.span));
    }
    let mut rows: Vec<Vec<Value>> = alloc::vec![Vec::new()];
    for list in &lists {
        let longer =
            rows.iter().flat_map(|row| list.iter().map(|it| [row.as_slice(), core::slice::from_ref(it)].concat()));
        rows = longer.collect();
    }
    let all: Vec<Item> = rows.into_iter().map(|it| Item::One(Value::tuple(it, given.span))).collect();
    let are_sets = given.arguments.iter().all(|it| matches!(&it.kind, Kind::List(it) if it.sort == Sort::Set));
    if are_sets { Ok(set(&all, given.span)) } else { given.list_from(Sort::List, all) }
}

/// The values whose keys are among those that are looked for.
pub(super) fn matchkeys(given: &Given<'_>) -> Answer {
    given.count(3, 3)?;
    let (values, keys, wanted) = (given.items(0)?, given.items(1)?, given.items(2)?);
    if values.len() != keys.len() {
        return Err(Why::failed("there are not as many keys as values"));
    }
    if let Some(it) = keys.iter().chain(&wanted).find(|it| !operators::is_known(it)) {
        return Err(operators::not_a("a key", it));
    }
    let wanted: BTreeSet<String> = wanted.iter().map(identity).collect();
    let found = values.into_iter().zip(&keys).filter(|(_, key)| wanted.contains(&identity(key)));
    given.list_from(Sort::List, found.map(|it| Item::One(it.0)).collect())
}

/// For each string in the lists of a map the names of those lists.
pub(super) fn transpose(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    let Kind::Map(map) = &value.kind else { return Err(operators::not_a("a map", value)) };
    if let Some(why) = value.first_unknown() {
        return Err(why.clone());
    }
    let mut all: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for entry in map.sorted() {
        for it in exact(&entry.value)? {
            all.entry(operators::to_text(&it)?).or_default().push(Item::One(entry.key()));
        }
    }
    let entries = all.into_iter().map(|(name, it)| Entry::new(&name, Value::list(Sort::List, it, given.span)));
    Ok(Value::map(entries.collect(), Vec::new(), given.span))
}
