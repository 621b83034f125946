//! Functions of maps.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::{Answer, Given};
use crate::files::terraform::access;
use crate::files::terraform::eval::{doubted, unnamed};
use crate::files::terraform::operators;
use crate::files::terraform::value::{Entry, Item, Kind, Map, Sort, Value};
use crate::files::terraform::why::Why;

impl Given<'_> {
    fn map(&self, at: usize) -> Result<&Map, Why> {
        let value = self.get(at)?;
        match &value.kind {
            Kind::Map(it) => Ok(it),
            _ => Err(operators::not_a("a map", value)),
        }
    }
}

pub(super) fn merge(given: &Given<'_>) -> Answer {
    // By their names, in the order in which they are given; what is replaced is no more there.
    let mut entries: Vec<Option<Entry>> = Vec::new();
    let mut places: BTreeMap<Rc<str>, usize> = BTreeMap::new();
    let mut others: Vec<Value> = Vec::new();
    for it in &given.arguments {
        match &it.kind {
            Kind::Null => {}
            Kind::Map(map) => {
                for other in &map.others {
                    doubt(given, &mut entries, other)?;
                }
                others.extend(map.others.iter().cloned());
                for entry in &map.entries {
                    let replaced = places.insert(entry.name.clone(), entries.len());
                    if let Some(it) = replaced.and_then(|it| entries.get_mut(it)) {
                        *it = None;
                    }
                    entries.push(Some(entry.clone()));
                }
            }
            Kind::Unknown(unknown) if !unknown.why.is_failure() => {
                doubt(given, &mut entries, it)?;
                others.push(it.clone());
            }
            _ => return Err(operators::not_a("a map", it)),
        }
    }
    Ok(Value::map(entries.into_iter().flatten().collect(), others, given.span))
}

/// Doubts the entries that a map which is not known may replace.
fn doubt(given: &Given<'_>, entries: &mut [Option<Entry>], by: &Value) -> Result<(), Why> {
    let Kind::Unknown(unknown) = &by.kind else { return Ok(()) };
    if !given.world.charge(entries.len()) {
        return Err(Why::too_large());
    }
    let may_have = |name: &str| {
        !unknown.is_whole
            || unknown.candidates.iter().any(|it| match &it.kind {
                Kind::Null => false,
                Kind::Map(map) => map.get(name).is_some() || !map.others.is_empty(),
                _ => true,
            })
    };
    for it in entries {
        *it = it.take().map(|it| if may_have(&it.name) { doubted(it, &unknown.why) } else { it });
    }
    Ok(())
}

pub(super) fn keys(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let map = given.map(0)?;
    let known = map.sorted().into_iter().map(|it| Item::One(it.key()));
    let items = unplaced(map, &Entry::key).chain(known).collect();
    given.list_from(Sort::List, items)
}

pub(super) fn values(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let map = given.map(0)?;
    let known = map.sorted().into_iter().map(|it| Item::One(it.value.clone()));
    let items = unplaced(map, &|it| it.value.clone()).chain(known).collect();
    given.list_from(Sort::Tuple, items)
}

/// What a map may have, too; where among the others is not known, so none of those comes first.
fn unplaced(map: &Map, of: &dyn Fn(&Entry) -> Value) -> impl Iterator<Item = Item> {
    let unknown = |it: &Value| {
        let Kind::Unknown(unknown) = &it.kind else { return Value::unknown(Why::too_large(), it.span) };
        let lists = unknown.candidates.iter().filter_map(|it| match &it.kind {
            Kind::Map(map) if map.others.is_empty() => Some(Value::tuple(map.sorted().into_iter().map(of), it.span)),
            _ => None,
        });
        Value::one_of(unknown.why.clone(), lists.collect(), it.span)
    };
    map.others.iter().map(unknown).map(Item::Many).collect::<Vec<_>>().into_iter()
}

pub(super) fn lookup(given: &Given<'_>) -> Answer {
    given.count(2, 3)?;
    let name = given.get(1)?;
    let default = given.arguments.get(2);
    let map = given.map(0)?;
    let Some(known) = name.to_text() else {
        let why = operators::not_a("a string", name);
        let candidates = map.entries.iter().map(|it| it.value.clone()).chain(default.cloned());
        return Ok(Value::one_of(why, candidates.collect(), given.span));
    };
    match (map.get(&known), map.others.first(), default) {
        (Some(it), ..) => Ok(it.clone()),
        (None, Some(it), default) => {
            let why = it.first_unknown().cloned().unwrap_or_else(Why::too_large);
            Ok(Value::one_of(why, default.cloned().into_iter().collect(), given.span))
        }
        (None, None, Some(default)) => Ok(default.clone()),
        (None, None, None) => Ok(access::attribute(given.get(0)?, &known, given.span)),
    }
}

pub(super) fn tomap(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    if given.get(0)?.is_null() {
        return given.of(Kind::Null);
    }
    let map = given.map(0)?;
    let items: Vec<Item> = map.entries.iter().map(|it| Item::One(it.value.clone())).collect();
    let unknown = map.others.iter().cloned().map(Item::Many);
    let unified = super::list::unified(&items.into_iter().chain(unknown).collect::<Vec<_>>());
    let entries =
        map.entries.iter().zip(unified).map(|(entry, it)| Entry { value: it.value().clone(), ..entry.clone() });
    Ok(Value::map(entries.collect(), map.others.clone(), given.span))
}

pub(super) fn zipmap(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (names, values) = (given.items(0)?, given.items(1)?);
    if names.len() != values.len() {
        return Err(Why::failed("there are not as many names as values"));
    }
    let (mut entries, mut others) = (Vec::new(), Vec::new());
    for (name, value) in names.into_iter().zip(values) {
        match operators::to_text(&name) {
            Ok(text) => entries.push(Entry { name: text.into(), name_span: name.span, value }),
            Err(why) if why.is_failure() => return Err(why),
            Err(why) => {
                // It may be any name, so what was said of the others may not hold.
                entries = entries.into_iter().map(|it| doubted(it, &why)).collect();
                others.push(unnamed(why, value, name.span));
            }
        }
    }
    Ok(Value::map(entries, others, given.span))
}
