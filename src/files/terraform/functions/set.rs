//! Functions of sets.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::list::unified;
use super::{Answer, Given, identity, list_of, loose};
use crate::Span;
use crate::files::terraform::operators;
use crate::files::terraform::value::{Item, Kind, Sort, Value};
use crate::files::terraform::why::Why;

/// A set of these: each once, in the order in which Terraform goes through them.
pub(in crate::files::terraform) fn set(items: &[Item], span: Span) -> Value {
    let mut known: BTreeMap<_, Value> = BTreeMap::new();
    let mut open = Vec::new();
    for it in unified(items).iter().map(loose) {
        match it {
            Item::One(it) => drop(known.entry(order(&it)).or_insert(it)),
            many @ Item::Many(_) => open.push(many),
        }
    }
    // Where those stand among the others is not known, so none of them comes first.
    Value::list(Sort::Set, open.into_iter().chain(known.into_values().map(Item::One)).collect(), span)
}

/// Numbers by size, everything else by its text.
fn order(value: &Value) -> (i128, String, String) {
    let whole = match &value.kind {
        Kind::Number(it) => it.to_whole().unwrap_or_default(),
        _ => 0,
    };
    (whole, value.to_text().unwrap_or_default(), identity(value))
}

pub(super) fn toset(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    if given.get(0)?.is_null() {
        return given.of(Kind::Null);
    }
    Ok(set(&given.list(0)?.items, given.span))
}

pub(super) fn setunion(given: &Given<'_>) -> Answer {
    let mut all = Vec::new();
    for it in &given.arguments {
        match &it.kind {
            Kind::Unknown(unknown) if !unknown.why.is_failure() => all.push(Item::Many(it.clone())),
            _ => all.extend(list_of(it)?.items.iter().cloned()),
        }
    }
    Ok(set(&all, given.span))
}

pub(super) fn setintersection(given: &Given<'_>) -> Answer {
    given.count(1, usize::MAX)?;
    let mut sets = known(given)?.into_iter();
    let first = sets.next().ok_or_else(|| Why::failed("an argument is missing"))?;
    let common = sets.fold(first, |mut common, other| {
        common.retain(|it, _| other.contains_key(it));
        common
    });
    Ok(set(&common.into_values().map(Item::One).collect::<Vec<_>>(), given.span))
}

pub(super) fn setsubtract(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let mut sets = known(given)?.into_iter();
    let (mut all, without) = (sets.next().unwrap_or_default(), sets.next().unwrap_or_default());
    all.retain(|it, _| !without.contains_key(it));
    Ok(set(&all.into_values().map(Item::One).collect::<Vec<_>>(), given.span))
}

/// The items of the sets that are given, of which all is known, as items of one type.
fn known(given: &Given<'_>) -> Result<Vec<BTreeMap<String, Value>>, Why> {
    let mut all = Vec::new();
    for value in &given.arguments {
        let is_known = operators::is_known(value);
        all.push(list_of(value)?.items.as_slice());
        if !is_known {
            return Err(operators::not_a("a set", value));
        }
    }
    let unified = unified(&all.concat());
    let mut rest = unified.iter().map(Item::value);
    let of_one = |items: &[Item]| rest.by_ref().take(items.len()).map(|it| (identity(it), it.clone())).collect();
    Ok(all.into_iter().map(of_one).collect())
}
