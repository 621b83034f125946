//! Actions of both models, and what they take.

use serde::{Deserialize as Read, Serialize as Write};

use crate::shared::words::{AccessLevel, Cloud, Model, Support, ValueType};
use crate::stated::Stated;
use crate::word;

/// One action of the identity-policy model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub name: String,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title_zh: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not", with = "word")]
    pub access_level: Stated<AccessLevel>,
    /// Whether it stands for no API.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub permission_only: Stated<bool>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub resources: Stated<Vec<ResourceUse>>,
    /// The keys of the action whatever the resource.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub condition_keys: Stated<Vec<String>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub aliases: Stated<Vec<String>>,
    /// The actions that the page recommends in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced_by: Vec<String>,
    /// Left out where they are those of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "word")]
    pub clouds: Vec<Cloud>,
    pub sources: Vec<String>,
    /// Set by a fix: the aliases look wrong.
    #[serde(skip)]
    pub doubtful_aliases: bool,
    /// Set by a fix: the name of the constant.
    #[serde(skip)]
    pub identifier: Option<String>,
}

/// A resource type that an action takes.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ResourceUse {
    #[serde(rename = "type")]
    pub kind: String,
    pub required: bool,
    /// The keys of the action on a resource of this type.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub condition_keys: Stated<Vec<String>>,
}

/// One action of the role/policy model.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleAction {
    pub name: String,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    /// Left out where they are those of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "word")]
    pub clouds: Vec<Cloud>,
    /// At most one for each cloud; left out where it is what the operations of the service say that need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<RoleScope>,
    /// Left out where they are those of the operations of the service that need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Set by a fix: the name of the constant.
    #[serde(skip)]
    pub identifier: Option<String>,
}

/// Where an action can be granted, on one cloud.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleScope {
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(with = "word")]
    pub iam_project: Support,
    #[serde(with = "word")]
    pub enterprise_project: Support,
}

/// A type of resource.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ResourceType {
    #[serde(rename = "type")]
    pub kind: String,
    /// The template of its URN as the page prints it.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub urn: Stated<String>,
    pub sources: Vec<String>,
}

/// A condition key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ConditionKey {
    pub key: String,
    /// Whose values it has, in a few words.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title_zh: Stated<String>,
    #[serde(default, rename = "type", skip_serializing_if = "Stated::is_not", with = "word")]
    pub kind: Stated<ValueType>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub multivalued: Stated<bool>,
    /// The models whose documentation lists it; whether the other has it, too, is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "word")]
    pub models: Vec<Model>,
    pub sources: Vec<String>,
}
