//! One statement.

use alloc::vec::Vec;

use super::condition::{self, Condition};
use super::meaning::{ActionItem, Meanings, is_everything};
use super::node::{Text, get, object, one_or_all, text};
use crate::shared::tree::{Member, Node, Value};
use crate::{Effect, Span};

pub(in crate::lint) struct Statement<'a> {
    pub(in crate::lint) place: usize,
    pub(in crate::lint) span: Span,
    members: &'a [Member<Span>],
    pub(in crate::lint) sid: Option<Text<'a>>,
    pub(in crate::lint) effect: Option<Effect>,
    pub(in crate::lint) effect_span: Span,
    pub(in crate::lint) principals: Option<Principals<'a>>,
    pub(in crate::lint) actions: Option<List<'a, ActionItem<'a>>>,
    pub(in crate::lint) resources: Option<List<'a, Text<'a>>>,
    pub(in crate::lint) conditions: Vec<Condition<'a>>,
    pub(in crate::lint) condition: Option<&'a Member<Span>>,
}

/// An element with a list, such as `Action` or `NotAction`.
pub(in crate::lint) struct List<'a, T> {
    pub(in crate::lint) member: &'a Member<Span>,
    /// Whether it names what is left out.
    pub(in crate::lint) negated: bool,
    pub(in crate::lint) items: Vec<T>,
    /// Whether all of it is known: no part is wrong, or an expression of another language.
    pub(in crate::lint) is_whole: bool,
}

/// Whom a trust policy trusts.
pub(in crate::lint) struct Principals<'a> {
    pub(in crate::lint) member: &'a Member<Span>,
    pub(in crate::lint) negated: bool,
    /// Each with the name of its kind.
    pub(in crate::lint) items: Vec<(&'a str, Text<'a>)>,
    pub(in crate::lint) is_whole: bool,
}

impl<'a> Statement<'a> {
    pub(super) fn of(place: usize, node: &'a Node<Span>, meanings: &mut Meanings<'_, 'a>) -> Option<Self> {
        let members = object(node)?;
        let either = |one, other| match (get(members, one), get(members, other)) {
            (Some(it), None) => Some((it, false)),
            (None, Some(it)) => Some((it, true)),
            _ => None,
        };
        let effect = get(members, "Effect").and_then(|it| text(&it.value));
        let condition = get(members, "Condition");
        Some(Self {
            place,
            span: node.span,
            members,
            sid: get(members, "Sid").and_then(|it| text(&it.value)),
            effect: effect.and_then(|it| Effect::from_name(it.text)),
            effect_span: effect.map_or(node.span, |it| it.span),
            principals: either("Principal", "NotPrincipal").and_then(|(it, negated)| Principals::of(it, negated)),
            actions: either("Action", "NotAction").map(|(member, negated)| {
                let list = List::of(member, negated);
                let items = list.items.into_iter().map(|it: Text<'_>| meanings.item(it)).collect();
                List { member, negated, items, is_whole: list.is_whole }
            }),
            resources: either("Resource", "NotResource").map(|(member, negated)| List::of(member, negated)),
            conditions: condition.map_or_else(Vec::new, |it| condition::read(&it.value)),
            condition,
        })
    }

    /// Whether it has this element, right or wrong.
    pub(in crate::lint) fn has(&self, name: &str) -> bool {
        get(self.members, name).is_some()
    }

    pub(in crate::lint) fn is_allow(&self) -> bool {
        self.effect == Some(Effect::Allow)
    }

    pub(in crate::lint) fn is_deny(&self) -> bool {
        self.effect == Some(Effect::Deny)
    }

    /// What `Action` names; nothing for `NotAction`.
    pub(in crate::lint) fn named(&self) -> &[ActionItem<'a>] {
        self.actions.as_ref().filter(|it| !it.negated).map_or(&[], |it| &it.items)
    }

    /// What `Resource` names; nothing for `NotResource`.
    pub(in crate::lint) fn resources(&self) -> &[Text<'a>] {
        self.resources.as_ref().filter(|it| !it.negated).map_or(&[], |it| &it.items)
    }

    /// What `Resource` names in its form `{"uri": […]}`.
    pub(in crate::lint) fn uris(&self) -> impl Iterator<Item = Text<'a>> + use<'a> {
        let uris = get(self.members, "Resource").and_then(|it| object(&it.value)).and_then(|it| get(it, "uri"));
        uris.map_or(&[][..], |it| one_or_all(&it.value)).iter().filter_map(text)
    }

    /// Whether it is for every resource, since it names none or `*`.
    pub(in crate::lint) fn is_for_all_resources(&self) -> bool {
        match &self.resources {
            None => true,
            Some(list) => !list.negated && list.items.iter().any(|it| is_everything(it.text)),
        }
    }

    /// Whether it applies whatever the request, as far as conditions go.
    pub(in crate::lint) fn is_unconditional(&self) -> bool {
        self.condition.is_none_or(|it| matches!(&it.value.value, Value::Object(all) if all.is_empty()))
    }

    /// Whether all of its conditions are known.
    pub(in crate::lint) fn knows_conditions(&self) -> bool {
        let of = |it: &'a Member<Span>| object(&it.value);
        let Some(condition) = self.condition else { return true };
        let count = of(condition).and_then(|all| all.iter().map(|it| of(it).map(<[_]>::len)).sum::<Option<usize>>());
        count == Some(self.conditions.len()) && self.conditions.iter().all(|it| it.is_whole)
    }

    /// Whether nothing limits it but its actions.
    pub(in crate::lint) fn is_unrestricted(&self) -> bool {
        self.is_for_all_resources() && self.is_unconditional()
    }
}

impl<'a> List<'a, Text<'a>> {
    fn of(member: &'a Member<Span>, negated: bool) -> Self {
        let nodes = one_or_all(&member.value);
        let items: Vec<Text<'a>> = nodes.iter().filter_map(text).collect();
        let is_whole = items.len() == nodes.len();
        Self { member, negated, items, is_whole }
    }
}

impl<'a> Principals<'a> {
    fn of(member: &'a Member<Span>, negated: bool) -> Option<Self> {
        let mut items = Vec::new();
        if let Some(it) = text(&member.value) {
            return Some(Self { member, negated, items: alloc::vec![("", it)], is_whole: true });
        }
        let mut is_whole = true;
        for kind in object(&member.value)? {
            let nodes = one_or_all(&kind.value);
            items.extend(nodes.iter().filter_map(text).map(|it| (kind.name.as_str(), it)));
            is_whole &= nodes.iter().all(|it| text(it).is_some());
        }
        Some(Self { member, negated, items, is_whole })
    }
}
