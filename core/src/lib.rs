//! What `hwc-iam`, its macros and its data must agree on to the letter: one matcher, one naming rule, one set of words, one reader,
//! one checker. What is public of it is re-exported by `hwc-iam`, which is the crate to use; the rest changes without notice.
#![no_std]
#![warn(missing_docs)]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]

extern crate alloc;

pub mod check;
pub mod federation;
pub mod index;
pub mod name;
pub mod obs;
pub mod packed;
pub mod pattern;
pub mod printable;
pub mod problem;
pub mod read;
pub mod rows;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod serde;
pub mod slip;
pub mod suggest;
pub mod tables;
pub mod tree;
pub mod urn;
pub mod value;
pub mod variable;
pub mod words;
