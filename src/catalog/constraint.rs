use alloc::vec::Vec;
use core::fmt;

use super::handle::handle;
use super::{Source, list};
use crate::shared::tables::{ConstraintRow, FactRow, Predicate};
use crate::{ConstraintKind, FactKind};

handle! {
    /// A documented constraint of operations: what must hold for them to work, or what they cost.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Model, Operation};
    ///
    /// let path = "/v1/cloudimages/{image_id}/cross_region_copy";
    /// let copy = Operation::find("POST", path, Model::IdentityPolicy, Cloud::HuaweiCloud).unwrap();
    /// assert!(copy.constraints().any(|it| it.id() == "image_not_encrypted"));
    /// ```
    Constraint, ConstraintRow, constraints
}

impl Constraint {
    /// Its name within the service.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// Whether it is a requirement or a charge.
    #[must_use]
    pub const fn kind(self) -> ConstraintKind {
        self.row().kind
    }

    /// What it says, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// The operations that it is for, as `METHOD /path`.
    #[must_use]
    pub fn operations(self) -> &'static [&'static str] {
        self.row().operations.of(self.service().row().strings).unwrap_or_default()
    }

    /// Where it applies; everywhere, if there is nothing.
    #[must_use]
    pub const fn when(self) -> Option<Predicate> {
        self.row().when
    }

    /// What must hold.
    #[must_use]
    pub const fn holds(self) -> Option<Predicate> {
        self.row().holds
    }

    /// The facts that it depends on, without duplicates.
    ///
    /// ```
    /// use hwc_iam::Constraint;
    ///
    /// let vault = Constraint::all().find(|it| it.id() == "destination_vault_protection_type").unwrap();
    /// let facts: Vec<&str> = vault.facts().map(|it| it.name()).collect();
    /// assert_eq!(facts, ["destination_vault.protection_type", "image.created_from", "image.full_ecs"]);
    /// ```
    pub fn facts(self) -> impl Iterator<Item = Fact> {
        let mut names = Vec::new();
        for predicate in [self.row().when, self.row().holds].into_iter().flatten() {
            names_of(predicate, &mut names);
        }
        self.service().facts().filter(move |it| names.contains(&it.name()))
    }

    /// The code of the service that is charged for.
    #[must_use]
    pub const fn charge(self) -> Option<&'static str> {
        self.row().charge
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }
}

fn names_of(predicate: Predicate, names: &mut Vec<&'static str>) {
    match predicate {
        Predicate::All(all) | Predicate::Any(all) => all.iter().for_each(|it| names_of(*it, names)),
        Predicate::Not(it) => names_of(*it, names),
        Predicate::Is(fact, _)
        | Predicate::OneOf(fact, _)
        | Predicate::HasOneOf(fact, _)
        | Predicate::HasRole(fact, _)
        | Predicate::AtMost(fact, _)
        | Predicate::Mainland(fact, _) => names.push(fact),
    }
}

impl fmt::Debug for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Constraint({}:{})", self.service(), self.id())
    }
}

handle! {
    /// A fact that constraints speak of, such as the state of an image.
    ///
    /// ```
    /// use hwc_iam::{FactKind, Service};
    ///
    /// let size = Service::from_code("ims").unwrap().facts().find(|it| it.name() == "image.size").unwrap();
    /// assert_eq!((size.kind(), size.unit()), (FactKind::Number, Some("GB")));
    /// ```
    Fact, FactRow, facts
}

impl Fact {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is about: its name up to the first dot.
    #[must_use]
    pub fn subject(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }

    /// What its value is.
    #[must_use]
    pub const fn kind(self) -> FactKind {
        self.row().kind
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(self) -> Option<&'static str> {
        self.row().unit
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// The values that constraints name, each with the page's word for it.
    #[must_use]
    pub const fn values(self) -> &'static [(&'static str, &'static str)] {
        self.row().values
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fact({}:{})", self.service(), self.name())
    }
}
