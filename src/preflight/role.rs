//! Roles that somebody holds together, and what each depends on.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::{Cloud, Need, NeedKind, Role, RoleCode};

/// Whether one of the `wanted` roles is among the `held` ones and has an effect there, and why: without the roles that it
/// depends on it has none. Roles are held by their names or their codes.
pub(super) fn has_one_of(held: &[String], wanted: &[&str], cloud: Cloud) -> (Option<bool>, String) {
    let held = Held::of(held, cloud);
    let found: Vec<&str> = wanted.iter().copied().filter(|it| held.names.contains(it)).collect();
    if found.is_empty() {
        if let Some(code) = wanted.iter().find_map(|it| held.code_of(it)) {
            return (None, format!("no page says which role `{code}` is"));
        }
        let wanted: Vec<String> = wanted.iter().map(|it| format!("`{it}`")).collect();
        return (Some(false), format!("none of {} is held", wanted.join(", ")));
    }
    let effects: Vec<(Option<bool>, String)> = found.iter().map(|it| effect(it, &held, cloud)).collect();
    let best = [Some(true), None, Some(false)].into_iter().find(|it| effects.iter().any(|effect| effect.0 == *it));
    let holds = best.unwrap_or_default();
    let reasons: Vec<String> = effects.into_iter().filter(|it| it.0 == holds).map(|it| it.1).collect();
    // One that has an effect is enough.
    let told = if holds == Some(true) { reasons.first().cloned().unwrap_or_default() } else { reasons.join("; ") };
    (holds, told)
}

/// The roles that somebody holds.
struct Held<'a> {
    names: Vec<&'a str>,
    /// The codes that may be of several roles, with their names, or of any.
    codes: Vec<(&'a str, Vec<&'static str>)>,
}

impl<'a> Held<'a> {
    fn of(held: &'a [String], cloud: Cloud) -> Self {
        let mut all = Self { names: Vec::new(), codes: Vec::new() };
        for text in held {
            match Role::names_of(text, cloud) {
                names if names.is_empty() && !RoleCode::is_like(text) => all.names.push(text),
                names => match names.as_slice() {
                    [one] => all.names.push(one),
                    _ => all.codes.push((text, names)),
                },
            }
        }
        all
    }

    /// A code that may be of the role with this name.
    fn code_of(&self, name: &str) -> Option<&'a str> {
        self.codes.iter().find(|(_, names)| names.is_empty() || names.contains(&name)).map(|it| it.0)
    }
}

/// Whether a role that is held has an effect.
fn effect(role: &str, held: &Held<'_>, cloud: Cloud) -> (Option<bool>, String) {
    // What has been looked at already, so that two roles may depend on each other.
    let mut reached: Vec<&str> = Vec::from([role]);
    let mut next = 0;
    let mut doubt = None;
    let mut stated = false;
    while let Some(name) = reached.get(next).copied() {
        next += 1;
        let Some(needs) = dependencies(name, cloud) else { continue };
        stated |= name == role;
        for need in needs {
            // The roles of a fact are held together in one project.
            let is_plain =
                need.kind() == NeedKind::Role && matches!(need.qualifier(), None | Some("in the same project"));
            match need.name() {
                it if !is_plain => doubt = Some(format!("`{role}` is held, but depends on more than a role: `{it}`")),
                it if !held.names.contains(&it) => {
                    let name = if name == role { String::from("it") } else { format!("`{name}`") };
                    match held.code_of(it) {
                        Some(code) => {
                            doubt = Some(format!("`{role}` is held; {name} depends on `{it}`, which `{code}` may be"));
                        }
                        None => {
                            return (Some(false), format!("`{role}` is held without `{it}`, on which {name} depends"));
                        }
                    }
                }
                it if !reached.contains(&it) => reached.push(it),
                _ => {}
            }
        }
    }
    match doubt {
        Some(doubt) => (None, doubt),
        None if reached.len() > 1 => (Some(true), format!("`{role}` is held with what it depends on")),
        None if stated => (Some(true), format!("`{role}` is held; it depends on no other role")),
        None => (Some(true), format!("`{role}` is held; no page states what it depends on")),
    }
}

/// What the pages say that a role depends on, all pages together, if one says it.
fn dependencies(role: &str, cloud: Cloud) -> Option<Vec<Need>> {
    let rows = Role::all().filter(|it| it.name() == role && it.cloud() == cloud);
    let stated: Vec<Vec<Need>> = rows.filter_map(|it| Some(it.dependencies()?.collect())).collect();
    (!stated.is_empty()).then(|| stated.into_iter().flatten().collect())
}
