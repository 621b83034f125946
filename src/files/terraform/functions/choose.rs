//! Functions that hand back one of their arguments, or say something about it.

use alloc::vec::Vec;

use super::{Answer, Given, list_of};
use crate::files::terraform::operators;
use crate::files::terraform::value::{Item, Kind, Value};
use crate::files::terraform::why::Why;

pub(super) fn same(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    given.get(0).cloned()
}

pub(super) fn can(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    match value.first_unknown() {
        _ if value.fails() => given.bool(false),
        Some(why) => Err(why.clone()),
        None => given.bool(true),
    }
}

/// `try`
pub(super) fn first_that_works(given: &Given<'_>) -> Answer {
    let mut open: Option<(Why, Vec<Value>)> = None;
    for it in given.arguments.iter().filter(|it| !it.fails()) {
        match (it.first_unknown(), &mut open) {
            (None, None) => return Ok(it.clone()),
            (None, Some((_, candidates))) => {
                candidates.push(it.clone());
                break;
            }
            // What is not known may fail.
            (Some(why), None) => open = Some((why.clone(), candidates_of(it))),
            (Some(_), Some((_, candidates))) => candidates.extend(candidates_of(it)),
        }
    }
    let (why, candidates) = open.ok_or_else(|| Why::failed("no argument of `try` works"))?;
    Ok(Value::one_of(why, candidates, given.span))
}

/// What a value may be: itself, if something of it is known.
fn candidates_of(value: &Value) -> Vec<Value> {
    match &value.kind {
        Kind::Unknown(it) => it.candidates.clone(),
        _ => alloc::vec![value.clone()],
    }
}

/// The first argument that counts; those before it that are not known may count, too.
fn first(
    given: &Given<'_>,
    counts: impl Fn(&Value) -> Result<bool, Why>,
    beside: impl Fn(Value, &Value) -> Value,
) -> Answer {
    let mut open: Option<(Why, Vec<Value>)> = None;
    for (at, it) in given.arguments.iter().enumerate() {
        match (counts(it), &mut open) {
            (Ok(false), _) => {}
            (Ok(true), None) => {
                let rest = given.arguments.get(at + 1..).unwrap_or_default();
                let rest = rest.iter().filter(|_| operators::depends_on_type(it));
                return Ok(rest.fold(it.clone(), &beside));
            }
            (Ok(true), Some((_, candidates))) => {
                candidates.push(it.clone());
                break;
            }
            (Err(why), _) if why.is_failure() => return Err(why),
            (Err(why), None) => open = Some((why, candidates_of(it))),
            (Err(_), Some((_, candidates))) => candidates.extend(candidates_of(it)),
        }
    }
    let (why, candidates) = open.ok_or_else(|| Why::failed("no argument counts"))?;
    Ok(Value::one_of(why, candidates, given.span))
}

pub(super) fn coalesce(given: &Given<'_>) -> Answer {
    let counts = |it: &Value| match &it.kind {
        Kind::Null => Ok(false),
        Kind::Unknown(it) => Err(it.why.clone()),
        Kind::String(text) => match text.why() {
            Some(why) if text.len() == text.holes().count() => Err(why.clone()),
            _ => Ok(!text.is_empty()),
        },
        _ => Ok(true),
    };
    first(given, counts, operators::as_type_of)
}

pub(super) fn coalescelist(given: &Given<'_>) -> Answer {
    let counts = |it: &Value| {
        let list = list_of(it)?;
        let is_some = list.items.iter().any(|it| matches!(it, Item::One(_)));
        match it.first_unknown() {
            Some(why) if !is_some => Err(why.clone()),
            _ => Ok(is_some),
        }
    };
    first(given, counts, |it, _| it)
}

pub(super) fn one(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let mut items = given.items(0)?.into_iter();
    match (items.next(), items.next()) {
        (None, _) => given.of(Kind::Null),
        (Some(it), None) => Ok(it),
        _ => Err(Why::failed("there is more than one item")),
    }
}

pub(super) fn alltrue(given: &Given<'_>) -> Answer {
    each_is(given, false)
}

pub(super) fn anytrue(given: &Given<'_>) -> Answer {
    each_is(given, true)
}

/// Whether one item is so, or else the opposite.
fn each_is(given: &Given<'_>, settles: bool) -> Answer {
    given.count(1, 1)?;
    let mut open = None;
    for it in &given.list(0)?.items {
        match it {
            Item::One(it) if it.is_null() => open = Some(Why::new("null among booleans")),
            Item::One(it) => match operators::to_bool(it) {
                Ok(it) if it == settles => return given.bool(settles),
                Ok(_) => {}
                Err(why) => open = Some(why),
            },
            Item::Many(it) => open = it.first_unknown().cloned(),
        }
    }
    open.map_or_else(|| given.bool(!settles), Err)
}

pub(super) fn tostring(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    match &value.kind {
        Kind::Null | Kind::String(_) | Kind::Encoded(_) => Ok(value.clone()),
        Kind::Bool(_) | Kind::Number(_) => Ok(operators::to_string(value.clone())),
        _ => Err(operators::not_a("a string", value)),
    }
}

pub(super) fn tonumber(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    if given.get(0)?.is_null() { given.of(Kind::Null) } else { given.of(Kind::Number(given.number(0)?)) }
}

pub(super) fn tobool(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    if value.is_null() { given.of(Kind::Null) } else { given.bool(operators::to_bool(value)?) }
}
