use core::fmt;

use super::handle::handle;
use super::{Need, Source, list};
use crate::shared::tables::RoleRow;
use crate::{Cloud, RoleKind, Support};

handle! {
    /// A system-defined role or policy, such as `IMS Administrator`.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Role, RoleKind};
    ///
    /// let role = Role::find("IMS Administrator", Cloud::HuaweiCloud).unwrap();
    /// assert_eq!(role.kind(), RoleKind::Role);
    /// assert_eq!(role.dependencies().unwrap().next().unwrap().name(), "Tenant Administrator");
    /// ```
    Role, RoleRow, roles
}

impl Role {
    /// The role or policy with this name on this cloud.
    #[must_use]
    pub fn find(name: &str, cloud: Cloud) -> Option<Self> {
        Self::all().find(|it| it.name() == name && it.cloud() == cloud)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether it is a role or a policy.
    #[must_use]
    pub const fn kind(self) -> RoleKind {
        self.row().kind
    }

    /// The cloud that has it.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.row().cloud
    }

    /// What it is for, in the few words of its page.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title
    }

    /// What it was called before.
    #[must_use]
    pub const fn formerly(self) -> Option<&'static str> {
        self.row().formerly
    }

    /// The roles without which it has no effect.
    #[must_use]
    pub fn dependencies(self) -> Option<impl Iterator<Item = Need>> {
        self.row().dependencies.of(self.service().row().needs).map(|it| it.iter().map(Need))
    }

    /// Its policy document as JSON, where that is known.
    #[must_use]
    pub const fn document(self) -> Option<&'static str> {
        self.row().document
    }

    /// What tables of common operations say of it: each operation in the page's words, and whether the role allows it.
    ///
    /// ```
    /// use hwc_iam::{Role, Support};
    ///
    /// let covered = Role::all().flat_map(Role::operations);
    /// assert!(covered.into_iter().any(|(_, allowed)| allowed == Support::No));
    /// ```
    pub fn operations(self) -> impl Iterator<Item = (&'static str, Support)> {
        let all = self.row().operations.of(self.service().row().covered).unwrap_or_default();
        all.iter().map(|it| (it.0, it.1))
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Role({}, {})", self.name(), self.cloud())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
