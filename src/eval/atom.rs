//! One condition alone, as the comparison of policies asks for it.

use super::compare::Kind;
use super::condition::Test;
use super::env::{Env, Open};
use super::request::{Request, Value, is_of_other_model};
use super::truth::Truth;
use super::{Assumptions, Layer, PolicySet};
use crate::{Action, Condition, Model, Policy, RoleAction};

/// A compiled condition.
#[derive(Debug, Clone)]
pub(crate) struct Atom(Test);

impl Atom {
    pub(crate) fn new(condition: &Condition, model: Model) -> Self {
        Self(Test::new(condition, model))
    }

    pub(crate) const fn kind(&self) -> Kind {
        self.0.comparison.kind()
    }

    /// How much it is to ask whether it holds, in values that are compared.
    pub(crate) fn cost(&self) -> usize {
        self.0.cost()
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

/// Whether it is open if policies of this model apply to the action, which is one of the other.
pub(crate) fn is_action_of_other_model(name: &str, model: Model) -> bool {
    is_of_other_model(Action::from_name(name), RoleAction::from_name(name), model)
}

impl Open {
    pub(crate) fn has_keys(self) -> bool {
        self.keys != 0
    }
}

impl PolicySet {
    /// Its policies and where they stand, in the order in which they were added.
    pub(crate) fn policies(&self) -> impl Iterator<Item = (Layer, &Policy)> {
        self.documents.iter().map(|it| (it.layer, &it.policy))
    }

    /// How many levels of the organization there are, and whether the principal or its account is a special one.
    pub(crate) const fn circumstances(&self) -> (usize, bool) {
        (self.levels, self.is_root || self.is_management)
    }
}
