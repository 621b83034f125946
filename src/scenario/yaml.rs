//! YAML, and where in it is what is wrong.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use hwc_iam_data::{Step, YamlError, read_yaml, yaml_place};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::error::InputProblem;

/// The value of a text.
pub(super) fn read(text: &str) -> Result<Value, InputProblem> {
    let Strict(mut value) = read_yaml(text).map_err(|it| problem(&it))?;
    if let Some(context) = value.pointer_mut("/request/context") {
        let mut steps = ["request", "context"].map(|it| Step::Name(it.into())).to_vec();
        keep_numbers(context, text, &mut steps);
    }
    Ok(value)
}

/// The line and column in the text of what is at a place of the JSON that was made of it.
pub(super) fn place(text: &str, json: &str, offset: usize) -> Option<(usize, usize)> {
    yaml_place(text, &steps(json, offset))
}

fn problem(error: &YamlError) -> InputProblem {
    let why = error.to_string();
    match error.location() {
        Some(it) => {
            let place = format!(" at line {} column {}", it.line(), it.column());
            InputProblem::new(why.replacen(&place, "", 1)).at(Some((it.line(), it.column())))
        }
        None => InputProblem::new(why),
    }
}

/// The steps to what is at a place of a JSON text.
fn steps(json: &str, offset: usize) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut rest = json.char_indices();
    while let Some((start, it)) = rest.next().filter(|(at, _)| *at < offset) {
        match it {
            '"' => {
                let mut is_escaped = false;
                let mut is_end = |it: char| {
                    let is_end = it == '"' && !is_escaped;
                    is_escaped = it == '\\' && !is_escaped;
                    is_end
                };
                let end = rest.find(|(_, it)| is_end(*it)).map_or(json.len(), |(at, _)| at);
                // A string in an object that has no name yet is one.
                if let Some(Step::Name(name)) = steps.last_mut().filter(|it| **it == Step::Name(String::new())) {
                    *name = serde_json::from_str(json.get(start..=end).unwrap_or_default()).unwrap_or_default();
                }
            }
            '{' => steps.push(Step::Name(String::new())),
            '[' => steps.push(Step::Index(0)),
            '}' | ']' => drop(steps.pop()),
            ',' => match steps.last_mut() {
                Some(Step::Index(at)) => *at += 1,
                Some(Step::Name(name)) => name.clear(),
                None => {}
            },
            _ => {}
        }
    }
    steps.retain(|it| *it != Step::Name(String::new()));
    steps
}

/// Numbers with a fraction as they are written: the parser of YAML does not keep their text.
fn keep_numbers(value: &mut Value, yaml: &str, steps: &mut Vec<Step>) {
    match value {
        Value::Object(all) => {
            for (name, it) in all {
                steps.push(Step::Name(name.clone()));
                keep_numbers(it, yaml, steps);
                steps.pop();
            }
        }
        Value::Number(it) if it.is_f64() => {
            let Some((line, column)) = yaml_place(yaml, steps) else { return };
            let written = yaml.lines().nth(line - 1).map(|it| it.chars().skip(column - 1));
            let ends = |it: &char| it.is_whitespace() || matches!(it, ',' | ']' | '}' | '#');
            let token: String = written.into_iter().flatten().take_while(|it| !ends(it)).collect();
            if token.parse().is_ok_and(|number: f64| it.as_f64() == Some(number)) {
                *value = token.into();
            }
        }
        _ => {}
    }
}

/// A value without duplicate names.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
                Ok(it.into())
            }

            fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
                Ok(it.into())
            }

            fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
                Ok(it.into())
            }

            fn visit_u128<E>(self, it: u128) -> Result<Value, E> {
                Ok(it.to_string().into())
            }

            fn visit_i128<E>(self, it: i128) -> Result<Value, E> {
                Ok(it.to_string().into())
            }

            fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
                Ok(it.into())
            }

            fn visit_str<E>(self, it: &str) -> Result<Value, E> {
                Ok(it.into())
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
                let mut out = Vec::new();
                while let Some(Strict(it)) = all.next_element()? {
                    out.push(it);
                }
                Ok(out.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
                let mut out = serde_json::Map::new();
                while let Some((name, Strict(it))) = all.next_entry::<String, _>()? {
                    if out.contains_key(&name) {
                        return Err(A::Error::custom(format!("duplicate entry with key `{name}`")));
                    }
                    out.insert(name, it);
                }
                Ok(out.into())
            }
        }

        from.deserialize_any(Any).map(Strict)
    }
}
