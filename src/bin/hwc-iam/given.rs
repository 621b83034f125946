//! Facts in a file of JSON or YAML, and as arguments.

use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

use hwc_iam::error::FactError;
use hwc_iam::preflight::{self, Facts, Number};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::input;
use crate::source::Source;

/// A value of JSON or YAML that is no object.
#[derive(Debug)]
enum Value {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    Array(Vec<Self>),
}

/// Reads a file into the facts. Objects inside are a part of the name: `image: {size: 40}` is `image.size`. `null` is not known.
pub(crate) fn read(path: &Path, facts: &mut Facts) -> Result<(), String> {
    let text = input::read(path)?;
    let source = Source::new(path, &text)?;
    let mut given = Vec::new();
    match source.json.trim_start().bytes().next() {
        Some(b'{') => flatten(&source, "", &source.json, &mut given)?,
        Some(b'n') | None => drop(source.part::<Value>(&source.json)?),
        Some(_) => {
            let form = "facts are one object, such as `{\"image.size\": 40}`";
            return Err(source.fail(&source.json, format!("{form}\nhelp: see `hwc-iam explain facts`")));
        }
    }
    set(given, facts, |at, why| at.map_or_else(|| why.to_owned(), |at| source.fail(at, why)))
}

/// Facts as `NAME=VALUE`, the value in JSON or as a plain text; they go before those of the file.
pub(crate) fn arguments(all: &[String], facts: &mut Facts) -> Result<(), String> {
    let mut given = Vec::new();
    for it in all {
        let (name, value) = it.split_once('=').ok_or_else(|| format!("`{it}` is not `NAME=VALUE`"))?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::Text(value.into()));
        given.push(Given { name: name.to_owned(), at: None, value });
    }
    set(given, facts, |_, why| why.to_owned())
}

/// A fact, and its value as it is written in a file.
struct Given<'t> {
    name: String,
    at: Option<&'t str>,
    value: Value,
}

fn flatten<'t>(source: &Source<'_>, before: &str, object: &'t str, out: &mut Vec<Given<'t>>) -> Result<(), String> {
    let Members(members) = source.part(object)?;
    for (name, raw) in members {
        let name = if before.is_empty() { name } else { format!("{before}.{name}") };
        if raw.get().starts_with('{') {
            flatten(source, &name, raw.get(), out)?;
        } else {
            out.push(Given { name, at: Some(raw.get()), value: source.part(raw.get())? });
        }
    }
    Ok(())
}

/// Every member of an object, also one that is a duplicate.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Members<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each<'t>(PhantomData<&'t ()>);

        impl<'de: 't, 't> Visitor<'de> for Each<'t> {
            type Value = Members<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'t>, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = map.next_entry()? {
                    all.push(member);
                }
                Ok(Members(all))
            }
        }

        from.deserialize_map(Each(PhantomData))
    }
}

/// All that is wrong at once.
fn set(given: Vec<Given<'_>>, facts: &mut Facts, place: impl Fn(Option<&str>, &str) -> String) -> Result<(), String> {
    let mut wrong: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for Given { name, at, value } in given {
        if names.contains(&name) {
            wrong.push(place(at, &format!("duplicate fact `{name}`")));
        }
        let value = match value {
            Value::Boolean(it) => Some(preflight::Value::Boolean(it)),
            Value::Number(it) => Some(preflight::Value::Number(it)),
            Value::Text(it) => Some(preflight::Value::Text(it)),
            Value::Array(all) => match all.into_iter().map(text).collect() {
                Some(all) => Some(preflight::Value::Texts(all)),
                None => {
                    wrong.push(place(at, &format!("the fact `{name}` is an array of something else than strings")));
                    None
                }
            },
            Value::Null => None,
        };
        if let Some(value) = value
            && let Err(error) = facts.set(&name, value)
        {
            wrong.push(place(at, &message(&error)));
        }
        names.push(name);
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn text(value: Value) -> Option<String> {
    if let Value::Text(it) = value { Some(it) } else { None }
}

fn message(error: &FactError) -> String {
    match error.suggestion() {
        Some(near) => format!("{error}\nhelp: did you mean `{near}`?"),
        None => error.to_string(),
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
        Ok(Value::Boolean(it))
    }

    fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
        Ok(Value::Number(Number::Whole(it)))
    }

    fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
        Ok(Value::Number(Number::Real(it as f64)))
    }

    fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
        Ok(Value::Number(Number::Real(it)))
    }

    fn visit_str<E>(self, it: &str) -> Result<Value, E> {
        Ok(Value::Text(it.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(it) = all.next_element()? {
            array.push(it);
        }
        Ok(Value::Array(array))
    }
}
