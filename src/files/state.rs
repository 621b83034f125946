//! A state as Terraform keeps it: `terraform.tfstate`.

use alloc::format;
use alloc::string::String;

use super::json::{array, get, text};
use crate::Span;
use crate::shared::tree::{Node, Value};

pub(super) fn is_state(root: &Node<Span>) -> bool {
    let has = |name| get(root, name).is_some();
    has("terraform_version") && has("resources") && (has("lineage") || has("serial"))
}

/// Visits each instance of a resource: the resource, its values and its address.
pub(super) fn each(root: &Node<Span>, mut visit: impl FnMut(&Node<Span>, &Node<Span>, String)) {
    for resource in get(root, "resources").map_or(&[][..], array) {
        for instance in get(resource, "instances").map_or(&[][..], array) {
            if let Some(values) = get(instance, "attributes") {
                visit(resource, values, address(resource, instance));
            }
        }
    }
}

pub(super) fn address(resource: &Node<Span>, instance: &Node<Span>) -> String {
    let data = if text(resource, "mode") == Some("data") { "data." } else { "" };
    let part = |name| text(resource, name).unwrap_or_default();
    let module = text(resource, "module").map(|it| format!("{it}.")).unwrap_or_default();
    let index = match get(instance, "index_key").map(|it| &it.value) {
        Some(Value::String(key)) => format!("[{key:?}]"),
        Some(Value::Number(key)) => format!("[{key}]"),
        _ => String::new(),
    };
    format!("{module}{data}{}.{}{index}", part("type"), part("name"))
}
