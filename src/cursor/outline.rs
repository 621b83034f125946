use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{member, members, texts};
use crate::Span;
use crate::shared::tree::{Node, Value};

/// What a part of an outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutlineKind {
    /// A policy, or what holds some.
    Policy,
    /// A statement.
    Statement,
}

/// A policy or a statement of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    kind: OutlineKind,
    name: String,
    detail: Option<String>,
    span: Span,
    children: Vec<Outline>,
}

impl Outline {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> OutlineKind {
        self.kind
    }

    /// The `Sid` of a statement, or what it says in a few words; the address of a resource of Terraform.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a statement with a `Sid` says in a few words.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Where it is.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The statements of a policy.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        &self.children
    }
}

pub(super) fn of(root: &Node<Span>) -> Vec<Outline> {
    let mut all = Vec::new();
    walk(root, "policy", &mut all);
    all
}

/// Adds the policies in a value, called by the nearest name that says something.
fn walk(node: &Node<Span>, name: &str, out: &mut Vec<Outline>) {
    match &node.value {
        Value::Array(all) => all.iter().for_each(|it| walk(it, name, out)),
        Value::Object(all) | Value::Open(all) => {
            let element = member(node, "Statement").into_iter().flat_map(Node::items);
            let blocks = all.iter().filter(|it| it.name == "statement").map(|it| &it.value);
            let children: Vec<Outline> = element.chain(blocks).filter_map(statement).collect();
            if !children.is_empty() {
                let kind = OutlineKind::Policy;
                out.push(Outline { kind, name: name.into(), detail: None, span: node.span, children });
                return;
            }
            for it in all {
                let address = it.name.strip_prefix("resource ").map(|it| it.replace(' ', "."));
                let inner = address.as_deref().unwrap_or(if name == "policy" { &it.name } else { name });
                walk(&it.value, inner, out);
            }
        }
        _ => {}
    }
}

fn statement(node: &Node<Span>) -> Option<Outline> {
    let get = |names: [&str; 2]| names.iter().find_map(|it| member(node, it));
    if members(node).is_empty() {
        return None;
    }
    let effect = get(["Effect", "effect"]).and_then(|it| it.value.text()).unwrap_or_default();
    let not = member(node, "NotAction").map(|_| "not ").unwrap_or_default();
    let actions: Vec<&str> = get(["Action", "action"])
        .or_else(|| member(node, "NotAction"))
        .map(|it| texts(it).collect())
        .unwrap_or_default();
    let more = actions.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named = actions.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    let says = format!("{effect} {not}{named}{more}").trim().to_string();
    let says = if says.is_empty() { String::from("statement") } else { says };
    let sid = member(node, "Sid").and_then(|it| it.value.text()).filter(|it| !it.is_empty());
    let (name, detail) = sid.map_or_else(|| (says.clone(), None), |it| (it.into(), Some(says.clone())));
    Some(Outline { kind: OutlineKind::Statement, name, detail, span: node.span, children: Vec::new() })
}

/// So many actions say what a statement is about.
const MOST_NAMED: usize = 2;
