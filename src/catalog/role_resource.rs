use core::fmt;

use super::handle::handle;
use super::{Source, list};
use crate::Cloud;
use crate::shared::tables::RoleResourceRow;

handle! {
    /// How a statement of the role/policy model names resources of one type.
    ///
    /// ```
    /// use hwc_iam::RoleResource;
    ///
    /// let queue = RoleResource::all().find(|it| it.service().code() == "dli" && it.name() == "queue").unwrap();
    /// assert!(queue.path().starts_with("DLI:*:*:queue:queues."));
    /// ```
    RoleResource, RoleResourceRow, role_resources
}

impl RoleResource {
    /// The type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What resources of this type are, in the page's words.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title
    }

    /// The cloud whose page states it.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.row().cloud
    }

    /// The path as the page prints it; which of its words vary, the print does not always show.
    #[must_use]
    pub const fn path(self) -> &'static str {
        self.row().path
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }
}

impl fmt::Debug for RoleResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoleResource({})", self.path())
    }
}
