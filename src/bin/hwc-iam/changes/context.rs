//! What a policy of which not all is known depends on: the texts of its module without the resources that have nothing to do with it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::sides::{Held, Key, Side};

/// Whether nothing has changed of what a policy of a module may be made of.
pub(super) fn is_same(key: &Key, (old, old_side): (&Held, &Side), (new, new_side): (&Held, &Side)) -> bool {
    let (one, other) = (texts(key, old, old_side), texts(key, new, new_side));
    !old.texts.is_empty() && one.is_some() && one == other
}

/// The texts of a policy's module without the other policies' resources that nothing else names; nothing, if those are too many.
fn texts(key: &Key, held: &Held, side: &Side) -> Option<BTreeMap<String, String>> {
    let own = block(held)?;
    let mut others: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    let mut names = Vec::new();
    let of_module = side.policies.iter().filter(|(it, _)| it.0 == key.0);
    for (_, it) in of_module {
        let (file, range) = block(it)?;
        if (&file, &range) == (&own.0, &own.1) {
            continue;
        }
        names.push(name(it.found.address()?)?);
        others.entry(file).or_default().push(range);
        if names.len() > MOST {
            return None;
        }
    }
    let mut texts = held.texts.clone();
    for (file, mut ranges) in others {
        let text = texts.get_mut(&file)?;
        ranges.sort_by_key(|it| (it.start, it.end));
        // Instances have one block.
        ranges.dedup();
        for it in ranges.into_iter().rev() {
            let before = text.get(..it.start)?.trim_end().len();
            let behind = text.get(it.end..)?;
            let end = text.len() - behind.trim_start().len();
            text.replace_range(before..end, "\n");
        }
    }
    texts.values_mut().for_each(|it| *it = it.trim().to_owned());
    let is_named = names.iter().any(|name| texts.values().any(|it| it.contains(name)));
    (!is_named).then_some(texts)
}

/// The file and the place of the resource that a policy is an argument of.
fn block(held: &Held) -> Option<(String, Range<usize>)> {
    let span = held.found.resource()?;
    let file = held.found.file(span.start)?.to_owned();
    Some((file, held.found.position(span.start).offset..held.found.position(span.end).offset))
}

/// The name of a resource in its module, such as `huaweicloud_identity_policy.a`.
fn name(address: &str) -> Option<&str> {
    let address = match address.strip_suffix(']') {
        Some(it) => it.rsplit_once("[\"").or_else(|| it.rsplit_once('[')).map(|it| it.0)?,
        None => address,
    };
    let (start, _) = address.rsplit_once('.')?;
    start.rsplit_once('.').map_or(Some(address), |(before, _)| address.get(before.len() + 1..))
}

/// More policies of a module than are looked at one by one.
const MOST: usize = 200;
