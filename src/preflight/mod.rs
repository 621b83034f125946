//! Preflight: can this principal do this operation now?

mod facts;
mod need;
mod question;
mod report;
mod role;
mod test;
mod text;
mod value;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use facts::Facts;
pub use need::NeedCheck;
pub use report::{Answer, ConstraintCheck, FactNeeded, Report};
pub use value::{Number, Value};

use crate::{Constraint, ConstraintKind, Fact, FactKind, Operation};
use need::Wanted;
use test::{Case, Outcome};

/// What the grants say of one action.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Whether it is allowed; nothing, if that is not known.
    pub allowed: Option<bool>,
    /// Whether a `Deny` decides.
    pub explicit: bool,
    /// Who allows or denies it.
    pub because: String,
}

/// The whole question: what an operation needs, the constraints on it, and what is known of the case at hand.
#[derive(Debug, Clone)]
pub struct Preflight<'a> {
    operation: Operation,
    facts: &'a Facts,
    silence_is_none: bool,
}

impl<'a> Preflight<'a> {
    /// Of this operation, with these facts.
    #[must_use]
    pub const fn new(operation: Operation, facts: &'a Facts) -> Self {
        Self { operation, facts, silence_is_none: false }
    }

    /// Takes it that an operation needs nothing but what its page states.
    ///
    /// By default what a page does not state is not known. Many pages have no column for what an action depends on, and pages of
    /// the other cloud show that it depends on something.
    #[must_use]
    pub const fn silence_is_none(mut self) -> Self {
        self.silence_is_none = true;
        self
    }

    /// The answer, with `decide` for what the principal may do.
    pub fn decide(&self, mut decide: impl FnMut(&str) -> Decided) -> Report {
        let operation = self.operation;
        let case = Case { facts: self.facts, service: operation.service(), cloud: operation.cloud() };
        let mut wanted = WantedFacts::default();
        let needs = need::check(operation, case, &mut decide);
        for it in needs.iter().filter(|it| it.is_met().is_none()) {
            wanted.add(&it.wanted, it.need.name());
        }
        let mut constraints = Vec::new();
        let mut charges = Vec::new();
        for constraint in operation.constraints() {
            let is_charge = constraint.kind() == ConstraintKind::Charge;
            let outcome = if is_charge { charge(constraint, case) } else { requirement(constraint, case) };
            let names: Vec<Wanted> = outcome.wanted.iter().copied().map(Wanted::Fact).collect();
            wanted.add(&names, constraint.id());
            let check = ConstraintCheck { constraint, holds: outcome.holds, because: outcome.because };
            if is_charge { &mut charges } else { &mut constraints }.push(check);
        }
        let lists = [("actions", operation.actions().is_some()), ("dependencies", operation.dependencies().is_some())];
        let unstated = lists.into_iter().filter(|it| !it.1 && !self.silence_is_none).map(|it| it.0).collect();
        let facts_needed = wanted.finish(operation);
        Report { operation, needs, unstated, constraints, charges, facts_needed }
    }
}

/// A requirement holds where it does not apply.
fn requirement(constraint: Constraint, case: Case<'_>) -> Outcome {
    let holds = constraint.holds().map_or_else(|| Outcome::of(Some(true), String::new()), |it| case.test(it));
    let Some(when) = constraint.when() else { return holds };
    let applies = case.test(when);
    match (applies.holds, holds.holds) {
        (Some(true), _) => holds,
        (Some(false), _) => Outcome::of(Some(true), format!("it does not apply: {}", applies.because)),
        (None, Some(true)) => Outcome::of(Some(true), holds.because),
        (None, Some(false)) => {
            Outcome { because: format!("{}; where it applies, {}", applies.because, holds.because), ..applies }
        }
        (None, None) => Outcome::all(Vec::from([applies, holds])),
    }
}

/// Whether a charge is due.
fn charge(constraint: Constraint, case: Case<'_>) -> Outcome {
    constraint.when().map_or_else(|| Outcome::of(Some(true), "it always applies".to_string()), |it| case.test(it))
}

/// The facts that are not given and would settle something, with what they would settle.
#[derive(Default)]
struct WantedFacts(BTreeMap<String, (Wanted, Vec<&'static str>)>);

impl WantedFacts {
    fn add(&mut self, all: &[Wanted], by: &'static str) {
        for wanted in all {
            let name = match wanted {
                Wanted::Fact(name) => (*name).to_string(),
                Wanted::Question(it) => it.name().to_string(),
            };
            let (_, names) = self.0.entry(name).or_insert_with(|| (wanted.clone(), Vec::new()));
            if !names.contains(&by) {
                names.push(by);
            }
        }
    }

    fn finish(self, operation: Operation) -> Vec<FactNeeded> {
        let all = self.0.into_iter();
        all.map(|(name, (wanted, wanted_by))| {
            let fact = operation.service().facts().find(|it| it.name() == name);
            FactNeeded {
                kind: fact.map_or(FactKind::Boolean, Fact::kind),
                unit: fact.and_then(Fact::unit),
                title: match &wanted {
                    Wanted::Fact(_) => fact.map(Fact::title).unwrap_or_default().to_string(),
                    Wanted::Question(it) => it.title().to_string(),
                },
                values: fact.map(Fact::values).unwrap_or_default(),
                wanted_by,
                name,
            }
        })
        .collect()
    }
}
