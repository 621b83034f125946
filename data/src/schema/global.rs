//! `global.yaml`.

use serde::{Deserialize as Read, Serialize as Write};

use super::action::ConditionKey;
use super::page::Source;
use crate::shared::words::{Cloud, Model, Risk, ValueType};
use crate::stated::Stated;
use crate::word;

/// `global.yaml`
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Global {
    /// The pages that its facts name, as `pages.tsv` has them.
    #[serde(skip)]
    pub sources: Vec<Source>,
    /// The codes of services that there are, whether anything of them was read or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    pub condition_keys: Vec<ConditionKey>,
    pub operators: Vec<Operator>,
    pub regions: Vec<Region>,
    pub limits: Vec<Limit>,
    /// Actions that a person has looked at, whatever level their page gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sensitive: Vec<Sensitive>,
}

/// A condition operator, without qualifier and `IfExists`.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    pub operator: String,
    /// Nothing, if it takes keys of any type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none", with = "word")]
    pub kind: Option<ValueType>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    pub if_exists: bool,
    #[serde(with = "word")]
    pub models: Vec<Model>,
    pub sources: Vec<String>,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub region: String,
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub name: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub mainland: Stated<bool>,
    pub sources: Vec<String>,
}

/// A limit of policies.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub limit: String,
    #[serde(with = "word")]
    pub model: Model,
    pub counts: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    pub max: u32,
    /// Which documentation states it, where they differ.
    pub profile: String,
    pub sources: Vec<String>,
}

/// An action with which one can get more than it says.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Sensitive {
    pub action: String,
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub risk: Risk,
    /// The type of resource that a policy can limit it to, as `service:type` where it is another service's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// What it does, as the end of a sentence.
    pub why: String,
    /// The page that says so.
    pub source: String,
}
