//! The classes of texts and values that policies tell apart, and one of each: what the evaluator tries for a key that it does not
//! know and what the comparison of policies looks at, computed in one place.
//!
//! Two values are in one class if the evaluator decides alike for both, whatever the statements are that compare them. Texts are
//! classified by the product of the patterns' automata; numbers, dates and addresses by where they stand between the values
//! that they are compared with.

mod budget;
mod case;
mod compared;
mod glob;
mod values;
mod words;

pub(crate) use budget::{Budget, Spent};
pub(crate) use case::same_but_for_case;
pub(crate) use compared::Compared;
pub(crate) use glob::{Class, Glob, Token};
pub(crate) use words::classes;
