use alloc::string::String;
use alloc::vec::Vec;

use crate::Effect;
use crate::eval::Layer;
use crate::shared::words::words;

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// How the new policies relate to the old ones.
    pub verdict: Verdict,
    /// Whether the new policies allow a request that the old ones do not; nothing, if that is not known.
    pub new_access: Option<bool>,
    /// Whether the old policies allow a request that the new ones do not; nothing, if that is not known.
    pub lost_access: Option<bool>,
    /// A request that the new policies allow and the old ones do not.
    pub witness: Option<Witness>,
    /// A request that the old policies allow and the new ones do not.
    pub lost: Option<Witness>,
    /// What the answer is not known for, and why.
    pub unknown: Vec<UnknownPart>,
}

words! {
    /// How what the new policies allow relates to what the old ones allow.
    ///
    /// ```
    /// assert_eq!(hwc_iam::access::Verdict::Narrower.name(), "narrower");
    /// ```
    Verdict {
        /// The same requests.
        Equal = "equal",
        /// Fewer requests.
        Narrower = "narrower",
        /// More requests.
        Broader = "broader",
        /// Some more and some fewer.
        Incomparable = "incomparable",
        /// Not known; [`Comparison::unknown`] says why.
        Unknown = "unknown",
    }
}

/// One concrete request that one side allows and the other does not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Witness {
    /// The name of the action.
    pub action: String,
    /// Whether the catalogue knows the action.
    pub is_known: bool,
    /// The URN; nothing where the request names no resource.
    pub resource: Option<String>,
    /// The condition keys that the request has, each with its values; other keys are absent. Sorted by name.
    pub context: Vec<(String, ContextValue)>,
    /// The statements that decide it: those that allow it on one side, and those that deny it on the other.
    pub statements: Vec<Responsible>,
}

/// What a request has of a condition key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContextValue {
    /// One value.
    One(String),
    /// The values of a key that can have several.
    Many(Vec<String>),
}

/// A statement that has to do with an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Responsible {
    /// Which side it belongs to.
    pub side: Side,
    /// The layer of its policy; a role counts as an identity policy.
    pub layer: Layer,
    /// The place of its policy in the layer, or among the policies of the session.
    pub policy: usize,
    /// Its place in the policy.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Its `Effect`.
    pub effect: Effect,
}

words! {
    /// One of the two sides of a comparison.
    ///
    /// ```
    /// assert_eq!(hwc_iam::access::Side::New.name(), "new");
    /// ```
    Side {
        /// The old policies.
        Old = "old",
        /// The new policies.
        New = "new",
    }
}

/// The actions of the catalogue that a change is about, in the catalogue's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BlastRadius {
    /// Those with which the new policies allow a request that the old ones do not.
    pub gained: Vec<&'static str>,
    /// Those with which the old policies allow a request that the new ones do not.
    pub lost: Vec<&'static str>,
    /// Those of which one of the two is not known.
    pub unknown: Vec<&'static str>,
}

/// A part of the policies for which the answer is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct UnknownPart {
    /// The part: a condition, a resource, an assumption.
    pub what: String,
    /// Why it is not known.
    pub because: String,
}
