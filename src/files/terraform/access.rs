//! What is in a value: attributes, places, splats.

use alloc::format;
use alloc::vec::Vec;

use super::eval::Scope;
use super::operators;
use super::syntax::Step;
use super::value::{Item, Kind, Sort, Value};
use super::why::Why;
use super::world::World;
use crate::Span;

/// `of.name`
pub(super) fn attribute(of: &Value, name: &str, span: Span) -> Value {
    if let Some(it) = of.lifted(span, |it| attribute(it, name, span)) {
        return it;
    }
    match &of.kind {
        Kind::Map(map) => match (map.get(name), map.others.first()) {
            (Some(it), _) => it.clone(),
            (None, Some(it)) => it
                .lifted(span, |it| attribute(it, name, span))
                .unwrap_or_else(|| Value::unknown(Why::too_large(), span)),
            (None, None) => Value::failed(format!("there is no `{name}` in it"), span),
        },
        _ => Value::failed(format!("{} has no attribute `{name}`", operators::describe(of)), span),
    }
}

/// `of[key]`
pub(super) fn index(of: &Value, key: &Value, span: Span) -> Value {
    if let Some(it) = of.lifted(span, |it| index(it, key, span)) {
        return it;
    }
    match &of.kind {
        Kind::List(list) if list.sort == Sort::Set => Value::failed("the items of a set have no places", span),
        Kind::List(list) => {
            let place = match operators::to_number(key) {
                Ok(it) => it.to_index(),
                Err(why) => return Value::one_of(why, ones(&list.items), span),
            };
            match (place, place.and_then(|it| list.items.get(it))) {
                (Some(place), Some(Item::One(it))) if place < list.known => it.clone(),
                (Some(_), _) if list.known < list.items.len() => {
                    let why = of.first_unknown().cloned().unwrap_or_else(Why::too_large);
                    Value::unknown(why, span)
                }
                _ => Value::failed("there is no item at that place", span),
            }
        }
        Kind::Map(map) => match key.to_text() {
            Some(name) => attribute(of, &name, span),
            None if key.is_null() => Value::failed("the name is null", span),
            None => {
                let why = key.first_unknown().cloned().unwrap_or_else(|| Why::failed("the name is not a string"));
                Value::one_of(why, map.entries.iter().map(|it| it.value.clone()).collect(), span)
            }
        },
        _ => Value::failed(format!("{} has no items", operators::describe(of)), span),
    }
}

fn ones(items: &[Item]) -> Vec<Value> {
    items.iter().filter_map(|it| if let Item::One(it) = it { Some(it.clone()) } else { None }).collect()
}

/// `of[*]` and what is behind it.
pub(super) fn splat(world: &World<'_>, of: &Value, steps: &[Step], scope: &Scope<'_>, span: Span) -> Value {
    if let Some(it) = of.lifted(span, |it| splat(world, it, steps, scope, span)) {
        return it;
    }
    match &of.kind {
        Kind::Null => Value::tuple([], span),
        Kind::List(list) => {
            let items = list.items.iter().map(|it| match it {
                Item::One(it) => Item::One(walk(world, it, steps, scope, span)),
                Item::Many(it) => Item::Many(splat(world, it, steps, scope, span)),
            });
            Value::list(Sort::Tuple, items.collect(), span)
        }
        _ => Value::tuple([walk(world, of, steps, scope, span)], span),
    }
}

fn walk(world: &World<'_>, from: &Value, steps: &[Step], scope: &Scope<'_>, span: Span) -> Value {
    steps.iter().fold(from.clone(), |at, step| match step {
        Step::Attribute(name) => attribute(&at, name, span),
        Step::Index(key) => index(&at, &world.eval(key, scope), span),
    })
}
