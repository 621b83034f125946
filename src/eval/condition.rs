use alloc::string::String;
use alloc::vec::Vec;

use super::Assumption::{
    EmptyListRestrictsNothing, EmptySetIsMissing, FailedVariableSparesTheRest, NegatedOperatorOnMissingKey,
    OperatorOfOtherModel, OperatorOnSeveralValues, QualifierOnMissingKey, QualifierOnSingleValuedKey,
    UnreadableValueHolds,
};
use super::compare::Comparator;
use super::env::{Env, Found};
use super::key::Key;
use super::operand::{Operand, Seen};
use super::ranges::{Among, Ranges};
use super::text::{Match, Matches};
use super::truth::Truth;
use crate::{Condition, Model, Qualifier};

/// A compiled condition.
#[derive(Debug, Clone)]
pub(super) struct Test {
    pub(super) key: Key,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) if_exists: bool,
    pub(super) comparison: Comparator,
    pub(super) is_negated: bool,
    /// Whether only the other model documents the operator.
    pub(super) is_foreign: bool,
    pub(super) operands: Vec<Operand>,
    /// The operands, where all are ranges and there are many.
    ranges: Option<Ranges>,
}

/// Fewer are compared one by one.
const MANY: usize = 8;

impl Test {
    pub(super) fn new(condition: &Condition, model: Model) -> Self {
        let operator = condition.operator();
        let comparison = Comparator::of(operator.operator());
        let operands: Vec<Operand> = condition.values().iter().map(|it| Operand::new(it, comparison)).collect();
        let is_many = comparison == Comparator::Ip && operands.len() > MANY;
        let plain = || operands.iter().map(|it| it.text().plain()).collect::<Option<Vec<_>>>();
        let ranges = if is_many { plain().and_then(|all| Ranges::new(all.into_iter())) } else { None };
        Self {
            key: Key::new(condition.key()),
            qualifier: operator.qualifier(),
            if_exists: operator.if_exists(),
            comparison,
            is_negated: operator.operator().is_negated(),
            is_foreign: !operator.operator().is_of(model),
            operands,
            ranges,
        }
    }

    /// How much it is to ask, in values that are compared.
    pub(super) fn cost(&self) -> usize {
        let all = self.operands.len();
        if self.ranges.is_some() { all.ilog2() as usize } else { all }
    }

    pub(super) fn holds(&self, env: &Env<'_>) -> Truth {
        let mut holds = self.of_the_key(env);
        if self.operands.is_empty() {
            holds = env.choose(EmptyListRestrictsNothing, Truth::Yes, holds);
        }
        if self.is_foreign {
            holds = env.choose(OperatorOfOtherModel, holds, Truth::No);
        }
        holds
    }

    fn of_the_key(&self, env: &Env<'_>) -> Truth {
        if matches!(self.comparison, Comparator::Null | Comparator::NullOrEmpty) {
            let holds = self.of_presence(env);
            return if self.qualifier.is_none() {
                holds
            } else {
                env.choose(QualifierOnSingleValuedKey, holds, Truth::No)
            };
        }
        let found = env.find(&self.key.id);
        let holds = match found {
            Found::Open => {
                // Whoever knows the key asks for these next.
                self.operands.iter().for_each(|it| it.text().note_variables(env));
                return Truth::Open;
            }
            Found::Absent => self.unless_failed(self.of_nothing(env), env),
            Found::Many([]) => self.unless_failed(self.of_empty_set(env), env),
            Found::One(value) if self.key.multivalued == Some(true) => self.of_values([value].into_iter(), env),
            Found::One(value) => self.of_value(value, env),
            Found::Many([value]) if self.key.multivalued == Some(false) => self.of_value(value, env),
            Found::Many(all) => self.of_values(all.iter().map(String::as_str), env),
        };
        let single = match found {
            Found::One(_) => self.key.multivalued != Some(true),
            _ => self.key.multivalued == Some(false),
        };
        let exempt = self.if_exists && matches!(found, Found::Absent);
        if self.qualifier.is_some() && single && !exempt {
            env.choose(QualifierOnSingleValuedKey, holds, Truth::No)
        } else {
            holds
        }
    }

    /// Whether one value of the request matches one, or, of a negated operator, none of those of the policy.
    fn of_value(&self, value: &str, env: &Env<'_>) -> Truth {
        let mut is_unreadable = false;
        let matches = if let Some(ranges) = &self.ranges {
            let found: Among = ranges.find(value);
            is_unreadable = found.is_unreadable;
            Matches { any: Truth::of(found.is_in_one), failed: Truth::No }
        } else {
            let seen = Seen::new(value, self.comparison);
            Matches::of(self.operands.iter().map(|it| {
                it.matches(&seen, self.comparison, env).unwrap_or_else(|| {
                    is_unreadable = true;
                    Match::Is(Truth::No)
                })
            }))
        };
        let holds = if self.is_negated { matches.any.not() } else { matches.any };
        let holds = match (is_unreadable, self.is_negated) {
            // A negated operator that finds the value among others does not hold whatever the unreadable one means.
            (true, true) => env.choose(UnreadableValueHolds, holds, Truth::No),
            (true, false) => env.choose(UnreadableValueHolds, Truth::Yes, holds),
            (false, _) => holds,
        };
        env.choose(FailedVariableSparesTheRest, holds, holds.and(matches.failed.not()))
    }

    fn of_values<'v>(&self, all: impl Iterator<Item = &'v str>, env: &Env<'_>) -> Truth {
        let each = all.map(|it| self.of_value(it, env));
        match self.qualifier {
            Some(Qualifier::ForAllValues) => Truth::all(each),
            Some(Qualifier::ForAnyValue) => Truth::any(each),
            None => env.choose(OperatorOnSeveralValues, Truth::any(each), Truth::No),
        }
    }

    fn of_nothing(&self, env: &Env<'_>) -> Truth {
        if self.if_exists {
            return Truth::Yes;
        }
        let missing = if self.is_negated { env.ask(NegatedOperatorOnMissingKey) } else { Truth::No };
        match self.qualifier {
            None => missing,
            Some(it) => env.choose(QualifierOnMissingKey, Truth::of(it == Qualifier::ForAllValues), missing),
        }
    }

    fn of_empty_set(&self, env: &Env<'_>) -> Truth {
        match self.qualifier {
            None => env.choose(EmptySetIsMissing, self.of_nothing(env), Truth::No),
            Some(it) => {
                let holds = Truth::of(it == Qualifier::ForAllValues);
                if self.if_exists { env.choose(EmptySetIsMissing, Truth::Yes, holds) } else { holds }
            }
        }
    }

    /// The same where no value of the request is compared with those of the policy.
    fn unless_failed(&self, holds: Truth, env: &Env<'_>) -> Truth {
        if holds == Truth::No {
            return holds;
        }
        let failed = Truth::any(self.operands.iter().map(|it| it.text().fails(env)));
        env.choose(FailedVariableSparesTheRest, holds, holds.and(failed.not()))
    }

    fn of_presence(&self, env: &Env<'_>) -> Truth {
        let or_empty = self.comparison == Comparator::NullOrEmpty;
        let is_absent = match env.find(&self.key.id) {
            Found::Open => Truth::Open,
            Found::Absent => Truth::Yes,
            Found::Many([]) if or_empty => Truth::Yes,
            Found::Many([]) => env.ask(EmptySetIsMissing),
            Found::One("") => Truth::of(or_empty),
            Found::One(_) | Found::Many(_) => Truth::No,
        };
        Truth::any(self.operands.iter().map(|it| match it.as_boolean() {
            Some(true) => is_absent,
            Some(false) => is_absent.not(),
            None => env.ask(UnreadableValueHolds),
        }))
    }
}
