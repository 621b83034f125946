//! What the catalogue knows of the actions that a statement names.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::node::Text;
use super::steps::Steps;
use crate::shared::pattern;
use crate::{AccessLevel, Action, Model, RoleAction, Service, Span};

/// What stands in `Action`.
pub(in crate::lint) struct ActionItem<'a> {
    pub(in crate::lint) text: &'a str,
    pub(in crate::lint) span: Span,
    pub(in crate::lint) meaning: Meaning,
}

/// What the catalogue knows of a name or pattern of actions.
#[derive(Clone)]
pub(in crate::lint) enum Meaning {
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
pub(in crate::lint) enum Named {
    Action(Action),
    Role(RoleAction),
}

impl ActionItem<'_> {
    pub(in crate::lint) fn is_pattern(&self) -> bool {
        pattern::is_pattern(self.text)
    }

    /// Those that the catalogue knows; nothing for all there are.
    pub(in crate::lint) fn known(&self) -> &[Named] {
        match &self.meaning {
            Meaning::One(it) => core::slice::from_ref(it),
            Meaning::Some(all) => all,
            Meaning::All | Meaning::Unknown => &[],
        }
    }

    /// The one action that it names.
    pub(in crate::lint) fn one(&self) -> Option<Named> {
        match self.meaning {
            Meaning::One(it) => Some(it),
            _ => None,
        }
    }

    /// The one action of identity policies that it names.
    pub(in crate::lint) fn action(&self) -> Option<Action> {
        self.one().and_then(Named::action)
    }

    /// Whether it is for every action of whatever service.
    pub(in crate::lint) fn is_all(&self) -> bool {
        matches!(self.meaning, Meaning::All)
    }

    /// Whether it is for every action of one service.
    pub(in crate::lint) fn is_whole_service(&self) -> bool {
        let mut parts = self.text.splitn(2, ':');
        let code = parts.next().unwrap_or_default();
        !pattern::is_pattern(code) && parts.next().is_some_and(|it| it.bytes().all(|it| matches!(it, b'*' | b':')))
    }

    /// Whether it is for the action with this name, as its model compares names.
    pub(in crate::lint) fn is_for(&self, name: &str, model: Model) -> bool {
        pattern::matches_in(model, self.text, name)
    }
}

impl Named {
    pub(in crate::lint) const fn name(self) -> &'static str {
        match self {
            Self::Action(it) => it.name(),
            Self::Role(it) => it.name(),
        }
    }

    pub(in crate::lint) const fn action(self) -> Option<Action> {
        match self {
            Self::Action(it) => Some(it),
            Self::Role(_) => None,
        }
    }

    /// How its page classifies it; the pages of the role/policy model do not.
    pub(in crate::lint) fn access_level(self) -> Option<AccessLevel> {
        self.action().and_then(Action::access_level)
    }
}

/// What patterns mean, each looked up once.
pub(super) struct Meanings<'c, 'a> {
    model: Option<Model>,
    steps: &'c Steps,
    /// Each with how many names it was compared with.
    cache: BTreeMap<&'a str, (usize, Meaning)>,
}

impl<'c, 'a> Meanings<'c, 'a> {
    pub(super) const fn new(model: Option<Model>, steps: &'c Steps) -> Self {
        Self { model, steps, cache: BTreeMap::new() }
    }

    pub(super) fn item(&mut self, it: Text<'a>) -> ActionItem<'a> {
        ActionItem { text: it.text, span: it.span, meaning: self.meaning(it.text) }
    }

    fn meaning(&mut self, text: &'a str) -> Meaning {
        let Some(model) = self.model else { return Meaning::Unknown };
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
        if self.steps.spend(count) { found } else { Meaning::Unknown }
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
        if self.steps.is_spent() {
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
pub(in crate::lint) fn is_everything(text: &str) -> bool {
    let is_made_of = |all: &[u8]| text.bytes().all(|it| all.contains(&it));
    let is_long_enough = || text.bytes().filter(|it| *it == b'?').count() <= SHORTEST_NAME;
    text.contains('*') && (is_made_of(b"*:") || is_made_of(b"*?") && is_long_enough())
}

/// That of `a::b`.
const SHORTEST_NAME: usize = 4;
