//! What can go wrong, one type for each kind of failure.

mod unknown_name;
mod urn;

pub use unknown_name::UnknownNameError;
pub use urn::ParseUrnError;
