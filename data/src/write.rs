//! Files of the catalogue in their one form: YAML in which what fits stands in one line.

use serde::Serialize;
use serde_yaml::{Error, Mapping, Value};

/// A list or a map that is longer stands in lines of its own.
const WIDTH: usize = 120;

/// A value as the text of a file, in the one form that the files have.
///
/// # Errors
///
/// None for the types of the schema.
pub fn write_yaml<T: Serialize>(value: &T) -> Result<String, Error> {
    let mut out = String::new();
    match serde_yaml::to_value(value)? {
        Value::Mapping(map) => members(&mut out, &map, 0)?,
        other => out = serde_yaml::to_string(&other)?,
    }
    Ok(out)
}

fn members(out: &mut String, map: &Mapping, indent: usize) -> Result<(), Error> {
    for (at, (key, value)) in map.iter().enumerate() {
        if at > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(&scalar(key, false)?);
        out.push(':');
        let column = indent + out.len() - out.rfind('\n').map_or(0, |it| it + 1 + indent);
        member(out, value, indent, column)?;
    }
    Ok(())
}

/// What is behind a key that ends at a column.
fn member(out: &mut String, value: &Value, indent: usize, column: usize) -> Result<(), Error> {
    // Rows of a file are lines of their own.
    let rows = indent == 0 && matches!(value, Value::Sequence(all) if all.iter().any(Value::is_mapping));
    let line = if rows { None } else { inline(value, false)? };
    if let Some(text) = line.filter(|it| column + 1 + it.chars().count() <= WIDTH) {
        out.push(' ');
        out.push_str(&text);
        out.push('\n');
        return Ok(());
    }
    match value {
        Value::Mapping(map) => {
            out.push('\n');
            out.push_str(&" ".repeat(indent + 2));
            members(out, map, indent + 2)
        }
        Value::Sequence(all) => {
            out.push('\n');
            for it in all {
                item(out, it, indent)?;
            }
            Ok(())
        }
        _ => {
            out.push(' ');
            out.push_str(&scalar(value, false)?);
            out.push('\n');
            Ok(())
        }
    }
}

fn item(out: &mut String, value: &Value, indent: usize) -> Result<(), Error> {
    out.push_str(&" ".repeat(indent));
    out.push_str("- ");
    let fits = |it: &String| indent + 2 + it.chars().count() <= WIDTH;
    // A row of the outermost list has a line for each field, so that a change of one is a change of a line.
    let is_row = indent == 0 && matches!(value, Value::Mapping(map) if map.len() > 4);
    match value {
        Value::Mapping(map) => match inline(value, false)?.filter(fits).filter(|_| !is_row) {
            Some(text) => {
                out.push_str(&text);
                out.push('\n');
            }
            None => members(out, map, indent + 2)?,
        },
        _ => {
            out.push_str(&inline(value, false)?.unwrap_or_default());
            out.push('\n');
        }
    }
    Ok(())
}

/// The value in one line; nothing for a text that has several.
fn inline(value: &Value, inside: bool) -> Result<Option<String>, Error> {
    Ok(match value {
        Value::Sequence(all) => {
            let parts: Option<Vec<String>> = all.iter().map(|it| inline(it, true)).collect::<Result<_, _>>()?;
            parts.map(|it| format!("[{}]", it.join(", ")))
        }
        Value::Mapping(map) => {
            let part = |(key, value): (&Value, &Value)| -> Result<Option<String>, Error> {
                let key = scalar(key, true)?;
                Ok(inline(value, true)?.map(|it| format!("{key}: {it}")))
            };
            let parts: Option<Vec<String>> = map.iter().map(part).collect::<Result<_, _>>()?;
            parts.map(|it| format!("{{{}}}", it.join(", ")))
        }
        _ => Some(scalar(value, inside)?).filter(|it| !it.contains('\n')),
    })
}

/// A text, number or word; `inside` of brackets, some marks must be in quotes.
fn scalar(value: &Value, inside: bool) -> Result<String, Error> {
    let text = serde_yaml::to_string(value)?.trim_end_matches('\n').to_owned();
    // There these end a text, or begin a key or a value.
    let is_mark = |raw: &str| raw.contains([',', '[', ']', '{', '}']) || raw.starts_with([':', '?']);
    match value {
        Value::String(raw) if text.contains('\n') || (inside && text == *raw && is_mark(raw)) => Ok(quoted(raw)),
        _ => Ok(text),
    }
}

/// As JSON writes it, which YAML reads.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for it in text.chars() {
        match it {
            '"' | '\\' => out.extend(['\\', it]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}
