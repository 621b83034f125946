//! Functions of sets.

use alloc::collections::BTreeMap;
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
fn order(value: &Value) -> (i128, alloc::string::String) {
    let whole = match &value.kind {
        Kind::Number(it) => it.to_whole().unwrap_or_default(),
        _ => 0,
    };
    (whole, identity(value))
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
    let mut sets = given.arguments.iter().map(known);
    let first = sets.next().unwrap_or_else(|| Err(Why::failed("an argument is missing")))?;
    let common = sets.try_fold(first, |mut common, other| {
        let other = other?;
        common.retain(|it, _| other.contains_key(it));
        Ok::<_, Why>(common)
    })?;
    Ok(set(&common.into_values().map(Item::One).collect::<Vec<_>>(), given.span))
}

pub(super) fn setsubtract(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (mut all, without) = (known(given.get(0)?)?, known(given.get(1)?)?);
    all.retain(|it, _| !without.contains_key(it));
    Ok(set(&all.into_values().map(Item::One).collect::<Vec<_>>(), given.span))
}

/// The items of a set of which all is known.
fn known(value: &Value) -> Result<BTreeMap<alloc::string::String, Value>, Why> {
    list_of(value)?;
    let items = value.items().filter(|_| operators::is_known(value)).ok_or_else(|| operators::not_a("a set", value))?;
    Ok(items.into_iter().map(operators::to_string).map(|it| (identity(&it), it)).collect())
}
