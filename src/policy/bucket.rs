//! A bucket policy of OBS in the language of identity policies, in which it can be evaluated.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::lower::{get, object, one_or_all, operator_of_obs, text, values};
use super::{
    ActionPattern, Actions, Condition, ConditionOperator, KeyName, Policy, Principal, Principals, Resources, Statement,
};
use crate::shared::tree::Node;
use crate::{Effect, PrincipalKind, Version};

/// Nothing, if a part of it cannot be told or has no twin.
pub(super) fn policy<S>(root: &Node<S>) -> Option<Policy> {
    let statements = one_or_all(get(object(root)?, "Statement")?);
    let statements: Option<Vec<Statement>> = statements.iter().map(statement).collect();
    Some(Policy::from_parts(Version::V5_0, Cow::Owned(statements?), Cow::Owned(Vec::new())))
}

fn statement<S>(node: &Node<S>) -> Option<Statement> {
    let members = object(node)?;
    let sid = match get(members, "Sid") {
        Some(it) => Some(Cow::Owned(text(it)?.into())),
        None => None,
    };
    let effect = Effect::from_name(text(get(members, "Effect")?)?)?;
    let either = |one, other| match (get(members, one), get(members, other)) {
        (Some(it), None) => Some((it, false)),
        (None, Some(it)) => Some((it, true)),
        _ => None,
    };
    let (node, is_negated) = either("Principal", "NotPrincipal")?;
    let all = Cow::Owned(principals(node)?);
    let principals = if is_negated { Principals::AllBut(all) } else { Principals::These(all) };
    let (node, is_negated) = either("Action", "NotAction")?;
    let all = Cow::Owned(each(node, actions)?);
    let actions = if is_negated { Actions::AllBut(all) } else { Actions::These(all) };
    let (node, is_negated) = either("Resource", "NotResource")?;
    let all = Cow::Owned(each(node, resources)?);
    let resources = if is_negated { Resources::AllBut(all) } else { Resources::These(all) };
    let conditions = get(members, "Condition").map_or(Some(Vec::new()), conditions)?;
    Some(Statement::from_parts(sid, effect, Some(principals), actions, Some(resources), Cow::Owned(conditions)))
}

fn each<S, T>(node: &Node<S>, make: fn(&str) -> Vec<T>) -> Option<Vec<T>> {
    let texts: Option<Vec<&str>> = one_or_all(node).iter().map(text).collect();
    Some(texts?.into_iter().flat_map(make).collect())
}

fn principals<S>(node: &Node<S>) -> Option<Vec<Principal>> {
    let new = |kind, name: &str| Principal::from_parts(kind, Cow::Owned(name.trim().into()));
    if let Some(name) = text(node) {
        return Some(vec![new(PrincipalKind::Id, name)]);
    }
    let mut all = Vec::new();
    for member in object(node)? {
        let kind = PrincipalKind::from_name(&member.name)?;
        let names: Option<Vec<&str>> = one_or_all(&member.value).iter().map(text).collect();
        all.extend(names?.into_iter().map(|it| new(kind, it)));
    }
    Some(all)
}

/// Whether a statement is one of a bucket policy, whose actions are read whatever their case.
pub(crate) fn is_statement(it: &Statement) -> bool {
    let (Actions::These(all) | Actions::AllBut(all)) = it.actions();
    let Some(Principals::These(who) | Principals::AllBut(who)) = it.principals() else { return false };
    // Only bucket policies name principals by ids.
    who.iter().any(|it| it.kind() == PrincipalKind::Id)
        && !all.is_empty()
        && all.iter().all(|it| it.as_str().starts_with(PREFIX))
}

const PREFIX: &str = "obs:*:";

/// The names of both models: of the role/policy model the operation begins with a capital, of identity policies it does not, and in a
/// bucket policy the case makes no difference.
fn actions(text: &str) -> Vec<ActionPattern> {
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    let with = |first: char| ActionPattern::Pattern(Cow::Owned(format!("{PREFIX}{first}{}", letters.as_str())));
    match first.is_ascii_alphabetic() {
        true => vec![with(first.to_ascii_uppercase()), with(first.to_ascii_lowercase())],
        false => vec![ActionPattern::Pattern(Cow::Owned(format!("{PREFIX}{text}")))],
    }
}

fn resources(text: &str) -> Vec<Cow<'static, str>> {
    let of = |kind: &str| Cow::Owned(format!("obs:*:*:{kind}:{text}"));
    match (text, text.contains('/')) {
        ("*", _) => vec![Cow::Borrowed("*")],
        (_, true) => vec![of("object")],
        (_, false) if text.contains('*') => vec![of("bucket"), of("object")],
        (_, false) => vec![of("bucket")],
    }
}

fn conditions<S>(node: &Node<S>) -> Option<Vec<Condition>> {
    let mut all = Vec::new();
    for member in object(node)? {
        let operator = ConditionOperator::new(None, operator_of_obs(&member.name)?, false);
        for key in object(&member.value)? {
            let name = if key.name.contains(':') { key.name.clone() } else { format!("obs:{}", key.name) };
            all.push(Condition::from_parts(operator, KeyName::Unchecked(Cow::Owned(name)), values(&key.value)?));
        }
    }
    Some(all)
}
