//! What the command prints as JSON, as types: one contract for the command and for every other front end.
//!
//! Each document is a type with [`Serialize`](serde::Serialize) and [`Deserialize`](serde::Deserialize), and has one function that
//! makes it of what the library has found. Fields only get added. With the feature `schema` [`Document`] has a JSON Schema of each.

#[cfg(feature = "access")]
mod changes;
#[cfg(feature = "access")]
mod comparison;
#[cfg(feature = "eval")]
mod decision;
#[cfg(feature = "lint")]
mod explanation;
pub mod facts;
#[cfg(feature = "lint")]
mod findings;
#[cfg(feature = "generate")]
mod generated;
#[cfg(feature = "migrate")]
mod migrated;
mod missing;
mod patterns;
#[cfg(feature = "preflight")]
mod preflight;
#[cfg(feature = "generate")]
mod replayed;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "generate")]
mod usage;
mod words;

#[cfg(feature = "access")]
pub use changes::{Change, Changes, PolicyChange};
#[cfg(feature = "access")]
pub use comparison::{BlastRadius, Comparison, ContextValue, Responsible, Unknown, Witness, comparison};
#[cfg(feature = "arrow")]
pub(crate) use decision::statement;
#[cfg(feature = "eval")]
pub use decision::{Answer, Decision, NearMiss, Statement, answer, decision};
#[cfg(feature = "lint")]
pub use explanation::{ExplainedKind, Explanation, Named, explanation};
#[cfg(all(feature = "lint", feature = "files"))]
pub use findings::found;
#[cfg(feature = "lint")]
pub use findings::{
    Edit, FileFindings, Finding, Findings, Fix, PassedOver, Position, Suppressed, Unchecked, elsewhere, findings,
};
#[cfg(feature = "generate")]
pub use generated::{Conditional, Decided, Generated, Proof, Proved, Reason, Unresolved, Without, generated};
#[cfg(all(feature = "lint", feature = "migrate"))]
pub use migrated::migration;
#[cfg(feature = "migrate")]
pub use migrated::{Migrated, MigratedStatement, Unmapped, migrated};
pub use missing::Missing;
pub use patterns::{ShrunkPattern, expanded, shrunk};
#[cfg(feature = "preflight")]
pub use preflight::{Agency, Charge, Constraint, FactNeeded, FactValue, Need, Preflight, preflight};
#[cfg(feature = "generate")]
pub use replayed::{KeptAction, Replayed, ReplayedGroup, TracesRead, UnmappedKind, UnusedActions, UsedAction};
#[cfg(feature = "schema")]
pub use schema::Document;
#[cfg(feature = "generate")]
pub use usage::{NotRead, Question, Usage, UsedApi, UsedKind, UsedProvider};
#[cfg(feature = "eval")]
pub use words::Layer;

/// A policy as it is written.
#[cfg(feature = "access")]
fn policy(it: &crate::Policy) -> serde_json::Value {
    let text = alloc::string::ToString::to_string(it);
    serde_json::from_str(&text).unwrap_or_else(|_| text.into())
}
