use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Stated, Text, clouds, sources, stated, texts};
use crate::{Cloud, Coverage, Model, ServiceLevel};

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Service {
    /// Its code, with which its actions begin.
    pub service: Text,
    /// What it is called.
    pub titles: Titles,
    /// Whether its resources are global or in projects.
    pub level: Stated<ServiceLevel>,
    /// In which scopes its actions are to be granted, in the words of a page.
    pub scope_rules: Vec<ScopeRule>,
    /// The clouds that have it.
    pub clouds: Vec<Cloud>,
    /// How much is known of its actions.
    pub coverage: Levels,
    /// How many of its actions are known, for each cloud and model of which any is.
    pub known: Vec<Known>,
    /// The version of its authorization schema.
    pub schema_version: Stated<Text>,
    /// The types of resources that its role/policy model has.
    pub role_resource_types: Stated<Vec<Text>>,
    /// How statements of the role/policy model name its resources.
    pub role_resources: Vec<RoleResource>,
    /// The date of the newest page that lists its actions.
    pub date: Stated<Text>,
    /// The pages that were read.
    pub sources: Vec<Source>,
}

/// What a service is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Titles {
    /// In English.
    pub en: Stated<Text>,
    /// In Chinese.
    pub zh: Stated<Text>,
}

/// In which scope some actions are to be granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct ScopeRule {
    /// The scope.
    pub scope: Text,
    /// What it reaches.
    pub reach: Text,
}

/// How much is known of the actions of a service, on the cloud of which most is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Levels {
    /// Of identity policies.
    pub v5: Coverage,
    /// Of the role/policy model.
    pub role: Coverage,
}

/// How many actions of a service are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Known {
    /// The model.
    pub model: Model,
    /// The cloud.
    pub cloud: Cloud,
    /// From which pages.
    pub coverage: Coverage,
    /// The date of these.
    pub date: Stated<Text>,
    /// Whether the list is complete.
    pub complete: bool,
    /// How many.
    pub actions: usize,
}

/// How statements of the role/policy model name resources of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct RoleResource {
    /// The type.
    #[serde(rename = "type")]
    pub kind: Text,
    /// The cloud.
    pub cloud: Cloud,
    /// The path, as the page prints it.
    pub path: Text,
    /// What these resources are.
    pub title: Stated<Text>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Source {
    /// Its id.
    pub id: Text,
    /// The cloud that it documents.
    pub cloud: Cloud,
    /// Its address, or where else it is from.
    pub page: Text,
    /// Its title.
    pub title: Text,
    /// Its language.
    pub language: Text,
    /// The date that it prints.
    pub date: Stated<Text>,
    /// The SHA-256 of what was read.
    pub sha256: Stated<Text>,
    /// Whether there is a newer version of it.
    pub older: bool,
}

/// A service.
#[must_use]
pub fn service(it: crate::Service) -> Service {
    let rule =
        |(scope, reach): &(&'static str, &'static str)| ScopeRule { scope: (*scope).into(), reach: (*reach).into() };
    Service {
        service: it.code().into(),
        titles: Titles { en: stated(it.title()), zh: stated(it.title_zh()) },
        level: it.level().into(),
        scope_rules: it.scope_rules().iter().map(rule).collect(),
        clouds: clouds(it.clouds()),
        coverage: Levels { v5: it.coverage(Model::IdentityPolicy), role: it.coverage(Model::RolePolicy) },
        known: known(it),
        schema_version: stated(it.schema_version()),
        role_resource_types: it.role_resource_types().map(texts).into(),
        role_resources: it.role_resources().map(role_resource).collect(),
        date: stated(it.date()),
        sources: it.sources().map(source).collect(),
    }
}

fn known(it: crate::Service) -> Vec<Known> {
    let each = Model::ALL.iter().flat_map(|model| Cloud::ALL.iter().map(move |cloud| (*model, *cloud)));
    let each = each.map(|(model, cloud)| (model, cloud, it.known(model, cloud)));
    let any = each.filter(|(_, _, known)| known.coverage() > Coverage::None);
    let shown = any.map(|(model, cloud, known)| Known {
        model,
        cloud,
        coverage: known.coverage(),
        date: stated(known.date()),
        complete: known.is_complete(),
        actions: it.count_of_actions(model, cloud),
    });
    shown.collect()
}

fn role_resource(it: crate::RoleResource) -> RoleResource {
    RoleResource {
        kind: it.name().into(),
        cloud: it.cloud(),
        path: it.path().into(),
        title: stated(it.title()),
        sources: sources(it.sources()),
    }
}

fn source(it: crate::Source) -> Source {
    Source {
        id: it.id().into(),
        cloud: it.cloud(),
        page: it.page().into(),
        title: it.title().into(),
        language: it.language().into(),
        date: stated(it.date()),
        sha256: stated(it.sha256()),
        older: it.is_older(),
    }
}
