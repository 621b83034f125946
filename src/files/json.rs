//! A walk through JSON that holds policies somewhere within: plans, states, Terraform in JSON, answers of the API.

use alloc::vec::Vec;

use super::embedded::{Embedded, Quotes};
use crate::Span;
use crate::shared::problem::Problem;
use crate::shared::tree::{Member, Node, Value};

pub(super) fn object(node: &Node<Span>) -> &[Member<Span>] {
    match &node.value {
        Value::Object(members) => members,
        _ => &[],
    }
}

pub(super) fn array(node: &Node<Span>) -> &[Node<Span>] {
    match &node.value {
        Value::Array(all) => all,
        _ => &[],
    }
}

pub(super) fn get<'a>(node: &'a Node<Span>, name: &str) -> Option<&'a Node<Span>> {
    object(node).iter().find(|it| it.name == name).map(|it| &it.value)
}

pub(super) fn text<'a>(node: &'a Node<Span>, name: &str) -> Option<&'a str> {
    get(node, name).and_then(|it| it.value.text())
}

/// The objects of an array, or the one in its place.
pub(super) fn each(node: &Node<Span>) -> &[Node<Span>] {
    match &node.value {
        Value::Array(all) => all,
        _ => core::slice::from_ref(node),
    }
}

/// What a string with JSON in it says, and what is wrong with that.
pub(super) fn within(source: &str, span: Span) -> (Node<Span>, Vec<Problem<Span>>) {
    string(source, span).read(span)
}

/// A string of JSON without its quotes.
pub(super) fn string(source: &str, span: Span) -> Embedded<'_> {
    let mut embedded = Embedded::new(source);
    embedded.push(span.start as usize + 1..(span.end as usize).saturating_sub(1), Quotes::Json);
    embedded
}
