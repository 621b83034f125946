//! What `terraform show -json` prints of a plan or of a state.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::json::{self, array, get, object, text};
use super::resource::{self, Form, Place};
use super::{Found, InResource, foreign, opaque, state};
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
    let mut plan = Plan { text, kind, is_whole: true, seen: BTreeSet::new(), visit };
    get(root, "resource_changes").map_or(&[][..], array).iter().for_each(|it| plan.change(it, "after"));
    let planned = get(root, "planned_values").or_else(|| get(root, "values"));
    // What is not to be changed, and what was read before the plan was made.
    let before = get(root, "prior_state").and_then(|it| get(it, "values"));
    planned.and_then(|it| get(it, "root_module")).into_iter().for_each(|it| plan.module(it, false));
    before.and_then(|it| get(it, "root_module")).into_iter().for_each(|it| plan.module(it, true));
    if state::is_state(root) {
        state::each(root, |resource, values, address| plan.resource(resource, values, None, Some(address)));
    }
    let outputs = planned.and_then(|it| get(it, "outputs")).or_else(|| get(root, "outputs"));
    outputs.into_iter().for_each(|it| plan.outputs(it));
}

/// The policies that a plan changes: as they are if `side` is `before`, as they are to be if it is `after`.
pub(super) fn side(text: &Text, root: &Node<Span>, side: &str, visit: &mut dyn FnMut(Found)) {
    let mut plan = Plan { text, kind: None, is_whole: false, seen: BTreeSet::new(), visit };
    get(root, "resource_changes").map_or(&[][..], array).iter().for_each(|it| plan.change(it, side));
}

/// What is said of a policy that nobody looks at, by the name of where it is.
type Why<'a> = &'a dyn Fn(&str, &Node<Span>) -> Option<String>;

struct Plan<'a> {
    text: &'a Text,
    kind: Option<PolicyKind>,
    /// Whether also what is beside the policies of resources is looked for.
    is_whole: bool,
    /// The addresses of what was looked at, and the texts of policies.
    seen: BTreeSet<String>,
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
            self.seen.extend(address.clone());
            self.resource(change, values, unknown, address);
        }
    }

    fn module(&mut self, module: &Node<Span>, only_data: bool) {
        for it in get(module, "resources").map_or(&[][..], array) {
            let is_meant = !only_data || text(it, "mode") == Some("data");
            if let Some(values) = get(it, "values").filter(|_| is_meant) {
                let address = text(it, "address").map(String::from);
                if address.as_ref().is_none_or(|it| self.seen.insert(it.clone())) {
                    self.resource(it, values, None, address);
                }
            }
        }
        get(module, "child_modules").map_or(&[][..], array).iter().for_each(|it| self.module(it, only_data));
    }

    fn resource(
        &mut self,
        named: &Node<Span>,
        values: &Node<Span>,
        unknown: Option<&Node<Span>>,
        address: Option<String>,
    ) {
        let kind = text(named, "type").unwrap_or_default();
        if text(named, "mode").is_some_and(|it| it != "managed") {
            return self.data(kind, values, address.as_deref());
        }
        self.unlisted(kind, values, address.as_deref());
        for place in resource::places(kind) {
            let mut problems = Vec::new();
            let Some(root) = self.policy(place, values, unknown, &mut problems) else { continue };
            let read = InResource { text: self.text.clone(), root, problems, is_editable: false };
            let mut found = Found::of_resource(place, address.clone(), self.kind, read);
            let is_open = |name: &str| unknown.and_then(|it| get(it, name)).is_some_and(is_marked);
            if let Some((name, _)) = place.when.filter(|it| self.kind.is_none() && is_open(it.0)) {
                found.unread = Some(resource::undecided(name, "it is known only when terraform runs").into());
            }
            (self.visit)(found);
        }
    }

    /// What a data source has read is not what somebody writes there.
    fn data(&mut self, kind: &str, values: &Node<Span>, address: Option<&str>) {
        if !self.is_whole || resource::vendor(kind).is_some() {
            return;
        }
        let why = |_: &str, root: &Node<Span>| {
            let is_own = foreign::vendor(root).is_none() && !foreign::is_dated(root);
            is_own.then(|| format!("a policy that the data source `{kind}` has read"))
        };
        if let Some(root) = blocks(values, None, "statement").filter(|_| resource::is_provider(kind)) {
            self.unread(root, Vec::new(), address, "statement", &why);
        }
        object(values).iter().for_each(|it| self.beside(&it.name, &it.value, address, &why));
    }

    fn outputs(&mut self, outputs: &Node<Span>) {
        let why = |name: &str, root: &Node<Span>| Some(resource::of_name(&format!("output.{name}"), root));
        for it in object(outputs) {
            let output = |_: &str, root: &Node<Span>| why(&it.name, root);
            get(&it.value, "value").into_iter().for_each(|value| self.beside(&it.name, value, None, &output));
        }
    }

    /// Policies in arguments that are in no table: nobody looks at them, and that is said.
    fn unlisted(&mut self, kind: &str, values: &Node<Span>, address: Option<&str>) {
        let is_listed = |name: &str| resource::places(kind).iter().any(|it| it.argument == name);
        let why = |argument: &str, root: &Node<Span>| Some(resource::unlisted(kind, argument, root));
        for it in object(values).iter().filter(|it| !is_listed(&it.name)) {
            self.beside(&it.name, &it.value, address, &why);
        }
    }

    /// The policies in a value, which nobody looks at.
    fn beside(&mut self, name: &str, value: &Node<Span>, address: Option<&str>, why: Why<'_>) {
        match &value.value {
            Value::String(text) if text.contains("\"Statement\"") && !self.seen.contains(text) => {
                let (root, problems) = json::within(self.text.as_str(), value.span);
                self.unread(root, problems, address, name, why);
            }
            Value::Array(all) => all.iter().for_each(|it| self.beside(name, it, address, why)),
            Value::Object(_) if get(value, "Statement").is_some() => {
                self.unread(value.clone(), Vec::new(), address, name, why);
            }
            Value::Object(all) => all.iter().for_each(|it| self.beside(&it.name, &it.value, address, why)),
            _ => {}
        }
    }

    fn unread(
        &mut self,
        root: Node<Span>,
        problems: Vec<Problem<Span>>,
        address: Option<&str>,
        name: &str,
        why: Why<'_>,
    ) {
        let why = get(&root, "Statement").and_then(|_| why(name, &root));
        if let Some(why) = why {
            let document = Document::of(self.text.clone(), resource::kind_of(Some(&root)), Some(root), problems);
            let unread = Some(why.into());
            (self.visit)(Found { unread, ..Found::whole(address.map(String::from), document, false) });
        }
    }

    fn policy(
        &mut self,
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
            Some(Node { value: Value::String(text), span }) => {
                self.seen.insert(text.clone());
                let (root, broken) = json::within(self.text.as_str(), *span);
                problems.extend(broken);
                Some(root)
            }
            _ => unknown.and_then(|it| get(it, place.argument)).filter(|it| is_marked(it)).map(|it| opaque(it.span)),
        }
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
