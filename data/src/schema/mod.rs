//! The YAML of the catalogue as Rust types; the only place that knows its form.
//!
//! A list that a page prints has three states: the values, `[]` where the page prints "-", and `not_stated`.

mod action;
mod constraint;
mod fixes;
mod global;
mod operation;
mod page;
mod role;

use serde::{Deserialize as Read, Serialize as Write};

pub use action::{Action, ConditionKey, ResourceType, ResourceUse, RoleAction, RoleScope};
pub use constraint::{Constraint, Fact, FactValue, Predicate, Qualifier};
pub use fixes::{Correction, Fix, Fixes};
pub use global::{Global, Limit, Operator, Region, Sensitive};
pub use operation::{Feature, Need, Operation, RoleResource};
pub use page::{Source, SourceKind};
pub use role::{Covered, Depends, Document, DocumentStatement, Role, RoleCode};

use crate::shared::words::{Cloud, Coverage, Model, ServiceLevel};
use crate::stated::Stated;
use crate::word;

/// One file of `services/`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The prefix of its actions, as printed.
    pub service: String,
    #[serde(default, skip_serializing_if = "Titles::is_empty")]
    pub titles: Titles,
    #[serde(default, skip_serializing_if = "Stated::is_not", with = "word")]
    pub level: Stated<ServiceLevel>,
    /// What a grant of the role/policy model reaches, by the scope in which it is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope_rules: Vec<ScopeRule>,
    /// Those of its sources.
    #[serde(skip)]
    pub clouds: Vec<Cloud>,
    /// Sorted; of what no page says anything of, nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
    /// The version of its authorization schema, where one was read.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub schema_version: Stated<String>,
    /// The pages that its facts name, as `pages.tsv` has them.
    #[serde(skip)]
    pub sources: Vec<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_actions: Vec<RoleAction>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_types: Vec<ResourceType>,
    /// The types of the role/policy model's resources.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub role_resource_types: Stated<Vec<String>>,
    /// How a statement of the role/policy model names resources, by type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_resources: Vec<RoleResource>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub condition_keys: Stated<Vec<ConditionKey>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Operation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The codes by which APIs name roles and policies, whatever service these are of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_codes: Vec<RoleCode>,
    /// What features of the service need of it and of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<Qualifier>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Where pages do not say the same; the facts are those of the one that is `kept`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
}

/// The name of a service in both languages of its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub en: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub zh: Stated<String>,
}

impl Titles {
    /// Whether neither is stated.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!((&self.en, &self.zh), (Stated::Not, Stated::Not))
    }
}

/// What a grant in one scope reaches.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ScopeRule {
    pub scope: String,
    pub reach: String,
}

/// How much is known of the actions of one model on one cloud.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Known {
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(with = "word")]
    pub coverage: Coverage,
    /// The newest date of the pages that tell as much.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub date: Stated<String>,
}

/// What two pages do not say alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// The fact, by the name that it has in its list, and what of it.
    pub what: String,
    /// The source whose word the catalogue has.
    pub kept: String,
    /// The source whose word it has not.
    pub other: String,
}

/// Something that a page says and the catalogue does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    pub source: String,
    pub what: String,
    pub why: String,
}
