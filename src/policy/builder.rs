use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{ActionPattern, ActionWildcard, Actions, Condition, Resources, Statement};
use crate::{Action, Effect, RoleAction, UrnPattern, Version};

/// The model whose documents are identity policies, at the level of types.
#[derive(Debug, Clone, Copy)]
pub enum IdentityPolicies {}

/// The role/policy model, at the level of types.
#[derive(Debug, Clone, Copy)]
pub enum RolePolicies {}

/// What a document of a model has as its version.
pub trait Versioned: sealed::Sealed {
    /// The version.
    const VERSION: Version;
}

impl Versioned for IdentityPolicies {
    const VERSION: Version = Version::V5_0;
}

impl Versioned for RolePolicies {
    const VERSION: Version = Version::V1_1;
}

/// What a typed statement can be about: an action, or a checked pattern of them.
///
/// ```
/// use hwc_iam::{Statement, action, actions::Ims};
///
/// let statement = Statement::allow([Ims::IMAGES_LIST]).and([action!("ims:images:get*")]);
/// ```
#[diagnostic::on_unimplemented(
    message = "a typed statement is about constants of actions, not `{Self}`",
    note = "write a constant such as `actions::Ims::IMAGES_LIST`, or `action!(\"ims:images:*\")`"
)]
pub trait ActionName: sealed::Sealed + Into<ActionPattern> {
    /// The model that it belongs to.
    type Model: Versioned;
}

impl ActionName for Action {
    type Model = IdentityPolicies;
}

impl ActionName for ActionWildcard {
    type Model = IdentityPolicies;
}

impl ActionName for RoleAction {
    type Model = RolePolicies;
}

/// A statement in the making; [`Policy::new`](crate::Policy::new) takes several of them.
///
/// ```
/// use hwc_iam::{Statement, actions::Ims, keys, urn};
///
/// let statement = Statement::allow([Ims::IMAGES_COPY_CROSS_REGION])
///     .sid("Replicate")
///     .on([urn!("ims:cn-north-4:*:image:*")])
///     .when(keys::Ims::REGION.equals(["cn-east-3"]));
/// ```
#[derive(Debug, Clone)]
#[must_use = "a statement does nothing until it is given to `Policy::new`"]
pub struct StatementBuilder<M> {
    sid: Option<String>,
    effect: Effect,
    actions: Vec<ActionPattern>,
    resources: Option<Vec<UrnPattern>>,
    conditions: Vec<Condition>,
    model: PhantomData<M>,
}

impl<M> StatementBuilder<M> {
    pub(super) fn new<A: ActionName<Model = M>>(effect: Effect, actions: impl IntoIterator<Item = A>) -> Self {
        Self {
            sid: None,
            effect,
            actions: actions.into_iter().map(Into::into).collect(),
            resources: None,
            conditions: Vec::new(),
            model: PhantomData,
        }
    }

    /// Names the statement.
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds actions.
    pub fn and<A: ActionName<Model = M>>(mut self, actions: impl IntoIterator<Item = A>) -> Self {
        self.actions.extend(actions.into_iter().map(Into::into));
        self
    }

    /// Adds actions that the catalogue does not know yet, as they are to be written.
    ///
    /// ```
    /// use hwc_iam::{Policy, Statement, actions::Ims};
    ///
    /// let statement = Statement::allow([Ims::IMAGES_LIST]).unchecked(["ims:images:deleteTags"]);
    /// assert!(Policy::new([statement]).is_ok());
    /// ```
    pub fn unchecked<A: Into<String>>(mut self, actions: impl IntoIterator<Item = A>) -> Self {
        self.actions.extend(actions.into_iter().map(|it| ActionPattern::Unchecked(Cow::Owned(it.into()))));
        self
    }

    /// Restricts it to these resources. A statement that was never restricted is for all of them; one that was restricted to
    /// an empty list is for none.
    pub fn on(mut self, resources: impl IntoIterator<Item = UrnPattern>) -> Self {
        self.resources.get_or_insert_default().extend(resources);
        self
    }

    /// Adds a condition; all of them must hold. A document cannot name one key twice with one operator, so give all values in
    /// one condition; [`Policy::new`](crate::Policy::new) refuses what it cannot write down.
    pub fn when(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    pub(super) fn finish(self) -> Statement {
        let written = |all: Vec<UrnPattern>| all.into_iter().map(UrnPattern::into_text).collect::<Vec<_>>();
        Statement {
            sid: self.sid.map(Cow::Owned),
            effect: self.effect,
            principals: None,
            actions: Actions::These(Cow::Owned(self.actions)),
            resources: self.resources.map(|all| Resources::These(Cow::Owned(written(all)))),
            conditions: Cow::Owned(self.conditions),
        }
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::IdentityPolicies {}
    impl Sealed for super::RolePolicies {}
    impl Sealed for super::Action {}
    impl Sealed for super::ActionWildcard {}
    impl Sealed for super::RoleAction {}
}
