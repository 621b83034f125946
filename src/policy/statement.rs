use alloc::borrow::Cow;

use super::{ActionName, ActionPattern, Condition, Principals, StatementBuilder};
use crate::Effect;

/// One statement of a policy.
///
/// ```
/// static POLICY: hwc_iam::Policy = hwc_iam::policy!({
///     "Version": "5.0",
///     "Statement": [{ "Sid": "List", "Effect": "Allow", "Action": ["ims:images:list"] }]
/// });
/// let statement = &POLICY.statements()[0];
/// assert_eq!(statement.sid(), Some("List"));
/// assert!(statement.resources().is_none(), "which is all of them");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    pub(super) sid: Option<Cow<'static, str>>,
    pub(super) effect: Effect,
    pub(super) principals: Option<Principals>,
    pub(super) actions: Actions,
    pub(super) resources: Option<Resources>,
    pub(super) conditions: Cow<'static, [Condition]>,
}

impl Statement {
    /// A statement that grants these actions.
    ///
    /// ```
    /// use hwc_iam::{Statement, actions::Ims};
    ///
    /// let list_and_get = Statement::allow([Ims::IMAGES_LIST, Ims::IMAGES_GET]);
    /// ```
    pub fn allow<A: ActionName>(actions: impl IntoIterator<Item = A>) -> StatementBuilder<A::Model> {
        StatementBuilder::new(Effect::Allow, actions)
    }

    /// A statement that takes these actions away.
    ///
    /// ```
    /// use hwc_iam::{Statement, actions::Ims};
    ///
    /// let no_export = Statement::deny([Ims::IMAGES_EXPORT]);
    /// ```
    pub fn deny<A: ActionName>(actions: impl IntoIterator<Item = A>) -> StatementBuilder<A::Model> {
        StatementBuilder::new(Effect::Deny, actions)
    }

    /// Of parts that the caller answers for, as `policy!` does.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(
        sid: Option<Cow<'static, str>>,
        effect: Effect,
        principals: Option<Principals>,
        actions: Actions,
        resources: Option<Resources>,
        conditions: Cow<'static, [Condition]>,
    ) -> Self {
        Self { sid, effect, principals, actions, resources, conditions }
    }

    /// The same for these actions.
    #[cfg(feature = "generate")]
    pub(crate) fn with_actions(&self, actions: alloc::vec::Vec<ActionPattern>) -> Self {
        Self { actions: Actions::These(Cow::Owned(actions)), ..self.clone() }
    }

    /// The same on these resources.
    #[cfg(feature = "generate")]
    pub(crate) fn with_resources(&self, urns: alloc::vec::Vec<Cow<'static, str>>) -> Self {
        Self { resources: Some(Resources::These(Cow::Owned(urns))), ..self.clone() }
    }

    /// Its `Sid`.
    #[must_use]
    pub fn sid(&self) -> Option<&str> {
        self.sid.as_deref()
    }

    /// Its `Effect`.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.effect
    }

    /// Its `Principal` or `NotPrincipal`.
    #[must_use]
    pub const fn principals(&self) -> Option<&Principals> {
        self.principals.as_ref()
    }

    /// Its `Action` or `NotAction`.
    #[must_use]
    pub const fn actions(&self) -> &Actions {
        &self.actions
    }

    /// Its `Resource` or `NotResource`; without either it is for all resources.
    #[must_use]
    pub const fn resources(&self) -> Option<&Resources> {
        self.resources.as_ref()
    }

    /// Its conditions, all of which must hold.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }
}

/// `Action`: these, or `NotAction`: all others.
///
/// ```
/// use hwc_iam::{Actions, policy};
///
/// let policy = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Deny", "NotAction": ["ims:images:list"] }]
/// });
/// assert!(matches!(policy.statements()[0].actions(), Actions::AllBut(but) if but.len() == 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actions {
    /// The actions that one of these matches.
    These(Cow<'static, [ActionPattern]>),
    /// The actions that none of these matches.
    AllBut(Cow<'static, [ActionPattern]>),
}

/// `Resource`: these, or `NotResource`: all others; each as it is written, with its variables.
///
/// ```
/// use hwc_iam::{Resources, policy};
///
/// let policy = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"], "Resource": ["ims:*:*:image:*"] }]
/// });
/// assert!(matches!(policy.statements()[0].resources(), Some(Resources::These(these)) if these[0] == "ims:*:*:image:*"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resources {
    /// The resources that one of these matches.
    These(Cow<'static, [Cow<'static, str>]>),
    /// The resources that none of these matches.
    AllBut(Cow<'static, [Cow<'static, str>]>),
    /// `{"uri": […]}`, by which the role/policy model names agencies.
    Uris(Cow<'static, [Cow<'static, str>]>),
}
