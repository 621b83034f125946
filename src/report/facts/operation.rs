use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Need, Predicate, Stated, Text, needs, predicate, sources, stated, texts};
use crate::{Cloud, ConstraintKind, FactKind, Model, RoleKind, Support};

/// An API, in one model and on one cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Operation {
    /// Its service.
    pub service: Text,
    /// The model of its actions.
    pub model: Model,
    /// Its cloud.
    pub cloud: Cloud,
    /// Its method.
    pub method: Stated<Text>,
    /// Its path.
    pub path: Stated<Text>,
    /// What a page or an SDK calls it.
    pub names: Vec<Text>,
    /// What it does.
    pub title: Stated<Text>,
    /// What it needs.
    pub actions: Stated<Vec<Need>>,
    /// What these need.
    pub dependencies: Stated<Vec<Need>>,
    /// Whether it is authorized in projects.
    pub iam_project: Support,
    /// Whether it is authorized in enterprise projects.
    pub enterprise_project: Support,
    /// Whether it is authorized by instance.
    pub by_instance: Support,
    /// Whether it is authorized by tag.
    pub by_tag: Support,
    /// The ids of its documented constraints.
    pub constraints: Vec<Text>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A system-defined role or policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Role {
    /// Its service.
    pub service: Text,
    /// Its name.
    pub name: Text,
    /// Which of the two it is.
    pub kind: RoleKind,
    /// Its cloud.
    pub cloud: Cloud,
    /// What it allows.
    pub title: Stated<Text>,
    /// What it was called before.
    pub formerly: Option<Text>,
    /// The codes by which APIs name it.
    #[serde(default)]
    pub codes: Vec<Text>,
    /// The roles that it depends on.
    pub dependencies: Stated<Vec<Need>>,
    /// Its document.
    pub document: Stated<Value>,
    /// What it allows, by operation.
    pub operations: Vec<Covered>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// What a page states about the code of a system-defined role or policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct RoleCode {
    /// The service whose pages state it.
    pub service: Text,
    /// The code.
    pub code: Text,
    /// The cloud.
    pub cloud: Cloud,
    /// The name of the role.
    pub role: Stated<Text>,
    /// The words of the page that say where it is so.
    pub qualifier: Option<Text>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// An operation, and whether a role allows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Covered {
    /// The operation, in the words of the page.
    pub title: Text,
    /// Whether it is allowed.
    pub allowed: Support,
    /// The words of the page on that.
    pub qualifier: Option<Text>,
}

/// A feature of a console or a tool, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Feature {
    /// Its service.
    pub service: Text,
    /// The model of what it needs.
    pub model: Model,
    /// Its cloud.
    pub cloud: Cloud,
    /// Its name.
    pub feature: Text,
    /// What it does.
    pub title: Stated<Text>,
    /// The services that it calls.
    pub services: Stated<Vec<Text>>,
    /// What it needs.
    pub needs: Stated<Vec<Need>>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A documented requirement of operations, or what they may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Constraint {
    /// Its service.
    pub service: Text,
    /// Its id.
    pub id: Text,
    /// What it is.
    pub kind: ConstraintKind,
    /// It, in a few words.
    pub title: Text,
    /// The operations.
    pub operations: Vec<Text>,
    /// When it applies; `null` for always.
    pub when: Option<Predicate>,
    /// What must hold.
    pub holds: Option<Predicate>,
    /// The service that charges.
    pub charge: Option<Text>,
    /// The facts that it is about.
    pub facts: Vec<Fact>,
    /// The pages that say so, by their ids.
    pub sources: Vec<Text>,
}

/// A fact that constraints are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Fact {
    /// Its name.
    pub fact: Text,
    /// The type of its value.
    #[serde(rename = "type")]
    pub kind: FactKind,
    /// The unit of a number.
    pub unit: Option<Text>,
    /// What it is.
    pub title: Text,
    /// Values that pages name; there may be others.
    pub values: Vec<FactValue>,
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct FactValue {
    /// The value.
    pub value: Text,
    /// The words of the page for it.
    pub printed: Text,
}

/// An API.
#[must_use]
pub fn operation(it: crate::Operation) -> Operation {
    Operation {
        service: it.service().code().into(),
        model: it.model(),
        cloud: it.cloud(),
        method: stated(it.method()),
        path: stated(it.path()),
        names: texts(it.names()),
        title: stated(it.title()),
        actions: needs(it.actions()),
        dependencies: needs(it.dependencies()),
        iam_project: it.scope().iam_project,
        enterprise_project: it.scope().enterprise_project,
        by_instance: it.by_instance(),
        by_tag: it.by_tag(),
        constraints: it.constraints().map(|it| it.id().into()).collect(),
        sources: sources(it.sources()),
    }
}

/// A system-defined role or policy.
#[must_use]
pub fn role(it: crate::Role) -> Role {
    let covered = |it: crate::Covered| Covered {
        title: it.title().into(),
        allowed: it.allowed(),
        qualifier: it.qualifier().map(Text::from),
    };
    Role {
        service: it.service().code().into(),
        name: it.name().into(),
        kind: it.kind(),
        cloud: it.cloud(),
        title: stated(it.title()),
        formerly: it.formerly().map(Text::from),
        codes: texts(&distinct(it.codes().map(crate::RoleCode::code))),
        dependencies: needs(it.dependencies()),
        document: it.document().and_then(|it| serde_json::from_str(it).ok()).into(),
        operations: it.operations().map(covered).collect(),
        sources: sources(it.sources()),
    }
}

/// What a page states about the code of a role.
#[must_use]
pub fn role_code(it: crate::RoleCode) -> RoleCode {
    RoleCode {
        service: it.service().code().into(),
        code: it.code().into(),
        cloud: it.cloud(),
        role: stated(it.role_name()),
        qualifier: it.qualifier().map(Text::from),
        sources: sources(it.sources()),
    }
}

/// Sorted texts without those that are there several times.
fn distinct(all: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut all: Vec<&str> = all.collect();
    all.dedup();
    all
}

/// A feature of a console or a tool.
#[must_use]
pub fn feature(it: crate::Feature) -> Feature {
    Feature {
        service: it.service().code().into(),
        model: it.model(),
        cloud: it.cloud(),
        feature: it.name().into(),
        title: stated(it.title()),
        services: it.services().map(texts).into(),
        needs: needs(it.needs()),
        sources: sources(it.sources()),
    }
}

/// A documented constraint.
#[must_use]
pub fn constraint(it: crate::Constraint) -> Constraint {
    Constraint {
        service: it.service().code().into(),
        id: it.id().into(),
        kind: it.kind(),
        title: it.title().into(),
        operations: texts(it.operations()),
        when: it.when().map(predicate),
        holds: it.holds().map(predicate),
        charge: it.charge().map(Text::from),
        facts: it.facts().map(fact).collect(),
        sources: sources(it.sources()),
    }
}

fn fact(it: crate::Fact) -> Fact {
    let value = |(value, printed): &(&'static str, &'static str)| FactValue {
        value: (*value).into(),
        printed: (*printed).into(),
    };
    Fact {
        fact: it.name().into(),
        kind: it.kind(),
        unit: it.unit().map(Text::from),
        title: it.title().into(),
        values: it.values().iter().map(value).collect(),
    }
}
