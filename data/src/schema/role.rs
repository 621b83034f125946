//! System-defined roles and policies.

use serde::{Deserialize as Read, Serialize as Write};

use super::operation::Need;
use crate::shared::words::{Cloud, RoleKind, Support};
use crate::stated::Stated;
use crate::word;

/// A system-defined role or policy.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub name: String,
    #[serde(with = "word")]
    pub kind: RoleKind,
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    /// What it was called before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub dependencies: Stated<Vec<Need>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub document: Stated<Document>,
    /// What a table of common operations by role says of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Covered>,
    pub sources: Vec<String>,
}

/// The code of a system-defined role or policy, which APIs and Terraform name it by: `te_admin`.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleCode {
    pub code: String,
    #[serde(with = "word")]
    pub cloud: Cloud,
    /// The name that the page prints beside it; other pages may print another one.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub role: Stated<String>,
    /// The words of the page that say where it is so: `EU-DE/EU-NL REGIONS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    pub sources: Vec<String>,
}

impl RoleCode {
    /// What codes are sorted by, and distinguished by.
    #[must_use]
    pub fn order(&self) -> (&str, &str, Option<&String>, Option<&String>) {
        (&self.code, self.cloud.name(), self.role.get(), self.qualifier.as_ref())
    }
}

/// A common operation, in the page's words, and whether the role allows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    pub title: String,
    #[serde(with = "word")]
    pub allowed: Support,
    /// The words that the page puts on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
}

/// The policy document of a role; its fields are the elements of that document.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub struct Document {
    pub version: String,
    pub statement: Vec<DocumentStatement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends: Vec<Depends>,
}

/// A statement of such a document.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub struct DocumentStatement {
    pub effect: String,
    pub action: Vec<String>,
}

/// A role that a role depends on.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Depends {
    pub catalog: String,
    pub display_name: String,
}
