//! Decides requests: what identity policies, roles, service control policies, session policies and resource policies come to.
//!
//! [`PolicySet`] is compiled once and decides many [`Request`]s. What the vendor's documents leave open is an [`Assumption`];
//! a [`Decision`] that depends on one, or on a key of the request that is not known, is [`Decision::Unknown`].

mod action;
mod assumption;
mod atom;
mod builder;
mod candidates;
mod classes;
mod compare;
mod condition;
mod deciding;
mod decision;
mod env;
mod explain;
mod grant;
mod index;
mod key;
mod key_id;
mod layer;
#[cfg(feature = "arrow")]
mod matters;
mod missing;
mod operand;
mod principal;
mod probe;
mod ranges;
#[cfg(feature = "arrow")]
mod refilled;
mod request;
mod resource;
mod samples;
mod set;
mod settle;
mod smallest;
mod sought;
mod statement;
mod text;
mod truth;
mod verdict;
mod votes;

pub(crate) use atom::{Atom, is_action_of_other_model};
pub(crate) use compare::Kind;
#[cfg(any(feature = "arrow", feature = "usage"))]
pub(crate) use key_id::KeyId;
#[cfg(feature = "arrow")]
pub(crate) use matters::{Extent, Home, Matters};
#[cfg(feature = "arrow")]
pub(crate) use refilled::{Refilled, SharedAction};
pub(crate) use request::{EntryValue, Value};
pub(crate) use text::Reading;
pub(crate) use truth::Truth;

pub use assumption::{Assumption, Assumptions, Setting};
pub use builder::PolicySetBuilder;
pub use decision::Decision;
pub use explain::{Explanation, Failed, NearMiss, StatementRef};
pub use grant::GrantScope;
pub use layer::Layer;
pub use missing::Missing;
pub use request::Request;
pub use set::PolicySet;
