//! What the rules look at: the parts of a policy with their places, and what the catalogue knows of them.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use super::Options;
use super::condition::{self, Condition};
use crate::classes::Budget;
use crate::shared::pattern;
use crate::shared::tree::{Member, Node, Value};
use crate::{AccessLevel, Action, Document, Effect, Model, PolicyKind, RoleAction, Service, Span, Version};

/// A policy, and what it is checked for. Parts whose structure is broken are left out; the checker has said so.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(super) version: Option<Version>,
    pub(super) statements: Vec<Statement<'a>>,
    /// Whether those are all that the policy has.
    pub(super) is_whole: bool,
    depends: Option<&'a Member<Span>>,
    budget: Cell<u64>,
    is_spent: Cell<bool>,
    /// Of exact comparisons, whose steps take longer.
    comparisons: RefCell<Budget>,
}

/// The most steps of exact comparisons: some hundredths of a second.
const MOST_COMPARED: u64 = 200_000;

/// One statement.
pub(super) struct Statement<'a> {
    pub(super) place: usize,
    pub(super) span: Span,
    members: &'a [Member<Span>],
    pub(super) sid: Option<Text<'a>>,
    pub(super) effect: Option<Effect>,
    pub(super) effect_span: Span,
    pub(super) principals: Option<Principals<'a>>,
    pub(super) actions: Option<List<'a, ActionItem<'a>>>,
    pub(super) resources: Option<List<'a, Text<'a>>>,
    pub(super) conditions: Vec<Condition<'a>>,
    pub(super) condition: Option<&'a Member<Span>>,
}

/// A string, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

/// An element with a list, such as `Action` or `NotAction`.
pub(super) struct List<'a, T> {
    pub(super) member: &'a Member<Span>,
    /// Whether it names what is left out.
    pub(super) negated: bool,
    pub(super) items: Vec<T>,
    /// Whether all of it is known: no part is wrong, or an expression of another language.
    pub(super) is_whole: bool,
}

/// A role in `Depends`.
pub(super) struct Dependency<'a> {
    pub(super) catalog: Option<Text<'a>>,
    pub(super) name: Option<Text<'a>>,
}

/// Whom a trust policy trusts.
pub(super) struct Principals<'a> {
    pub(super) member: &'a Member<Span>,
    pub(super) negated: bool,
    /// Each with the name of its kind.
    pub(super) items: Vec<(&'a str, Text<'a>)>,
    pub(super) is_whole: bool,
}

/// What stands in `Action`.
pub(super) struct ActionItem<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) meaning: Meaning,
}

/// What the catalogue knows of a name or pattern of actions.
#[derive(Clone)]
pub(super) enum Meaning {
    /// Every action there is, known or not.
    All,
    /// One action.
    One(Named),
    /// Those that a pattern matches, sorted; there may be others that the catalogue does not know.
    Some(Rc<[Named]>),
    /// Nothing.
    Unknown,
}

/// An action of either model.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Action(Action),
    Role(RoleAction),
}

impl<'a> Context<'a> {
    pub(super) fn of(document: &'a Document, options: &'a Options) -> Self {
        let mut context = Self {
            document,
            options,
            version: None,
            statements: Vec::new(),
            is_whole: false,
            depends: None,
            budget: Cell::new(options.steps),
            is_spent: Cell::new(false),
            comparisons: RefCell::new(Budget::new(options.steps.min(MOST_COMPARED))),
        };
        let Some(members) = document.root().and_then(object) else { return context };
        context.version =
            get(members, "Version").and_then(|it| text(&it.value)).and_then(|it| Version::from_name(it.text));
        context.depends = get(members, "Depends");
        let mut meanings = Meanings { context: &context, cache: BTreeMap::new() };
        let nodes = get(members, "Statement").map_or(&[][..], |it| one_or_all(&it.value));
        let statements = nodes.iter().enumerate();
        context.statements = statements.filter_map(|(place, it)| Statement::of(place, it, &mut meanings)).collect();
        context.is_whole = context.statements.len() == nodes.len();
        context
    }

    pub(super) const fn kind(&self) -> PolicyKind {
        self.document.kind()
    }

    pub(super) fn model(&self) -> Option<Model> {
        self.version.map(Version::model)
    }

    /// Its `Version` as it is written, whatever that is.
    pub(super) fn written_version(&self) -> Option<Text<'a>> {
        let members = self.document.root().and_then(object)?;
        get(members, "Version").and_then(|it| text(&it.value))
    }

    /// Whether it is checked as an identity policy, of whatever version.
    pub(super) fn is_identity(&self) -> bool {
        matches!(self.kind(), PolicyKind::Identity | PolicyKind::Role)
    }

    /// The roles that `Depends` names.
    pub(super) fn dependencies(&self) -> Vec<Dependency<'a>> {
        let nodes = self.depends.map_or(&[][..], |it| one_or_all(&it.value));
        let part = |members: &'a [Member<Span>], name| get(members, name).and_then(|it| text(&it.value));
        let role = |members| Dependency { catalog: part(members, "catalog"), name: part(members, "display_name") };
        nodes.iter().filter_map(object).map(role).collect()
    }

    /// Takes steps off the budget; false when there are none left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.budget.get().checked_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        match left {
            Some(left) => self.budget.set(left),
            None => self.is_spent.set(true),
        }
        left.is_some()
    }

    /// Whether there are none left.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent.get()
    }

    /// The answer of an exact comparison of about so many parts; nothing, if there is none within what is left for those.
    pub(super) fn compare(&self, parts: usize, ask: impl FnOnce(&mut Budget) -> Option<bool>) -> Option<bool> {
        // Each is set beside each other one.
        let is_enough = self.spend_compared(parts.saturating_mul(parts));
        is_enough.then(|| ask(&mut self.comparisons.borrow_mut()))?
    }

    /// Takes steps off those of exact comparisons; false when there are none left.
    pub(super) fn spend_compared(&self, steps: usize) -> bool {
        self.comparisons.borrow_mut().spend(steps).is_ok()
    }

    /// Whether something was left unexamined.
    pub(super) fn is_unexamined(&self) -> bool {
        self.is_spent() || self.comparisons.borrow().is_spent()
    }
}

impl<'a> Statement<'a> {
    fn of(place: usize, node: &'a Node<Span>, meanings: &mut Meanings<'_, 'a>) -> Option<Self> {
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
    pub(super) fn has(&self, name: &str) -> bool {
        get(self.members, name).is_some()
    }

    pub(super) fn is_allow(&self) -> bool {
        self.effect == Some(Effect::Allow)
    }

    pub(super) fn is_deny(&self) -> bool {
        self.effect == Some(Effect::Deny)
    }

    /// What `Action` names; nothing for `NotAction`.
    pub(super) fn named(&self) -> &[ActionItem<'a>] {
        self.actions.as_ref().filter(|it| !it.negated).map_or(&[], |it| &it.items)
    }

    /// What `Resource` names; nothing for `NotResource`.
    pub(super) fn resources(&self) -> &[Text<'a>] {
        self.resources.as_ref().filter(|it| !it.negated).map_or(&[], |it| &it.items)
    }

    /// What `Resource` names in its form `{"uri": […]}`.
    pub(super) fn uris(&self) -> impl Iterator<Item = Text<'a>> + use<'a> {
        let uris = get(self.members, "Resource").and_then(|it| object(&it.value)).and_then(|it| get(it, "uri"));
        uris.map_or(&[][..], |it| one_or_all(&it.value)).iter().filter_map(text)
    }

    /// Whether it is for every resource, since it names none or `*`.
    pub(super) fn is_for_all_resources(&self) -> bool {
        match &self.resources {
            None => true,
            Some(list) => !list.negated && list.items.iter().any(|it| is_everything(it.text)),
        }
    }

    /// Whether it applies whatever the request, as far as conditions go.
    pub(super) fn is_unconditional(&self) -> bool {
        self.condition.is_none_or(|it| matches!(&it.value.value, Value::Object(all) if all.is_empty()))
    }

    /// Whether all of its conditions are known.
    pub(super) fn knows_conditions(&self) -> bool {
        let of = |it: &'a Member<Span>| object(&it.value);
        let Some(condition) = self.condition else { return true };
        let count = of(condition).and_then(|all| all.iter().map(|it| of(it).map(<[_]>::len)).sum::<Option<usize>>());
        count == Some(self.conditions.len()) && self.conditions.iter().all(|it| it.is_whole)
    }

    /// Whether nothing limits it but its actions.
    pub(super) fn is_unrestricted(&self) -> bool {
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

impl ActionItem<'_> {
    pub(super) fn is_pattern(&self) -> bool {
        pattern::is_pattern(self.text)
    }

    /// Those that the catalogue knows; nothing for all there are.
    pub(super) fn known(&self) -> &[Named] {
        match &self.meaning {
            Meaning::One(it) => core::slice::from_ref(it),
            Meaning::Some(all) => all,
            Meaning::All | Meaning::Unknown => &[],
        }
    }

    /// The one action that it names.
    pub(super) fn one(&self) -> Option<Named> {
        match self.meaning {
            Meaning::One(it) => Some(it),
            _ => None,
        }
    }

    /// The one action of identity policies that it names.
    pub(super) fn action(&self) -> Option<Action> {
        self.one().and_then(Named::action)
    }

    /// Whether it is for every action of whatever service.
    pub(super) fn is_all(&self) -> bool {
        matches!(self.meaning, Meaning::All)
    }

    /// Whether it is for every action of one service.
    pub(super) fn is_whole_service(&self) -> bool {
        let mut parts = self.text.splitn(2, ':');
        let code = parts.next().unwrap_or_default();
        !pattern::is_pattern(code) && parts.next().is_some_and(|it| it.bytes().all(|it| matches!(it, b'*' | b':')))
    }

    /// Whether it is for the action with this name, as its model compares names.
    pub(super) fn is_for(&self, name: &str, model: Model) -> bool {
        match model {
            Model::IdentityPolicy => pattern::matches(self.text, name),
            Model::RolePolicy => pattern::matches_ignore_case(self.text, name),
        }
    }
}

impl Named {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Action(it) => it.name(),
            Self::Role(it) => it.name(),
        }
    }

    pub(super) const fn action(self) -> Option<Action> {
        match self {
            Self::Action(it) => Some(it),
            Self::Role(_) => None,
        }
    }

    /// How its page classifies it; the pages of the role/policy model do not.
    pub(super) fn access_level(self) -> Option<AccessLevel> {
        self.action().and_then(Action::access_level)
    }
}

/// What patterns mean, each looked up once.
struct Meanings<'c, 'a> {
    context: &'c Context<'a>,
    /// Each with how many names it was compared with.
    cache: BTreeMap<&'a str, (usize, Meaning)>,
}

impl<'a> Meanings<'_, 'a> {
    fn item(&mut self, it: Text<'a>) -> ActionItem<'a> {
        ActionItem { text: it.text, span: it.span, meaning: self.meaning(it.text) }
    }

    fn meaning(&mut self, text: &'a str) -> Meaning {
        let Some(model) = self.context.model() else { return Meaning::Unknown };
        if is_everything(text) {
            return Meaning::All;
        }
        if !pattern::is_pattern(text) {
            let found = match model {
                Model::IdentityPolicy => Action::from_name(text).map(Named::Action),
                Model::RolePolicy => RoleAction::from_name(text).map(Named::Role),
            };
            return found.map_or(Meaning::Unknown, Meaning::One);
        }
        let (count, found) = match self.cache.get(text) {
            Some(found) => found.clone(),
            None => {
                let found = self.matched(text, model);
                self.cache.insert(text, found.clone());
                found
            }
        };
        // As many as the checker takes, which gives up without a word.
        if self.context.spend(count) { found } else { Meaning::Unknown }
    }

    fn matched(&self, text: &str, model: Model) -> (usize, Meaning) {
        let Some((code, _)) = text.split_once(':') else { return (0, Meaning::Unknown) };
        let services: Vec<Service> = if pattern::is_pattern(code) {
            let is_it = |it: &Service| pattern::matches_ignore_case(code, it.code());
            Service::all().filter(is_it).collect()
        } else {
            Service::from_code_ignore_case(code).into_iter().collect()
        };
        let row = |it: &Service| it.row();
        let count = services.iter().map(|it| row(it).actions.len() + row(it).role_actions.len()).sum();
        if self.context.is_spent() {
            return (count, Meaning::Unknown);
        }
        let all = services.into_iter();
        let found: Rc<[Named]> = match model {
            Model::IdentityPolicy => all
                .flat_map(Service::actions)
                .filter(|it| pattern::matches(text, it.name()))
                .map(Named::Action)
                .collect(),
            Model::RolePolicy => {
                let is_it = |it: &RoleAction| pattern::matches_ignore_case(text, it.name());
                all.flat_map(Service::role_actions).filter(is_it).map(Named::Role).collect()
            }
        };
        (count, if found.is_empty() { Meaning::Unknown } else { Meaning::Some(found) })
    }
}

/// Whether it is `*`, or three parts of which each is; every name is long enough for a few `?` beside it.
pub(super) fn is_everything(text: &str) -> bool {
    let is_made_of = |all: &[u8]| text.bytes().all(|it| all.contains(&it));
    let is_long_enough = || text.bytes().filter(|it| *it == b'?').count() <= SHORTEST_NAME;
    text.contains('*') && (is_made_of(b"*:") || is_made_of(b"*?") && is_long_enough())
}

/// That of `a::b`.
const SHORTEST_NAME: usize = 4;

pub(super) fn object(node: &Node<Span>) -> Option<&[Member<Span>]> {
    match &node.value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// The first member with this name.
pub(super) fn get<'a>(members: &'a [Member<Span>], name: &str) -> Option<&'a Member<Span>> {
    members.iter().find(|it| it.name == name)
}

pub(super) fn text(node: &Node<Span>) -> Option<Text<'_>> {
    match &node.value {
        Value::String(text) => Some(Text { text, span: node.span }),
        _ => None,
    }
}

pub(super) fn one_or_all(node: &Node<Span>) -> &[Node<Span>] {
    match &node.value {
        Value::Array(all) => all,
        _ => core::slice::from_ref(node),
    }
}
