//! The search for one request that some statements apply to and others do not: dimension by dimension, with the classes of each
//! found only for the statements that are left.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::cause::{Cause, Causes};
use super::comparison::Side;
use super::compile::{Allowed, Rule, Sides};
use super::key::KeyPoint;
use super::resource::ResourcePoint;
use super::stance::{Mode, Stance};
use crate::bits::Bits;
use crate::classes::{Budget, Spent};
use crate::eval::{Truth, Value};

/// A request, dimension by dimension.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) action: String,
    pub(super) resource: Option<String>,
    /// By the numbers of the keys.
    pub(super) keys: Vec<(usize, Value)>,
}

pub(super) struct Searcher<'c, 'a> {
    pub(super) compiled: &'c Sides<'a>,
    pub(super) stance: Stance,
    /// The one action that is looked at; nothing, if all are.
    pub(super) action: Option<String>,
    pub(super) causes: Causes,
    /// Whether it took a look at points: all else holds whether the case of actions counts or not.
    pub(super) has_explored: bool,
    /// The points of keys that were looked at.
    keys: Memo<AskedKey, KeyPoint>,
    pub(super) budget: &'c mut Budget,
}

/// A key, and the lists that are required and asked of it.
type AskedKey = (usize, Vec<usize>, Vec<usize>);

/// Points that were found, by what was asked.
struct Memo<Asked, Point>(BTreeMap<Asked, Rc<[Point]>>);

impl<Asked, Point> Default for Memo<Asked, Point> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Asked: Ord, Point> Memo<Asked, Point> {
    fn points_of(
        &mut self,
        asked: Asked,
        find: impl FnOnce(&Asked) -> Result<Vec<Point>, Spent>,
    ) -> Result<Rc<[Point]>, Spent> {
        if let Some(known) = self.0.get(&asked) {
            return Ok(Rc::clone(known));
        }
        let points = find(&asked)?;
        Ok(Rc::clone(self.0.entry(asked).or_insert(points.into())))
    }
}

impl<'c, 'a> Searcher<'c, 'a> {
    pub(super) fn new(compiled: &'c Sides<'a>, stance: Stance, budget: &'c mut Budget) -> Self {
        Self {
            compiled,
            stance,
            action: None,
            causes: Causes::default(),
            has_explored: false,
            keys: Memo::default(),
            budget,
        }
    }

    /// A request that this side allows and the other does not.
    pub(super) fn differs(&mut self, allowing: Side) -> Result<Option<Found>, Spent> {
        let [old, new] = &self.compiled.sides;
        let (allowing, other) = if allowing == Side::Old { (old, new) } else { (new, old) };
        self.layers(&allowing.allows, &mut Vec::new(), allowing, other)
    }

    /// One statement of each layer has to allow.
    fn layers(
        &mut self,
        layers: &[Vec<usize>],
        chosen: &mut Vec<usize>,
        allowing: &Allowed,
        other: &Allowed,
    ) -> Result<Option<Found>, Spent> {
        if let Some((layer, rest)) = layers.split_first() {
            for it in layer {
                chosen.push(*it);
                let found = self.layers(rest, chosen, allowing, other)?;
                chosen.pop();
                if found.is_some() {
                    return Ok(found);
                }
            }
            return Ok(None);
        }
        for layer in &other.allows {
            let excluded: Vec<usize> = allowing.denies.iter().chain(layer).copied().collect();
            if let Some(found) = self.escape(chosen, &excluded)? {
                return Ok(Some(found));
            }
        }
        for deny in &other.denies {
            let required: Vec<usize> = chosen.iter().chain([deny]).copied().collect();
            if let Some(found) = self.escape(&required, &allowing.denies)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// A request that all `required` statements apply to and none of the `excluded` ones.
    fn escape(&mut self, required: &[usize], excluded: &[usize]) -> Result<Option<Found>, Spent> {
        let compiled = self.compiled;
        let rules = |all: &[usize]| all.iter().filter_map(|it| compiled.rules.get(*it)).collect::<Vec<_>>();
        let required = rules(required);
        let excluded = rules(excluded);
        self.budget.spend(required.len() * (excluded.len() + 1))?;
        let covers = |outer: &&Rule<'_>| required.iter().any(|inner| compiled.plainly_covers(outer, inner));
        if excluded.iter().any(covers) {
            return Ok(None);
        }
        for (at, a) in required.iter().enumerate() {
            for b in required.iter().skip(at + 1) {
                if compiled.actions.are_disjoint(a.action, b.action, self.budget)? {
                    return Ok(None);
                }
            }
        }
        let mut left = Vec::new();
        for it in excluded {
            let mut is_apart = false;
            for other in &required {
                is_apart = is_apart || compiled.actions.are_disjoint(it.action, other.action, self.budget)?;
            }
            if !is_apart {
                left.push(it);
            }
        }
        let mut excluded = left;
        for (outer, inner) in excluded.iter().flat_map(|outer| required.iter().map(move |inner| (outer, inner))) {
            if compiled.covers(outer, inner, self.budget)? {
                return Ok(None);
            }
        }
        self.has_explored = true;
        if self.stance.mode == Mode::Sure {
            if excluded.iter().chain(&required).any(|it| it.principal.is_some()) {
                self.causes.add(&Cause::Principal);
            }
            if required.iter().any(|it| it.principal.is_some()) {
                return Ok(None);
            }
        } else {
            // It may be a principal that only these are about.
            excluded
                .retain(|it| it.principal.is_none() || required.iter().any(|other| other.principal == it.principal));
        }
        Escape { required, excluded, resources: Memo::default() }.run(self)
    }
}

struct Escape<'c, 'a> {
    required: Vec<&'c Rule<'a>>,
    excluded: Vec<&'c Rule<'a>>,
    /// By the lists that were asked about.
    resources: Memo<Vec<usize>, ResourcePoint>,
}

/// What a point of a dimension leaves: the excluded statements that apply as far as this dimension goes.
struct Choice<T> {
    left: Bits,
    point: T,
}

/// The choices for one key.
struct KeyChoices {
    key: usize,
    choices: Vec<Choice<Value>>,
}

impl Escape<'_, '_> {
    fn run(&mut self, searcher: &mut Searcher<'_, '_>) -> Result<Option<Found>, Spent> {
        let asked = numbers(self.excluded.iter().map(|it| it.action));
        let required = numbers(self.required.iter().map(|it| it.action));
        let Searcher { compiled, stance, .. } = *searcher;
        let actions = &compiled.actions;
        let causes = &mut searcher.causes;
        let points = match &searcher.action {
            Some(it) => actions.point(it, &required, &asked, stance, causes).into_iter().collect(),
            None => actions.points(&required, &asked, stance, causes, searcher.budget)?,
        };
        let all = Bits::all(self.excluded.len());
        let points = points.into_iter().map(|it| {
            let list = |rule: &Rule<'_>| Some(rule.action);
            Choice { left: self.left(&all, &asked, &it.truths, stance, list), point: it.text }
        });
        for Choice { left, point: action } in least(points.collect(), searcher.budget)? {
            if let Some((resource, keys)) = self.resource(&left, searcher)? {
                return Ok(Some(Found { action, resource, keys }));
            }
        }
        Ok(None)
    }

    #[expect(clippy::type_complexity, reason = "what is missing of `Found`")]
    fn resource(
        &mut self,
        left: &Bits,
        searcher: &mut Searcher<'_, '_>,
    ) -> Result<Option<(Option<String>, Vec<(usize, Value)>)>, Spent> {
        let Searcher { compiled, stance, .. } = *searcher;
        let asked = numbers(self.rules(left).filter_map(|it| it.resource));
        let required = numbers(self.required.iter().filter_map(|it| it.resource));
        let points = self.resources.points_of(asked.clone(), |asked| {
            compiled.resources.points(&required, asked, stance, &mut searcher.causes, searcher.budget)
        })?;
        let points = points.iter().map(|it| {
            let list = |rule: &Rule<'_>| rule.resource;
            Choice { left: self.left(left, &asked, &it.truths, stance, list), point: it.name.clone() }
        });
        for Choice { left, point } in least(points.collect(), searcher.budget)? {
            if let Some(keys) = self.keys(&left, searcher)? {
                return Ok(Some((point, keys)));
            }
        }
        Ok(None)
    }

    fn keys(&self, left: &Bits, searcher: &mut Searcher<'_, '_>) -> Result<Option<Vec<(usize, Value)>>, Spent> {
        let Searcher { compiled, stance, .. } = *searcher;
        // What has no condition cannot be escaped by one.
        if self.rules(left).any(|it| it.keys.is_empty()) {
            return Ok(None);
        }
        let of = |rule: &Rule<'_>, key: usize| rule.keys.iter().find(|it| it.0 == key).map(|it| it.1);
        let mut all = Vec::new();
        for key in numbers(self.rules(left).chain(self.required.iter().copied()).flat_map(|it| &it.keys).map(|it| it.0))
        {
            let Some(space) = compiled.keys.get(key) else { continue };
            let asked = numbers(self.rules(left).filter_map(|it| of(it, key)));
            let required = numbers(self.required.iter().filter_map(|it| of(it, key)));
            let points = searcher.keys.points_of((key, required, asked.clone()), |(_, required, asked)| {
                space.points(required, asked, stance, &mut searcher.causes, searcher.budget)
            })?;
            let choices = points.iter().map(|it| {
                let left = self.left(left, &asked, &it.truths, stance, |rule| of(rule, key));
                Choice { left, point: &it.value }
            });
            let choices = least(choices.collect(), searcher.budget)?;
            let choices: Vec<_> =
                choices.into_iter().map(|it| Choice { left: it.left, point: it.point.clone() }).collect();
            if choices.is_empty() {
                return Ok(None);
            }
            all.push(KeyChoices { key, choices });
        }
        let all: Vec<&KeyChoices> = all.iter().collect();
        choose(left, &all, searcher.budget)
    }

    fn rules<'s>(&'s self, left: &'s Bits) -> impl Iterator<Item = &'s Rule<'s>> {
        left.iter().filter_map(|it| self.excluded.get(it)).copied()
    }

    /// Those of the statements that still apply where these lists have these truths.
    fn left(
        &self,
        of: &Bits,
        asked: &[usize],
        truths: &[Truth],
        stance: Stance,
        list: impl Fn(&Rule<'_>) -> Option<usize>,
    ) -> Bits {
        let mut left = Bits::none(self.excluded.len());
        for at in of.iter() {
            let list = self.excluded.get(at).and_then(|it| list(it));
            let truth = list.and_then(|it| asked.binary_search(&it).ok()).and_then(|it| truths.get(it));
            if !truth.is_some_and(|it| stance.may_not_be(*it)) {
                left.insert(at);
            }
        }
        left
    }
}

/// A value for each key, so that nothing is left: those keys first that leave the fewest choices.
fn choose(left: &Bits, keys: &[&KeyChoices], budget: &mut Budget) -> Result<Option<Vec<(usize, Value)>>, Spent> {
    if left.is_empty() {
        let any = |it: &&KeyChoices| Some((it.key, it.choices.first()?.point.clone()));
        return Ok(Some(keys.iter().filter_map(any).collect()));
    }
    let mut escapable = left.without(left);
    let mut best: Option<(usize, Vec<Choice<&Value>>)> = None;
    for (at, key) in keys.iter().enumerate() {
        budget.spend(key.choices.len())?;
        let choices = key.choices.iter().map(|it| Choice { left: it.left.and(left), point: &it.point });
        let choices = least(choices.collect(), budget)?;
        for choice in &choices {
            escapable = escapable.or(&left.without(&choice.left));
        }
        if choices.iter().any(|it| it.left != *left) && best.as_ref().is_none_or(|it| choices.len() < it.1.len()) {
            best = Some((at, choices));
        }
    }
    let Some((at, choices)) = best.filter(|_| left.is_within(&escapable)) else { return Ok(None) };
    let rest: Vec<&KeyChoices> = keys.iter().enumerate().filter(|it| it.0 != at).map(|it| *it.1).collect();
    let Some(key) = keys.get(at).map(|it| it.key) else { return Ok(None) };
    for choice in choices {
        budget.spend(keys.len())?;
        if let Some(mut found) = choose(&choice.left, &rest, budget)? {
            found.push((key, choice.point.clone()));
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The choices that leave the least: those that leave all that another one leaves are no better.
fn least<T>(mut all: Vec<Choice<T>>, budget: &mut Budget) -> Result<Vec<Choice<T>>, Spent> {
    all.sort_by_key(|it| it.left.count());
    let mut kept: Vec<Choice<T>> = Vec::new();
    for choice in all {
        budget.spend(1 + kept.len() / 8)?;
        if !kept.iter().any(|it| it.left.is_within(&choice.left)) {
            kept.push(choice);
        }
    }
    Ok(kept)
}

fn numbers(all: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut all: Vec<usize> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
