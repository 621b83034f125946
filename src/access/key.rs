//! A dimension whose points are what a request has of a condition key: nothing, a value, or several.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::budget::{Budget, Spent};
use super::cause::{Cause, Causes};
use super::glob::{Class, Glob, Token};
use super::space::{Mode, Search};
use super::{values, words};
use crate::eval::{Assumptions, Atom, Kind, Reading, Truth, Value};
use crate::{Condition, ConditionKey, KeyName, Model, ValueType};

/// A condition key, and the conditions on it.
#[derive(Debug)]
pub(super) struct KeySpace {
    pub(super) name: String,
    multivalued: Option<bool>,
    pub(super) value_type: Option<ValueType>,
    conditions: Vec<(Condition, Model)>,
    atoms: Vec<Atom>,
    /// All conditions of a statement on this key.
    lists: Vec<Vec<usize>>,
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
            lists: Vec::new(),
        }
    }

    /// The number of these conditions together, the same for the same ones.
    pub(super) fn list(&mut self, conditions: &[&Condition], model: Model) -> usize {
        let mut all: Vec<usize> = conditions.iter().map(|it| self.atom(it, model)).collect();
        all.sort_unstable();
        all.dedup();
        match self.lists.iter().position(|it| *it == all) {
            Some(at) => at,
            None => {
                self.lists.push(all);
                self.lists.len() - 1
            }
        }
    }

    fn atom(&mut self, condition: &Condition, model: Model) -> usize {
        let within = |a: &Condition, b: &Condition| a.values().iter().all(|it| b.values().contains(it));
        let known = self.conditions.iter().position(|(it, of)| {
            it.operator() == condition.operator() && *of == model && within(it, condition) && within(condition, it)
        });
        known.unwrap_or_else(|| {
            self.conditions.push((condition.clone(), model));
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
        search: Search,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<KeyPoint>, Spent> {
        let lists = |all: &[usize]| all.iter().filter_map(|it| self.lists.get(*it)).collect::<Vec<_>>();
        let (required, asked) = (lists(required), lists(asked));
        let atoms: BTreeSet<usize> = required.iter().chain(&asked).flat_map(|it| it.iter().copied()).collect();
        let mut found: BTreeMap<Vec<Truth>, Value> = BTreeMap::new();
        let Search { mode, assumptions } = search;
        for value in self.values(&atoms, assumptions, causes, budget)? {
            let mut truths: BTreeMap<usize, Truth> = BTreeMap::new();
            let mut variables: Vec<usize> = Vec::new();
            for at in &atoms {
                let Some(atom) = self.atoms.get(*at) else { continue };
                budget.spend(1)?;
                let (truth, open) = atom.holds(&value, assumptions);
                truths.insert(*at, truth);
                if truth == Truth::Open {
                    open.open_assumptions().into_iter().for_each(|it| causes.add(&Cause::Assumption(it)));
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
                if required.iter().all(|it| search.may_be(truth(it))) {
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
        let Some((condition, _)) = self.conditions.get(atom) else { return String::new() };
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
            budget.spend(atoms.len())?;
            let value = Value::Many(vec![element.clone()]);
            let truths = atoms.iter().filter_map(|it| self.atoms.get(*it)).map(|it| it.holds(&value, assumptions).0);
            singles.entry(truths.collect()).or_insert(element);
        }
        let mut found: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
        let mut todo: Vec<(Kind, Vec<String>)> = Vec::new();
        for (truths, element) in &singles {
            todo.push(((truths.clone(), truths.clone()), vec![(*element).clone()]));
        }
        while let Some((kind, set)) = todo.pop() {
            if found.contains_key(&kind) {
                continue;
            }
            for (truths, element) in &singles {
                budget.spend(truths.len() + 1)?;
                let any = kind.0.iter().zip(truths).map(|(a, b)| a.or(*b)).collect();
                let all = kind.1.iter().zip(truths).map(|(a, b)| a.and(*b)).collect();
                let kind = (any, all);
                if !found.contains_key(&kind) {
                    let mut set = set.clone();
                    set.push((*element).clone());
                    todo.push((kind, set));
                }
            }
            found.insert(kind, set);
        }
        // More than one value of the same kind: it counts whether there are several.
        let pairs = singles.values().map(|it| vec![(*it).clone(), (*it).clone()]);
        Ok(found.into_values().chain(pairs).map(Value::Many).collect())
    }

    /// One text of each class that these conditions tell apart, taken for themselves.
    fn elements(
        &self,
        atoms: &BTreeSet<usize>,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<String>, Spent> {
        if self.value_type == Some(ValueType::Boolean) {
            return Ok(vec!["true".into(), "false".into()]);
        }
        let (mut globs, mut numbers, mut dates, mut ranges) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut has_booleans = false;
        for (condition, _) in atoms.iter().filter_map(|it| self.conditions.get(*it)) {
            let values = condition.values().iter().map(|it| &**it);
            match Atom::kind(condition.operator().operator()) {
                Kind::Text(reading) => globs.extend(values.map(|it| text(it, reading))),
                Kind::Affix(reading) => {
                    for it in values {
                        globs.push(text(it, reading));
                        globs.push(text(it, reading).ignoring_case());
                    }
                }
                Kind::Number => numbers.extend(values),
                Kind::Date => dates.extend(values),
                Kind::Ip => ranges.extend(values),
                Kind::Bool => has_booleans = true,
                Kind::Presence => {}
            }
        }
        let kinds = [!globs.is_empty(), !numbers.is_empty(), !dates.is_empty(), !ranges.is_empty(), has_booleans];
        let is_text = matches!(self.value_type, None | Some(ValueType::String));
        let kinds_of_type = match self.value_type {
            None | Some(ValueType::String | ValueType::Boolean) => 0,
            Some(ValueType::Number) => 1,
            Some(ValueType::Date) => 2,
            Some(ValueType::Ip) => 3,
        };
        let mixed = if is_text {
            kinds.iter().filter(|it| **it).count() > 1
        } else {
            kinds.iter().enumerate().any(|(at, it)| *it && at != kinds_of_type)
        };
        if mixed {
            causes.add(&Cause::MixedTypes(self.name.clone()));
        }
        let mut all: Vec<String> = Vec::new();
        if has_booleans {
            all.extend(["true".into(), "false".into()]);
        }
        if !numbers.is_empty() || self.value_type == Some(ValueType::Number) {
            match values::numbers(numbers.iter().copied()) {
                Some(found) => all.extend(found),
                None => causes.add(&Cause::Value(self.name.clone())),
            }
        }
        if !dates.is_empty() || self.value_type == Some(ValueType::Date) {
            all.extend(values::dates(dates.iter().copied()));
        }
        if !ranges.is_empty() || self.value_type == Some(ValueType::Ip) {
            all.extend(values::addresses(ranges.iter().copied()));
        }
        if is_text || mixed {
            // Texts that are no value of another type are among them; and the empty one, which may count as missing.
            let any = Glob::pattern("*");
            all.push(String::new());
            all.extend(
                words::classes(&[&any], &globs.iter().collect::<Vec<_>>(), budget)?.into_iter().map(|it| it.text),
            );
        }
        if !is_text && !mixed {
            // A value of the key can be read as its type.
            all.retain(|it| self.value_type.is_none_or(|kind| crate::value::is_value(kind, it)));
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

fn known(key: &KeyName) -> Option<ConditionKey> {
    match key {
        KeyName::Known(it) | KeyName::Template(it, _) => Some(*it),
        KeyName::Unchecked(name) => ConditionKey::from_name(name),
    }
}

fn text(text: &str, reading: Reading) -> Glob {
    let mut glob = Glob::value(text, reading.wildcards);
    if reading.open_start {
        glob.tokens.insert(0, Token::Run(Class::Any));
    }
    if reading.open_end {
        glob.tokens.push(Token::Run(Class::Any));
    }
    if reading.ignore_case { glob.ignoring_case() } else { glob }
}
