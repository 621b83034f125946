//! Files of the module, and templates in files.

use alloc::string::String;

use super::{Answer, Given};
use crate::files::terraform::eval::Scope;
use crate::files::terraform::operators;
use crate::files::terraform::value::{Item, Kind, Value};
use crate::files::terraform::why::Why;

pub(super) fn file(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let (text, span) = given.world.text_file(&given.text(0)?)?;
    Ok(Value::text(&text, span))
}

/// The last part of a path.
pub(super) fn basename(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let path = given.text(0)?;
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = match (path.is_empty(), last.is_empty()) {
        (true, _) => ".",
        (false, true) => "/",
        _ => last,
    };
    Ok(Value::text(last, given.span))
}

/// The files of a folder whose names are like a pattern, with nothing in it but `*`.
pub(super) fn fileset(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (folder, pattern) = (given.text(0)?, given.text(1)?);
    if pattern.contains(['/', '\\', '?', '[', '{']) || pattern.contains("**") {
        return Err(Why::new("a pattern of files in which there is more than `*`"));
    }
    let folder = given.world.place(&given.world.root, &folder)?;
    let names = given.world.tree.names(&folder).into_iter().filter(|it| crate::shared::pattern::matches(&pattern, it));
    let items: alloc::vec::Vec<Item> = names.map(|it| Item::One(Value::text(&it, given.span))).collect();
    Ok(super::set(&items, given.span))
}

pub(super) fn templatefile(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let parts = given.world.template_file(&given.text(0)?)?;
    let parameters = given.get(1)?;
    let (names, open) = match &parameters.kind {
        Kind::Map(map) => {
            let names = map.sorted().into_iter().map(|it| (&*it.name, it.value.clone()));
            (names.collect(), map.others.first().and_then(Value::first_unknown).cloned())
        }
        Kind::Unknown(it) if !it.why.is_failure() => (alloc::vec![], Some(it.why.clone())),
        _ => return Err(operators::not_a("a map", parameters)),
    };
    let scope = Scope { names, open, ..Scope::alone() };
    Ok(given.world.template(&parts, &scope, given.span))
}

/// Where a file stands that a module names, from the root of the tree; nothing if that is outside of what is read. Of the folders
/// around the root these are the names, the root's first.
pub(in crate::files::terraform) fn place(around: &[String], folder: &str, name: &str) -> Result<String, Why> {
    let mut parts: alloc::vec::Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    if name.starts_with(['/', '\\', '~']) || name.contains(['\0', '\\', ':']) {
        return Err(Why::new(alloc::format!("the file `{name}` is not named by a relative path")));
    }
    for part in name.split('/').filter(|it| !matches!(*it, "" | ".")) {
        let is_outside = parts.last().is_none_or(|it| *it == "..");
        match part {
            ".." if !is_outside => drop(parts.pop()),
            ".." if parts.len() < around.len() => parts.push(part),
            ".." => return Err(Why::new(alloc::format!("the file `{name}` is outside of the folder that is read"))),
            // The way back.
            part if is_outside
                && parts.len().checked_sub(1).and_then(|it| around.get(it)).is_some_and(|it| it == part) =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}
