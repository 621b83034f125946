//! Facts in a file of JSON or YAML, and as arguments.

use std::fmt;
use std::path::Path;

use hwc_iam::error::FactError;
use hwc_iam::preflight::{self, Facts, Number};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::input;

/// A value of JSON or YAML, with every member of an object, also one that stands twice.
#[derive(Debug)]
enum Value {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

/// Reads a file into the facts. Objects inside are a part of the name: `image: {size: 40}` is `image.size`. `null` is not known.
pub(crate) fn read(path: &Path, facts: &mut Facts) -> Result<(), String> {
    let text = input::read(path)?;
    let name = input::name(path);
    // JSON is YAML, too, but a parser of its own says better what is wrong with it.
    let is_json =
        path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json")) || text.trim_start().starts_with('{');
    let value: Value = if is_json {
        serde_json::from_str(&text).map_err(|it| format!("{name}: {it}"))?
    } else {
        hwc_iam_data::read_yaml(&text).map_err(|it| format!("{name}: {it}"))?
    };
    let mut given = Vec::new();
    match value {
        Value::Object(members) => flatten("", members, &mut given),
        Value::Null => {}
        _ => return Err(format!("{name}: facts are one object, such as `{{\"image.size\": 40}}`")),
    }
    set(given, facts).map_err(|it| it.iter().map(|it| format!("{name}: {it}")).collect::<Vec<_>>().join("\n"))
}

/// Facts as `NAME=VALUE`, the value in JSON or as a plain text; they go before those of the file.
pub(crate) fn arguments(all: &[String], facts: &mut Facts) -> Result<(), String> {
    let mut given = Vec::new();
    for it in all {
        let (name, value) = it.split_once('=').ok_or_else(|| format!("`{it}` is not `NAME=VALUE`"))?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::Text(value.into()));
        given.push((name.to_owned(), value));
    }
    set(given, facts).map_err(|it| it.join("\n"))
}

fn flatten(before: &str, members: Vec<(String, Value)>, out: &mut Vec<(String, Value)>) {
    for (name, value) in members {
        let name = if before.is_empty() { name } else { format!("{before}.{name}") };
        match value {
            Value::Object(members) => flatten(&name, members, out),
            value => out.push((name, value)),
        }
    }
}

/// All that is wrong at once.
fn set(given: Vec<(String, Value)>, facts: &mut Facts) -> Result<(), Vec<String>> {
    let mut wrong = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for (name, value) in given {
        if names.contains(&name) {
            wrong.push(format!("the fact `{name}` stands twice; delete one"));
        }
        let value = match value {
            Value::Boolean(it) => Some(preflight::Value::Boolean(it)),
            Value::Number(it) => Some(preflight::Value::Number(it)),
            Value::Text(it) => Some(preflight::Value::Text(it)),
            Value::Array(all) => match all.into_iter().map(text).collect() {
                Some(all) => Some(preflight::Value::Texts(all)),
                None => {
                    wrong.push(format!("the fact `{name}` is an array of something else than strings"));
                    None
                }
            },
            Value::Null | Value::Object(_) => None,
        };
        if let Some(value) = value
            && let Err(error) = facts.set(&name, value)
        {
            wrong.push(message(&error));
        }
        names.push(name);
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
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

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(it) = all.next_entry()? {
            members.push(it);
        }
        Ok(Value::Object(members))
    }
}
