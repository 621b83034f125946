#![cfg_attr(feature = "full", doc = include_str!("../README.md"))]
#![cfg_attr(not(feature = "full"), doc = "Huawei Cloud IAM inside the Rust compiler; the README shows all of it.")]
//!
//! # Where to look
//!
//! * The actions of a service: [`actions`] for identity policies, [`role_actions`] for the role/policy model; its [`keys`] and
//!   [`resources`]. Each constant's page says what the vendor's page says of it.
#![cfg_attr(
    feature = "macros",
    doc = "* A policy that the compiler checks: [`policy!`], [`scp!`], [`trust_policy!`], [`policy_file!`]; one name: [`action!`], [`urn!`]."
)]
//! * A policy of parts that are known at run time: [`Policy::new`], [`Statement::allow`], [`Statement::deny`].
//! * The catalogue as values: [`Service`], [`Action`], [`RoleAction`], [`ConditionKey`], [`ResourceType`], [`Operation`],
//!   [`Role`], [`Constraint`], [`Region`], [`Limit`], [`Source`].
//! * Policies in files: [`Document`], [`Policy::from_json`], and [`mod@lint`].
//! * Decisions on requests, with reasons: [`mod@eval`].
#![cfg_attr(feature = "arrow", doc = "* Decisions on columns of requests: [`mod@arrow`].")]
//! * Names of resources: [`Urn`] and [`UrnPattern`]; wildcards: [`mod@pattern`]; policy variables: [`variable`].
#![no_std]
// Nothing here needs an operating system.
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]
// Parts of one engine serve another; with all of them, everything is used.
#![cfg_attr(not(feature = "full"), allow(dead_code, unused_imports))]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// The macros expand to paths through this crate, also in its own examples and tests.
extern crate self as hwc_iam;

use hwc_iam_core as shared;

#[cfg(feature = "access")]
pub mod access;
#[cfg(feature = "arrow")]
pub mod arrow;
mod bits;
mod catalog;
#[cfg(feature = "eval")]
mod classes;
#[cfg(feature = "cursor")]
pub mod cursor;
pub mod error;
#[cfg(feature = "eval")]
pub mod eval;
#[cfg(feature = "files")]
pub mod files;
#[cfg(feature = "generate")]
pub mod generate;
pub mod key;
#[cfg(feature = "lint")]
pub mod lint;
#[cfg(feature = "macros")]
mod macros;
#[cfg(feature = "migrate")]
pub mod migrate;
mod policy;
#[cfg(feature = "preflight")]
pub mod preflight;
#[cfg(feature = "usage")]
pub mod replay;
#[cfg(feature = "report")]
pub mod report;
#[cfg(all(feature = "report", feature = "eval"))]
pub mod scenario;
pub mod urn;
#[cfg(feature = "usage")]
pub mod usage;
pub mod wildcard;

pub use catalog::{
    Action, ApiCall, Clouds, ConditionKey, Constraint, Covered, Fact, Feature, Known, Limit, Need, NeedKind, Operation,
    OperationMatch, Operator, Region, RequiredBy, Requirement, ResourceType, ResourceUse, Role, RoleAction, RoleCode,
    RoleResource, Service, Source,
};
pub use key::{Key, KeyTemplate, Pattern};
pub use policy::{
    ActionName, ActionPattern, ActionWildcard, Actions, Condition, ConditionOperator, Dependency, Document,
    DocumentProblem, IdentityPolicies, KeyName, Policy, Position, Principal, Principals, Resources, RolePolicies,
    Statement, StatementBuilder,
};
pub use shared::read::Span;
pub use shared::tables::{Predicate, Scope};
pub use shared::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, Effect, FactKind, Model, PolicyKind, PrincipalKind, Qualifier,
    RoleKind, ServiceLevel, Support, ValueType, Version,
};
pub use shared::{pattern, printable, suggest, value, variable};
pub use urn::{Urn, UrnPattern};
pub use wildcard::{expand, shrink};

/// The actions of identity policies: a type for each service with a constant for each action.
///
/// ```
/// use hwc_iam::actions::Ims;
///
/// assert_eq!(Ims::IMAGES_COPY_CROSS_REGION.name(), "ims:images:copyCrossRegion");
/// ```
pub mod actions {
    use crate::Action;

    include!(concat!(env!("OUT_DIR"), "/actions.rs"));
}

/// The actions of the role/policy model: a type for each service with a constant for each action.
///
/// ```
/// use hwc_iam::role_actions::Ims;
///
/// assert_eq!(Ims::IMAGES_COPY.name(), "ims:images:copy");
/// ```
pub mod role_actions {
    use crate::RoleAction;

    include!(concat!(env!("OUT_DIR"), "/role_actions.rs"));
}

/// The resource types: a type for each service with a constant for each of them.
///
/// ```
/// use hwc_iam::resources::Ims;
///
/// assert_eq!(Ims::IMAGE.any().to_string(), "ims:*:*:image:*");
/// ```
pub mod resources {
    use crate::ResourceType;

    include!(concat!(env!("OUT_DIR"), "/resources.rs"));
}

/// The condition keys: a type for each service, and [`Global`](keys::Global), with a constant for each key, whose own type
/// has the operators that fit.
///
/// ```
/// use hwc_iam::keys::{Global, Ims};
///
/// let conditions = [Global::MFA_PRESENT.is(true), Ims::ENCRYPTED.is(false)];
/// ```
pub mod keys {
    use crate::ConditionKey;
    #[allow(unused_imports, reason = "which of them the keys need is a matter of data")]
    use crate::key::{Any, Boolean, Date, Ip, Key, KeyTemplate, Many, NotStated, Number, One, Text};

    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// What the macros expand to. Not an interface: it changes without notice.
#[doc(hidden)]
pub mod __private;
