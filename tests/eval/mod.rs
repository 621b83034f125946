//! The evaluator against a second one, slow and obvious.

mod agree;
mod generate;
mod scenario;
mod slow;
