//! The evaluator against a second one, slow and obvious.

mod agree;
mod agreement;
mod bucket;
mod cases;
pub(super) mod generate;
mod hostile;
#[cfg(feature = "access")]
mod joint;
mod ranges;
pub(super) mod scenario;
mod settled;
mod settles;
#[expect(clippy::string_slice, reason = "a test fails by panicking")]
mod slow;
