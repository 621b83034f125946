//! The catalogue: what the documentation says of services, actions, resources, keys and operations.

mod action;
mod api_call;
mod condition_key;
mod constraint;
mod feature;
mod handle;
mod known;
mod limit;
mod list;
mod operation;
mod operator;
mod region;
mod requirement;
mod resource_type;
mod role;
mod role_action;
mod role_code;
mod role_resource;
mod service;
#[cfg(feature = "migrate")]
mod shape;
mod source;
mod tables;

pub use action::{Action, ResourceUse};
pub use api_call::{ApiCall, OperationMatch};
pub use condition_key::ConditionKey;
pub use constraint::{Constraint, Fact};
pub use feature::Feature;
pub use known::Known;
pub use limit::Limit;
pub use list::Clouds;
pub use operation::{Need, NeedKind, Operation};
pub use operator::Operator;
pub use region::Region;
pub(crate) use requirement::is_same;
pub use requirement::{RequiredBy, Requirement};
pub use resource_type::ResourceType;
pub use role::{Covered, Role};
pub use role_action::RoleAction;
pub use role_code::RoleCode;
pub use role_resource::RoleResource;
pub use service::Service;
#[cfg(feature = "migrate")]
pub(crate) use shape::{Shapes, is_same_api, shape};
pub use source::Source;
pub(crate) use tables::TABLES;

/// What has a unique id is compared by it.
macro_rules! by_id {
    ($($name:ident),+) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.id() == other.id()
            }
        }

        impl Eq for $name {}

        impl core::hash::Hash for $name {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.id().hash(state);
            }
        }
    )+};
}

by_id!(Limit, Region, Source);
