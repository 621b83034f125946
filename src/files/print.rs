//! The JSON of what is known of a value.

use alloc::string::String;

use crate::Span;
use crate::policy::string;
use crate::shared::tree::{Node, Value};

/// Whether it is not to be passed over.
pub(super) const fn is_known(node: &Node<Span>) -> bool {
    !matches!(node.value, Value::Opaque)
}

/// The JSON of what is known of a value; nothing if that is nothing.
pub(super) fn print(node: &Node<Span>) -> Option<String> {
    let mut out = String::new();
    write(node, &mut out)?;
    Some(out)
}

fn write(node: &Node<Span>, out: &mut String) -> Option<()> {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(it) => out.push_str(if *it { "true" } else { "false" }),
        Value::Number(it) => out.push_str(it),
        Value::String(it) => string(out, it).ok()?,
        Value::Array(all) => {
            out.push('[');
            for (at, it) in all.iter().filter(|it| is_known(it)).enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write(it, out)?;
            }
            out.push(']');
        }
        Value::Object(all) => {
            out.push('{');
            for (at, it) in all.iter().filter(|it| is_known(&it.value)).enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                string(out, &it.name).ok()?;
                out.push_str(": ");
                write(&it.value, out)?;
            }
            out.push('}');
        }
        Value::Constant(_) | Value::Unchecked(_) | Value::Open(_) | Value::Opaque => return None,
    }
    Some(())
}
