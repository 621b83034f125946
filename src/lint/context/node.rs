//! The parts of a text, as far as they are what they should be.

use crate::Span;
use crate::shared::tree::{Member, Node, Value};

/// A string, and where it stands.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Text<'a> {
    pub(in crate::lint) text: &'a str,
    pub(in crate::lint) span: Span,
}

pub(in crate::lint) fn object(node: &Node<Span>) -> Option<&[Member<Span>]> {
    match &node.value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// The first member with this name.
pub(in crate::lint) fn get<'a>(members: &'a [Member<Span>], name: &str) -> Option<&'a Member<Span>> {
    members.iter().find(|it| it.name == name)
}

pub(in crate::lint) fn text(node: &Node<Span>) -> Option<Text<'_>> {
    match &node.value {
        Value::String(text) => Some(Text { text, span: node.span }),
        _ => None,
    }
}

pub(in crate::lint) fn one_or_all(node: &Node<Span>) -> &[Node<Span>] {
    match &node.value {
        Value::Array(all) => all,
        _ => core::slice::from_ref(node),
    }
}
