//! What is known of a policy of which not all is known, as a policy that says no more than that.
//!
//! A statement holds for what fits all of its elements, and an element fits what fits one of its items. So a statement without an element
//! of which nothing is known, or without some items of one, stands for it wherever one other element is changed: if the new one allows no
//! more, or denies no less, it does so beside whatever is not known.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::print::{is_known, print};
use crate::access;
use crate::shared::tree::{Member, Node, Value};
use crate::{Document, Policy, PolicyKind, Span};

/// The known part of a policy.
pub(super) struct Known {
    /// Its tree, in which all that is to be passed over is opaque.
    pub(super) root: Node<Span>,
    /// Whether that is all of the policy.
    pub(super) is_whole: bool,
}

impl Known {
    /// Nothing, if it has no statements or not even their number is known.
    pub(super) fn of(document: &Document) -> Option<Self> {
        let Node { value: Value::Object(members) | Value::Open(members), span } = document.root()? else { return None };
        let mut known = Self { root: Node { value: Value::Null, span: *span }, is_whole: true };
        known.is_whole = matches!(document.root()?.value, Value::Object(_));
        let members = members.iter().map(|it| {
            let value = match (&*it.name, &it.value.value) {
                ("Statement", Value::Array(all)) => {
                    let all = all.iter().map(|it| known.statement(it)).collect();
                    Node { value: Value::Array(all), span: it.value.span }
                }
                ("Statement", Value::Object(_) | Value::Open(_)) => known.statement(&it.value),
                _ => known.part(&it.value),
            };
            Member { value, ..it.clone() }
        });
        known.root.value = Value::Object(members.collect());
        Some(known)
    }

    fn statement(&mut self, node: &Node<Span>) -> Node<Span> {
        let known = self.part(node);
        let decides = |it: &Member<Span>| matches!(&*it.name, "Effect" | "Action" | "NotAction");
        match &known.value {
            Value::Object(all) if all.iter().any(|it| decides(it) && matches!(it.value.value, Value::Opaque)) => {
                Node { value: Value::Opaque, span: node.span }
            }
            _ => known,
        }
    }

    /// A value without what is not known of it; nothing of one of which nothing else is left.
    fn part(&mut self, node: &Node<Span>) -> Node<Span> {
        let span = node.span;
        let value = match &node.value {
            Value::Array(all) => {
                let all: Vec<Node<Span>> = all.iter().map(|it| self.part(it)).collect();
                let is_empty = !all.is_empty() && all.iter().all(|it| matches!(it.value, Value::Opaque));
                if is_empty { Value::Opaque } else { Value::Array(all) }
            }
            Value::Object(all) | Value::Open(all) => {
                self.is_whole &= matches!(node.value, Value::Object(_));
                let all: Vec<Member<Span>> =
                    all.iter().map(|it| Member { value: self.part(&it.value), ..it.clone() }).collect();
                let is_empty = !all.is_empty() && all.iter().all(|it| matches!(it.value.value, Value::Opaque));
                if is_empty { Value::Opaque } else { Value::Object(all) }
            }
            Value::Opaque | Value::Constant(_) | Value::Unchecked(_) => {
                self.is_whole = false;
                Value::Opaque
            }
            known => known.clone(),
        };
        Node { value, span }
    }

    pub(super) fn policy(&self, kind: PolicyKind) -> Option<Policy> {
        Document::policy_in(&print(&self.root)?, kind)
    }

    /// Whether it is proved that each statement grants no more as it is in the new value of what is known, one element after the other.
    pub(super) fn grants_no_more(&self, new: &Node<Span>, kind: PolicyKind) -> bool {
        let (Some(old), Some(new)) = (parts(&self.root), parts(new)) else { return false };
        let beside = |of: &Parts<'_>| -> Vec<(String, Option<String>)> {
            of.beside.iter().map(|it| (it.name.clone(), print(&it.value))).collect()
        };
        let known: Vec<&Node<Span>> = old.statements.iter().copied().filter(|it| is_known(it)).collect();
        let other: Vec<&Node<Span>> = new.statements.iter().copied().filter(|it| is_known(it)).collect();
        let Some(version) = old.version() else { return false };
        beside(&old) == beside(&new)
            && known.len() == other.len()
            && known.iter().zip(&other).all(|(old, new)| is_same(old, new) || is_proved(version, old, new, kind))
    }
}

/// The statements, and what is beside them.
struct Parts<'a> {
    statements: Vec<&'a Node<Span>>,
    beside: Vec<&'a Member<Span>>,
}

impl Parts<'_> {
    fn version(&self) -> Option<&str> {
        self.beside.iter().find(|it| it.name == "Version").and_then(|it| match &it.value.value {
            Value::String(it) => Some(it.as_str()),
            _ => None,
        })
    }
}

fn parts(root: &Node<Span>) -> Option<Parts<'_>> {
    let Value::Object(all) = &root.value else { return None };
    let statements = match &all.iter().find(|it| it.name == "Statement")?.value {
        Node { value: Value::Array(all), .. } => all.iter().collect(),
        one => [one].into(),
    };
    let beside = all.iter().filter(|it| it.name != "Statement" && is_known(&it.value)).collect();
    Some(Parts { statements, beside })
}

/// Whether a statement grants no more when its elements become those of another one, each by itself.
fn is_proved(version: &str, old: &Node<Span>, new: &Node<Span>, kind: PolicyKind) -> bool {
    let (Value::Object(from), Value::Object(to)) = (&old.value, &new.value) else { return false };
    let policy = |all: &[Member<Span>]| {
        let statement = print(&Node { value: Value::Object(all.to_vec()), span: old.span })?;
        Document::policy_in(&format!(r#"{{"Version":"{version}","Statement":[{statement}]}}"#), kind)
    };
    let is_new = |it: &Member<Span>| is_known(&it.value) && from.iter().all(|old| old.name != it.name);
    let mut now = from.clone();
    for member in from.iter().filter(|it| is_known(&it.value)) {
        let (other, before) = (to.iter().find(|it| it.name == member.name), policy(&now));
        match other {
            Some(it) if is_same(&it.value, &member.value) => continue,
            Some(it) => now.iter_mut().filter(|to| to.name == it.name).for_each(|to| to.value = it.value.clone()),
            None => now.retain(|it| it.name != member.name),
        }
        let is_less = before.zip(policy(&now)).is_some_and(|(old, new)| access::grants_no_more(&old, &new));
        if !is_less {
            return false;
        }
    }
    !to.iter().any(is_new)
}

/// What a JSON pointer into what is printed of a value leads to.
pub(super) fn at_pointer<'a>(root: &'a Node<Span>, pointer: &str) -> Option<&'a Node<Span>> {
    pointer.split('/').skip(1).try_fold(root, |node, part| match &node.value {
        Value::Array(all) => all.iter().filter(|it| is_known(it)).nth(part.parse().ok()?),
        Value::Object(all) => {
            let name = part.replace("~1", "/").replace("~0", "~");
            all.iter().filter(|it| is_known(&it.value)).find(|it| it.name == name).map(|it| &it.value)
        }
        _ => None,
    })
}

/// Whether two values are alike, wherever they are written.
pub(super) fn is_same(one: &Node<Span>, other: &Node<Span>) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) | (Value::Opaque, Value::Opaque) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Number(one), Value::Number(other)) | (Value::String(one), Value::String(other)) => one == other,
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_same = |(one, other): (&Member<Span>, &Member<Span>)| {
                one.name == other.name && is_same(&one.value, &other.value)
            };
            one.len() == other.len() && one.iter().zip(other).all(is_same)
        }
        _ => false,
    }
}
