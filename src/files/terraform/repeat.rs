//! `for`: over what is known once an item, over what is not known once with items that are not known.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::eval::{self, Scope, list_of, too_many};
use super::operators;
use super::syntax::{For, Names};
use super::value::{Entry, Item, Kind, Sort, Value};
use super::why::Why;
use super::world::World;
use crate::Span;

/// `[for …]` or `{for …}`
pub(super) fn over(world: &World<'_>, of: &For, scope: &Scope<'_>, span: Span) -> Value {
    let collection = world.eval(&of.of, scope);
    if collection.why().is_some_and(Why::is_failure) {
        return collection.at(span);
    }
    match &of.name {
        None => {
            let result = |scope: &Scope<'_>| {
                let value = || world.eval(&of.result, scope);
                match condition(world, of, scope) {
                    Ok(true) => Some(Item::One(value())),
                    Ok(false) => None,
                    Err(why) => {
                        let value = value();
                        let span = value.span;
                        Some(Item::Many(Value::one_of(why, alloc::vec![Value::tuple([value], span)], span)))
                    }
                }
            };
            let items = items(world, &of.names, &collection, scope, &result, span);
            unwrapped(items, &collection, span)
        }
        Some(name) => map(world, of, name, &collection, scope, span),
    }
}

/// A list of nothing but what is not known is not known itself.
fn unwrapped(items: Vec<Item>, collection: &Value, span: Span) -> Value {
    match (&collection.kind, items.as_slice()) {
        (Kind::Unknown(_), [Item::Many(it)]) => it.clone().at(span),
        _ => list_of(items, span),
    }
}

fn condition(world: &World<'_>, of: &For, scope: &Scope<'_>) -> Result<bool, Why> {
    of.condition.as_ref().map_or(Ok(true), |it| operators::to_bool(&world.eval(it, scope)))
}

fn map(
    world: &World<'_>,
    of: &For,
    name: &super::syntax::Expr,
    collection: &Value,
    scope: &Scope<'_>,
    span: Span,
) -> Value {
    // Each item as a pair, so that both ways share one loop.
    let result = |scope: &Scope<'_>| {
        let is_in = condition(world, of, scope);
        if is_in.as_ref().is_ok_and(|it| !it) {
            return None;
        }
        let name = world.eval(name, scope);
        let value = world.eval(&of.result, scope);
        let pair = Value::tuple([name, value], span);
        Some(match is_in {
            Ok(_) => Item::One(pair),
            Err(why) => Item::Many(Value::one_of(why, alloc::vec![Value::tuple([pair], span)], span)),
        })
    };
    let items = items(world, &of.names, collection, scope, &result, span);
    let mut groups: BTreeMap<Rc<str>, (Span, Vec<Value>)> = BTreeMap::new();
    let mut names = BTreeSet::new();
    let (mut entries, mut others): (Vec<Entry>, Vec<Value>) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::One(pair) => match named(&pair) {
                Ok((name, name_span, value)) if of.groups => {
                    groups.entry(name).or_insert_with(|| (name_span, Vec::new())).1.push(value);
                }
                Ok((name, name_span, value)) => {
                    if !names.insert(name.clone()) {
                        return Value::failed(alloc::format!("two items have the name `{name}`"), span);
                    }
                    entries.push(Entry { name, name_span, value });
                }
                Err((why, span, value)) => {
                    let value = if of.groups { Value::tuple([value], span) } else { value };
                    others.push(eval::unnamed(why, value, span));
                }
            },
            Item::Many(it) => {
                let maps = eval_candidates(&it, of.groups, span);
                others.push(Value::one_of(it.first_unknown().cloned().unwrap_or_else(Why::too_large), maps, span));
            }
        }
    }
    let group = |(name, (name_span, all)): (Rc<str>, (Span, Vec<Value>))| {
        let value = match others.first().and_then(Value::first_unknown) {
            // Others may be of that group, too.
            Some(why) => Value::unknown(why.clone(), span),
            None => Value::tuple(all, span),
        };
        Entry { name, name_span, value }
    };
    let grouped: Vec<Entry> = groups.into_iter().map(group).collect();
    entries.extend(grouped);
    match (&collection.kind, others.as_slice()) {
        (Kind::Unknown(_), [it]) => it.clone().at(span),
        _ => Value::map(entries, others, span),
    }
}

/// A name, where it stands, and what has it.
type Named<T> = (T, Span, Value);

/// What a pair says, or why its name is not known.
fn named(pair: &Value) -> Result<Named<Rc<str>>, Named<Why>> {
    let mut parts = pair.items().unwrap_or_default().into_iter();
    let (Some(name), Some(value)) = (parts.next(), parts.next()) else {
        return Err((pair.why().cloned().unwrap_or_else(Why::too_large), pair.span, pair.clone()));
    };
    match name.to_text() {
        Some(text) => Ok((text.into(), name.span, value)),
        None => {
            let why = name.first_unknown().cloned().unwrap_or_else(|| Why::failed("a name is not a string"));
            Err((why, name.span, value))
        }
    }
}

/// The maps that lists of pairs are.
fn eval_candidates(pairs: &Value, groups: bool, span: Span) -> Vec<Value> {
    let Kind::Unknown(unknown) = &pairs.kind else { return Vec::new() };
    let lists = unknown.candidates.iter().filter_map(Value::items);
    let maps = lists.map(|all| {
        let (mut entries, mut others) = (Vec::new(), Vec::new());
        for it in &all {
            match named(it) {
                Ok((name, name_span, value)) => {
                    let value = if groups { Value::tuple([value], span) } else { value };
                    entries.push(Entry { name, name_span, value });
                }
                Err((why, span, value)) => {
                    let value = if groups { Value::tuple([value], span) } else { value };
                    others.push(eval::unnamed(why, value, span));
                }
            }
        }
        Value::map(entries, others, span)
    });
    maps.collect()
}

/// What a template says for each item.
pub(super) fn each(
    world: &World<'_>,
    names: &Names,
    of: &Value,
    scope: &Scope<'_>,
    render: &dyn Fn(&Scope<'_>) -> Value,
    span: Span,
) -> Vec<Item> {
    items(world, names, of, scope, &|scope| Some(Item::One(render(scope))), span)
}

/// What becomes of each item of a collection.
fn items(
    world: &World<'_>,
    names: &Names,
    of: &Value,
    scope: &Scope<'_>,
    result: &dyn Fn(&Scope<'_>) -> Option<Item>,
    span: Span,
) -> Vec<Item> {
    let run = |key: Value, value: Value| {
        // Whatever becomes of an item, it takes time and memory.
        if !world.charge(STEPS_OF_ITEM) {
            return Some(Item::Many(too_many_steps(span)));
        }
        let mut bound = alloc::vec![(names.value.as_str(), value)];
        bound.extend(names.key.as_deref().map(|it| (it, key)));
        result(&scope.with(bound))
    };
    let unknown = |of: &Value, why: &Why, candidates: &[Value]| {
        let mut all: Vec<Value> = candidates
            .iter()
            .filter(|it| !it.is_empty())
            .map(|it| list_of(items(world, names, it, scope, result, span), span))
            .collect();
        if all.is_empty() {
            let item = Value::unknown(why.clone(), of.span);
            all.extend(run(item.clone(), item).map(|it| list_of(alloc::vec![it], span)));
        }
        Item::Many(Value::one_of(why.clone(), all, span))
    };
    match &of.kind {
        Kind::Unknown(it) => alloc::vec![unknown(of, &it.why, &it.candidates)],
        Kind::List(list) if list.items.len() > eval::MOST_ITEMS => alloc::vec![Item::Many(too_many(span))],
        Kind::List(list) => {
            let mut all = Vec::new();
            let mut is_exact = true;
            for (at, item) in list.items.iter().enumerate() {
                match item {
                    Item::One(it) => {
                        let key = match list.sort {
                            Sort::Set => it.clone(),
                            _ if is_exact => Value::number(at, it.span),
                            _ => Value::unknown(of.first_unknown().cloned().unwrap_or_else(Why::too_large), it.span),
                        };
                        all.extend(run(key, it.clone()));
                    }
                    Item::Many(it) => {
                        is_exact = false;
                        if let Kind::Unknown(inner) = &it.kind {
                            all.push(unknown(it, &inner.why, &inner.candidates));
                        }
                    }
                }
            }
            all
        }
        Kind::Map(map) => {
            let mut all: Vec<Item> = Vec::new();
            for it in map.sorted() {
                all.extend(run(it.key(), it.value.clone()));
            }
            for it in &map.others {
                if let Kind::Unknown(inner) = &it.kind {
                    all.push(unknown(it, &inner.why, &inner.candidates));
                }
            }
            all
        }
        _ => {
            let why = Why::failed(alloc::format!("{} has no items", operators::describe(of)));
            alloc::vec![Item::Many(Value::unknown(why, span))]
        }
    }
}

fn too_many_steps(span: Span) -> Value {
    Value::unknown(Why::new(eval::TOO_MUCH), span)
}

/// So many that a million items are more than may be.
const STEPS_OF_ITEM: usize = 16;
