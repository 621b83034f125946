use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use super::decision::level;
use crate::access::{self, Side, Verdict};
use crate::{Action, Effect};

/// What `diff` answers: how what the new policies allow relates to what the old ones allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// The relation.
    pub verdict: Verdict,
    /// Whether the new policies allow a request that the old ones do not; `null` if that is not known.
    pub new_access: Option<bool>,
    /// Whether the old policies allow a request that the new ones do not; `null` if that is not known.
    pub lost_access: Option<bool>,
    /// A request that only the new policies allow.
    pub witness: Option<Witness>,
    /// A request that only the old policies allow.
    pub lost: Option<Witness>,
    /// The statements that make the difference of the first of the two.
    pub statements: Vec<Responsible>,
    /// What the answer is not known for.
    pub unknown: Vec<Unknown>,
    /// The actions of the catalogue that gain or lose access; `null` if the comparison does not say.
    pub blast_radius: Option<BlastRadius>,
}

/// One concrete request that one side allows and the other does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Witness {
    /// The name of the action.
    pub action: String,
    /// The URN; `null` for a request that names no resource.
    pub resource: Option<String>,
    /// The condition keys of the request; every other key is absent.
    pub context: BTreeMap<String, ContextValue>,
    /// Whether the catalogue has the action.
    pub known_action: bool,
    /// The statements that decide it.
    pub statements: Vec<Responsible>,
}

/// What a request has of a condition key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
pub enum ContextValue {
    /// One value.
    One(String),
    /// The values of a key that can have several.
    Many(Vec<String>),
}

/// A statement that has to do with a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Responsible {
    /// Whose it is.
    pub side: Side,
    /// Where its policy is.
    pub layer: Layer,
    /// The level of the organization, from 0 for the root, of a service control policy.
    pub level: Option<usize>,
    /// The place of its policy in the layer, from 0.
    pub policy: usize,
    /// Its place in the policy, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Its `Effect`.
    pub effect: Effect,
}

/// A part of the policies for which the answer is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Unknown {
    /// The part.
    pub what: String,
    /// Why it is not known.
    pub because: String,
}

/// The actions of the catalogue that a change is about, by their access levels; `not_stated` where a page states none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct BlastRadius {
    /// Those with which more is allowed.
    pub gained: BTreeMap<String, Vec<String>>,
    /// Those with which less is allowed.
    pub lost: BTreeMap<String, Vec<String>>,
    /// Those for which one of the two is not known.
    pub unknown: BTreeMap<String, Vec<String>>,
}

/// A comparison, and the actions of the catalogue that it is about.
///
/// ```
/// use hwc_iam::access::{Access, Options, blast_radius, compare};
/// use hwc_iam::{policy, report};
///
/// let old = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }] });
/// let new = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get*"] }] });
/// let (old, new) = (Access::of(&old), Access::of(&new));
/// let found = compare(&old, &new, &Options::default());
/// let document = report::comparison(&found, blast_radius(&old, &new, &Options::default()).as_ref());
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json["verdict"], "broader");
/// assert_eq!(json["new_access"], true);
/// assert_eq!(serde_json::from_value::<report::Comparison>(json)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn comparison(found: &access::Comparison, radius: Option<&access::BlastRadius>) -> Comparison {
    let (new, lost) = (found.witness.as_ref().map(witness), found.lost.as_ref().map(witness));
    Comparison {
        verdict: found.verdict,
        new_access: found.new_access,
        lost_access: found.lost_access,
        statements: new.as_ref().or(lost.as_ref()).map(|it| it.statements.clone()).unwrap_or_default(),
        witness: new,
        lost,
        unknown: found.unknown.iter().map(unknown).collect(),
        blast_radius: radius.map(|it| BlastRadius {
            gained: by_level(&it.gained),
            lost: by_level(&it.lost),
            unknown: by_level(&it.unknown),
        }),
    }
}

pub(super) fn witness(it: &access::Witness) -> Witness {
    let value = |it: &access::ContextValue| match it {
        access::ContextValue::One(it) => ContextValue::One(it.clone()),
        access::ContextValue::Many(all) => ContextValue::Many(all.clone()),
    };
    Witness {
        action: it.action.clone(),
        resource: it.resource.clone(),
        context: it.context.iter().map(|(key, it)| (key.clone(), value(it))).collect(),
        known_action: it.is_known,
        statements: it.statements.iter().map(responsible).collect(),
    }
}

fn responsible(it: &access::Responsible) -> Responsible {
    Responsible {
        side: it.side,
        layer: it.layer.into(),
        level: level(it.layer),
        policy: it.policy,
        statement: it.statement,
        sid: it.sid.clone(),
        effect: it.effect,
    }
}

fn unknown(it: &access::UnknownPart) -> Unknown {
    Unknown { what: it.what.clone(), because: it.because.clone() }
}

fn by_level(names: &[&'static str]) -> BTreeMap<String, Vec<String>> {
    let mut levels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in names {
        let level = Action::from_name(name).and_then(Action::access_level);
        levels.entry(level.map_or("not_stated", |it| it.name()).into()).or_default().push((*name).into());
    }
    levels
}
