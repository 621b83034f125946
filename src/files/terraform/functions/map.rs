//! Functions of maps.

use alloc::vec::Vec;

use super::{Answer, Given};
use crate::files::terraform::access;
use crate::files::terraform::eval::doubted;
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
    let (mut entries, mut others): (Vec<Entry>, Vec<Value>) = (Vec::new(), Vec::new());
    for it in &given.arguments {
        match &it.kind {
            Kind::Null => {}
            Kind::Map(map) => {
                if let Some(why) = map.others.first().and_then(Value::first_unknown) {
                    entries = entries.into_iter().map(|it| doubted(it, why)).collect();
                }
                others.extend(map.others.iter().cloned());
                entries.retain(|it| map.get(&it.name).is_none());
                entries.extend(map.entries.iter().cloned());
            }
            Kind::Unknown(unknown) if !unknown.why.is_failure() => {
                entries = entries.into_iter().map(|it| doubted(it, &unknown.why)).collect();
                others.push(it.clone());
            }
            _ => return Err(operators::not_a("a map", it)),
        }
    }
    Ok(Value::map(entries, others, given.span))
}

pub(super) fn keys(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let map = given.map(0)?;
    let known = map.sorted().into_iter().map(|it| Item::One(Value::text(&it.name, it.name_span)));
    let items = unplaced(map).chain(known).collect();
    given.list_from(Sort::List, items)
}

pub(super) fn values(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let map = given.map(0)?;
    let known = map.sorted().into_iter().map(|it| Item::One(it.value.clone()));
    let items = unplaced(map).chain(known).collect();
    given.list_from(Sort::Tuple, items)
}

/// What a map may have, too; where among the others is not known, so none of those comes first.
fn unplaced(map: &Map) -> impl Iterator<Item = Item> {
    let unknown = |it: &Value| Value::unknown(it.first_unknown().cloned().unwrap_or_else(Why::too_large), it.span);
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
    let mut entries = Vec::new();
    for (name, value) in names.into_iter().zip(values) {
        entries.push(Entry { name: operators::to_text(&name)?.into(), name_span: name.span, value });
    }
    Ok(Value::map(entries, Vec::new(), given.span))
}
