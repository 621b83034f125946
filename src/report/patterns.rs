use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::wildcard::{KnownAction, Shrunk};
use crate::{Action, Model, RoleAction};

/// A pattern that `shrink --details` has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct ShrunkPattern {
    /// As it is written in a policy.
    pub pattern: String,
    /// Whether it would also match actions that the catalogue does not have yet.
    pub open: bool,
    /// Every action of the catalogue that it matches.
    pub actions: Vec<String>,
}

/// The actions of the catalogue that patterns match, in its order.
///
/// ```
/// use hwc_iam::{Model, report};
///
/// let names = report::expanded(Model::IdentityPolicy, ["ims:images:copy*"]);
/// assert!(names.contains(&"ims:images:copyInRegion"));
/// ```
#[must_use]
pub fn expanded<'a>(model: Model, patterns: impl IntoIterator<Item = &'a str>) -> Vec<&'static str> {
    match model {
        Model::IdentityPolicy => crate::expand::<Action>(patterns).into_iter().map(Action::name).collect(),
        Model::RolePolicy => crate::expand::<RoleAction>(patterns).into_iter().map(RoleAction::name).collect(),
    }
}

/// The patterns that match actions.
///
/// ```
/// use hwc_iam::{actions::Ims, report, shrink};
///
/// let document = report::shrunk(&shrink([Ims::IMAGES_GET]));
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json[0]["pattern"], "ims:images:get");
/// assert_eq!(serde_json::from_value::<Vec<report::ShrunkPattern>>(json)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn shrunk<A: KnownAction>(it: &Shrunk<A>) -> Vec<ShrunkPattern> {
    let pattern = |it: &crate::wildcard::ShrunkPattern<A>| ShrunkPattern {
        pattern: it.pattern.clone(),
        open: it.is_open(),
        actions: it.actions.iter().map(|it| it.name().into()).collect(),
    };
    it.patterns.iter().map(pattern).collect()
}
