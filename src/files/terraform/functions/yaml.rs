//! YAML: the values that a text is, and the text that a value is.

use alloc::format;
use alloc::string::String;

use super::{Answer, Given, decode};
use crate::files::terraform::document;
use crate::files::terraform::encode;
use crate::files::terraform::operators;
use crate::files::terraform::value::{Kind, Value};
use crate::files::terraform::why::Why;
use crate::files::yaml;

pub(super) fn yamldecode(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let text = given.text(0)?;
    let root = yaml::read(&text).map_err(|it| Why::new(format!("yaml that is not read: {}", it.why)))?;
    let Some(root) = root else { return given.of(Kind::Null) };
    Ok(decode::of(&document::placed(&given.pieces(0)?, root), &Why::new("yaml that is not read")))
}

pub(super) fn yamlencode(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    if let Some(why) = value.first_unknown() {
        return Err(why.clone());
    }
    let mut out = String::new();
    write(value, 0, &mut out)?;
    Ok(Value::text(&out, given.span))
}

/// A value whose first line stands where the text ends, and whose other lines are indented.
fn write(value: &Value, indent: usize, out: &mut String) -> Result<(), Why> {
    let blanks = " ".repeat(indent);
    match &value.kind {
        Kind::List(list) if !list.items.is_empty() => {
            for (at, item) in list.items.iter().enumerate() {
                out.push_str(if at > 0 { &blanks } else { "" });
                out.push_str("- ");
                write(item.value(), indent + 2, out)?;
            }
        }
        Kind::Map(map) if !map.entries.is_empty() => {
            for (at, entry) in map.sorted().into_iter().enumerate() {
                out.push_str(if at > 0 { &blanks } else { "" });
                out.push_str(&scalar(&Value::text(&entry.name, value.span))?);
                out.push(':');
                match &entry.value.kind {
                    // A list stands under its name, not deeper.
                    Kind::List(list) if !list.items.is_empty() => {
                        out.push_str(&format!("\n{blanks}"));
                        write(&entry.value, indent, out)?;
                    }
                    Kind::Map(map) if !map.entries.is_empty() => {
                        out.push_str(&format!("\n{blanks}  "));
                        write(&entry.value, indent + 2, out)?;
                    }
                    _ => {
                        out.push(' ');
                        write(&entry.value, indent, out)?;
                    }
                }
            }
        }
        Kind::List(_) => out.push_str("[]\n"),
        Kind::Map(_) => out.push_str("{}\n"),
        _ => {
            out.push_str(&scalar(value)?);
            out.push('\n');
        }
    }
    Ok(())
}

fn scalar(value: &Value) -> Result<String, Why> {
    let text = operators::to_text(value).unwrap_or_default();
    // Several lines are written in another form.
    if text.contains(|it: char| it.is_control() || matches!(it, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')) {
        return Err(Why::new("yaml of a text that is written in another form"));
    }
    Ok(encode::json(value).known().unwrap_or_default())
}
