use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::NotRead;

/// What `replay` answers: what calls of the past would do with other policies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Replayed {
    /// What was read.
    pub read: TracesRead,
    /// How many calls were allowed, and would fail.
    pub newly_denied: u64,
    /// How many were denied, and would go through.
    pub newly_allowed: u64,
    /// How many are unknown.
    pub unknown: u64,
    /// How many go as before.
    pub same: u64,
    /// The calls that do not go as before, by outcome, principal, call and day.
    pub groups: Vec<ReplayedGroup>,
    /// How many calls are in no group, because there are too many groups.
    pub in_no_group: u64,
}

/// What was read of traces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct TracesRead {
    /// How many traces there are.
    pub traces: u64,
    /// How many were mapped by a method and a path.
    pub mapped_by_api: u64,
    /// How many were mapped by the name of an operation.
    pub mapped_by_name: u64,
    /// How many were mapped by the action that a denial names.
    pub mapped_by_denial: u64,
    /// How many could not be mapped.
    pub unmapped: u64,
    /// What those are.
    pub unmapped_kinds: Vec<UnmappedKind>,
    /// How many objects are not traces.
    pub not_traces: u64,
    /// The first day, in UTC.
    pub first_day: Option<String>,
    /// The last day, in UTC.
    pub last_day: Option<String>,
    /// What could not be read.
    pub not_read: Vec<NotRead>,
}

/// Traces that could not be mapped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct UnmappedKind {
    /// CTS's word for the service.
    pub service: String,
    /// The type of resource.
    pub resource_type: String,
    /// The name of the trace.
    pub trace_name: String,
    /// How many there are.
    pub count: u64,
}

/// Calls with the same outcome, of one principal, of one operation or action, on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct ReplayedGroup {
    /// `newly_denied`, `newly_allowed` or `unknown`.
    pub outcome: String,
    /// The account and the name of who called.
    pub principal: String,
    /// The operation, or the actions that a denial names.
    pub call: String,
    /// The actions that it needs.
    pub actions: Vec<String>,
    /// The day in UTC; `null` if the traces do not say.
    pub day: Option<String>,
    /// How many there are.
    pub count: u64,
    /// What must be known to decide it.
    pub missing: Vec<String>,
    /// The file of the first example.
    pub file: String,
    /// The id of the first example, if it has one.
    pub trace_id: Option<String>,
}

/// What `unused` answers: what of a policy was never used, and the policy without it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct UnusedActions {
    /// What was read of the principal's traces.
    pub read: TracesRead,
    /// Of which principal; `null` for whoever is in the traces.
    pub principal: Option<String>,
    /// The actions that were used, and how often.
    pub used: Vec<UsedAction>,
    /// Those that were never used, in that time.
    pub unused: Vec<String>,
    /// Those that were not seen and stay all the same.
    pub kept: Vec<KeptAction>,
    /// The policy without those that were never used; `null` if nothing is left.
    pub policy: Option<Value>,
}

/// An action that was used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct UsedAction {
    /// Its name.
    pub action: String,
    /// How often.
    pub count: u64,
}

/// An action that stays although it was not seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct KeptAction {
    /// Its name.
    pub action: String,
    /// Why it stays.
    pub because: String,
}

#[cfg(feature = "usage")]
impl UnusedActions {
    /// What was found of a policy.
    #[must_use]
    pub fn of(found: &crate::replay::Unused) -> Self {
        let kept = |it: &crate::replay::Kept| KeptAction { action: it.action.clone(), because: it.because.clone() };
        Self {
            unused: found.unused.clone(),
            kept: found.kept.iter().map(kept).collect(),
            policy: found.policy.as_ref().map(super::policy),
            ..Self::default()
        }
    }
}
