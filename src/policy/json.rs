//! Canonical JSON: the elements in the documentation's order, every list sorted and without repetitions.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write};

use super::{Actions, Policy, Principals, Resources, Statement};

/// A JSON value of the few kinds that policies have.
enum Json {
    String(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

pub(super) fn compact(policy: &Policy, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    document(policy).write(f, None)
}

pub(super) fn pretty(policy: &Policy) -> String {
    let mut out = String::new();
    // A string takes everything that is written to it.
    let _ = document(policy).write(&mut out, Some(0));
    out
}

fn document(policy: &Policy) -> Json {
    let mut members = alloc::vec![
        ("Version".into(), Json::from(policy.version.name())),
        ("Statement".into(), Json::Array(policy.statements.iter().map(statement).collect())),
    ];
    if !policy.depends.is_empty() {
        let depends = policy.depends.iter().map(|it| {
            let members = [("catalog", it.catalog()), ("display_name", it.display_name())];
            Json::Object(members.map(|(name, value)| (name.into(), Json::from(value))).into())
        });
        members.push(("Depends".into(), Json::Array(depends.collect())));
    }
    Json::Object(members)
}

fn statement(statement: &Statement) -> Json {
    let mut members = Vec::new();
    let mut push = |name: &str, value| members.push((name.to_string(), value));
    if let Some(sid) = statement.sid() {
        push("Sid", Json::from(sid));
    }
    push("Effect", Json::from(statement.effect.name()));
    match &statement.principals {
        Some(Principals::These(all)) => push("Principal", principals(all)),
        Some(Principals::AllBut(all)) => push("NotPrincipal", principals(all)),
        None => {}
    }
    match &statement.actions {
        Actions::These(all) => push("Action", sorted(all.iter().map(|it| it.as_str()))),
        Actions::AllBut(all) => push("NotAction", sorted(all.iter().map(|it| it.as_str()))),
    }
    match &statement.resources {
        Some(Resources::These(all)) => push("Resource", sorted(all.iter().map(|it| &**it))),
        Some(Resources::AllBut(all)) => push("NotResource", sorted(all.iter().map(|it| &**it))),
        Some(Resources::Uris(all)) => {
            push("Resource", Json::Object(alloc::vec![("uri".into(), sorted(all.iter().map(|it| &**it)))]));
        }
        None => {}
    }
    if !statement.conditions.is_empty() {
        push("Condition", conditions(statement));
    }
    Json::Object(members)
}

fn principals(all: &[super::Principal]) -> Json {
    let mut kinds: Vec<_> = all.iter().map(super::Principal::kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let of_kind = |kind| sorted(all.iter().filter(move |it| it.kind() == kind).map(super::Principal::name));
    Json::Object(kinds.into_iter().map(|kind| (kind.name().to_string(), of_kind(kind))).collect())
}

fn conditions(statement: &Statement) -> Json {
    let mut all: Vec<_> =
        statement.conditions.iter().map(|it| (it.operator.to_string(), it.key.to_string(), &it.values)).collect();
    all.sort();
    let mut operators: Vec<(String, Json)> = Vec::new();
    for (operator, key, values) in all {
        let member = (key, sorted(values.iter().map(|it| &**it)));
        match operators.last_mut() {
            Some((last, Json::Object(keys))) if *last == operator => keys.push(member),
            _ => operators.push((operator, Json::Object(alloc::vec![member]))),
        }
    }
    Json::Object(operators)
}

fn sorted<'a>(all: impl Iterator<Item = &'a str>) -> Json {
    let mut all: Vec<&str> = all.collect();
    all.sort_unstable();
    all.dedup();
    Json::Array(all.into_iter().map(Json::from).collect())
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl Json {
    /// With a depth it is written over several lines, two blanks a level.
    fn write(&self, out: &mut impl Write, depth: Option<usize>) -> fmt::Result {
        let inner = depth.map(|it| it + 1);
        match self {
            Self::String(text) => string(out, text),
            Self::Array(all) => {
                out.write_char('[')?;
                for (at, it) in all.iter().enumerate() {
                    separate(out, at, inner)?;
                    it.write(out, inner)?;
                }
                close(out, all.is_empty(), depth, ']')
            }
            Self::Object(all) => {
                out.write_char('{')?;
                for (at, (name, it)) in all.iter().enumerate() {
                    separate(out, at, inner)?;
                    string(out, name)?;
                    out.write_str(if depth.is_some() { ": " } else { ":" })?;
                    it.write(out, inner)?;
                }
                close(out, all.is_empty(), depth, '}')
            }
        }
    }
}

fn separate(out: &mut impl Write, at: usize, depth: Option<usize>) -> fmt::Result {
    if at > 0 {
        out.write_char(',')?;
    }
    line(out, depth)
}

fn close(out: &mut impl Write, is_empty: bool, depth: Option<usize>, bracket: char) -> fmt::Result {
    if !is_empty {
        line(out, depth)?;
    }
    out.write_char(bracket)
}

fn line(out: &mut impl Write, depth: Option<usize>) -> fmt::Result {
    let Some(depth) = depth else { return Ok(()) };
    write!(out, "\n{:width$}", "", width = depth * 2)
}

/// A text as JSON.
pub(crate) fn string(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for it in text.chars() {
        match it {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            it if it < ' ' => write!(out, "\\u{:04x}", u32::from(it))?,
            it => out.write_char(it)?,
        }
    }
    out.write_char('"')
}
