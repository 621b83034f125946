use core::fmt;
use core::str::FromStr;

use super::handle::handle;
use super::list;
use super::{Operation, ResourceType, Source, TABLES};
use crate::error::UnknownNameError;
use crate::shared::tables::{self, ActionRow, Clouds};
use crate::{AccessLevel, ConditionKey, Model, RoleAction, Service};

handle! {
    /// An action of identity policies, such as `ims:images:copyInRegion`.
    ///
    /// Its constants are in [`actions`](crate::actions). What a page does not state is `None`.
    ///
    /// ```
    /// use hwc_iam::{Action, actions::Ims};
    ///
    /// let copy: Action = "ims:images:copyInRegion".parse()?;
    /// assert_eq!(copy, Ims::IMAGES_COPY_IN_REGION);
    /// assert_eq!(copy.aliases(), Some(&["ims:images:copy"][..]));
    /// assert!(copy.condition_keys().is_none(), "the page's cell is missing");
    /// # Ok::<(), hwc_iam::error::UnknownNameError>(())
    /// ```
    Action, ActionRow, actions
}

impl Action {
    /// The action with exactly this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TABLES.action_place(name).map(|(service, row)| Self::at(service, row))
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name()
    }

    /// What it does, in the few words of its page.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title()
    }

    /// What it does, in Chinese, where an authorization schema says so.
    ///
    /// ```
    /// // What was read so far are pages, each in one language.
    /// assert_eq!(hwc_iam::actions::Ims::IMAGES_LIST.title_zh(), None);
    /// ```
    #[must_use]
    pub fn title_zh(self) -> Option<&'static str> {
        let all = self.service().row().titles_zh;
        let place = all.binary_search_by_key(&self.row, |it| it.0).ok()?;
        all.get(place).map(|it| it.1)
    }

    /// How its page classifies it.
    #[must_use]
    pub const fn access_level(self) -> Option<AccessLevel> {
        self.row().facts().access_level
    }

    /// Whether it is permission-only: no API of its own.
    #[must_use]
    pub const fn permission_only(self) -> Option<bool> {
        self.row().facts().permission_only
    }

    /// The resource types that it takes; none of them means that a statement can only name all resources.
    ///
    /// ```
    /// let list = hwc_iam::actions::Ims::IMAGES_LIST;
    /// assert_eq!(list.resources().unwrap().count(), 0);
    /// ```
    #[must_use]
    pub fn resources(self) -> Option<impl Iterator<Item = ResourceUse>> {
        let service = self.service();
        let uses = self.row().facts().resources.of(service.row().uses)?;
        Some(uses.iter().map(move |row| ResourceUse { service, row }))
    }

    /// The condition keys that it takes for any resource.
    #[must_use]
    pub fn condition_keys(self) -> Option<impl Iterator<Item = ConditionKey> + Clone> {
        self.row().facts().keys.of(self.service().row().refs).map(list::keys)
    }

    /// Whether it takes a key, as far as its page says; what the checker does not refuse.
    #[cfg(feature = "cursor")]
    pub(crate) fn takes(self, key: ConditionKey) -> bool {
        TABLES.keys_instead(self.service().row(), self.row(), key.row()).is_none()
    }

    /// The actions of the role/policy model that it came from, by name.
    #[must_use]
    pub fn aliases(self) -> Option<&'static [&'static str]> {
        self.row().facts().aliases.of(self.service().row().strings)
    }

    /// Those of its aliases that the catalogue knows.
    pub fn alias_actions(self) -> impl Iterator<Item = RoleAction> {
        self.aliases().unwrap_or_default().iter().filter_map(|it| RoleAction::from_name(it))
    }

    /// Whether the aliases look wrong on the page, without anybody knowing the right ones.
    #[must_use]
    pub const fn has_doubtful_aliases(self) -> bool {
        self.row().facts().doubtful_aliases
    }

    /// The actions that its page recommends in its place; empty, if it is not discouraged.
    ///
    /// ```
    /// let add_member = hwc_iam::Action::from_name("ims:images:addMember").unwrap();
    /// let share = hwc_iam::Action::from_name("ims:images:share").unwrap();
    /// assert!(share.replaced_by().any(|it| it == add_member));
    /// ```
    pub fn replaced_by(self) -> impl Iterator<Item = Self> {
        let names = self.row().facts().replaced_by.of(self.service().row().strings).unwrap_or_default();
        names.iter().filter_map(|it| Self::from_name(it))
    }

    /// The clouds that have it.
    #[must_use]
    pub const fn clouds(self) -> Clouds {
        self.row().facts().clouds
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().facts().sources)
    }

    /// The operations of its service that need it.
    ///
    /// ```
    /// let operations: Vec<_> = hwc_iam::actions::Ims::IMAGES_COPY_IN_REGION.operations().collect();
    /// assert_eq!(operations[0].path(), Some("/v1/cloudimages/{image_id}/copy"));
    /// ```
    pub fn operations(self) -> impl Iterator<Item = Operation> {
        self.service().operations().filter(move |it| {
            it.model() == Model::IdentityPolicy && it.actions().into_iter().flatten().any(|it| it.name() == self.name())
        })
    }
}

/// A resource type that an action takes.
///
/// ```
/// let mut resources = hwc_iam::actions::Ims::IMAGES_GET.resources().unwrap();
/// let image = resources.next().unwrap();
/// assert_eq!(image.resource_type().name(), "image");
/// assert!(image.is_required());
/// ```
#[derive(Clone, Copy)]
pub struct ResourceUse {
    service: Service,
    row: &'static tables::ResourceUse,
}

impl ResourceUse {
    /// The type.
    #[must_use]
    pub const fn resource_type(self) -> ResourceType {
        ResourceType::at(self.service.place(), self.row.resource_type())
    }

    /// Whether the action always touches such a resource.
    #[must_use]
    pub const fn is_required(self) -> bool {
        self.row.is_required()
    }

    /// The condition keys that the action takes on a resource of this type.
    #[must_use]
    pub fn condition_keys(self) -> Option<impl Iterator<Item = ConditionKey> + Clone> {
        self.row.keys().of(self.service.row().refs).map(list::keys)
    }
}

impl fmt::Debug for ResourceUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceUse")
            .field("type", &self.resource_type())
            .field("required", &self.row.is_required())
            .finish()
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({})", self.name())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Action {
    type Err = UnknownNameError;

    fn from_str(name: &str) -> Result<Self, UnknownNameError> {
        Self::from_name(name).ok_or_else(|| UnknownNameError::action(name))
    }
}
