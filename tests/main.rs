//! The one integration test binary; a module for each subject.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod access;
mod api_call;
#[cfg(feature = "macros")]
mod builder;
mod cases;
mod catalog;
#[cfg(feature = "cli")]
mod command;
mod data;
#[cfg(feature = "macros")]
mod documents;
mod eval;
mod generate;
mod generated;
#[cfg(feature = "import")]
mod import;
mod lint;
#[cfg(feature = "macros")]
mod macros;
mod meta;
#[cfg(feature = "macros")]
mod migrate;
mod policy;
mod preflight;
mod shared;
mod wildcard;
