//! The statements of both sides as boxes: what they say of the action, of the resource and of each condition key.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::Access;
use super::action::Names;
use super::cause::Cause;
use super::comparison::{Responsible, Side};
use super::key::KeySpace;
use super::pattern::Pattern;
use super::policies::Document;
use super::resource::ResourceSpace;
use super::space::Space;
use crate::classes::{Budget, Glob, Spent};
use crate::eval::{Assumption, Assumptions, Layer, Setting};
use crate::shared::name::first_name;
use crate::{Actions, Effect, KeyName, Model, Principals, Resources, Statement};

/// Both sides of a comparison.
#[derive(Debug)]
pub(super) struct Sides<'a> {
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
    pub(super) layer: Layer,
    /// The place of the policy among those of its layer; of a session policy among those of the session.
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
            layer: self.layer,
            policy: self.policy,
            statement: self.index,
            sid: self.statement.sid().map(String::from),
            effect: self.statement.effect(),
        }
    }
}

/// How the statements are read: what comes in several worlds, each with an answer to the questions that it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct World {
    names: Names,
    model: Model,
    /// Whether it is open if a pattern of actions matches that differs from the name in case only.
    has_open_case: bool,
    ignores_tag_case: bool,
    every_session_policy: bool,
}

impl World {
    /// The questions that it is about.
    pub(super) const QUESTIONS: [Assumption; 3] =
        [Assumption::ActionCase, Assumption::TagKeyCase, Assumption::EverySessionPolicyMustAllow];

    pub(super) fn of(model: Model, assumptions: Assumptions, has_open_case: bool) -> Self {
        let is_yes = |it| assumptions.get(it) == Setting::Yes;
        Self {
            names: Names::of(model, assumptions),
            model,
            has_open_case,
            ignores_tag_case: is_yes(Assumption::TagKeyCase),
            every_session_policy: is_yes(Assumption::EverySessionPolicyMustAllow),
        }
    }
}

impl<'a> Sides<'a> {
    pub(super) fn new(old: &Access<'a>, new: &Access<'a>, world: World, budget: &mut Budget) -> Result<Self, Spent> {
        let mut compiler = Compiler {
            compiled: Self {
                model: world.model,
                rules: Vec::new(),
                actions: Space::of_actions(world.names),
                resources: ResourceSpace::new(),
                keys: Vec::new(),
                principals: Vec::new(),
                sides: [Allowed::default(), Allowed::default()],
            },
            world,
            keys: BTreeMap::new(),
            budget,
        };
        let sides = [compiler.side(Side::Old, old)?, compiler.side(Side::New, new)?];
        Ok(Self { sides, ..compiler.compiled })
    }

    /// Whether it counts if the case of tags does.
    pub(super) fn has_tags_alike(&self) -> bool {
        let mut names: Vec<String> = self.keys.iter().map(|it| it.name.to_ascii_lowercase()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
    }

    /// Whether `outer` says the same as `inner` with fewer conditions.
    pub(super) fn plainly_covers(&self, outer: &Rule<'_>, inner: &Rule<'_>) -> bool {
        outer.action == inner.action
            && (outer.resource.is_none() || outer.resource == inner.resource)
            && outer.keys.iter().all(|it| inner.keys.contains(it))
            && (outer.principal.is_none() || outer.principal == inner.principal)
    }

    /// Whether surely `outer` applies wherever `inner` does, whatever the answers to questions that stay open here.
    pub(super) fn covers(&self, outer: &Rule<'_>, inner: &Rule<'_>, budget: &mut Budget) -> Result<bool, Spent> {
        let key = |(key, list): &(usize, usize)| {
            let of_inner = inner.keys.iter().find(|it| it.0 == *key);
            of_inner.is_some_and(|it| self.keys.get(*key).is_some_and(|key| key.covers(*list, it.1)))
        };
        if !(outer.principal.is_none() || outer.principal == inner.principal) || !outer.keys.iter().all(key) {
            return Ok(false);
        }
        let covers_resource = match (outer.resource, inner.resource) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(outer), Some(inner)) => self.resources.covers(outer, inner, budget)?,
        };
        Ok(covers_resource && self.actions.covers(outer.action, inner.action, budget)?)
    }
}

struct Compiler<'a, 'b> {
    compiled: Sides<'a>,
    world: World,
    /// By their names, as far as their case counts.
    keys: BTreeMap<String, usize>,
    budget: &'b mut Budget,
}

impl<'a> Compiler<'a, '_> {
    fn side(&mut self, side: Side, access: &Access<'a>) -> Result<Allowed, Spent> {
        let mut allowed = Allowed::default();
        let mut documents = 0;
        let identity = self.allows((side, Layer::Identity), &access.identity, &mut documents, &mut allowed)?;
        allowed.allows.push(identity);
        for (level, policies) in access.levels.iter().enumerate() {
            let mut allows = self.allows((side, Layer::Scp(level)), policies, &mut documents, &mut allowed)?;
            if allows.is_empty() {
                let needs = [Cause::Assumption(Assumption::LevelWithoutAllow)].into();
                let compiled = &mut self.compiled;
                let action = compiled.actions.list(false, [Pattern { glob: Glob::pattern("*"), needs }]);
                compiled.rules.push(Rule { place: None, action, resource: None, keys: Vec::new(), principal: None });
                allows.push(compiled.rules.len() - 1);
            }
            allowed.allows.push(allows);
        }
        let mut of_any = Vec::new();
        for (place, policy) in access.sessions.iter().enumerate() {
            let layer = Layer::Session(place);
            let allows = self.allows((side, layer), core::slice::from_ref(policy), &mut documents, &mut allowed)?;
            if self.world.every_session_policy {
                allowed.allows.push(allows);
            } else {
                of_any.extend(allows);
            }
        }
        if !access.sessions.is_empty() && !self.world.every_session_policy {
            allowed.allows.push(of_any);
        }
        Ok(allowed)
    }

    /// The rules of these policies that allow; those that deny are added to the side's.
    fn allows(
        &mut self,
        (side, layer): (Side, Layer),
        policies: &[Document<'a>],
        documents: &mut usize,
        allowed: &mut Allowed,
    ) -> Result<Vec<usize>, Spent> {
        let mut allows = Vec::new();
        for (at, document) in policies.iter().enumerate() {
            let policy = if let Layer::Session(place) = layer { place } else { at };
            for (index, statement) in document.statements.iter().copied().enumerate() {
                let rule = self.rule(Place { side, layer, policy, document: *documents, index, statement })?;
                let place = self.compiled.rules.len();
                self.compiled.rules.push(rule);
                match statement.effect() {
                    Effect::Allow => allows.push(place),
                    Effect::Deny => allowed.denies.push(place),
                }
            }
            *documents += 1;
        }
        Ok(allows)
    }

    fn rule(&mut self, place: Place<'a>) -> Result<Rule<'a>, Spent> {
        let World { names, model, has_open_case, .. } = self.world;
        let statement = place.statement;
        let (actions, is_negated) = match statement.actions() {
            Actions::These(all) => (all, false),
            Actions::AllBut(all) => (all, true),
        };
        let values = |it: &crate::Condition| 1 + it.values().len();
        let resources = statement.resources().map_or(0, |it| match it {
            Resources::These(all) | Resources::AllBut(all) | Resources::Uris(all) => all.len(),
        });
        let conditions: usize = statement.conditions().iter().map(values).sum();
        self.budget.spend(1 + actions.len() + resources + conditions)?;
        let patterns = actions.iter().flat_map(|it| names.patterns(it, has_open_case));
        let action = self.compiled.actions.list(is_negated, patterns);
        let resource = statement.resources().and_then(|it| self.compiled.resources.list(it, model));
        let mut of_keys: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for condition in statement.conditions() {
            of_keys.entry(self.key(condition)).or_default().push(condition);
        }
        let spaces = &mut self.compiled.keys;
        let keys = of_keys.into_iter().filter_map(|(key, all)| Some((key, spaces.get_mut(key)?.list(&all, model))));
        let keys = keys.collect();
        let principal = match statement.principals() {
            None => None,
            Some(it) => {
                let known = &mut self.compiled.principals;
                self.budget.spend(known.len())?;
                Some(known.iter().position(|known| *known == it).unwrap_or_else(|| {
                    known.push(it);
                    known.len() - 1
                }))
            }
        };
        Ok(Rule { place: Some(place), action, resource, keys, principal })
    }

    fn key(&mut self, condition: &crate::Condition) -> usize {
        let all = &mut self.compiled.keys;
        *self.keys.entry(key_name(condition.key(), self.world.ignores_tag_case)).or_insert_with(|| {
            all.push(KeySpace::new(condition));
            all.len() - 1
        })
    }
}

/// The name as far as its case counts, which that of the key never does and that of a tag may.
fn key_name(key: &KeyName, ignores_tag_case: bool) -> String {
    let name = alloc::string::ToString::to_string(key);
    let name = first_name(&name);
    match name.split_once('/') {
        Some((stem, tag)) if !ignores_tag_case => alloc::format!("{}/{tag}", stem.to_ascii_lowercase()),
        _ => name.to_ascii_lowercase(),
    }
}
