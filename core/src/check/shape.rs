// The structure of a document: elements and the JSON types of their values.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::checker::Checker;
use crate::problem::{Mistake, Wanted};
use crate::read::Span;
use crate::suggest;
use crate::tree::{Member, Node, Value};

/// The elements of a policy in the documentation's order.
pub const POLICY_ELEMENTS: [&str; 3] = ["Version", "Statement", "Depends"];
/// The elements of a statement in the documentation's order.
pub const STATEMENT_ELEMENTS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

impl Checker {
    pub(super) fn object<'a>(&mut self, element: &str, node: &'a Node<Span>) -> Option<&'a [Member<Span>]> {
        match &node.value {
            Value::Object(members) => Some(members),
            Value::Open(members) => {
                self.wrong_type(element, Wanted::Object, node);
                Some(members)
            }
            _ => {
                self.wrong_type(element, Wanted::Object, node);
                None
            }
        }
    }

    /// How to get at an element of an object, whose names are checked; a misspelt one stands for what was meant.
    pub(super) fn elements<'a>(
        &mut self,
        members: &'a [Member<Span>],
        place: &'static str,
        known: &[&'static str],
        belongs: fn(&str) -> Option<&'static str>,
    ) -> impl Fn(&str) -> Option<&'a Member<Span>> + use<'a> {
        self.duplicates(members, place);
        let mut misspelt = Vec::new();
        for member in members {
            let name = &member.name;
            if known.contains(&name.as_str()) {
                continue;
            }
            let mistake = match belongs(name) {
                Some(belongs) => Mistake::MisplacedElement { name: name.clone(), place, belongs },
                None => {
                    let near = suggest::nearest(name, known.iter().copied());
                    misspelt.extend(near.map(|it| (it, member)));
                    Mistake::UnknownElement { name: name.clone(), place, near: near.map(String::from) }
                }
            };
            self.report(member.name_span, mistake);
        }
        move |name| {
            let meant = || misspelt.iter().find(|(near, _)| *near == name).map(|(_, member)| *member);
            members.iter().find(|it| it.name == name).or_else(meant)
        }
    }

    pub(super) fn duplicates(&mut self, members: &[Member<Span>], place: &'static str) {
        for it in repeated(members, str::to_owned) {
            self.report(it.name_span, Mistake::DuplicateElement { name: it.name.clone(), place });
        }
    }

    /// `as_one` makes keys the same that mean the same.
    pub(super) fn duplicate_keys(&mut self, keys: &[Member<Span>], as_one: fn(&str) -> String) {
        for it in repeated(keys, as_one) {
            self.report(it.name_span, Mistake::DuplicateKey { name: it.name.clone() });
        }
    }

    /// The text of a node that must be a string, if it can be looked at.
    pub(super) fn string<'a>(&mut self, element: &str, node: &'a Node<Span>) -> Option<&'a str> {
        match &node.value {
            Value::String(text) => Some(text),
            Value::Unchecked(_) | Value::Opaque => None,
            _ => {
                self.wrong_type(element, Wanted::String, node);
                None
            }
        }
    }

    /// The text of a node that must be written out, because what the policy is depends on it.
    pub(super) fn literal<'a>(&mut self, element: &str, node: &'a Node<Span>) -> Option<&'a str> {
        if let Value::String(text) = &node.value {
            return Some(text);
        }
        self.wrong_type(element, Wanted::String, node);
        None
    }

    /// The members of a node that must be an array of strings; also the one string that stands in its place, after saying so.
    pub(super) fn strings<'a>(&mut self, element: &str, node: &'a Node<Span>) -> Vec<&'a Node<Span>> {
        match &node.value {
            Value::Array(all) => all.iter().filter(|it| self.string_of_array(element, it)).collect(),
            _ => {
                self.wrong_type(element, Wanted::Strings, node);
                node.value.text().map(|_| node).into_iter().collect()
            }
        }
    }

    /// The same of an array that must not be empty.
    pub(super) fn some_strings<'a>(&mut self, element: &str, node: &'a Node<Span>) -> Vec<&'a Node<Span>> {
        if matches!(&node.value, Value::Array(all) if all.is_empty()) {
            self.empty(element, node.span);
        }
        self.strings(element, node)
    }

    fn string_of_array(&mut self, element: &str, node: &Node<Span>) -> bool {
        let is_string =
            matches!(node.value, Value::String(_) | Value::Constant(_) | Value::Unchecked(_) | Value::Opaque);
        if !is_string {
            self.wrong_type(element, Wanted::Strings, node);
        }
        is_string
    }

    pub(super) fn wrong_type(&mut self, element: &str, wanted: Wanted, node: &Node<Span>) {
        let found = node.value.kind();
        self.report(node.span, Mistake::WrongType { element: element.into(), wanted, found });
    }

    pub(super) fn missing(&mut self, name: &'static str, place: &'static str, span: Span) {
        self.report_missing(Mistake::MissingElement { name, place }, span);
    }

    /// Reports a missing element, unless what is not known yet may be it.
    pub(super) fn report_missing(&mut self, mistake: Mistake, span: Span) {
        if !self.is_open {
            self.report(span, mistake);
        }
    }

    pub(super) fn empty(&mut self, element: &str, span: Span) {
        self.report(span, Mistake::Empty { element: element.into() });
    }

    pub(super) fn both(&mut self, one: &Member<Span>, other: &Member<Span>) {
        let known = |name: &str| STATEMENT_ELEMENTS.iter().copied().find(|it| *it == name).unwrap_or_default();
        self.report(other.name_span, Mistake::BothElements { one: known(&one.name), other: known(&other.name) });
    }
}

/// The members whose names, made one where they mean the same, are there before.
fn repeated(members: &[Member<Span>], as_one: fn(&str) -> String) -> impl Iterator<Item = &Member<Span>> {
    let mut seen = BTreeSet::new();
    members.iter().filter(move |it| !seen.insert(as_one(&it.name)))
}
