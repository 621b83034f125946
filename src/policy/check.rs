//! A policy as the tree that the checker reads, so that what is put together at run time is checked like what is written.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::{ActionPattern, Actions, KeyName, Policy, Principal, Principals, Resources, Statement};
use crate::PolicyKind;
use crate::catalog::TABLES;
use crate::error::{InvalidPolicyError, PolicyProblem};
use crate::shared::check::check;
use crate::shared::read::Span;
use crate::shared::tree::{Member, Node, Value};

/// The statement that something belongs to, as the span that the checker takes it for.
const fn place(statement: u32) -> Span {
    Span { start: statement, end: statement }
}

/// That it belongs to none.
const NONE: Span = place(u32::MAX);

pub(super) fn problems(policy: &Policy, kind: PolicyKind) -> Result<(), InvalidPolicyError> {
    let problems: Vec<PolicyProblem> = check(&document(policy), kind, &TABLES)
        .into_iter()
        .filter(|it| !it.mistake.is_doubt())
        .map(|it| PolicyProblem::new((it.span != NONE).then_some(it.span.start as usize), &it.mistake))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(InvalidPolicyError::new(problems)) }
}

fn document(policy: &Policy) -> Node<Span> {
    let statements = (0..).zip(&*policy.statements).map(|(at, it)| statement(it, place(at)));
    let mut members = vec![
        member("Version", text(policy.version.name(), NONE)),
        member("Statement", node(Value::Array(statements.collect()), NONE)),
    ];
    if !policy.depends.is_empty() {
        let each = policy.depends.iter().map(|it| {
            let members = [("catalog", it.catalog()), ("display_name", it.display_name())];
            node(Value::Object(members.map(|(name, value)| member(name, text(value, NONE))).into()), NONE)
        });
        members.push(member("Depends", node(Value::Array(each.collect()), NONE)));
    }
    node(Value::Object(members), NONE)
}

fn statement(it: &Statement, at: Span) -> Node<Span> {
    let mut members = vec![member("Effect", text(it.effect.name(), at))];
    members.extend(it.sid().map(|sid| member("Sid", text(sid, at))));
    match &it.principals {
        Some(Principals::These(all)) => members.push(member("Principal", principals(all, at))),
        Some(Principals::AllBut(all)) => members.push(member("NotPrincipal", principals(all, at))),
        None => {}
    }
    let (name, actions) = match &it.actions {
        Actions::These(all) => ("Action", all),
        Actions::AllBut(all) => ("NotAction", all),
    };
    members.push(member(name, node(Value::Array(actions.iter().map(|it| action(it, at)).collect()), at)));
    let list = |all: &[_]| texts(all.iter().map(|it: &alloc::borrow::Cow<'_, str>| &**it), at);
    match &it.resources {
        Some(Resources::These(all)) => members.push(member("Resource", list(all))),
        Some(Resources::AllBut(all)) => members.push(member("NotResource", list(all))),
        Some(Resources::Uris(all)) => {
            members.push(member("Resource", node(Value::Object(vec![member("uri", list(all))]), at)));
        }
        None => {}
    }
    if !it.conditions.is_empty() {
        members.push(member("Condition", conditions(it, at)));
    }
    node(Value::Object(members), at)
}

fn action(it: &ActionPattern, at: Span) -> Node<Span> {
    let value = match it {
        ActionPattern::Unchecked(name) => Value::Unchecked(name.to_string()),
        known => Value::String(known.as_str().into()),
    };
    node(value, at)
}

fn principals(all: &[Principal], at: Span) -> Node<Span> {
    let mut kinds: Vec<_> = all.iter().map(Principal::kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let of_kind = |kind| texts(all.iter().filter(move |it| it.kind() == kind).map(Principal::name), at);
    node(Value::Object(kinds.into_iter().map(|kind| member(kind.name(), of_kind(kind))).collect()), at)
}

/// What stands twice in the statement stands twice here, too.
fn conditions(it: &Statement, at: Span) -> Node<Span> {
    let mut operators: Vec<Member<Span>> = Vec::new();
    for condition in it.conditions() {
        let operator = condition.operator().to_string();
        let mut key = member(&condition.key().to_string(), texts(condition.values().iter().map(|it| &**it), at));
        key.checked = !matches!(condition.key(), KeyName::Unchecked(_));
        match operators.iter_mut().find(|it| it.name == operator).map(|it| &mut it.value.value) {
            Some(Value::Object(keys)) => keys.push(key),
            _ => operators.push(member(&operator, node(Value::Object(vec![key]), at))),
        }
    }
    node(Value::Object(operators), at)
}

fn texts<'a>(all: impl Iterator<Item = &'a str>, at: Span) -> Node<Span> {
    node(Value::Array(all.map(|it| text(it, at)).collect()), at)
}

fn text(text: &str, at: Span) -> Node<Span> {
    node(Value::String(text.into()), at)
}

const fn node(value: Value<Span>, span: Span) -> Node<Span> {
    Node { value, span }
}

fn member(name: &str, value: Node<Span>) -> Member<Span> {
    Member { name: String::from(name), name_span: value.span, checked: true, value }
}
