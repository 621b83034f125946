//! One condition alone, as the comparison of policies asks for it.

use alloc::vec::Vec;

use super::compare::Comparison;
use super::condition::Test;
use super::env::{Env, Open};
use super::request::{Request, Value};
use super::statement::Compiled;
use super::text::Reading;
use super::truth::Truth;
use super::{Assumption, Assumptions, Decision, PolicySet};
use crate::{Condition, Model, Operator};

/// A compiled condition.
#[derive(Debug, Clone)]
pub(crate) struct Atom(Test);

/// What an operator compares, as far as classes of values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text(Reading),
    /// The same, of which no table says whether case counts.
    Affix(Reading),
    Bool,
    Number,
    Date,
    Ip,
    /// Only whether the key is there.
    Presence,
}

impl Atom {
    pub(crate) fn new(condition: &Condition, model: Model) -> Self {
        Self(Test::new(condition, model))
    }

    pub(crate) const fn kind(operator: Operator) -> Kind {
        match Comparison::of(operator) {
            Comparison::Text(it) => Kind::Text(it),
            Comparison::Affix(it) => Kind::Affix(it),
            Comparison::Bool => Kind::Bool,
            Comparison::Number(_) => Kind::Number,
            Comparison::Date(_) => Kind::Date,
            Comparison::Ip => Kind::Ip,
            Comparison::Null | Comparison::NullOrEmpty => Kind::Presence,
        }
    }

    /// Whether it holds where the key has this value and nothing is known of the keys of its variables; and what is open.
    pub(crate) fn holds(&self, value: &Value, assumptions: Assumptions) -> (Truth, Open) {
        let name = self.0.key.id.name();
        let mut request = Request::new("");
        for key in self.0.operands.iter().flat_map(|it| it.text().variables()) {
            request = request.unknown_key(key.id.name());
        }
        request = match value {
            Value::Absent => request,
            Value::One(it) => request.key(name, it),
            Value::Many(all) => request.keys(name, all.iter().cloned()),
        };
        let env = Env::new(&request, assumptions, &[]);
        let holds = self.0.holds(&env);
        (holds, env.open())
    }
}

impl Open {
    pub(crate) fn has_keys(self) -> bool {
        self.keys != 0
    }

    pub(crate) fn open_assumptions(self) -> Vec<Assumption> {
        self.assumptions()
    }
}

impl PolicySet {
    /// The decision, and if it is not known, what was found open on the way to it.
    pub(crate) fn decide_noting(&self, request: &Request) -> (Decision, Vec<Assumption>) {
        let decision = self.decide(request);
        let mut open = Vec::new();
        if decision == Decision::Unknown {
            let env = Env::new(request, self.assumptions, &[]);
            let _ = self.verdict(&env);
            open = env.open().assumptions();
        }
        (decision, open)
    }

    /// The statements that surely apply, by the places of their documents and their own.
    pub(crate) fn applying(&self, request: &Request) -> Vec<(usize, usize)> {
        let env = Env::new(request, self.assumptions, &[]);
        let applies = |it: &&Compiled| it.applies(it.is_for_action(&env), self.grants(), &env) == Truth::Yes;
        self.statements.iter().filter(applies).map(|it| (it.document, it.place)).collect()
    }
}
