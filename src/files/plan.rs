//! What `terraform show -json` prints of a plan or of a state.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::json::{self, array, get, object, text};
use super::resource::{self, Form, Place};
use super::{Found, InResource, opaque, state};
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::tree::{Member, Node, Value};
use crate::{Document, PolicyKind, Span};

pub(super) fn is_plan(root: &Node<Span>) -> bool {
    let has = |name| get(root, name).is_some();
    has("resource_changes")
        || has("planned_values")
        || has("terraform_version") && has("values")
        || state::is_state(root)
}

pub(super) fn each(text: &Text, root: &Node<Span>, kind: Option<PolicyKind>, visit: &mut dyn FnMut(Found)) {
    let mut plan = Plan { text, kind, visit };
    let planned = get(root, "planned_values").or_else(|| get(root, "values"));
    if let Some(changes) = get(root, "resource_changes") {
        array(changes).iter().for_each(|it| plan.change(it, "after"));
    } else if let Some(module) = planned.and_then(|it| get(it, "root_module")) {
        plan.module(module);
    } else if state::is_state(root) {
        state::each(&mut plan, root);
    }
}

/// The policies that a plan changes: as they are if `side` is `before`, as they are to be if it is `after`.
pub(super) fn side(text: &Text, root: &Node<Span>, side: &str, visit: &mut dyn FnMut(Found)) {
    let mut plan = Plan { text, kind: None, visit };
    get(root, "resource_changes").map_or(&[][..], array).iter().for_each(|it| plan.change(it, side));
}

pub(super) struct Plan<'a> {
    text: &'a Text,
    kind: Option<PolicyKind>,
    visit: &'a mut dyn FnMut(Found),
}

impl Plan<'_> {
    fn change(&mut self, change: &Node<Span>, side: &str) {
        let inner = get(change, "change");
        // What is to be deleted has nothing after it.
        if let Some(values @ Node { value: Value::Object(_), .. }) = inner.and_then(|it| get(it, side)) {
            let unknown = inner.and_then(|it| get(it, "after_unknown")).filter(|_| side == "after");
            let old = text(change, "deposed").map(|it| format!(" (deposed {it})")).unwrap_or_default();
            // What was known by another name is the same policy.
            let address = text(change, "address").map(|it| format!("{it}{old}"));
            self.resource(change, values, unknown, address);
        }
    }

    fn module(&mut self, module: &Node<Span>) {
        for it in get(module, "resources").map_or(&[][..], array) {
            if let Some(values) = get(it, "values") {
                self.resource(it, values, None, text(it, "address").map(String::from));
            }
        }
        get(module, "child_modules").map_or(&[][..], array).iter().for_each(|it| self.module(it));
    }

    pub(super) fn resource(
        &mut self,
        named: &Node<Span>,
        values: &Node<Span>,
        unknown: Option<&Node<Span>>,
        address: Option<String>,
    ) {
        if text(named, "mode").is_some_and(|it| it != "managed") {
            return;
        }
        let kind = text(named, "type").unwrap_or_default();
        self.unlisted(kind, values, address.as_deref());
        for place in resource::places(kind) {
            let mut problems = Vec::new();
            let Some(root) = self.policy(place, values, unknown, &mut problems) else { continue };
            let read = InResource { text: self.text.clone(), root, problems, is_editable: false };
            (self.visit)(Found::of_resource(place, address.clone(), self.kind, read));
        }
    }

    /// Policies in arguments that are in no table: nobody looks at them, and that is said.
    fn unlisted(&mut self, kind: &str, values: &Node<Span>, address: Option<&str>) {
        let is_listed = |name: &str| resource::places(kind).iter().any(|it| it.argument == name);
        let mut visit = |argument: &str, span| {
            let (root, problems) = json::within(self.text.as_str(), span);
            if get(&root, "Statement").is_some() {
                let kind_of_policy = resource::kind_of(Some(&root));
                let unread = Some(resource::unlisted(kind, argument, &root).into());
                let document = Document::of(self.text.clone(), kind_of_policy, Some(root), problems);
                (self.visit)(Found { unread, ..Found::whole(address.map(String::from), document, false) });
            }
        };
        for it in object(values).iter().filter(|it| !is_listed(&it.name)) {
            texts(&it.name, &it.value, &mut visit);
        }
    }

    fn policy(
        &self,
        place: &Place,
        values: &Node<Span>,
        unknown: Option<&Node<Span>>,
        problems: &mut Vec<Problem<Span>>,
    ) -> Option<Node<Span>> {
        let other = |(name, wanted)| get(values, name).and_then(|it| it.value.text()).is_some_and(|it| it != wanted);
        if place.when.is_some_and(other) {
            return None;
        }
        if place.form == Form::Blocks {
            return blocks(values, unknown, place.argument);
        }
        match get(values, place.argument) {
            Some(Node { value: Value::String(_), span }) => {
                let (root, broken) = json::within(self.text.as_str(), *span);
                problems.extend(broken);
                Some(root)
            }
            _ => unknown.and_then(|it| get(it, place.argument)).filter(|it| is_marked(it)).map(|it| opaque(it.span)),
        }
    }
}

/// Hands over the texts in an argument that may be policies, with the name that they have there.
fn texts(name: &str, node: &Node<Span>, visit: &mut dyn FnMut(&str, Span)) {
    match &node.value {
        Value::String(text) if text.contains("\"Statement\"") => visit(name, node.span),
        Value::Array(all) => all.iter().for_each(|it| texts(name, it, visit)),
        Value::Object(all) => all.iter().for_each(|it| texts(&it.name, &it.value, visit)),
        _ => {}
    }
}

/// The policy that the provider makes of the blocks with this name, if there are any.
pub(super) fn blocks(values: &Node<Span>, unknown: Option<&Node<Span>>, name: &str) -> Option<Node<Span>> {
    let head = Span { start: values.span.start, end: values.span.start + 1 };
    let member = |name: &str, name_span, value| Member { name: name.into(), name_span, checked: true, value };
    let version = Node { value: Value::String("1.1".into()), span: head };
    let mut members = alloc::vec![member("Version", head, version)];
    let unknown = unknown.and_then(|it| get(it, name));
    match object(values).iter().find(|it| it.name == name) {
        Some(blocks) if matches!(blocks.value.value, Value::Array(_)) => {
            let known = known(&blocks.value, unknown);
            let value = match known.value {
                Value::Array(all) => Value::Array(all.into_iter().map(statement).collect()),
                other => other,
            };
            members.push(member("Statement", blocks.name_span, Node { value, span: known.span }));
        }
        _ => {
            let mark = unknown.filter(|it| is_marked(it))?;
            members.push(member("Statement", mark.span, opaque(mark.span)));
        }
    }
    Some(Node { value: Value::Object(members), span: values.span })
}

/// Whether a part of what is unknown is.
fn is_marked(mark: &Node<Span>) -> bool {
    match &mark.value {
        Value::Bool(it) => *it,
        Value::Array(all) => all.iter().any(is_marked),
        Value::Object(all) => all.iter().any(|it| is_marked(&it.value)),
        _ => false,
    }
}

fn statement(node: Node<Span>) -> Node<Span> {
    let Value::Object(members) = node.value else { return node };
    let element = |member: Member<Span>| {
        let name = match member.name.as_str() {
            "action" => "Action",
            "effect" => "Effect",
            "resource" => "Resource",
            "condition" => "Condition",
            other => other,
        };
        Member { name: name.into(), ..member }
    };
    // An attribute that is not given prints as null, or as nothing in a list or a text.
    let is_given = |it: &Member<Span>| match &it.value.value {
        Value::Null => false,
        Value::Array(all) => !all.is_empty() || it.name == "action",
        Value::String(text) => !text.is_empty() || it.name == "effect",
        _ => true,
    };
    let members = members.into_iter().filter(is_given).map(element);
    Node { value: Value::Object(members.collect()), span: node.span }
}

/// A value in which what is not known yet is said to be so.
fn known(value: &Node<Span>, unknown: Option<&Node<Span>>) -> Node<Span> {
    let Some(unknown) = unknown else { return value.clone() };
    let found = match (&value.value, &unknown.value) {
        (_, Value::Bool(true)) => Value::Opaque,
        (Value::Array(all), Value::Array(marks)) => {
            let each = all.iter().enumerate().map(|(at, it)| known(it, marks.get(at)));
            Value::Array(each.collect())
        }
        (Value::Object(members), Value::Object(_)) => {
            let each =
                members.iter().map(|it| Member { value: known(&it.value, get(unknown, &it.name)), ..it.clone() });
            let mut all: Vec<Member<Span>> = each.collect();
            // What is not known may also be left out.
            let only_marked = object(unknown).iter().filter(|it| matches!(it.value.value, Value::Bool(true)));
            for mark in only_marked.filter(|mark| members.iter().all(|it| it.name != mark.name)) {
                all.push(Member { value: opaque(value.span), name_span: value.span, ..mark.clone() });
            }
            Value::Object(all)
        }
        (other, _) => other.clone(),
    };
    Node { value: found, span: value.span }
}
