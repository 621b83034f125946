use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Stated, Text, clouds, sources, stated, texts};
use crate::{AccessLevel, Cloud, ConditionKey, Model, Support};

/// An action of identity policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Action {
    /// Its service.
    pub service: Text,
    /// The model, `v5`.
    pub model: Model,
    /// Its name.
    pub name: Text,
    /// What it does.
    pub title: Stated<Text>,
    /// What it does, in Chinese.
    pub title_zh: Stated<Text>,
    /// What it does to what it touches.
    pub access_level: Stated<AccessLevel>,
    /// Whether no API needs it.
    pub permission_only: Stated<bool>,
    /// The types of its resources.
    pub resources: Stated<Vec<ResourceUse>>,
    /// The condition keys that it takes on every resource.
    pub condition_keys: Stated<Vec<Text>>,
    /// The actions of the role/policy model that it came from.
    pub aliases: Stated<Vec<Text>>,
    /// Whether it is doubtful that it came from these.
    pub doubtful_aliases: bool,
    /// The actions that a page recommends instead.
    pub replaced_by: Vec<Text>,
    /// The clouds that have it.
    pub clouds: Vec<Cloud>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A type of resource that an action takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct ResourceUse {
    /// The type.
    #[serde(rename = "type")]
    pub kind: Text,
    /// Whether one must be named.
    pub required: bool,
    /// The condition keys that the action takes on it.
    pub condition_keys: Stated<Vec<Text>>,
}

/// An action of the role/policy model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct RoleAction {
    /// Its service.
    pub service: Text,
    /// The model, `role`.
    pub model: Model,
    /// Its name.
    pub name: Text,
    /// What it does.
    pub title: Stated<Text>,
    /// In which scopes it can be granted.
    pub scopes: Vec<Scope>,
    /// The actions of identity policies that came from it.
    pub successors: Vec<Text>,
    /// The clouds that have it.
    pub clouds: Vec<Cloud>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// In which scopes an action can be granted on a cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Scope {
    /// The cloud.
    pub cloud: Cloud,
    /// In projects.
    pub iam_project: Support,
    /// In enterprise projects.
    pub enterprise_project: Support,
}

/// An action of identity policies.
#[must_use]
pub fn action(it: crate::Action) -> Action {
    Action {
        service: it.service().code().into(),
        model: Model::IdentityPolicy,
        name: it.name().into(),
        title: stated(it.title()),
        title_zh: stated(it.title_zh()),
        access_level: it.access_level().into(),
        permission_only: it.permission_only().into(),
        resources: it.resources().map(|all| all.map(resource_use).collect()).into(),
        condition_keys: it.condition_keys().map(keys).into(),
        aliases: it.aliases().map(texts).into(),
        doubtful_aliases: it.has_doubtful_aliases(),
        replaced_by: it.replaced_by().map(|it| it.name().into()).collect(),
        clouds: clouds(it.clouds()),
        sources: sources(it.sources()),
    }
}

fn resource_use(it: crate::ResourceUse) -> ResourceUse {
    ResourceUse {
        kind: it.resource_type().name().into(),
        required: it.is_required(),
        condition_keys: it.condition_keys().map(keys).into(),
    }
}

fn keys(all: impl Iterator<Item = ConditionKey>) -> Vec<Text> {
    all.map(|it| it.name().into()).collect()
}

/// An action of the role/policy model.
#[must_use]
pub fn role_action(it: crate::RoleAction) -> RoleAction {
    let scope = |cloud: Cloud| {
        let scope = it.scope(cloud);
        Scope { cloud, iam_project: scope.iam_project, enterprise_project: scope.enterprise_project }
    };
    RoleAction {
        service: it.service().code().into(),
        model: Model::RolePolicy,
        name: it.name().into(),
        title: stated(it.title()),
        scopes: it.clouds().iter().map(scope).collect(),
        successors: it.successors().map(|it| it.name().into()).collect(),
        clouds: clouds(it.clouds()),
        sources: sources(it.sources()),
    }
}
