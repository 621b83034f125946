//! Calls of the past, as audit traces have them, decided again: what would change with other policies, and what was never used.
//!
//! A trace of CTS says what was done and seldom which API was called. It is mapped to an operation where it has a method and a path, or
//! where its name is that of exactly one operation of its service (or of several that need the same); or to an action where the answer
//! of a denied call names it. Whatever else a trace may be of, it is counted as not mapped, and never guessed.

mod action;
mod judge;
mod trace;
mod unused;
mod user;

pub use action::{Mapped, MappedBy, Mapper, services_of};
pub use judge::{Asked, Judge, Outcome, Told};
pub use trace::{Day, Trace};
pub use unused::{Kept, Seen, Unused, unused};
pub use user::{CallerKind, User};
