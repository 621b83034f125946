//! A dimension whose points are what a request has of a condition key: nothing, a value, or several.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::cause::{Cause, Causes};
use super::numbered::Numbered;
use super::stance::{Mode, Stance};
use crate::classes::{Budget, Compared, Spent};
use crate::eval::{Assumptions, Atom, Truth, Value};
use crate::{Condition, ConditionKey, ConditionOperator, KeyName, Model, ValueType};

/// A condition key, and the conditions on it.
#[derive(Debug)]
pub(super) struct KeySpace {
    pub(super) name: String,
    multivalued: Option<bool>,
    pub(super) value_type: Option<ValueType>,
    conditions: Vec<Condition>,
    atoms: Vec<Atom>,
    /// By operator, values and model.
    places: BTreeMap<(ConditionOperator, Vec<String>, Model), usize>,
    /// All conditions of a statement on this key.
    lists: Numbered<Vec<usize>>,
}

/// One value of a class of them, and for each list that was asked about whether all its conditions hold.
#[derive(Debug, Clone)]
pub(super) struct KeyPoint {
    pub(super) value: Value,
    pub(super) truths: Vec<Truth>,
}

impl KeySpace {
    pub(super) fn new(condition: &Condition) -> Self {
        let key = known(condition.key());
        Self {
            name: condition.key().to_string(),
            multivalued: key.and_then(ConditionKey::is_multivalued),
            value_type: key.and_then(ConditionKey::value_type),
            conditions: Vec::new(),
            atoms: Vec::new(),
            places: BTreeMap::new(),
            lists: Numbered::default(),
        }
    }

    /// The number of these conditions together, the same for the same ones.
    pub(super) fn list(&mut self, conditions: &[&Condition], model: Model) -> usize {
        let mut all: Vec<usize> = conditions.iter().map(|it| self.atom(it, model)).collect();
        all.sort_unstable();
        all.dedup();
        self.lists.number(all)
    }

    fn atom(&mut self, condition: &Condition, model: Model) -> usize {
        let mut values: Vec<String> = condition.values().iter().map(|it| String::from(&**it)).collect();
        values.sort_unstable();
        values.dedup();
        *self.places.entry((condition.operator(), values, model)).or_insert_with(|| {
            self.conditions.push(condition.clone());
            self.atoms.push(Atom::new(condition, model));
            self.atoms.len() - 1
        })
    }

    /// Whether surely the second list holds only where the first does, whatever the answers to open questions.
    pub(super) fn covers(&self, outer: usize, inner: usize) -> bool {
        match (self.lists.get(outer), self.lists.get(inner)) {
            (Some(outer), Some(inner)) => outer.iter().all(|it| inner.contains(it)),
            _ => false,
        }
    }

    /// One point of each class that the lists `asked` for tell apart among the values for which all `required` lists hold.
    pub(super) fn points(
        &self,
        required: &[usize],
        asked: &[usize],
        stance: Stance,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<KeyPoint>, Spent> {
        let (required, asked) = (self.lists.of(required), self.lists.of(asked));
        let atoms: BTreeSet<usize> = required.iter().chain(&asked).flat_map(|it| it.iter().copied()).collect();
        let mut found: BTreeMap<Vec<Truth>, Value> = BTreeMap::new();
        let Stance { mode, assumptions } = stance;
        for value in self.values(&atoms, assumptions, causes, budget)? {
            let mut truths: BTreeMap<usize, Truth> = BTreeMap::new();
            let mut variables: Vec<usize> = Vec::new();
            for at in &atoms {
                let Some(atom) = self.atoms.get(*at) else { continue };
                budget.spend(cost(atom))?;
                let (truth, open) = atom.holds(&value, assumptions);
                truths.insert(*at, truth);
                if truth == Truth::Open {
                    open.assumptions().into_iter().for_each(|it| causes.add(&Cause::Assumption(it)));
                    if open.has_keys() {
                        causes.add(&Cause::Variable(self.describe(*at)));
                        variables.push(*at);
                    }
                }
            }
            let mut add = |truths: &BTreeMap<usize, Truth>| {
                let truth = |list: &&Vec<usize>| {
                    Truth::all(list.iter().map(|it| truths.get(it).copied().unwrap_or(Truth::Open)))
                };
                if required.iter().all(|it| stance.may_be(truth(it))) {
                    found.entry(asked.iter().map(truth).collect()).or_insert_with(|| value.clone());
                }
            };
            if mode == Mode::Sure || variables.is_empty() {
                add(&truths);
                continue;
            }
            // Each condition with a variable may hold or not, the same one in every list alike.
            let count = 1_usize.checked_shl(u32::try_from(variables.len()).unwrap_or(u32::MAX)).unwrap_or(usize::MAX);
            budget.spend(count.saturating_mul(required.len() + asked.len() + 1))?;
            for choice in 0..count {
                for (bit, at) in variables.iter().enumerate() {
                    truths.insert(*at, Truth::of(choice >> bit & 1 == 1));
                }
                add(&truths);
            }
        }
        Ok(found.into_iter().map(|(truths, value)| KeyPoint { value, truths }).collect())
    }

    /// The condition as a policy writes it.
    fn describe(&self, atom: usize) -> String {
        let Some(condition) = self.conditions.get(atom) else { return String::new() };
        let values = condition.values().iter().map(|it| alloc::format!("\"{it}\"")).collect::<Vec<_>>().join(", ");
        alloc::format!("\"{}\": {{\"{}\": [{values}]}}", condition.operator(), self.name)
    }

    /// One value of each class that these conditions tell apart.
    fn values(
        &self,
        atoms: &BTreeSet<usize>,
        assumptions: Assumptions,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<Value>, Spent> {
        let elements = self.elements(atoms, causes, budget)?;
        let mut all = vec![Value::Absent];
        if self.multivalued != Some(true) {
            all.extend(elements.iter().map(|it| Value::One(it.as_str().into())));
        }
        if self.multivalued != Some(false) {
            all.push(Value::Many(Vec::new()));
            all.extend(self.sets(atoms, &elements, assumptions, budget)?);
        }
        Ok(all)
    }

    /// A set for each combination of what holds for any and what holds for all of its elements: nothing else counts.
    fn sets(
        &self,
        atoms: &BTreeSet<usize>,
        elements: &[String],
        assumptions: Assumptions,
        budget: &mut Budget,
    ) -> Result<Vec<Value>, Spent> {
        type Kind = (Vec<Truth>, Vec<Truth>);
        let mut singles: BTreeMap<Vec<Truth>, &String> = BTreeMap::new();
        for element in elements {
            let value = Value::Many(vec![element.clone()]);
            let mut truths = Vec::new();
            for atom in atoms.iter().filter_map(|it| self.atoms.get(*it)) {
                budget.spend(cost(atom))?;
                truths.push(atom.holds(&value, assumptions).0);
            }
            singles.entry(truths).or_insert(element);
        }
        let mut found: BTreeSet<Kind> = BTreeSet::new();
        let mut sets: Vec<Vec<String>> = Vec::new();
        let mut todo: Vec<(Kind, Vec<String>)> = Vec::new();
        for (truths, element) in &singles {
            // It counts whether there are several values, be they of one class.
            sets.extend([vec![(*element).clone()], vec![(*element).clone(), (*element).clone()]]);
            let kind = (truths.clone(), truths.clone());
            found.insert(kind.clone());
            todo.push((kind, vec![(*element).clone()]));
        }
        while let Some((kind, set)) = todo.pop() {
            for (truths, element) in &singles {
                budget.spend(truths.len() + 1)?;
                let any = kind.0.iter().zip(truths).map(|(a, b)| a.or(*b)).collect();
                let all = kind.1.iter().zip(truths).map(|(a, b)| a.and(*b)).collect();
                let kind = (any, all);
                if found.insert(kind.clone()) {
                    let mut set = set.clone();
                    set.push((*element).clone());
                    sets.push(set.clone());
                    todo.push((kind, set));
                }
            }
        }
        Ok(sets.into_iter().map(Value::Many).collect())
    }

    /// One text of each class that these conditions tell apart, taken for themselves.
    fn elements(
        &self,
        atoms: &BTreeSet<usize>,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<String>, Spent> {
        let mut compared = Compared::default();
        for (condition, atom) in atoms.iter().filter_map(|it| Some((self.conditions.get(*it)?, self.atoms.get(*it)?))) {
            compared.add(atom.kind(), condition.values().iter().map(|it| &**it));
        }
        let values = compared.values(self.value_type, budget)?;
        if !values.is_whole {
            causes.add(&Cause::MixedTypes(self.name.clone()));
        }
        Ok(values.all)
    }
}

/// What it costs to ask whether a condition holds: each of its values is read and compared.
fn cost(atom: &Atom) -> usize {
    1 + 2 * atom.cost()
}

fn known(key: &KeyName) -> Option<ConditionKey> {
    match key {
        KeyName::Known(it) | KeyName::Template(it, _) => Some(*it),
        KeyName::Unchecked(name) => ConditionKey::from_name(name),
    }
}
