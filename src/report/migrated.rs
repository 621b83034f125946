#[cfg(feature = "lint")]
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::comparison::{Witness, witness};
use super::policy;
use crate::access::Verdict;
#[cfg(feature = "lint")]
use crate::error::NotMigratableError;
#[cfg(feature = "lint")]
use crate::lint::{self, Level, Severity};
#[cfg(feature = "lint")]
use crate::{Document, Policy};
use crate::{Effect, PolicyKind, migrate};

/// What `migrate` answers: an identity policy, and what became of each statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Migrated {
    /// The new policy; `null` if no statement is left.
    pub policy: Option<Value>,
    /// What became of each statement of the old policy.
    pub statements: Vec<MigratedStatement>,
    /// What has no equivalent in identity policies.
    pub unmapped: Vec<Unmapped>,
    /// Remarks on the policy as a whole.
    pub notes: Vec<String>,
    /// What `check` finds wrong in the new policy.
    pub problems: Vec<String>,
}

/// A statement of the old policy and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct MigratedStatement {
    /// Its place in the old policy, from 0.
    pub index: usize,
    /// Its `Effect`.
    pub effect: Effect,
    /// How what the new policy allows because of it relates to what the old one did.
    pub relation: Verdict,
    /// Whether more is allowed because of it; `null` if that is not known.
    pub new_access: Option<bool>,
    /// Whether less is allowed because of it; `null` if that is not known.
    pub lost_access: Option<bool>,
    /// A request that only one of the two allows, in names of identity policies.
    pub witness: Option<Witness>,
    /// The places of its statements in the new policy, from 0.
    pub new: Vec<usize>,
    /// Why it is so.
    pub notes: Vec<String>,
}

/// Something of the old policy that the new one does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Unmapped {
    /// The place of its statement in the old policy, from 0; `null` for `Depends`.
    pub statement: Option<usize>,
    /// As the old policy has it.
    pub what: String,
    /// Why it has no equivalent.
    pub because: String,
    /// The actions of the catalogue without an equivalent, of an action or a pattern.
    pub actions: Vec<String>,
    /// What was done about it.
    pub instead: String,
}

/// A migrated policy, and what `check` finds wrong in it.
///
/// ```
/// use hwc_iam::migrate::{Options, migrate};
/// use hwc_iam::{policy, report};
///
/// let old = policy!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] });
/// let document = report::migrated(&migrate(&old, Options::default())?);
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json["policy"]["Version"], "5.0");
/// assert_eq!(json["problems"], serde_json::json!([]));
/// assert_eq!(serde_json::from_value::<report::Migrated>(json)?, document);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn migrated(it: &migrate::Migrated) -> Migrated {
    let problems = match it.policy.as_ref().map(|it| it.check(PolicyKind::Identity)) {
        Some(Err(error)) => error.problems().iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    with_problems(it, problems)
}

fn with_problems(it: &migrate::Migrated, problems: Vec<String>) -> Migrated {
    Migrated {
        policy: it.policy.as_ref().map(policy),
        statements: it.statements.iter().map(statement).collect(),
        unmapped: it.unmapped.iter().map(unmapped).collect(),
        notes: it.notes.clone(),
        problems,
    }
}

/// A policy of the role/policy model as an identity policy, with what [`lint`](crate::lint) denies of the result; there is none if it
/// has mistakes, since IAM would refuse it.
///
/// ```
/// use hwc_iam::migrate::Options;
/// use hwc_iam::{policy, report};
///
/// let old = policy!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] });
/// let document = report::migration(&old, Options::default())?;
/// assert!(document.policy.is_some() && document.problems.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The policy is not of the role/policy model, or cannot be looked at.
#[cfg(feature = "lint")]
pub fn migration(old: &Policy, options: migrate::Options) -> Result<Migrated, NotMigratableError> {
    let mut found = migrate::migrate(old, options)?;
    let refused = found.policy.as_ref().map(refused).unwrap_or_default();
    if refused.iter().any(|it| it.rule().severity() == Severity::Error) {
        found.policy = None;
    }
    let problems = refused.iter().map(|it| format!("check[{}]: {}", it.rule().name(), it.message())).collect();
    Ok(with_problems(&found, problems))
}

#[cfg(feature = "lint")]
fn refused(policy: &Policy) -> Vec<lint::Finding> {
    let mut findings = lint::check(&Document::read(policy.to_json_pretty(), PolicyKind::Identity));
    findings.retain(|it| it.level() == Level::Deny);
    findings
}

fn statement(it: &migrate::MigratedStatement) -> MigratedStatement {
    MigratedStatement {
        index: it.index,
        effect: it.effect,
        relation: it.relation,
        new_access: it.new_access,
        lost_access: it.lost_access,
        witness: it.witness.as_ref().map(witness),
        new: it.new.clone(),
        notes: it.notes.clone(),
    }
}

fn unmapped(it: &migrate::Unmapped) -> Unmapped {
    Unmapped {
        statement: it.statement,
        what: it.what.clone(),
        because: it.because.clone(),
        actions: it.actions.iter().map(|it| String::from(*it)).collect(),
        instead: it.instead.name().into(),
    }
}
