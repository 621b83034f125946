//! Terraform in JSON, as people and the CDK write it: `.tf.json`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::json::{each, get, object, string, text};
use super::resource::{self, Form, Place};
use super::{Found, InResource, opaque, plan};
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::tree::{Node, Value};
use crate::{PolicyKind, Span};

/// Whether it has blocks of resources, and is no policy.
pub(super) fn is_terraform(root: &Node<Span>) -> bool {
    let is_block = |it: &Node<Span>| matches!(it.value, Value::Object(_));
    get(root, "Statement").is_none() && get(root, "resource").is_some_and(|it| each(it).iter().all(is_block))
}

pub(super) fn each_policy(text: &Text, root: &Node<Span>, kind: Option<PolicyKind>, visit: &mut dyn FnMut(Found)) {
    let blocks = get(root, "resource").map_or(&[][..], each);
    for of_type in blocks.iter().flat_map(object) {
        let places = resource::places(&of_type.name);
        if places.is_empty() {
            continue;
        }
        for named in each(&of_type.value).iter().flat_map(object) {
            for (body, place) in each(&named.value).iter().flat_map(|it| places.iter().map(move |place| (it, place))) {
                let mut problems = Vec::new();
                let Some(root) = policy(text.as_str(), body, place, &mut problems) else { continue };
                let read = InResource { text: text.clone(), root, problems, is_editable: false };
                visit(Found::of_resource(place, Some(format!("{}.{}", of_type.name, named.name)), kind, read));
            }
        }
    }
}

fn policy(source: &str, body: &Node<Span>, place: &Place, problems: &mut Vec<Problem<Span>>) -> Option<Node<Span>> {
    let is_other = |(name, wanted): (&str, &str)| text(body, name).is_some_and(|it| it != wanted && !it.contains("${"));
    if place.when.is_some_and(is_other) {
        return None;
    }
    if place.form == Form::Blocks {
        let known = known(body);
        let dynamic = get(body, "dynamic").and_then(|it| each(it).iter().find_map(|it| get(it, place.argument)));
        return plan::blocks(&known, None, place.argument).or_else(|| {
            let it = dynamic?;
            Some(opaque(it.span))
        });
    }
    let value = get(body, place.argument)?;
    Some(match value.value {
        Value::Null => return None,
        Value::String(_) => match string(source, value.span).of_template() {
            Some(text) => {
                let (root, broken) = text.read(value.span);
                problems.extend(broken);
                root
            }
            None => opaque(value.span),
        },
        _ => value.clone(),
    })
}

/// The values without those that Terraform computes.
fn known(node: &Node<Span>) -> Node<Span> {
    let value = match &node.value {
        Value::String(text) if text.replace("$${", "").contains("${") || text.replace("%%{", "").contains("%{") => {
            Value::Opaque
        }
        Value::String(text) => Value::String(unescaped(text)),
        Value::Array(all) => Value::Array(all.iter().map(known).collect()),
        Value::Object(all) => Value::Object(
            all.iter().map(|it| crate::shared::tree::Member { value: known(&it.value), ..it.clone() }).collect(),
        ),
        other => other.clone(),
    };
    Node { value, span: node.span }
}

fn unescaped(text: &str) -> String {
    text.replace("$${", "${").replace("%%{", "%{")
}
