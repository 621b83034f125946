use core::fmt;
use core::str::FromStr;

use super::handle::handle;
use super::list;
use super::{Operation, Source};
use crate::error::UnknownNameError;
use crate::shared::tables::{Clouds, RoleActionRow, Scope};
use crate::{Action, Cloud, Model, Service};

handle! {
    /// An action of the role/policy model, such as `ims:images:copy`.
    ///
    /// Its constants are in [`role_actions`](crate::role_actions).
    ///
    /// ```
    /// use hwc_iam::{RoleAction, role_actions::Ims};
    ///
    /// assert_eq!(RoleAction::from_name("IMS:Images:COPY"), Some(Ims::IMAGES_COPY));
    /// assert_eq!(Ims::IMAGES_COPY.successors().count(), 2);
    /// ```
    RoleAction, RoleActionRow, role_actions
}

impl RoleAction {
    /// The action with this name, ignoring case as the role/policy model does.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (code, rest) = name.split_once(':')?;
        let service = Service::from_code_ignore_case(code)?;
        let row = service.row().role_action_place(rest)?;
        Some(Self::at(service.place(), u16::try_from(row).ok()?))
    }

    /// Its name as printed.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name()
    }

    /// What it does, in the few words of its page.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title()
    }

    /// The clouds that have it.
    #[must_use]
    pub const fn clouds(self) -> Clouds {
        self.row().clouds()
    }

    /// Where it can be granted on a cloud.
    #[must_use]
    pub const fn scope(self, cloud: Cloud) -> Scope {
        self.row().scope(cloud)
    }

    /// The actions of identity policies that have it as their alias.
    pub fn successors(self) -> impl Iterator<Item = Action> {
        self.service().actions().filter(move |it| it.alias_actions().any(|alias| alias == self))
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources())
    }

    /// The operations of its service that need it.
    pub fn operations(self) -> impl Iterator<Item = Operation> {
        self.service().operations().filter(move |it| {
            it.model() == Model::RolePolicy
                && it.actions().into_iter().flatten().any(|it| it.name().eq_ignore_ascii_case(self.name()))
        })
    }
}

impl fmt::Debug for RoleAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoleAction({})", self.name())
    }
}

impl fmt::Display for RoleAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for RoleAction {
    type Err = UnknownNameError;

    fn from_str(name: &str) -> Result<Self, UnknownNameError> {
        Self::from_name(name).ok_or_else(|| UnknownNameError::role_action(name))
    }
}
