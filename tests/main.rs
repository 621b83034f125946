//! One binary for all integration tests.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may fail")]

#[cfg(feature = "import")]
mod import;
