//! `fixes.yaml`.

use serde::{Deserialize as Read, Serialize as Write};

use crate::shared::words::{Cloud, Model};
use crate::word;

/// `fixes.yaml`
#[derive(Debug, Clone, Default, PartialEq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Fixes {
    pub fixes: Vec<Fix>,
}

/// Corrections of what pages print, for one reason. The imported file keeps the print; the catalogue has the correction.
#[derive(Debug, Clone, PartialEq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    pub service: String,
    /// What is wrong with the print.
    pub why: String,
    /// Where the correction is known from.
    pub source: String,
    #[serde(with = "serde_yaml::with::singleton_map_recursive")]
    pub corrections: Vec<Correction>,
}

/// What is corrected.
#[derive(Debug, Clone, PartialEq, Read, Write)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Correction {
    /// The method of an operation.
    Method {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        now: String,
    },
    /// A dependency names an action that no table lists.
    Unlisted {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        action: String,
    },
    /// The aliases of these actions look wrong, and nobody knows the right ones.
    DoubtfulAliases { actions: Vec<String> },
    /// What an operation needs is printed so that only its words could be kept; it is this action, or this role.
    Need {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
    },
    /// The name of an action, in its row and wherever an operation of the service needs it.
    Name {
        #[serde(with = "word")]
        model: Model,
        name: String,
        now: String,
    },
    /// A field of an action of identity policies, of a condition key or of a resource type: what the page says, and what is right.
    Field { name: String, field: String, was: serde_yaml::Value, now: serde_yaml::Value },
    /// A field of an operation: what the page says, and what is right; `not_stated`, where that is not known.
    Operation {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        field: String,
        was: serde_yaml::Value,
        now: serde_yaml::Value,
    },
    /// The Rust constant of a name, where the rule gives two names the same.
    Identifier {
        #[serde(with = "word")]
        model: Model,
        name: String,
        constant: String,
    },
}
