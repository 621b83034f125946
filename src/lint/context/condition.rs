use alloc::vec::Vec;

use super::node::{Text, object, one_or_all, text};
use crate::shared::name::first_name;
use crate::shared::tree::{Member, Node};
use crate::{ConditionKey, ConditionOperator, Operator, Span, ValueType};

/// One key under one operator.
pub(in crate::lint) struct Condition<'a> {
    /// The operator with its keys.
    pub(in crate::lint) operator_member: &'a Member<Span>,
    /// The key with its values.
    pub(in crate::lint) member: &'a Member<Span>,
    pub(in crate::lint) operator: ConditionOperator,
    /// The key in the catalogue, if it has it.
    pub(in crate::lint) key: Option<ConditionKey>,
    pub(in crate::lint) values: Vec<Text<'a>>,
    /// Whether all values are known strings.
    pub(in crate::lint) is_whole: bool,
}

/// The conditions whose operators exist.
pub(in crate::lint) fn read(node: &Node<Span>) -> Vec<Condition<'_>> {
    let mut all = Vec::new();
    for operator_member in object(node).unwrap_or_default() {
        let Some(operator) = ConditionOperator::from_name(&operator_member.name) else { continue };
        for member in object(&operator_member.value).unwrap_or_default() {
            let nodes = one_or_all(&member.value);
            let values: Vec<Text<'_>> = nodes.iter().filter_map(text).collect();
            let is_whole = values.len() == nodes.len();
            let key = ConditionKey::from_name(&member.name);
            all.push(Condition { operator_member, member, operator, key, values, is_whole });
        }
    }
    all
}

impl<'a> Condition<'a> {
    /// The key as it is written.
    pub(in crate::lint) fn name(&self) -> &'a str {
        &self.member.name
    }

    /// Where the key stands.
    pub(in crate::lint) const fn span(&self) -> Span {
        self.member.name_span
    }

    pub(in crate::lint) const fn is(&self, operator: Operator) -> bool {
        self.operator.operator() as usize == operator as usize
    }

    /// Whether it asks for the key itself.
    pub(in crate::lint) const fn is_null(&self) -> bool {
        self.is(Operator::Null)
    }

    /// What `Null` asks for: whether the key is to be absent; nothing, if it is no `Null` or asks for both.
    pub(in crate::lint) fn wants_absent(&self) -> Option<bool> {
        let mut values = self.values.iter().map(|it| it.text.eq_ignore_ascii_case("true"));
        let first = values.next().filter(|_| self.is_null() && self.is_whole)?;
        values.all(|it| it == first).then_some(first)
    }

    pub(in crate::lint) fn is_negated(&self) -> bool {
        self.operator.operator().is_negated()
    }

    pub(in crate::lint) fn value_type(&self) -> Option<ValueType> {
        self.operator.operator().value_type()
    }

    /// Whether both are of one key; the case of keys makes no difference, except in what stands for a template.
    pub(in crate::lint) fn has_key_of(&self, other: &Self) -> bool {
        self.is_key(other.name())
    }

    /// Whether a value is the variable of this key, so that the condition compares the key with itself.
    pub(in crate::lint) fn is_own_variable(&self, value: &str) -> bool {
        let name = value.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
        name.is_some_and(|name| self.is_key(name.trim()))
    }

    pub(in crate::lint) fn is_key(&self, name: &str) -> bool {
        let (stem, part) = split(first_name(self.name()));
        let (other_stem, other_part) = split(first_name(name));
        stem.eq_ignore_ascii_case(other_stem) && part == other_part
    }

    /// Whether a request has at most one value of the key, as far as a page says so.
    pub(in crate::lint) fn is_single(&self) -> bool {
        self.key.and_then(ConditionKey::is_multivalued) == Some(false)
    }
}

/// A key, and what stands for its template.
fn split(name: &str) -> (&str, Option<&str>) {
    name.split_once('/').map_or((name, None), |(stem, part)| (stem, Some(part)))
}
