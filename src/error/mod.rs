//! What can go wrong, one type for each kind of failure.

mod api_call;
mod fact;
mod invalid_policy;
mod policy_set;
mod read_policy;
mod unknown_name;
mod urn;

pub use api_call::ParseApiCallError;
pub use fact::FactError;
pub use invalid_policy::{InvalidPolicyError, PolicyProblem};
pub use policy_set::PolicySetError;
pub use read_policy::ReadPolicyError;
pub use unknown_name::UnknownNameError;
pub use urn::ParseUrnError;
