use alloc::string::{String, ToString};
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::eval::{Assumption, Decision};
use crate::preflight::{self, Answer};
use crate::{Cloud, FactKind, Model, NeedKind};

/// What `preflight` answers: whether a principal can do an operation now, and everything that this rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Preflight {
    /// The answer.
    pub answer: Answer,
    /// The operation.
    pub operation: String,
    /// The model of its actions.
    pub model: Model,
    /// Its cloud.
    pub cloud: Cloud,
    /// What is needed and not granted: actions, patterns, roles.
    pub missing_actions: Vec<String>,
    /// Everything that it needs, decided.
    pub actions: Vec<Need>,
    /// Every documented requirement.
    pub constraints: Vec<Constraint>,
    /// Whether the requirements of the agency are met; `null` if there are none.
    pub agency: Option<Agency>,
    /// What it may cost.
    pub charges: Vec<Charge>,
    /// What no page states, `actions` or `dependencies`, where that alone may be missing.
    pub not_stated: Vec<String>,
    /// The facts that would settle something.
    pub facts_needed: Vec<FactNeeded>,
}

/// Something that an operation needs, and whether the principal has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Need {
    /// The action, the pattern, the role or the words of the page.
    pub action: String,
    /// Which of these it is.
    pub kind: NeedKind,
    /// The action that it is needed for, if it is a dependency of one.
    pub of_action: Option<String>,
    /// The words of the page on when it is needed.
    pub qualifier: Option<String>,
    /// Whether it is needed; `null` if a fact is missing.
    pub needed: Option<bool>,
    /// Whether the principal has it; `null` if that is not known.
    pub has: Option<bool>,
    /// The decision on the action; `null` for a role and for words.
    pub decision: Option<Decision>,
    /// What allows or denies it, or what is not known.
    pub because: String,
    /// Of a pattern, the actions that are not certain to be allowed.
    pub not_allowed: Vec<String>,
    /// The condition keys that the decision depends on.
    pub missing_keys: Vec<String>,
    /// The open questions that the decision depends on.
    pub assumptions: Vec<Assumption>,
}

/// A documented requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Constraint {
    /// Its id.
    pub id: String,
    /// What is required.
    pub title: String,
    /// Whether it is met; `null` if facts are missing.
    pub holds: Option<bool>,
    /// The facts that decide it, or those that are missing.
    pub because: String,
}

/// The requirements of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Agency {
    /// Whether all of them are met; `null` if facts are missing.
    pub holds: Option<bool>,
    /// Their ids.
    pub constraints: Vec<String>,
}

/// What an operation may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Charge {
    /// Its id.
    pub id: String,
    /// What is charged.
    pub title: String,
    /// The service that charges for it.
    pub service: Option<String>,
    /// Whether it is due; `null` if facts are missing.
    pub due: Option<bool>,
    /// The facts that decide it, or those that are missing.
    pub because: String,
}

/// A fact that would settle something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct FactNeeded {
    /// Its name.
    pub fact: String,
    /// The type of its value.
    #[serde(rename = "type")]
    pub kind: FactKind,
    /// The unit of a number.
    pub unit: Option<String>,
    /// What it is.
    pub title: String,
    /// Values that pages name; there may be others.
    pub values: Vec<FactValue>,
    /// The requirements and actions that it would settle.
    #[serde(rename = "for")]
    pub wanted_by: Vec<String>,
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct FactValue {
    /// The value.
    pub value: String,
    /// The words of the page for it.
    pub printed: String,
}

/// Whether a principal can do an operation now.
///
/// ```
/// use hwc_iam::eval::{PolicySet, Request};
/// use hwc_iam::preflight::{Facts, Preflight};
/// use hwc_iam::{Cloud, Model, Operation, report};
///
/// let found = Operation::resolve("GET /v2/cloudimages", Model::IdentityPolicy, Cloud::HuaweiCloud)?;
/// let operation = found[0].operation();
/// let set = PolicySet::builder().build()?;
/// let answer = Preflight::new(operation, &Facts::new(operation)).check(&set, &Request::new(""));
/// let document = report::preflight(&answer);
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json["answer"], "no");
/// assert_eq!(json["missing_actions"][0], "ims:images:list");
/// assert_eq!(serde_json::from_value::<report::Preflight>(json)?, document);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn preflight(it: &preflight::Report) -> Preflight {
    let operation = it.operation();
    Preflight {
        answer: it.answer(),
        operation: operation.to_string(),
        model: operation.model(),
        cloud: operation.cloud(),
        missing_actions: texts(&it.missing_actions()),
        actions: it.needs().iter().map(need).collect(),
        constraints: it.constraints().iter().map(constraint).collect(),
        agency: agency(it),
        charges: it.charges().iter().map(charge).collect(),
        not_stated: it.unstated().iter().map(|it| it.name().into()).collect(),
        facts_needed: it.facts_needed().iter().map(fact).collect(),
    }
}

fn agency(it: &preflight::Report) -> Option<Agency> {
    let all: Vec<_> = it.agency().collect();
    let any = |wanted: Option<bool>| all.iter().any(|it| it.holds() == wanted);
    let holds = match (any(Some(false)), any(None)) {
        (true, _) => Some(false),
        (_, true) => None,
        _ => Some(true),
    };
    (!all.is_empty()).then(|| Agency { holds, constraints: all.iter().map(|it| it.constraint().id().into()).collect() })
}

fn need(it: &preflight::NeedCheck) -> Need {
    let need = it.need();
    Need {
        action: need.name().into(),
        kind: need.kind(),
        of_action: need.of_action().map(String::from),
        qualifier: need.qualifier().map(String::from),
        needed: it.is_needed(),
        has: it.has(),
        decision: it.decision(),
        because: it.because().into(),
        not_allowed: texts(it.denied()),
        missing_keys: it.missing().iter().map(ToString::to_string).collect(),
        assumptions: it.assumptions().to_vec(),
    }
}

fn constraint(it: &preflight::ConstraintCheck) -> Constraint {
    let constraint = it.constraint();
    Constraint {
        id: constraint.id().into(),
        title: constraint.title().into(),
        holds: it.holds(),
        because: it.because().into(),
    }
}

fn charge(it: &preflight::ConstraintCheck) -> Charge {
    let constraint = it.constraint();
    Charge {
        id: constraint.id().into(),
        title: constraint.title().into(),
        service: constraint.charge().map(String::from),
        due: it.holds(),
        because: it.because().into(),
    }
}

fn fact(it: &preflight::FactNeeded) -> FactNeeded {
    let value = |(value, printed): &(&str, &str)| FactValue { value: (*value).into(), printed: (*printed).into() };
    FactNeeded {
        fact: it.name().into(),
        kind: it.kind(),
        unit: it.unit().map(String::from),
        title: it.title().into(),
        values: it.values().iter().map(value).collect(),
        wanted_by: texts(it.wanted_by()),
    }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| String::from(*it)).collect()
}
