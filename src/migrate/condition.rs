//! Conditions: the operators that only the old model has, and the keys that the new one has.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::Lost;
use crate::shared::variable::{self, Part};
use crate::{Condition, ConditionKey, ConditionOperator, KeyName, Model, Operator};

/// A condition in the operators of identity policies.
pub(super) struct Translated {
    /// What says the same, all of it together.
    pub(super) conditions: Vec<Condition>,
    /// Why identity policies do not have it.
    pub(super) lost: Option<Lost>,
    /// Whether the old operator may ignore case, which no page says, and the new one does not.
    pub(super) may_ignore_case: bool,
}

pub(super) fn translate(old: &Condition) -> Translated {
    let (key, no_key) = match key(old.key()) {
        Ok(key) => (key, None),
        Err(lost) => (old.key().clone(), Some(lost)),
    };
    let (conditions, no_operator) = match operators(old, &key) {
        Ok(all) => (all, None),
        Err(lost) => (vec![old.clone()], Some(lost)),
    };
    let may_ignore_case = matches!(
        old.operator().operator(),
        Operator::StringLike | Operator::StringLikeAnyOf | Operator::StringNotLike | Operator::StringNotLikeAnyOf
    );
    Translated { conditions, lost: no_key.or(no_operator), may_ignore_case }
}

/// The same key, if identity policies list it.
fn key(old: &KeyName) -> Result<KeyName, Lost> {
    let name = old.to_string();
    match ConditionKey::from_name(&name) {
        Some(key) if key.is_listed_for(Model::IdentityPolicy) => Ok(match name.split_once('/') {
            Some((_, part)) => KeyName::Template(key, Cow::Owned(part.to_string())),
            None => KeyName::Known(key),
        }),
        Some(_) => Err(Lost(format!("no page of identity policies lists the condition key `{name}`"))),
        None => Err(Lost(format!("the catalogue has no condition key `{name}`"))),
    }
}

fn operators(old: &Condition, key: &KeyName) -> Result<Vec<Condition>, Lost> {
    let new = |to: Operator, values: Vec<Cow<'static, str>>| {
        let operator = ConditionOperator::new(old.operator().qualifier(), to, old.operator().if_exists());
        Ok(vec![Condition::from_parts(operator, key.clone(), Cow::Owned(values))])
    };
    let to = match old.operator().operator() {
        Operator::StringLike | Operator::StringLikeAnyOf => return new(Operator::StringMatch, parts(old)?),
        Operator::StringNotLike | Operator::StringNotLikeAnyOf => return new(Operator::StringNotMatch, parts(old)?),
        Operator::IsNullOrEmpty => return null_or_empty(old, key),
        Operator::StringEqualsAnyOf => Operator::StringEquals,
        Operator::StringNotEqualsAnyOf => Operator::StringNotEquals,
        Operator::StringEqualsIgnoreCaseAnyOf => Operator::StringEqualsIgnoreCase,
        Operator::StringNotEqualsIgnoreCaseAnyOf => Operator::StringNotEqualsIgnoreCase,
        Operator::StringStartWithAnyOf => Operator::StringStartWith,
        Operator::StringEndWithAnyOf => Operator::StringEndWith,
        it if it.is_of(Model::IdentityPolicy) => it,
        it => return Err(Lost(format!("no operator of identity policies is equivalent to `{it}`"))),
    };
    new(to, old.values().to_vec())
}

/// Values of a test for a part of a text, in which `*` and `?` stand for themselves, as patterns.
fn parts(old: &Condition) -> Result<Vec<Cow<'static, str>>, Lost> {
    old.values().iter().map(|it| part(it).map(Cow::Owned)).collect()
}

fn part(value: &str) -> Result<String, Lost> {
    let mut out = String::from("*");
    for part in variable::parts(value) {
        match part {
            Part::Text(text) => out.push_str(&variable::escape(text)),
            Part::Escaped(it) => out.extend(['$', '{', it, '}']),
            Part::Variable { key, default: None } => out.push_str(&format!("${{{key}}}")),
            Part::Variable { key, default: Some(text) } => {
                out.push_str(&format!("${{{key}, '{}'}}", text.replace('\'', "''")));
            }
            Part::Malformed(it) => return Err(Lost(format!("`{it}` is not a policy variable"))),
        }
    }
    if out.len() > 1 {
        out.push('*');
    }
    Ok(out)
}

/// Not there or empty, or there and not empty, without the operator that says so at once.
fn null_or_empty(old: &Condition, key: &KeyName) -> Result<Vec<Condition>, Lost> {
    let new = |operator: Operator, if_exists: bool, value: &'static str| {
        let operator = ConditionOperator::new(None, operator, if_exists);
        Condition::from_parts(operator, key.clone(), Cow::Owned(vec![Cow::Borrowed(value)]))
    };
    match old.values() {
        [value] if value == "true" => Ok(vec![new(Operator::StringEquals, true, "")]),
        [value] if value == "false" => {
            Ok(vec![new(Operator::Null, false, "false"), new(Operator::StringNotEquals, false, "")])
        }
        _ => Err(Lost("`IsNullOrEmpty` takes `true` or `false`".into())),
    }
}

/// Adds a condition that must hold, too; whether that can be written. A document cannot name a key twice with one operator, but
/// to be none of some and none of others is to be none of all of them.
pub(super) fn add(all: &mut Vec<Condition>, new: Condition) -> bool {
    let (operator, key) = (new.operator(), new.key());
    let Some(same) = all.iter_mut().find(|it| it.operator() == operator && it.key() == key) else {
        all.push(new);
        return true;
    };
    if same.values() == new.values() {
        return true;
    }
    let is_union = operator.operator().is_negated() && operator.qualifier().is_none();
    if is_union {
        let values = same.values().iter().chain(new.values()).cloned().collect();
        *same = Condition::from_parts(operator, new.key().clone(), Cow::Owned(values));
    }
    is_union
}
