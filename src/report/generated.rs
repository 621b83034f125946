use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::policy;
use crate::eval::Decision;
use crate::generate;

/// What `generate` answers: a policy of least privilege, why each action is in it, and the proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Generated {
    /// The policy; `null` if nothing is to be allowed.
    pub policy: Option<Value>,
    /// In the role/policy model, the policy of the global services where one policy cannot have both.
    pub global_policy: Option<Value>,
    /// Each action of the policy with its reason.
    pub reasons: Vec<Reason>,
    /// What operations need only where the words of their pages apply.
    pub conditional: Vec<Conditional>,
    /// What could not be decided.
    pub unresolved: Vec<Unresolved>,
    /// What the pages leave open.
    pub notes: Vec<String>,
    /// That the policy is enough and no more.
    pub proof: Proof,
    /// What it is for, where that was found in files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<super::Usage>,
}

/// Why an action is in the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Reason {
    /// The action, or the pattern that a page requires.
    pub action: String,
    /// What needs it.
    pub because: String,
    /// The resources that it is allowed on; none means all.
    pub resources: Vec<String>,
}

/// What an operation needs only where the words of a page apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Conditional {
    /// The action.
    pub action: String,
    /// The words of the page.
    pub qualifier: String,
    /// What needs it.
    pub because: String,
    /// Whether the policy has it.
    pub included: bool,
}

/// Something that is not in the policy because it is not certain what it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Unresolved {
    /// The call, the trace, the message or the name.
    pub what: String,
    /// Why.
    pub because: String,
    /// What it could be.
    pub candidates: Vec<String>,
    /// For which models on which clouds pages list it.
    pub elsewhere: Vec<Elsewhere>,
}

/// A model of policies on a cloud, for which pages list an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Elsewhere {
    /// As `--model` takes it.
    pub model: String,
    /// As `--cloud` takes it.
    pub cloud: String,
}

/// That the policy is enough and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Proof {
    /// Whether it holds.
    pub holds: bool,
    /// Whether everything that was asked for is in it.
    pub complete: bool,
    /// Each operation, decided with the policy.
    pub allowed: Vec<Proved>,
    /// For each action, what fails without it.
    pub without: Vec<Without>,
    /// Whether the policy allows nothing else; `null` if that is not known.
    pub nothing_else: Option<bool>,
}

/// An operation, decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Proved {
    /// The operation, as it was given.
    pub operation: String,
    /// The decision.
    pub decision: Decision,
    /// The decision on each of its actions.
    pub actions: Vec<Decided>,
}

/// An action, decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Decided {
    /// The action.
    pub action: String,
    /// The decision.
    pub decision: Decision,
}

/// What fails without an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Without {
    /// The action.
    pub action: String,
    /// An operation that is not allowed without it; `null` if each is.
    pub fails: Option<Proved>,
}

/// A policy of least privilege with its proof.
///
/// ```
/// use hwc_iam::generate::Generator;
/// use hwc_iam::{Cloud, Model, report};
///
/// let mut generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
/// generator.call("POST /v1/cloudimages/{image_id}/copy");
/// let generated = generator.generate();
/// let document = report::generated(&generated, &generated.proof());
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json["policy"]["Version"], "5.0");
/// assert_eq!(json["proof"]["holds"], true);
/// assert_eq!(serde_json::from_value::<report::Generated>(json)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn generated(it: &generate::Generated, proof: &generate::Proof) -> Generated {
    Generated {
        policy: it.policy.as_ref().map(policy),
        global_policy: it.global_policy.as_ref().map(policy),
        reasons: it.reasons.iter().map(reason).collect(),
        conditional: it.conditional.iter().map(conditional).collect(),
        unresolved: it.unresolved.iter().map(unresolved).collect(),
        notes: it.notes.clone(),
        proof: Proof {
            holds: proof.holds(),
            complete: proof.is_complete,
            allowed: proof.allowed.iter().map(proved).collect(),
            without: proof.without.iter().map(without).collect(),
            nothing_else: proof.nothing_else,
        },
        usage: None,
    }
}

fn reason(it: &generate::Reason) -> Reason {
    Reason { action: it.action.clone(), because: it.because.clone(), resources: it.resources.clone() }
}

fn conditional(it: &generate::Conditional) -> Conditional {
    Conditional {
        action: it.action.clone(),
        qualifier: it.qualifier.clone(),
        because: it.because.clone(),
        included: it.is_included,
    }
}

fn unresolved(it: &generate::Unresolved) -> Unresolved {
    let elsewhere =
        it.elsewhere.iter().map(|(model, cloud)| Elsewhere { model: model.name().into(), cloud: cloud.name().into() });
    Unresolved {
        what: it.what.clone(),
        because: it.because.clone(),
        candidates: it.candidates.clone(),
        elsewhere: elsewhere.collect(),
    }
}

fn proved(it: &generate::Proved) -> Proved {
    let decided = |(action, decision): &(String, Decision)| Decided { action: action.clone(), decision: *decision };
    Proved { operation: it.what.clone(), decision: it.decision, actions: it.actions.iter().map(decided).collect() }
}

fn without(it: &generate::Without) -> Without {
    Without { action: it.action.clone(), fails: it.fails.as_ref().map(proved) }
}
