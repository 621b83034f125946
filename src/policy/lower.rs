//! A tree as a policy.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::{
    ActionPattern, Actions, Condition, ConditionOperator, Dependency, KeyName, Policy, Principal, Principals,
    Resources, Statement,
};
use crate::shared::name::without_template;
use crate::shared::obs;
use crate::shared::tree::{Member, Node, Value};
use crate::{ConditionKey, Effect, Model, Operator, PrincipalKind, Version};

/// The policy that a tree says, if all of it can be told. What the catalogue does not know is carried as it is written.
pub(super) fn policy<S>(root: &Node<S>) -> Option<Policy> {
    let members = object(root)?;
    let version = Version::from_name(text(get(members, "Version")?)?)?;
    let statements = every(get(members, "Statement")?, |it| statement(it, version.model()))?;
    let depends = get(members, "Depends").map_or(Some(Vec::new()), depends)?;
    Some(Policy::from_parts(version, Cow::Owned(statements), Cow::Owned(depends)))
}

/// What each item of an array is, if every one can be told. It takes no more memory than that: thousands of policies may be there at once.
fn every<S, T>(node: &Node<S>, read: impl Fn(&Node<S>) -> Option<T>) -> Option<Vec<T>> {
    let items = node.items();
    let mut all = Vec::with_capacity(items.len());
    for it in items {
        all.push(read(it)?);
    }
    Some(all)
}

fn statement<S>(node: &Node<S>, model: Model) -> Option<Statement> {
    let members = object(node)?;
    let optional = |name| get(members, name);
    let sid = match optional("Sid") {
        Some(it) => Some(Cow::Owned(text(it)?.into())),
        None => None,
    };
    let effect = Effect::from_name(text(get(members, "Effect")?)?)?;
    let principals = match (optional("Principal"), optional("NotPrincipal")) {
        (Some(_), Some(_)) => return None,
        (Some(it), None) => Some(Principals::These(principals(it)?)),
        (None, Some(it)) => Some(Principals::AllBut(principals(it)?)),
        (None, None) => None,
    };
    let actions = match (optional("Action"), optional("NotAction")) {
        (Some(it), None) => Actions::These(actions(it, model)?),
        (None, Some(it)) => Actions::AllBut(actions(it, model)?),
        _ => return None,
    };
    let resources = match (optional("Resource"), optional("NotResource")) {
        (Some(_), Some(_)) => return None,
        (Some(it), None) => match &it.value {
            Value::Object(uris) => Some(Resources::Uris(texts(get(uris, "uri")?)?)),
            _ => Some(Resources::These(texts(it)?)),
        },
        (None, Some(it)) => Some(Resources::AllBut(texts(it)?)),
        (None, None) => None,
    };
    let conditions = optional("Condition").map_or(Some(Vec::new()), conditions)?;
    Some(Statement::from_parts(sid, effect, principals, actions, resources, Cow::Owned(conditions)))
}

fn actions<S>(node: &Node<S>, model: Model) -> Option<Cow<'static, [ActionPattern]>> {
    Some(Cow::Owned(texts(node)?.iter().map(|it| ActionPattern::read(it.clone(), model)).collect()))
}

fn principals<S>(node: &Node<S>) -> Option<Cow<'static, [Principal]>> {
    let mut all = Vec::new();
    for member in object(node)? {
        let kind = PrincipalKind::from_name(&member.name)?;
        all.extend(texts(&member.value)?.iter().map(|it| Principal::from_parts(kind, it.clone())));
    }
    Some(Cow::Owned(all))
}

fn conditions<S>(node: &Node<S>) -> Option<Vec<Condition>> {
    let mut all = Vec::new();
    for member in object(node)? {
        let operator = ConditionOperator::from_name(&member.name).or_else(|| of_obs(member))?;
        for key in object(&member.value)? {
            all.push(Condition::from_parts(operator, key_name(&key.name), values(&key.value)?));
        }
    }
    Some(all)
}

/// An operator of bucket policies, which the role model has for the keys of OBS.
fn of_obs<S>(operator: &Member<S>) -> Option<ConditionOperator> {
    let is_of_obs = object(&operator.value)?.iter().all(|it| obs::is_key(&it.name));
    is_of_obs.then(|| operator_of_obs(&operator.name)).flatten().map(|it| ConditionOperator::new(None, it, false))
}

/// The operator of identity policies that compares in the same way as one of bucket policies.
pub(super) fn operator_of_obs(name: &str) -> Option<Operator> {
    Operator::from_name(obs::operator(name)?.same?)
}

fn key_name(text: &str) -> KeyName {
    let unchecked = || KeyName::Unchecked(Cow::Owned(text.into()));
    let Some(key) = ConditionKey::from_name(text) else { return unchecked() };
    match text.split_once('/') {
        None if key.name() == text => KeyName::Known(key),
        Some((stem, part)) if without_template(key.name()) == stem && !part.is_empty() => {
            KeyName::Template(key, Cow::Owned(part.into()))
        }
        _ => unchecked(),
    }
}

/// Condition values; a number or a boolean is what it is as a string.
pub(super) fn values<S>(node: &Node<S>) -> Option<Cow<'static, [Cow<'static, str>]>> {
    let value = |node: &Node<S>| match &node.value {
        Value::Bool(it) => Some(Cow::Borrowed(if *it { "true" } else { "false" })),
        Value::Number(it) => Some(Cow::Owned(it.clone())),
        _ => text(node).map(|it| Cow::Owned(String::from(it))),
    };
    every(node, value).map(Cow::Owned)
}

fn depends<S>(member: &Node<S>) -> Option<Vec<Dependency>> {
    let role = |node: &Node<S>| {
        let members = object(node)?;
        let part = |name| text(get(members, name)?).map(|it| Cow::Owned(String::from(it)));
        Some(Dependency::from_parts(part("catalog")?, part("display_name")?))
    };
    let Value::Array(all) = &member.value else { return None };
    all.iter().map(role).collect()
}

fn texts<S>(node: &Node<S>) -> Option<Cow<'static, [Cow<'static, str>]>> {
    every(node, |it| text(it).map(|it| Cow::Owned(String::from(it)))).map(Cow::Owned)
}

pub(super) fn one_or_all<S>(node: &Node<S>) -> &[Node<S>] {
    match &node.value {
        Value::Array(all) => all,
        _ => core::slice::from_ref(node),
    }
}

pub(super) fn object<S>(node: &Node<S>) -> Option<&[Member<S>]> {
    match &node.value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

pub(super) fn get<'a, S>(members: &'a [Member<S>], name: &str) -> Option<&'a Node<S>> {
    members.iter().find(|it| it.name == name).map(|it| &it.value)
}

pub(super) fn text<S>(node: &Node<S>) -> Option<&str> {
    match &node.value {
        Value::String(it) => Some(it),
        _ => None,
    }
}
