//! What the library and the macros must agree on to the letter: one matcher, one naming rule, one set of words, one checker.
//!
//! Neither of those crates may depend on this one at run time, so both build scripts copy these sources into their
//! `OUT_DIR` ([`SOURCE`]) and each crate compiles them as its own. Their examples run in `hwc-iam`.

pub mod check;
pub mod index;
pub mod name;
pub mod packed;
pub mod pattern;
pub mod problem;
pub mod read;
pub mod rows;
pub mod suggest;
pub mod tables;
pub mod tree;
pub mod urn;
pub mod value;
pub mod variable;
pub mod words;

/// The sources of this module as one file to `include!`.
pub const SOURCE: &str = concat!(
    "pub mod check {\nmod action {\n",
    include_str!("check/action.rs"),
    "}\nmod condition {\n",
    include_str!("check/condition.rs"),
    "}\nmod kind {\n",
    include_str!("check/kind.rs"),
    "}\nmod policy {\n",
    include_str!("check/policy.rs"),
    "}\nmod resource {\n",
    include_str!("check/resource.rs"),
    "}\nmod shape {\n",
    include_str!("check/shape.rs"),
    "}\npub use policy::{check, check_action, check_all, check_urn};\n",
    "pub use shape::{POLICY_ELEMENTS, STATEMENT_ELEMENTS};\n}\npub mod index {\n",
    include_str!("index.rs"),
    "}\npub mod name {\n",
    include_str!("name.rs"),
    "}\npub mod packed {\n",
    include_str!("packed.rs"),
    "}\npub mod pattern {\n",
    include_str!("pattern.rs"),
    "}\npub mod problem {\n",
    include_str!("problem.rs"),
    "}\npub mod read {\n",
    include_str!("read.rs"),
    "}\npub mod rows {\n",
    include_str!("rows.rs"),
    "}\npub mod suggest {\n",
    include_str!("suggest.rs"),
    "}\npub mod tables {\n",
    include_str!("tables.rs"),
    "}\npub mod tree {\n",
    include_str!("tree.rs"),
    "}\npub mod urn {\n",
    include_str!("urn.rs"),
    "}\npub mod value {\n",
    include_str!("value.rs"),
    "}\npub mod variable {\n",
    include_str!("variable.rs"),
    "}\npub mod words {\n",
    include_str!("words.rs"),
    "}\n",
);
