use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::Effect;
use crate::eval::{self, Assumption, Explanation, Failed, PolicySet, Request};

/// What `eval` answers: a decision and everything that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Decision {
    /// The decision.
    pub decision: eval::Decision,
    /// The statements that decide it.
    pub matched: Vec<Statement>,
    /// The fewest condition keys that would settle it, or `resource` or `principal`, if it is unknown.
    pub missing_keys: Vec<String>,
    /// The open questions that it depends on, if it is unknown.
    pub assumptions: Vec<Assumption>,
    /// Whether fewer of these may be enough, as there are more cases than are looked at.
    pub too_many_cases: bool,
    /// What it can be, if it is unknown.
    pub possible: Vec<eval::Decision>,
    /// Where an `Allow` is missing, such as `identity` or `scp[1]`, which is the second level of the organization.
    pub without_allow: Vec<String>,
    /// The statements about the action and the resource that do not apply, or perhaps not.
    pub nearly: Vec<NearMiss>,
}

/// A statement of one of the policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Statement {
    /// Where its policy is.
    pub layer: Layer,
    /// The level of the organization, from 0 for the root, of a service control policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<usize>,
    /// The name of its policy.
    pub policy: String,
    /// Its place in the policy, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Its `Effect`.
    pub effect: Effect,
}

/// A statement that would apply if something else held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct NearMiss {
    /// The statement.
    #[serde(flatten)]
    pub statement: Statement,
    /// What does not hold.
    pub failed: Vec<String>,
    /// What may hold.
    pub open: Vec<String>,
}

/// What `eval --batch` answers to one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Answer {
    /// The line cannot be read.
    Unreadable {
        /// Its number, from 1.
        line: usize,
        /// The column, from 1; `null` for what is missing.
        column: Option<usize>,
        /// Why.
        error: String,
    },
    /// Nothing certain.
    Open {
        /// `unknown`.
        decision: eval::Decision,
        /// The fewest condition keys that would settle it.
        missing_keys: Vec<String>,
        /// The open questions that it depends on.
        assumptions: Vec<Assumption>,
        /// Whether fewer of these may be enough, as there are more cases than are looked at.
        too_many_cases: bool,
    },
    /// A certain answer.
    Certain {
        /// The decision.
        decision: eval::Decision,
    },
}

/// The decision on a request, with its reasons.
///
/// ```
/// use hwc_iam::eval::{PolicySet, Request};
/// use hwc_iam::{policy, report};
///
/// let set = PolicySet::builder()
///     .identity("readers", policy!({
///         "Version": "5.0",
///         "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
///     }))
///     .build()?;
/// let document = report::decision(&set.explain(&Request::new("ims:images:list")));
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json["decision"], "allow");
/// assert_eq!(json["matched"][0]["policy"], "readers");
/// assert_eq!(serde_json::from_value::<report::Decision>(json)?, document);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn decision(it: &Explanation<'_>) -> Decision {
    Decision {
        decision: it.decision,
        matched: it.matched.iter().map(statement).collect(),
        missing_keys: it.missing.iter().map(ToString::to_string).collect(),
        assumptions: it.assumptions.clone(),
        too_many_cases: it.is_cut,
        possible: it.possible.clone(),
        without_allow: it.without_allow.iter().map(|it| place(*it)).collect(),
        nearly: it.nearly.iter().map(near_miss).collect(),
    }
}

/// The decision on one of many requests, as short as it can be.
///
/// ```
/// use hwc_iam::eval::{PolicySet, Request};
/// use hwc_iam::report;
///
/// let set = PolicySet::builder().build()?;
/// let document = report::answer(&set, &Request::new("ims:images:list"));
/// assert_eq!(serde_json::to_string(&document)?, r#"{"decision":"implicit_deny"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn answer(set: &PolicySet, request: &Request) -> Answer {
    match set.decide(request) {
        decision @ eval::Decision::Unknown => {
            let Decision { missing_keys, assumptions, too_many_cases, .. } = self::decision(&set.explain(request));
            Answer::Open { decision, missing_keys, assumptions, too_many_cases }
        }
        decision => Answer::Certain { decision },
    }
}

/// A statement as documents have it.
pub(crate) fn statement(it: &eval::StatementRef<'_>) -> Statement {
    Statement {
        layer: it.layer.into(),
        level: level(it.layer),
        policy: it.policy.into(),
        statement: it.statement,
        sid: it.sid.map(String::from),
        effect: it.effect,
    }
}

fn near_miss(it: &eval::NearMiss<'_>) -> NearMiss {
    let each = |all: &[Failed<'_>]| all.iter().map(ToString::to_string).collect();
    NearMiss { statement: statement(&it.statement), failed: each(&it.failed), open: each(&it.open) }
}

/// The level of the organization, from 0 for the root, of a service control policy.
pub(super) const fn level(layer: eval::Layer) -> Option<usize> {
    if let eval::Layer::Scp(level) = layer { Some(level) } else { None }
}

/// A layer with its place among those of its kind.
fn place(layer: eval::Layer) -> String {
    match layer {
        eval::Layer::Scp(at) | eval::Layer::Session(at) => format!("{}[{at}]", layer.name()),
        _ => layer.name().into(),
    }
}
