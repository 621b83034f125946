//! JSON: the values that a text is, with their places, and the text that a value is.

use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::{Answer, Given};
use crate::Span;
use crate::files::terraform::document;
use crate::files::terraform::number::Decimal;
use crate::files::terraform::operators;
use crate::files::terraform::value::{Entry, Kind, Value};
use crate::files::terraform::why::Why;
use crate::shared::problem::Problem;
use crate::shared::tree::{self, Node};

pub(super) fn jsonencode(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?.clone();
    if value.weight().depth > DEEPEST {
        return Err(Why::too_large());
    }
    given.of(Kind::Encoded(Rc::new(value)))
}

pub(super) fn jsondecode(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let value = given.get(0)?;
    if let Kind::Encoded(it) = &value.kind {
        return Ok((**it).clone());
    }
    if !matches!(value.kind, Kind::String(_)) {
        return Err(operators::not_a("json", value));
    }
    let (value, problems) = decoded(value);
    let open = value.first_unknown().cloned();
    match problems.first() {
        Some(problem) => Err(open.unwrap_or_else(|| Why::failed(format!("not json: {}", problem.mistake)))),
        None => Ok(value),
    }
}

/// The value that a string says in JSON, and what is wrong with that.
pub(in crate::files::terraform) fn decoded(value: &Value) -> (Value, Vec<Problem<Span>>) {
    match &value.kind {
        Kind::Encoded(it) => ((**it).clone(), Vec::new()),
        Kind::String(text) => {
            let why = text.why().cloned().unwrap_or_else(Why::too_large);
            let (root, problems) = document::read(text, value.span);
            (of(&root, &why), problems)
        }
        _ => (Value::unknown(operators::not_a("json", value), value.span), Vec::new()),
    }
}

pub(super) fn of(node: &Node<Span>, why: &Why) -> Value {
    let kind = match &node.value {
        tree::Value::Null => Kind::Null,
        tree::Value::Bool(it) => Kind::Bool(*it),
        tree::Value::Number(it) => match Decimal::read(it) {
            Some(it) => Kind::Number(it),
            None => return Value::unknown(Why::new("a number of so many digits"), node.span),
        },
        tree::Value::String(it) => return Value::text(it, node.span),
        tree::Value::Array(all) => return Value::tuple(all.iter().map(|it| of(it, why)), node.span),
        tree::Value::Object(all) | tree::Value::Open(all) => {
            let entry = |it: &tree::Member<Span>| Entry {
                name: it.name.as_str().into(),
                name_span: it.name_span,
                value: of(&it.value, why),
            };
            let mut entries: Vec<Entry> = all.iter().map(entry).collect();
            let mut others = Vec::new();
            if matches!(node.value, tree::Value::Open(_)) {
                entries = entries.into_iter().map(|it| crate::files::terraform::eval::doubted(it, why)).collect();
                others.push(Value::unknown(why.clone(), node.span));
            }
            return Value::map(entries, others, node.span);
        }
        tree::Value::Constant(_) | tree::Value::Unchecked(_) | tree::Value::Opaque => {
            return Value::unknown(why.clone(), node.span);
        }
    };
    Value::new(kind, node.span)
}

/// JSON in JSON may be as deep as values are.
const DEEPEST: u32 = 90;
