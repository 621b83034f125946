//! What `jsonencode` prints, with the places that its parts come from.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::text::{LONGEST, MOST_PIECES, Piece, Text};
use super::value::{Item, Kind, Unknown, Value};
use super::why::Why;
use crate::Span;

/// A value as JSON, whose parts that are not known are holes. What is too long is not known.
pub(super) fn json(value: &Value) -> Text {
    let mut writer = Writer::default();
    writer.value(value);
    writer.finish(value.span)
}

#[derive(Default)]
struct Writer {
    out: Text,
    length: usize,
}

impl Writer {
    fn finish(self, span: Span) -> Text {
        if self.is_full() {
            return Text(alloc::vec![Piece::Hole(Value::unknown(Why::too_large(), span))]);
        }
        self.out
    }

    fn is_full(&self) -> bool {
        self.length > LONGEST || self.out.0.len() > MOST_PIECES
    }

    fn push(&mut self, text: &str, at: Span) {
        self.length += text.len();
        self.out.push(text, at);
    }

    fn hole(&mut self, value: Value) {
        self.out.0.push(Piece::Hole(value));
    }

    fn value(&mut self, value: &Value) {
        let at = value.span;
        if self.is_full() {
            return;
        }
        match &value.kind {
            Kind::Null => self.push("null", at),
            Kind::Bool(_) | Kind::Number(_) => self.push(&value.to_text().unwrap_or_default(), at),
            Kind::String(text) => self.string(text, at),
            Kind::Encoded(inner) => self.string(&json(inner), at),
            Kind::List(list) => {
                self.push("[", at);
                for (place, item) in list.items.iter().enumerate() {
                    if place > 0 {
                        self.push(",", at);
                    }
                    match item {
                        Item::One(it) => self.value(it),
                        Item::Many(it) => self.hole(encoded_items(it)),
                    }
                }
                self.push("]", at);
            }
            Kind::Map(map) => {
                self.push("{", at);
                for (place, entry) in map.sorted().into_iter().enumerate() {
                    if place > 0 {
                        self.push(",", at);
                    }
                    if let Some(why) = entry.key().why() {
                        self.hole(Value::unknown(why.clone(), entry.name_span));
                        continue;
                    }
                    self.string(&Text::plain(&entry.name, entry.name_span), entry.name_span);
                    self.push(":", at);
                    self.value(&entry.value);
                }
                for (place, it) in map.others.iter().enumerate() {
                    if place > 0 || !map.entries.is_empty() {
                        self.push(",", at);
                    }
                    self.hole(Value::unknown(it.first_unknown().cloned().unwrap_or_else(Why::too_large), it.span));
                }
                self.push("}", at);
            }
            Kind::Unknown(it) => self.hole(encoded(it, at)),
        }
    }

    fn string(&mut self, text: &Text, whole: Span) {
        self.push("\"", Span { end: whole.start, ..whole });
        for piece in &text.0 {
            match piece {
                Piece::Known(run) if run.text.chars().all(|it| escape(it).is_none()) => {
                    self.length += run.text.len();
                    self.out.0.push(piece.clone());
                }
                Piece::Known(run) => {
                    let mut escaped = String::new();
                    for it in run.text.chars() {
                        match escape(it) {
                            Some(it) => escaped.push_str(&it),
                            None => escaped.push(it),
                        }
                    }
                    self.push(&escaped, run.at);
                }
                Piece::Hole(it) => self.hole(it.clone()),
            }
        }
        self.push("\"", Span { start: whole.end, ..whole });
    }
}

/// What a value may be, as JSON.
fn encoded(unknown: &Unknown, span: Span) -> Value {
    let candidates = unknown.candidates.iter().map(|it| Value::new(Kind::Encoded(Rc::new(it.clone())), it.span));
    Value::one_of(unknown.why.clone(), candidates.collect(), span)
}

/// The items of what a list may be, as JSON without its brackets.
fn encoded_items(value: &Value) -> Value {
    let Kind::Unknown(unknown) = &value.kind else { return value.clone() };
    let lists = unknown.candidates.iter().filter_map(|it| Some((it.span, it.items()?))).filter(|it| !it.1.is_empty());
    let texts = lists.map(|(span, items)| {
        let mut writer = Writer::default();
        for (place, it) in items.iter().enumerate() {
            if place > 0 {
                writer.push(",", span);
            }
            writer.value(it);
        }
        Value::new(Kind::String(Rc::new(writer.finish(span))), span)
    });
    Value::one_of(unknown.why.clone(), texts.collect::<Vec<_>>(), value.span)
}

/// How Terraform writes what it does not write as it is.
fn escape(it: char) -> Option<String> {
    match it {
        '"' => Some("\\\"".into()),
        '\\' => Some("\\\\".into()),
        '\n' => Some("\\n".into()),
        '\r' => Some("\\r".into()),
        '\t' => Some("\\t".into()),
        '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => Some(format!("\\u{:04x}", u32::from(it))),
        _ => None,
    }
}
