//! What can go wrong, one type for each kind of failure.

mod api_call;
#[cfg(feature = "arrow")]
mod batch;
#[cfg(feature = "preflight")]
mod fact;
mod invalid_policy;
#[cfg(feature = "access")]
mod not_comparable;
#[cfg(feature = "migrate")]
mod not_migratable;
#[cfg(feature = "eval")]
mod policy_set;
#[cfg(feature = "files")]
mod read_file;
#[cfg(all(feature = "report", feature = "eval"))]
mod read_input;
mod read_policy;
#[cfg(feature = "files")]
mod read_tree;
mod unknown_name;
mod urn;

pub use api_call::ParseApiCallError;
#[cfg(feature = "arrow")]
pub use batch::BatchError;
#[cfg(feature = "preflight")]
pub use fact::FactError;
pub use invalid_policy::{InvalidPolicyError, PolicyProblem};
#[cfg(feature = "access")]
pub use not_comparable::NotComparableError;
#[cfg(feature = "migrate")]
pub use not_migratable::NotMigratableError;
#[cfg(feature = "eval")]
pub use policy_set::PolicySetError;
#[cfg(feature = "files")]
pub use read_file::ReadFileError;
#[cfg(all(feature = "report", feature = "eval"))]
pub use read_input::{InputProblem, ReadInputError};
pub use read_policy::ReadPolicyError;
#[cfg(feature = "files")]
pub use read_tree::ReadTreeError;
pub use unknown_name::UnknownNameError;
pub use urn::ParseUrnError;
