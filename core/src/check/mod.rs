//! The checks of a policy that must hold for it to mean anything.

mod action;
mod bucket;
mod checker;
mod condition;
mod kind;
mod obs;
mod policy;
mod resource;
mod shape;

pub use policy::{can_be_told, check, check_action, check_all, check_urn};
pub use shape::{POLICY_ELEMENTS, STATEMENT_ELEMENTS};
