use alloc::string::String;
use alloc::vec::Vec;

use super::need::NeedCheck;
use crate::shared::words::words;
use crate::{Constraint, FactKind, Operation};

words! {
    /// Whether a principal can do an operation now.
    ///
    /// ```
    /// assert_eq!(hwc_iam::preflight::Answer::No.name(), "no");
    /// ```
    Answer {
        /// Everything that is documented is met.
        Yes = "yes",
        /// Something that is documented is not met.
        No = "no",
        /// Nothing that is known fails, and something is not known.
        Unknown = "unknown",
    }
}

/// The answer of a preflight with everything that it rests on; see [`Preflight`](super::Preflight).
#[derive(Debug, Clone)]
pub struct Report {
    pub(super) operation: Operation,
    pub(super) needs: Vec<NeedCheck>,
    pub(super) unstated: Vec<Unstated>,
    pub(super) constraints: Vec<ConstraintCheck>,
    pub(super) charges: Vec<ConstraintCheck>,
    pub(super) facts_needed: Vec<FactNeeded>,
}

impl Report {
    /// Yes, no or unknown. Charges do not count.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let needs = self.needs.iter().map(NeedCheck::is_met);
        let all = needs.chain(self.constraints.iter().map(ConstraintCheck::holds));
        match (all.clone().any(|it| it == Some(false)), all.clone().any(|it| it.is_none())) {
            (true, _) => Answer::No,
            (_, true) => Answer::Unknown,
            _ if !self.unstated.is_empty() => Answer::Unknown,
            _ => Answer::Yes,
        }
    }

    /// The operation that was asked about.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        self.operation
    }

    /// Everything that the operation needs, decided: its actions, then what they depend on.
    #[must_use]
    pub fn needs(&self) -> &[NeedCheck] {
        &self.needs
    }

    /// What is needed for certain and not there, each once: actions, patterns of which nothing is allowed, roles.
    #[must_use]
    pub fn missing_actions(&self) -> Vec<&'static str> {
        let mut missing: Vec<&str> = Vec::new();
        for it in self.needs.iter().filter(|it| it.is_met() == Some(false)) {
            if !missing.contains(&it.need.name()) {
                missing.push(it.need.name());
            }
        }
        missing
    }

    /// What no page states, where that alone may be what is missing.
    #[must_use]
    pub fn unstated(&self) -> &[Unstated] {
        &self.unstated
    }

    /// Every documented requirement, by id.
    #[must_use]
    pub fn constraints(&self) -> &[ConstraintCheck] {
        &self.constraints
    }

    /// What the operation may cost, by id; `holds` says whether it does.
    #[must_use]
    pub fn charges(&self) -> &[ConstraintCheck] {
        &self.charges
    }

    /// The requirements that are about the agency, by id.
    pub fn agency(&self) -> impl Iterator<Item = &ConstraintCheck> {
        self.constraints.iter().filter(|it| it.constraint.facts().any(|it| it.subject() == "agency"))
    }

    /// The facts to find out, by name.
    #[must_use]
    pub fn facts_needed(&self) -> &[FactNeeded] {
        &self.facts_needed
    }
}

words! {
    /// What a page does not state of an operation.
    ///
    /// ```
    /// assert_eq!(hwc_iam::preflight::Unstated::Actions.name(), "actions");
    /// ```
    Unstated {
        /// Which actions it needs.
        Actions = "actions",
        /// What its actions depend on.
        Dependencies = "dependencies",
    }
}

/// A documented constraint and whether it holds.
#[derive(Debug, Clone)]
pub struct ConstraintCheck {
    pub(super) constraint: Constraint,
    pub(super) holds: Option<bool>,
    pub(super) because: String,
}

impl ConstraintCheck {
    /// The constraint.
    #[must_use]
    pub const fn constraint(&self) -> Constraint {
        self.constraint
    }

    /// Whether it holds, or does not apply; of a charge, whether it is due. Nothing, if facts are missing.
    #[must_use]
    pub const fn holds(&self) -> Option<bool> {
        self.holds
    }

    /// The facts that decide, or those that are missing.
    #[must_use]
    pub fn because(&self) -> &str {
        &self.because
    }
}

/// A fact that would settle something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactNeeded {
    pub(super) name: String,
    pub(super) kind: FactKind,
    pub(super) unit: Option<&'static str>,
    pub(super) title: String,
    pub(super) values: &'static [(&'static str, &'static str)],
    pub(super) wanted_by: Vec<&'static str>,
}

impl FactNeeded {
    /// Its name, under which [`Facts`](super::Facts) take it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its value is.
    #[must_use]
    pub const fn kind(&self) -> FactKind {
        self.kind
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(&self) -> Option<&'static str> {
        self.unit
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The values that constraints name, each with the page's word for it; there may be others.
    #[must_use]
    pub const fn values(&self) -> &'static [(&'static str, &'static str)] {
        self.values
    }

    /// The constraints and the actions that it would settle.
    #[must_use]
    pub fn wanted_by(&self) -> &[&'static str] {
        &self.wanted_by
    }
}
