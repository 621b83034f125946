use crate::Coverage;
use crate::shared::tables;

/// How much of a service's actions the catalogue knows, for one model and cloud: see [`Service::known`](crate::Service::known).
///
/// ```
/// use hwc_iam::{Cloud, Coverage, Model, Service};
///
/// let ims = Service::from_code("ims").unwrap();
/// let known = ims.known(Model::IdentityPolicy, Cloud::HuaweiCloud);
/// assert_eq!((known.coverage(), known.date()), (Coverage::Page, Some("2025-11-06")));
/// assert!(known.is_complete());
/// // The pages of the role/policy model print no date.
/// assert!(!ims.known(Model::RolePolicy, Cloud::OpenTelekomCloud).is_complete());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known(tables::Known);

impl Known {
    pub(super) const fn new(it: tables::Known) -> Self {
        Self(it)
    }

    /// How much that is.
    #[must_use]
    pub const fn coverage(self) -> Coverage {
        self.0.coverage
    }

    /// The newest date that the pages print that tell as much. Most pages print none.
    #[must_use]
    pub const fn date(self) -> Option<&'static str> {
        self.0.date
    }

    /// Whether an action that is missing from the catalogue is missing from the cloud: a page that lists all of them was read,
    /// which prints its date, is at most two years older than the newest page of the catalogue, and lacks no action that a newer
    /// page names.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        self.0.is_complete
    }
}
