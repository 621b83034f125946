//! The one integration test binary; a module for each subject.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[cfg(feature = "access")]
mod access;
mod api_call;
#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "macros")]
mod builder;
mod cases;
mod catalog;
#[cfg(feature = "cli")]
mod command;
#[cfg(feature = "cursor")]
mod cursor;
mod data;
#[cfg(all(feature = "macros", feature = "lint"))]
mod documents;
#[cfg(feature = "eval")]
mod eval;
#[cfg(feature = "files")]
mod files;
#[cfg(feature = "generate")]
mod generate;
mod generated;
#[cfg(feature = "cli")]
mod import;
#[cfg(all(feature = "files", feature = "lint"))]
mod lint;
#[cfg(feature = "macros")]
mod macros;
mod meta;
#[cfg(all(feature = "macros", feature = "migrate"))]
mod migrate;
mod policy;
#[cfg(feature = "preflight")]
mod preflight;
#[cfg(feature = "eval")]
mod random;
mod shared;
mod slips;
#[cfg(feature = "usage")]
mod usage;
mod wildcard;
