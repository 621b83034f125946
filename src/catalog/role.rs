use core::fmt;

use super::handle::handle;
use super::{Need, Source, list};
use crate::shared::tables::{self, RoleRow};
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

    /// What tables of common operations say of it.
    ///
    /// ```
    /// use hwc_iam::{Role, Support};
    ///
    /// let mut covered = Role::all().flat_map(Role::operations);
    /// assert!(covered.any(|it| it.allowed() == Support::No));
    /// ```
    pub fn operations(self) -> impl Iterator<Item = Covered> {
        let all = self.row().operations.of(self.service().row().covered).unwrap_or_default();
        all.iter().map(Covered)
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }
}

/// A common operation, and whether a role allows it.
///
/// ```
/// use hwc_iam::{Cloud, Role};
///
/// let role = Role::find("ECS ReadOnlyAccess", Cloud::OpenTelekomCloud).unwrap();
/// let login = role.operations().find(|it| it.title().starts_with("Remotely")).unwrap();
/// assert_eq!(login.qualifier(), Some("VNC login not supported"));
/// ```
#[derive(Clone, Copy)]
pub struct Covered(&'static tables::Covered);

impl Covered {
    /// The operation, in the page's words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.0.0
    }

    /// Whether the role allows it.
    #[must_use]
    pub const fn allowed(self) -> Support {
        self.0.1
    }

    /// The words that the page puts on that.
    #[must_use]
    pub const fn qualifier(self) -> Option<&'static str> {
        if self.0.2.is_empty() { None } else { Some(self.0.2) }
    }
}

impl fmt::Debug for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
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
