//! A file of JSON or YAML, and where in it stands what is wrong.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use hwc_iam::{Document, Policy, PolicyKind};
use hwc_iam_data::{Step, yaml_place};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{input, output};

/// A text that was read from a file. Everything is read from `json`, of which a slice says by where it begins what it is.
pub(crate) struct Source<'a> {
    name: String,
    pub(crate) json: Cow<'a, str>,
    /// What the JSON was made from.
    yaml: Option<&'a str>,
}

impl<'a> Source<'a> {
    /// JSON, if it begins as JSON does or the name of the file ends so; else YAML.
    pub(crate) fn new(path: &Path, text: &'a str) -> Result<Self, String> {
        let name = input::name(path);
        let is_json = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"))
            || text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
        if is_json {
            return Ok(Self { name, json: Cow::Borrowed(text.trim_start_matches('\u{feff}')), yaml: None });
        }
        let Strict(mut value) = hwc_iam_data::read_yaml(text).map_err(|it| yaml_error(&name, &it))?;
        if let Some(context) = value.pointer_mut("/request/context") {
            let mut steps = ["request", "context"].map(|it| Step::Name(it.into())).to_vec();
            keep_numbers(context, text, &mut steps);
        }
        let json = serde_json::to_string(&value).map_err(|it| format!("{name}: {it}"))?;
        Ok(Self { name, json: Cow::Owned(json), yaml: Some(text) })
    }

    /// What is wrong, with the place of a slice of the text.
    pub(crate) fn fail(&self, at: &str, why: impl fmt::Display) -> String {
        let offset = at.as_ptr().addr().checked_sub(self.json.as_ptr().addr()).filter(|it| *it <= self.json.len());
        match offset {
            Some(offset) => self.fail_at(offset, why),
            None => format!("{}: {why}", self.name),
        }
    }

    fn fail_at(&self, offset: usize, why: impl fmt::Display) -> String {
        let place = match self.yaml {
            Some(text) => yaml_place(text, &steps(&self.json, offset)),
            None => {
                let before = self.json.get(..offset).unwrap_or(&self.json);
                let line = before.rsplit('\n').next().unwrap_or_default();
                Some((before.matches('\n').count() + 1, line.chars().count() + 1))
            }
        };
        match place {
            Some((line, column)) => format!("{}:{line}:{column}: {why}", self.name),
            None => format!("{}: {why}", self.name),
        }
    }

    /// A part of the text as what it is to be.
    pub(crate) fn part<'t, T: Deserialize<'t>>(&self, text: &'t str) -> Result<T, String> {
        serde_json::from_str(text).map_err(|error| {
            let place = format!(" at line {} column {}", error.line(), error.column());
            let why = error.to_string();
            let why = why.strip_suffix(&place).unwrap_or(&why);
            let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            self.fail(text.get(at..).unwrap_or(text), why)
        })
    }

    /// A part of the text as a policy; else everything that is wrong with it, within what is called so.
    pub(crate) fn policy(&self, text: &str, kind: PolicyKind, name: &str) -> Result<Policy, String> {
        self.document(Document::read(text, kind), text, name)
    }

    /// Whether it has the members of a policy, also where it is no JSON.
    pub(crate) fn is_policy(&self) -> bool {
        let names = ["Version", "Statement"];
        match serde_json::from_str::<serde_json::Map<String, Value>>(&self.json) {
            Ok(members) => names.iter().any(|it| members.contains_key(*it)),
            Err(_) => {
                let has = |name: &str| self.json.contains(&format!("\"{name}\""));
                names.iter().any(|it| has(it)) && !has("identity_policies") && !has("request")
            }
        }
    }

    /// The whole text as a policy of the kind that it seems to be.
    pub(crate) fn whole_policy(&self) -> Result<Policy, String> {
        self.document(Document::infer(&*self.json), &self.json, "")
    }

    fn document(&self, document: Document, text: &str, name: &str) -> Result<Policy, String> {
        let within = |pointer: &str| match (name, pointer) {
            ("", _) => String::new(),
            _ => format!("{name}{pointer}: "),
        };
        let place = |it: &hwc_iam::DocumentProblem<'_>| {
            let at = usize::try_from(it.span().start).unwrap_or_default();
            (text.get(at..).unwrap_or(text), within(&document.pointer(it.span())))
        };
        if let Some(policy) = document.policy() {
            // What is misspelt is for nothing, and nothing in the answer would say so.
            for it in document.problems().filter(|it| matches!(it.rule(), "unknown_action" | "unmatched_pattern")) {
                let (at, within) = place(&it);
                output::warning(self.fail(at, format!("{within}{}", it.message())));
            }
            return Ok(policy.clone());
        }
        if document.kind() == PolicyKind::Bucket && document.problems().len() == 0 {
            let why = "an operator of the bucket policy has no twin in identity policies";
            return Err(self.fail(text, format!("{}{why}", within(""))));
        }
        let each = document.problems().map(|it| {
            let (at, within) = place(&it);
            let help = it.help().map(|it| format!("\nhelp: {it}")).unwrap_or_default();
            self.fail(at, format!("{within}{}{help}", it.message()))
        });
        let all: Vec<String> = each.collect();
        Err(if all.is_empty() {
            self.fail(text, format!("a policy of the kind `{}` is not read here", document.kind().name()))
        } else {
            all.join("\n")
        })
    }
}

/// The place first, as for JSON.
fn yaml_error(name: &str, error: &hwc_iam_data::YamlError) -> String {
    let why = error.to_string();
    match error.location() {
        Some(it) => {
            let place = format!(" at line {} column {}", it.line(), it.column());
            format!("{name}:{}:{}: {}", it.line(), it.column(), why.replacen(&place, "", 1))
        }
        None => format!("{name}: {why}"),
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
            if let Ok(number) = token.parse::<f64>()
                && it.as_f64() == Some(number)
            {
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
