use alloc::borrow::Cow;
use core::fmt;

use crate::shared::pattern;
use crate::{Action, Model, RoleAction};

/// An item of `Action`: an action of the catalogue, a pattern of actions, or a name that was not looked up in the catalogue.
///
/// ```
/// use hwc_iam::{Action, ActionPattern, actions::Ims};
///
/// let list = ActionPattern::from(Ims::IMAGES_LIST);
/// assert_eq!(list.as_str(), "ims:images:list");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionPattern {
    /// An action of identity policies.
    Action(Action),
    /// An action of the role/policy model.
    RoleAction(RoleAction),
    /// A pattern with `*` or `?`.
    Pattern(Cow<'static, str>),
    /// A name that is not in the catalogue, or that it was not asked about.
    Unchecked(Cow<'static, str>),
}

impl ActionPattern {
    /// A text of a policy of this model: a pattern, an action of the catalogue that is written so, or a name that it does not have.
    pub(crate) fn read(text: impl Into<Cow<'static, str>>, model: Model) -> Self {
        match Self::unread(text) {
            Self::Unchecked(name) => {
                let known = match model {
                    Model::IdentityPolicy => Action::from_name(&name).map(Self::from),
                    // A name of other letters' case is the same action, but not the same text.
                    Model::RolePolicy => RoleAction::from_name(&name).filter(|it| it.name() == name).map(Self::from),
                };
                known.unwrap_or(Self::Unchecked(name))
            }
            pattern => pattern,
        }
    }

    /// A pattern, or a name that is not looked up.
    pub(crate) fn unread(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        if pattern::is_pattern(&text) { Self::Pattern(text) } else { Self::Unchecked(text) }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Action(it) => it.name(),
            Self::RoleAction(it) => it.name(),
            Self::Pattern(it) | Self::Unchecked(it) => it,
        }
    }
}

impl fmt::Display for ActionPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<Action> for ActionPattern {
    fn from(it: Action) -> Self {
        Self::Action(it)
    }
}

impl From<RoleAction> for ActionPattern {
    fn from(it: RoleAction) -> Self {
        Self::RoleAction(it)
    }
}

impl From<ActionWildcard> for ActionPattern {
    fn from(it: ActionWildcard) -> Self {
        Self::unread(it.0)
    }
}

/// A pattern of actions of identity policies, or the name of one that the catalogue does not have; made by
/// [`action!`](crate::action!), which warns of names about which nothing is known.
///
/// ```
/// use hwc_iam::{action, actions::Ims};
///
/// let all_of_images = action!("ims:images:*");
/// assert!(all_of_images.matches(Ims::IMAGES_EXPORT));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionWildcard(&'static str);

impl ActionWildcard {
    /// What `action!` expands to, after checking it.
    #[doc(hidden)]
    #[must_use]
    pub const fn checked(pattern: &'static str) -> Self {
        Self(pattern)
    }

    /// Whether it is for this action.
    #[must_use]
    pub fn matches(self, action: Action) -> bool {
        pattern::matches(self.0, action.name())
    }
}

impl fmt::Display for ActionWildcard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
