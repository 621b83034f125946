use alloc::string::String;
use core::fmt;

use crate::shared::suggest;
use crate::{Action, ConditionKey, RoleAction, Service};

/// A name that the catalogue does not have.
///
/// ```
/// let error = "ims:images:lst".parse::<hwc_iam::Action>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown action `ims:images:lst`");
/// assert_eq!(error.suggestion(), Some("ims:images:list"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownNameError {
    what: &'static str,
    name: String,
    near: Option<&'static str>,
}

impl UnknownNameError {
    pub(crate) fn action(name: &str) -> Self {
        let near = Service::of_name(name).and_then(|it| suggest::nearest(name, it.actions().map(Action::name)));
        Self { what: "action", name: name.into(), near }
    }

    pub(crate) fn role_action(name: &str) -> Self {
        let near =
            Service::of_name(name).and_then(|it| suggest::nearest(name, it.role_actions().map(RoleAction::name)));
        Self { what: "action of the role model", name: name.into(), near }
    }

    pub(crate) fn condition_key(name: &str) -> Self {
        let near = suggest::nearest(name, ConditionKey::ALL.iter().map(|it| it.name()));
        Self { what: "condition key", name: name.into(), near }
    }

    /// Of what the catalogue does not have, where all names are these.
    #[cfg(feature = "eval")]
    pub(crate) fn among(what: &'static str, name: &str, all: impl Iterator<Item = &'static str>) -> Self {
        Self { what, name: name.into(), near: suggest::nearest(name, all) }
    }

    /// The name that was probably meant.
    #[must_use]
    pub const fn suggestion(&self) -> Option<&'static str> {
        self.near
    }
}

impl fmt::Display for UnknownNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`", self.what, self.name)
    }
}

impl core::error::Error for UnknownNameError {}
