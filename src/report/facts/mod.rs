//! What the catalogue holds, as `list` and `explain` print it, under the names that its YAML has.
//!
//! ```
//! use hwc_iam::{actions::Ims, report::facts};
//!
//! let document = facts::action(Ims::IMAGES_COPY_IN_REGION);
//! let json = serde_json::to_value(&document)?;
//! assert_eq!(json["name"], "ims:images:copyInRegion");
//! assert_eq!(json["condition_keys"], "not_stated");
//! assert_eq!(serde_json::from_value::<facts::Action>(json)?, document);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod action;
mod global;
#[cfg(feature = "lint")]
mod listed;
mod operation;
mod service;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shared::as_word;
use crate::shared::words::words;
use crate::{Cloud, NeedKind};
pub use action::{Action, ResourceUse, RoleAction, Scope, action, role_action};
pub use global::{Key, Limit, Operator, Region, ResourceType, key, limit, operator, region, resource};
#[cfg(feature = "lint")]
pub use global::{Rule, rule};
#[cfg(feature = "lint")]
pub use listed::Listed;
pub use operation::{
    Constraint, Covered, Fact, FactValue, Feature, Operation, Role, RoleCode, constraint, feature, operation, role,
    role_code,
};
pub use service::{Known, Levels, RoleResource, ScopeRule, Service, Source, Titles, service};

/// A text of the catalogue, or one that was read.
pub type Text = Cow<'static, str>;

/// What a page states, or `not_stated`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(inline))]
#[serde(untagged)]
pub enum Stated<T> {
    /// No page states it.
    No(NotStated),
    /// A page states this.
    Yes(T),
}

impl<T> From<Option<T>> for Stated<T> {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::No(NotStated::Word), Self::Yes)
    }
}

words! {
    /// The word for what no page states.
    ///
    /// ```
    /// assert_eq!(hwc_iam::report::facts::NotStated::Word.name(), "not_stated");
    /// ```
    NotStated {
        /// It.
        Word = "not_stated",
    }
}

as_word!(NotStated);

/// Something that is needed: an action, a role or what a page says in prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Need {
    /// The action, or the pattern of actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Text>,
    /// The role or policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Text>,
    /// The words of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The action that it is needed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_action: Option<Text>,
    /// The words of the page on when it is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Text>,
    /// `true` for an action that no page of actions lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlisted: Option<bool>,
}

/// A condition on facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Predicate {
    /// All of them hold.
    All {
        /// These.
        all: Vec<Predicate>,
    },
    /// One of them holds.
    Any {
        /// These.
        any: Vec<Predicate>,
    },
    /// It does not hold.
    Not {
        /// It.
        not: Box<Predicate>,
    },
    /// The fact is this.
    Is {
        /// Its name.
        fact: Text,
        /// What it is.
        is: bool,
    },
    /// The fact is one of these.
    OneOf {
        /// Its name.
        fact: Text,
        /// These.
        one_of: Vec<Text>,
    },
    /// The fact, a list, has one of these.
    HasOneOf {
        /// Its name.
        fact: Text,
        /// These.
        has_one_of: Vec<Text>,
    },
    /// The fact, a list of roles, has one of these and what that one depends on.
    HasRole {
        /// Its name.
        fact: Text,
        /// These.
        has_role: Vec<Text>,
    },
    /// The fact is at most this number.
    AtMost {
        /// Its name.
        fact: Text,
        /// The number.
        at_most: u64,
    },
    /// The region that the fact names is in mainland China, or is not.
    Mainland {
        /// Its name.
        fact: Text,
        /// Whether it is.
        mainland: bool,
    },
}

fn need(it: crate::Need) -> Need {
    let name = |kind: NeedKind| (it.kind() == kind).then(|| it.name().into());
    Need {
        action: name(NeedKind::Action),
        role: name(NeedKind::Role),
        text: name(NeedKind::Text),
        of_action: it.of_action().map(Text::from),
        qualifier: it.qualifier().map(Text::from),
        unlisted: it.is_unlisted().then_some(true),
    }
}

fn needs(all: Option<impl Iterator<Item = crate::Need>>) -> Stated<Vec<Need>> {
    all.map(|it| it.map(need).collect()).into()
}

fn predicate(it: crate::Predicate) -> Predicate {
    let all = |all: &[crate::Predicate]| all.iter().copied().map(predicate).collect();
    match it {
        crate::Predicate::All(it) => Predicate::All { all: all(it) },
        crate::Predicate::Any(it) => Predicate::Any { any: all(it) },
        crate::Predicate::Not(it) => Predicate::Not { not: Box::new(predicate(*it)) },
        crate::Predicate::Is(fact, is) => Predicate::Is { fact: fact.into(), is },
        crate::Predicate::OneOf(fact, it) => Predicate::OneOf { fact: fact.into(), one_of: texts(it) },
        crate::Predicate::HasOneOf(fact, it) => Predicate::HasOneOf { fact: fact.into(), has_one_of: texts(it) },
        crate::Predicate::HasRole(fact, it) => Predicate::HasRole { fact: fact.into(), has_role: texts(it) },
        crate::Predicate::AtMost(fact, at_most) => Predicate::AtMost { fact: fact.into(), at_most },
        crate::Predicate::Mainland(fact, mainland) => Predicate::Mainland { fact: fact.into(), mainland },
    }
}

fn texts(all: &[&'static str]) -> Vec<Text> {
    all.iter().map(|it| Text::from(*it)).collect()
}

/// What is stated of a name or a text.
fn stated(it: Option<&'static str>) -> Stated<Text> {
    it.map(Text::from).into()
}

/// The pages by the ids that they have in the list of services.
fn sources(all: impl Iterator<Item = crate::Source>) -> Vec<Text> {
    all.map(|it| it.id().into()).collect()
}

fn clouds(it: crate::Clouds) -> Vec<Cloud> {
    it.iter().collect()
}
