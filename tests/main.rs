//! The one integration test binary; a module for each subject.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod builder;
mod catalog;
mod data;
mod documents;
mod generated;
#[cfg(feature = "import")]
mod import;
mod macros;
mod meta;
mod shared;
