//! What an operation asks of things beside permissions.

use serde::{Deserialize as Read, Serialize as Write};

use crate::shared::words::{ConstraintKind, FactKind};
use crate::word;

/// A fact that constraints speak of.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is about, a dot, and what of it: `image.size`.
    pub fact: String,
    #[serde(rename = "type", with = "word")]
    pub kind: FactKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<FactValue>,
}

/// A value that constraints name, with the page's word for it.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct FactValue {
    pub value: String,
    pub printed: String,
}

/// What the words mean that a page puts on something an operation needs.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Qualifier {
    pub words: String,
    /// It is needed where this holds.
    pub when: Predicate,
}

/// A documented constraint of operations.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    pub id: String,
    #[serde(with = "word")]
    pub kind: ConstraintKind,
    pub title: String,
    /// As `METHOD /path`.
    pub operations: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Predicate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<Predicate>,
    /// The code of the service that it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charge: Option<String>,
    pub sources: Vec<String>,
}

/// A condition over facts: either several predicates, or one fact and what it must be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Self>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Self>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Self>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_one_of: Option<Vec<String>>,
    /// Of roles held together: one of these is among them, and what it depends on, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_role: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
    /// Of a fact that is a region: in mainland China or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mainland: Option<bool>,
}
