use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::Input;
use crate::error::{FactError, InputProblem, ReadInputError};
use crate::preflight::{self, Facts, Number};
use crate::suggest;

/// Reads facts. Objects inside are a part of the name: `{"image": {"size": 40}}` is `image.size`. What is `null` is not known.
///
/// ```
/// use hwc_iam::preflight::Facts;
/// use hwc_iam::scenario::{self, Input};
/// use hwc_iam::{Cloud, Model, Operation};
///
/// let path = "/v1/cloudimages/{image_id}/cross_region_copy";
/// let copy = Operation::find("POST", path, Model::IdentityPolicy, Cloud::HuaweiCloud).unwrap();
/// let mut facts = Facts::new(copy);
/// scenario::facts(&Input::json(r#"{ "image": { "size": "40 GB" } }"#), &mut facts)?;
/// let error = scenario::facts(&Input::json(r#"{ "image.sice": 40 }"#), &mut facts).unwrap_err();
/// assert_eq!(error.problems()[0].help(), Some("did you mean `image.size`?"));
/// # Ok::<(), hwc_iam::error::ReadInputError>(())
/// ```
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn facts(input: &Input<'_>, facts: &mut Facts) -> Result<(), ReadInputError> {
    let mut given = Vec::new();
    let json = input.as_json();
    match json.trim_start().bytes().next() {
        Some(b'{') => flatten(input, "", json, &mut given)?,
        Some(b'n') | None => drop(input.part::<Value>(json)?),
        Some(_) => {
            let wrong = input.problem(json, "facts are one object, such as `{\"image.size\": 40}`");
            return Err(wrong.help_with(Some("see `hwc-iam explain facts`")).into());
        }
    }
    set(given, facts, |at, why| match at {
        Some(at) => input.problem(at, why),
        None => InputProblem::new(why),
    })
}

/// Facts as `NAME=VALUE`, the value in JSON or as a plain text; they go before those that were read.
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn single_facts<'a>(all: impl IntoIterator<Item = &'a str>, facts: &mut Facts) -> Result<(), ReadInputError> {
    let mut given = Vec::new();
    for it in all {
        let (name, value) =
            it.split_once('=').ok_or_else(|| InputProblem::new(format!("`{it}` is not `NAME=VALUE`")))?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
        given.push(Given { name: name.into(), at: None, value });
    }
    set(given, facts, |_, why| InputProblem::new(why))
}

/// A fact, and its value as it is written in a text.
struct Given<'t> {
    name: String,
    at: Option<&'t str>,
    value: Value,
}

fn flatten<'t>(
    input: &Input<'_>,
    before: &str,
    object: &'t str,
    out: &mut Vec<Given<'t>>,
) -> Result<(), ReadInputError> {
    let Members(members) = input.part(object)?;
    for (name, raw) in members {
        let name = if before.is_empty() { name } else { format!("{before}.{name}") };
        if raw.get().starts_with('{') {
            flatten(input, &name, raw.get(), out)?;
        } else {
            out.push(Given { name, at: Some(raw.get()), value: input.part(raw.get())? });
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
fn set(
    given: Vec<Given<'_>>,
    facts: &mut Facts,
    place: impl Fn(Option<&str>, String) -> InputProblem,
) -> Result<(), ReadInputError> {
    let mut wrong: Vec<InputProblem> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for Given { name, at, value } in given {
        if names.contains(&name) {
            wrong.push(place(at, format!("duplicate fact `{name}`")));
        }
        match value_of(value) {
            Ok(None) => {}
            Ok(Some(value)) => {
                let set = facts.set(&name, value);
                wrong.extend(set.err().map(|it| place(at, it.to_string()).help_with(help(&it))));
            }
            Err(what) => wrong.push(place(at, format!("the fact `{name}` is {what}"))),
        }
        names.push(name);
    }
    if wrong.is_empty() { Ok(()) } else { Err(ReadInputError::new(wrong)) }
}

/// A value that a fact can have, if it has any; or what it would have to be, or is and cannot be.
fn value_of(value: Value) -> Result<Option<preflight::Value>, &'static str> {
    Ok(Some(match value {
        Value::Null => return Ok(None),
        Value::Bool(it) => preflight::Value::Boolean(it),
        Value::Number(it) => {
            let real = || Number::Real(it.as_f64().unwrap_or_default());
            preflight::Value::Number(it.as_u64().map_or_else(real, Number::Whole))
        }
        Value::String(it) => preflight::Value::Text(it),
        Value::Array(all) => {
            let text = |it: Value| if let Value::String(it) = it { Some(it) } else { None };
            let texts: Option<Vec<String>> = all.into_iter().map(text).collect();
            preflight::Value::Texts(texts.ok_or("an array of something other than strings")?)
        }
        Value::Object(_) => return Err("a boolean, a number, a string or an array of strings"),
    }))
}

fn help(error: &FactError) -> Option<String> {
    error.suggestion().map(suggest::did_you_mean)
}
