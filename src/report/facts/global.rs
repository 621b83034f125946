use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Stated, Text, sources, stated};
#[cfg(feature = "lint")]
use crate::lint::{self, Level, Severity};
use crate::{Cloud, ConditionKey, Model, ValueType};

/// A condition key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Key {
    /// Its service; `null` for a global key.
    pub service: Option<Text>,
    /// Its name.
    pub key: Text,
    /// What its value is.
    pub title: Stated<Text>,
    /// The same in Chinese.
    pub title_zh: Stated<Text>,
    /// The type of its values.
    #[serde(rename = "type")]
    pub kind: Stated<ValueType>,
    /// Whether it can have several values.
    pub multivalued: Stated<bool>,
    /// The models whose pages list it.
    pub models: Vec<Model>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A type of resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct ResourceType {
    /// Its service.
    pub service: Text,
    /// The type.
    #[serde(rename = "type")]
    pub kind: Text,
    /// The template of its URN; `null` where no page prints one.
    pub urn: Option<Text>,
    /// Its placeholders.
    pub placeholders: Vec<Text>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A condition operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Operator {
    /// Its name.
    pub operator: Text,
    /// The type of the values that it compares; `null` if it compares none.
    #[serde(rename = "type")]
    pub kind: Option<ValueType>,
    /// Whether it holds where the values differ.
    pub negated: bool,
    /// Whether it takes `IfExists`.
    pub if_exists: bool,
    /// The models that have it.
    pub models: Vec<Model>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Region {
    /// Its id.
    pub region: Text,
    /// Its cloud.
    pub cloud: Cloud,
    /// What it is called.
    pub name: Stated<Text>,
    /// Whether it is in mainland China.
    pub mainland: Stated<bool>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A limit of policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Limit {
    /// Its id.
    pub limit: Text,
    /// The model.
    pub model: Model,
    /// What is counted.
    pub counts: Text,
    /// The least.
    pub min: Option<u32>,
    /// The most.
    pub max: u32,
    /// The profile whose limit it is.
    pub profile: Text,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A rule of `check`.
#[cfg(feature = "lint")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Rule {
    /// Its name.
    pub rule: Text,
    /// How bad it is what it finds.
    pub severity: Severity,
    /// What is done with it by default.
    pub level: Level,
    /// The code of Huawei Cloud's Access Analyzer for the same.
    pub issue_code: Option<Text>,
    /// What it finds.
    pub summary: Text,
}

/// A condition key.
#[must_use]
pub fn key(it: ConditionKey) -> Key {
    Key {
        service: it.service().map(|it| it.code().into()),
        key: it.name().into(),
        title: stated(it.title()),
        title_zh: stated(it.title_zh()),
        kind: it.value_type().into(),
        multivalued: it.is_multivalued().into(),
        models: Model::ALL.iter().copied().filter(|model| it.is_listed_for(*model)).collect(),
        sources: sources(it.sources()),
    }
}

/// A type of resource.
#[must_use]
pub fn resource(it: crate::ResourceType) -> ResourceType {
    ResourceType {
        service: it.service().code().into(),
        kind: it.name().into(),
        urn: it.urn_template().map(Text::from),
        placeholders: it.placeholders().map(Text::from).collect(),
        sources: sources(it.sources()),
    }
}

/// A condition operator.
#[must_use]
pub fn operator(it: crate::Operator) -> Operator {
    Operator {
        operator: it.name().into(),
        kind: it.value_type(),
        negated: it.is_negated(),
        if_exists: it.takes_if_exists(),
        models: Model::ALL.iter().copied().filter(|model| it.is_of(*model)).collect(),
        sources: sources(it.sources()),
    }
}

/// A region.
#[must_use]
pub fn region(it: crate::Region) -> Region {
    Region {
        region: it.id().into(),
        cloud: it.cloud(),
        name: stated(it.name()),
        mainland: it.is_mainland().into(),
        sources: sources(it.sources()),
    }
}

/// A limit of policies.
#[must_use]
pub fn limit(it: crate::Limit) -> Limit {
    Limit {
        limit: it.id().into(),
        model: it.model(),
        counts: it.counts().into(),
        min: it.min(),
        max: it.max(),
        profile: it.profile().into(),
        sources: sources(it.sources()),
    }
}

/// A rule of `check`.
#[cfg(feature = "lint")]
#[must_use]
pub fn rule(it: &lint::Rule) -> Rule {
    Rule {
        rule: it.name().into(),
        severity: it.severity(),
        level: it.level(),
        issue_code: it.issue_code().map(Text::from),
        summary: it.summary().into(),
    }
}
