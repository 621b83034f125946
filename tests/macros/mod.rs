//! The macros from outside: what does not compile and with which words, what does, and what it becomes.

// What the compiler says is the same with every set of features: it is asked once.
#[cfg(feature = "full")]
mod agree;
mod expansion;
#[cfg(feature = "full")]
mod messages;
#[cfg(feature = "full")]
mod renamed;
#[cfg(feature = "full")]
mod ui;
