//! The evaluator against a second one, slow and obvious.

mod agree;
mod bucket;
mod cases;
mod generate;
mod hostile;
mod scenario;
mod settles;
#[expect(clippy::string_slice, reason = "a test fails by panicking")]
mod slow;
