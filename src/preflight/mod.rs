//! Preflight: can this principal do this operation now?

mod facts;
mod grants;
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
pub use grants::Decided;
pub use need::NeedCheck;
pub use report::{Answer, ConstraintCheck, FactNeeded, Report, Unstated};
pub use value::{Number, Value};

use crate::eval::{PolicySet, Request};
use crate::{Constraint, ConstraintKind, Fact, FactKind, Operation};
use grants::{Authority, Grants};
use need::Wanted;
use test::{Case, Outcome};

/// The whole question: can a principal do this operation now, with what it is granted and what is known of the case?
///
/// It decides each action that the operation needs and what those depend on, and tests each documented constraint. The answer is
/// three-valued and says why, what is missing, and which facts to find out.
///
/// ```
/// use hwc_iam::eval::{PolicySet, Request};
/// use hwc_iam::preflight::{Answer, Facts, Preflight};
/// use hwc_iam::{Cloud, Model, Operation, policy};
///
/// let copy = "POST /v1/cloudimages/7ca68c5b/copy";
/// let copy = Operation::resolve(copy, Model::IdentityPolicy, Cloud::HuaweiCloud)?[0].operation();
/// let set = PolicySet::builder()
///     .identity("replicators", policy!({
///         "Version": "5.0",
///         "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copyInRegion"] }]
///     }))
///     .build()?;
/// let facts = Facts::new(copy);
/// let report = Preflight::new(copy, &facts).check(&set, &Request::new("").resource("ims:cn-north-4:0a1b:image:7ca68c5b"));
/// assert_eq!(report.answer(), Answer::No);
/// assert_eq!(report.missing_actions(), ["ims:serverImages:create"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Preflight<'a> {
    operation: Operation,
    facts: &'a Facts,
    resources: Vec<(Option<String>, String)>,
    silence_is_none: bool,
}

impl<'a> Preflight<'a> {
    /// Of this operation, with these facts.
    #[must_use]
    pub const fn new(operation: Operation, facts: &'a Facts) -> Self {
        Self { operation, facts, resources: Vec::new(), silence_is_none: false }
    }

    /// Names a resource, by its URN, that the operation uses in addition to that of the request, such as a bucket. It is the
    /// resource of every action that takes resources of its service and type; the first that fits counts.
    ///
    /// Of an action for whose resource there is none, the resource is not known.
    #[must_use]
    pub fn resource(mut self, urn: impl Into<String>) -> Self {
        self.resources.push((None, urn.into()));
        self
    }

    /// Names the resource of one action.
    #[must_use]
    pub fn resource_of(mut self, action: impl Into<String>, urn: impl Into<String>) -> Self {
        self.resources.push((Some(action.into()), urn.into()));
        self
    }

    /// Takes it that an operation needs nothing but what its page states.
    ///
    /// By default what a page does not state is not known, and what the pages of other operations say that its actions depend on may
    /// be needed. Many pages have no column for what an action depends on, and pages of
    /// the other cloud show that it depends on something.
    #[must_use]
    pub const fn silence_is_none(mut self) -> Self {
        self.silence_is_none = true;
        self
    }

    /// The answer for what is granted to the principal and the circumstances of the request. The action of the request is ignored:
    /// those of the operation are decided.
    ///
    /// The operation determines the model of its actions. A set that grants in the other model, too, leaves open what it does not
    /// allow in this one, unless [`Assumption::ModelsAddUp`](crate::eval::Assumption::ModelsAddUp) is settled to no.
    #[must_use]
    pub fn check(&self, set: &PolicySet, request: &Request) -> Report {
        let mut resources: Vec<(Option<String>, String)> = self.resources.clone();
        resources.extend(request.resource_name().map(|it| (None, it.to_string())));
        self.report(&mut Grants::new(set, request, self.operation, &resources))
    }

    /// The answer, with decisions from wherever else, such as a live account.
    pub fn decide(&self, mut decide: impl FnMut(&str) -> Decided) -> Report {
        self.report(&mut decide)
    }

    fn report(&self, authority: &mut dyn Authority) -> Report {
        let operation = self.operation;
        let case = Case { facts: self.facts, service: operation.service(), cloud: operation.cloud() };
        let mut wanted = WantedFacts::default();
        let needs = need::check(operation, case, self.silence_is_none, authority);
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
        let lists = [
            (Unstated::Actions, operation.actions().is_some()),
            (Unstated::Dependencies, operation.dependencies().is_some()),
        ];
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
