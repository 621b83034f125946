//! YAML: the values that a text is, and the text that a value is.

use alloc::format;
use alloc::string::String;

use super::{Answer, Given, decode};
use crate::Span;
use crate::files::terraform::document;
use crate::files::terraform::encode;
use crate::files::terraform::operators;
use crate::files::terraform::value::{Kind, Value};
use crate::files::terraform::why::Why;
use crate::files::yaml;
use crate::shared::tree::{self, Node};

pub(super) fn yamldecode(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let text = given.text(0)?;
    let root = yaml::read(&text).map_err(|it| Why::new(format!("yaml that is not read: {}", it.why)))?;
    let Some(mut root) = root else { return Err(Why::failed("yaml without a document")) };
    resolve(&mut root, &text);
    Ok(decode::of(&document::placed(&given.pieces(0)?, root), &Why::new("yaml that is not read")))
}

/// What stands there without quotes as Terraform reads it: it knows more words for booleans, and takes dates and numbers of other bases
/// for other texts.
fn resolve(node: &mut Node<Span>, source: &str) {
    let is_plain = |span: Span, text: &str| source.get(span.start as usize..span.end as usize) == Some(text);
    match &mut node.value {
        tree::Value::String(text) if is_plain(node.span, text) => {
            if let Some(it) = word(text) {
                node.value = tree::Value::Bool(it);
            } else if is_other(text) {
                node.value = tree::Value::Opaque;
            }
        }
        tree::Value::Array(all) => all.iter_mut().for_each(|it| resolve(it, source)),
        tree::Value::Object(all) => {
            for it in all {
                if is_plain(it.name_span, &it.name) {
                    it.name = word(&it.name).map_or_else(|| it.name.clone(), |it| format!("{it}"));
                }
                resolve(&mut it.value, source);
            }
        }
        _ => {}
    }
}

fn word(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Whether a text may be a date, a number with a base or underscores, or none at all.
fn is_other(text: &str) -> bool {
    let rest = text.trim_start_matches(['-', '+']);
    rest.starts_with(|it: char| it.is_ascii_digit())
        && rest.chars().all(|it| it.is_ascii_hexdigit() || "oxbXTtzZ_-:.+ ".contains(it))
        || rest.starts_with('.')
}

pub(super) fn yamlencode(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    if let Some(why) = value.first_unknown() {
        return Err(why.clone());
    }
    let mut out = String::new();
    write(value, 0, &mut out)?;
    if matches!(value.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_)) {
        out.push_str("...\n");
    }
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
