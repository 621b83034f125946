//! The statements of both sides as boxes: what they say of the action, of the resource and of each condition key.

use alloc::string::String;
use alloc::vec::Vec;

use super::Access;
use super::cause::Cause;
use super::comparison::{Responsible, Side};
use super::glob::Glob;
use super::key::KeySpace;
use super::policies::{Layer, LayerKind};
use super::resource::ResourceSpace;
use super::space::{Pattern, Space, place};
use crate::eval::{Assumption, Assumptions, Setting};
use crate::shared::pattern;
use crate::{Action, ActionPattern, Actions, Effect, Model, Principals, RoleAction, Statement};

/// Both sides of a comparison.
#[derive(Debug)]
pub(super) struct Compiled<'a> {
    pub(super) model: Model,
    pub(super) rules: Vec<Rule<'a>>,
    pub(super) actions: Space,
    pub(super) resources: ResourceSpace,
    pub(super) keys: Vec<KeySpace>,
    /// Whom statements are about; whether two of them are about the same one is open.
    pub(super) principals: Vec<&'a Principals>,
    /// By side.
    pub(super) sides: [Allowed; 2],
}

/// The rules of one side.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    /// Those that allow, by layer: one of each must.
    pub(super) allows: Vec<Vec<usize>>,
    pub(super) denies: Vec<usize>,
}

/// A statement, by the numbers of its lists.
#[derive(Debug, Clone)]
pub(super) struct Rule<'a> {
    /// Nothing for what applies without being written.
    pub(super) place: Option<Place<'a>>,
    pub(super) action: usize,
    /// Nothing, if it is for every resource.
    pub(super) resource: Option<usize>,
    /// The conditions on each key, by the numbers of key and list; sorted.
    pub(super) keys: Vec<(usize, usize)>,
    /// Whom it is about, where it says so.
    pub(super) principal: Option<usize>,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) side: Side,
    pub(super) layer: (LayerKind, Option<usize>),
    pub(super) policy: usize,
    /// The place of the policy among those of all layers.
    pub(super) document: usize,
    pub(super) index: usize,
    pub(super) statement: &'a Statement,
}

impl Place<'_> {
    pub(super) fn responsible(&self) -> Responsible {
        Responsible {
            side: self.side,
            layer: self.layer.0,
            level: self.layer.1,
            policy: self.policy,
            statement: self.index,
            sid: self.statement.sid().map(String::from),
            effect: self.statement.effect(),
        }
    }
}

impl<'a> Compiled<'a> {
    /// `assumptions` say whether the case of actions and of tags counts, and whether every session policy must allow.
    pub(super) fn new(old: &Access<'a>, new: &Access<'a>, model: Model, assumptions: Assumptions) -> Self {
        Self::reading(old, new, model, assumptions, false)
    }

    /// The same where a pattern of actions that matches in another case only may match.
    pub(super) fn loose(old: &Access<'a>, new: &Access<'a>, model: Model, assumptions: Assumptions) -> Self {
        Self::reading(old, new, model, assumptions, true)
    }

    fn reading(
        old: &Access<'a>,
        new: &Access<'a>,
        model: Model,
        assumptions: Assumptions,
        has_open_case: bool,
    ) -> Self {
        let mut compiled = Self {
            model,
            rules: Vec::new(),
            actions: action_space(model),
            resources: ResourceSpace::new(),
            keys: Vec::new(),
            principals: Vec::new(),
            sides: [Allowed::default(), Allowed::default()],
        };
        let is_yes = |it| assumptions.get(it) == Setting::Yes;
        let reading = Reading { has_open_case, ..Reading::of(model, assumptions) };
        for (side, access) in [(Side::Old, old), (Side::New, new)] {
            let mut allowed = Allowed::default();
            let (mut documents, mut levels) = (0, 0);
            for layer in &access.layers {
                let level = (layer.kind == LayerKind::Scp).then_some(levels);
                levels += usize::from(level.is_some());
                let split = layer.kind == LayerKind::Session && is_yes(Assumption::EverySessionPolicyMustAllow);
                compiled.layer(side, (level, layer, documents), split, reading, &mut allowed);
                documents += layer.policies.len();
            }
            if let Some(it) = compiled.sides.get_mut(side as usize) {
                *it = allowed;
            }
        }
        compiled
    }

    fn layer(
        &mut self,
        side: Side,
        (level, layer, first): (Option<usize>, &Layer<'a>, usize),
        split: bool,
        reading: Reading,
        allowed: &mut Allowed,
    ) {
        let mut allows = Vec::new();
        for (policy, document) in layer.policies.iter().enumerate() {
            if split {
                allowed.allows.extend((policy > 0).then(|| core::mem::take(&mut allows)));
            }
            for (index, statement) in document.statements.iter().copied().enumerate() {
                let place =
                    Place { side, layer: (layer.kind, level), policy, document: first + policy, index, statement };
                let rule = self.rule(place, reading);
                self.rules.push(rule);
                match statement.effect() {
                    Effect::Allow => allows.push(self.rules.len() - 1),
                    Effect::Deny => allowed.denies.push(self.rules.len() - 1),
                }
            }
        }
        if layer.kind == LayerKind::Scp && allows.is_empty() {
            let cause = Some(Cause::Assumption(Assumption::LevelWithoutAllow));
            let action = self.actions.list(false, [Pattern { glob: Glob::pattern("*"), cause }]);
            self.rules.push(Rule { place: None, action, resource: None, keys: Vec::new(), principal: None });
            allows.push(self.rules.len() - 1);
        }
        allowed.allows.push(allows);
    }

    fn rule(&mut self, place: Place<'a>, reading: Reading) -> Rule<'a> {
        let statement = place.statement;
        let (actions, is_negated) = match statement.actions() {
            Actions::These(all) => (all, false),
            Actions::AllBut(all) => (all, true),
        };
        let action = self.actions.list(is_negated, actions.iter().flat_map(|it| reading.patterns(it)));
        let resource = statement.resources().and_then(|it| self.resources.list(it, reading.model));
        let mut conditions: Vec<(usize, Vec<_>)> = Vec::new();
        for condition in statement.conditions() {
            let key = self.key(condition, reading);
            match conditions.iter_mut().find(|it| it.0 == key) {
                Some((_, all)) => all.push(condition),
                None => conditions.push((key, [condition].into())),
            }
        }
        let keys = conditions.iter();
        let mut keys: Vec<(usize, usize)> =
            keys.filter_map(|(key, all)| Some((*key, self.keys.get_mut(*key)?.list(all, reading.model)))).collect();
        keys.sort_unstable();
        let principal = statement.principals().map(|it| place_of(&mut self.principals, it));
        Rule { place: Some(place), action, resource, keys, principal }
    }

    fn key(&mut self, condition: &crate::Condition, reading: Reading) -> usize {
        let space = KeySpace::new(condition);
        let known = self.keys.iter().position(|it| is_same_key(&it.name, &space.name, reading.ignores_tag_case));
        known.unwrap_or_else(|| {
            self.keys.push(space);
            self.keys.len() - 1
        })
    }

    /// Whether it counts if the case of tags does.
    pub(super) fn has_tags_alike(&self) -> bool {
        let alike =
            |(at, a): (usize, &KeySpace)| self.keys.iter().skip(at + 1).any(|b| a.name.eq_ignore_ascii_case(&b.name));
        self.keys.iter().enumerate().any(alike)
    }

    /// Whether `outer` says the same as `inner` with fewer conditions.
    pub(super) fn plainly_covers(&self, outer: &Rule<'_>, inner: &Rule<'_>) -> bool {
        outer.action == inner.action
            && (outer.resource.is_none() || outer.resource == inner.resource)
            && outer.keys.iter().all(|it| inner.keys.contains(it))
            && (outer.principal.is_none() || outer.principal == inner.principal)
    }

    /// Whether surely `outer` applies wherever `inner` does, whatever the answers to open questions.
    pub(super) fn covers(&self, outer: &Rule<'_>, inner: &Rule<'_>) -> bool {
        let key = |(key, list): &(usize, usize)| {
            let of_inner = inner.keys.iter().find(|it| it.0 == *key);
            of_inner.is_some_and(|it| self.keys.get(*key).is_some_and(|key| key.covers(*list, it.1)))
        };
        (outer.principal.is_none() || outer.principal == inner.principal)
            && outer.keys.iter().all(key)
            && match (outer.resource, inner.resource) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(outer), Some(inner)) => self.resources.covers(outer, inner),
            }
            && self.actions.covers(outer.action, inner.action)
    }
}

/// All names of the form that the model has.
pub(super) fn action_space(model: Model) -> Space {
    let (two, three) = (Glob::pattern_of_parts("?*:?*"), Glob::pattern_of_parts("?*:*:?*"));
    Space::new(match model {
        Model::IdentityPolicy => [three].into(),
        Model::RolePolicy => [two, three].into(),
    })
}

/// How the statements are read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    model: Model,
    /// Whether all names of actions are in lower case.
    ignores_case: bool,
    /// Whether it is open if they do where case is all that differs.
    has_open_case: bool,
    ignores_tag_case: bool,
    identity_is_iam: Setting,
}

impl Reading {
    pub(super) fn of(model: Model, assumptions: Assumptions) -> Self {
        let is_yes = |it| assumptions.get(it) == Setting::Yes;
        Self {
            model,
            ignores_case: model == Model::RolePolicy || is_yes(Assumption::ActionCase),
            has_open_case: false,
            ignores_tag_case: is_yes(Assumption::TagKeyCase),
            identity_is_iam: assumptions.get(Assumption::IdentityIsIam),
        }
    }

    pub(super) fn patterns(self, action: &ActionPattern) -> Vec<Pattern> {
        let written = action.as_str();
        let lower = if self.ignores_case { written.to_ascii_lowercase() } else { String::from(written) };
        let text = lower.as_str();
        if text == "*" {
            return [Pattern { glob: Glob::pattern(text), cause: None }].into();
        }
        let is_pattern = pattern::is_pattern(text);
        let is_other = match self.model {
            Model::IdentityPolicy => Action::from_name(written).is_none() && RoleAction::from_name(written).is_some(),
            Model::RolePolicy => RoleAction::from_name(written).is_none() && Action::from_name(written).is_some(),
        };
        let other = (is_other && !is_pattern).then_some(Cause::Assumption(Assumption::ActionOfOtherModel));
        let mut all: Vec<_> = [Pattern { glob: Glob::pattern_of_parts(text), cause: other }].into();
        let open =
            |text: &str, assumption| Pattern { glob: Glob::pattern(text), cause: Some(Cause::Assumption(assumption)) };
        if is_pattern && text.bytes().filter(|it| *it == b':').count() < 2 {
            all.push(open(text, Assumption::ShortActionPattern));
        }
        if self.has_open_case {
            let glob = Glob::pattern_of_parts(text).ignoring_case();
            all.push(Pattern { glob, cause: Some(Cause::Assumption(Assumption::ActionCase)) });
        }
        if let (Model::RolePolicy, Some(operation)) = (self.model, text.strip_prefix("::")) {
            all.push(open(&alloc::format!("*:*:{operation}"), Assumption::EmptyActionPart));
        }
        if let Some(twin) = self.twin(text) {
            let is_short = text.bytes().filter(|it| *it == b':').count() < 2;
            let cause = match self.identity_is_iam {
                Setting::Yes if is_short => Assumption::ShortActionPattern,
                _ => Assumption::IdentityIsIam,
            };
            all.push(open(&twin, cause));
        }
        all
    }
}

impl Reading {
    /// The same of `iam` where it is of `identity`, or the reverse.
    fn twin(self, text: &str) -> Option<String> {
        let (service, rest) = text.split_once(':')?;
        let is = |name| pattern::matches(service, name);
        let other = match (is("iam"), is("identity")) {
            (true, false) => "identity",
            (false, true) => "iam",
            _ => return None,
        };
        let may_be = self.model == Model::RolePolicy && self.identity_is_iam != Setting::No;
        may_be.then(|| alloc::format!("{other}:{rest}"))
    }
}

/// Whether two names are of one key; the case of its own name never counts.
fn is_same_key(a: &str, b: &str, ignores_tag_case: bool) -> bool {
    let tag = |it: &str| it.find('/').and_then(|at| it.get(at..)).map(String::from);
    a.eq_ignore_ascii_case(b) && (ignores_tag_case || tag(a) == tag(b))
}

fn place_of<'a>(all: &mut Vec<&'a Principals>, it: &'a Principals) -> usize {
    place(all, it)
}
