use core::fmt;

use super::{Source, TABLES, list};
use crate::Cloud;
use crate::shared::tables::RegionRow;

/// A region, such as `cn-north-4`.
///
/// ```
/// use hwc_iam::Region;
///
/// let beijing = Region::from_id("cn-north-4").unwrap();
/// assert_eq!(beijing.name(), Some("CN North-Beijing4"));
/// assert_eq!(beijing.is_mainland(), Some(true));
/// ```
#[derive(Clone, Copy)]
pub struct Region(&'static RegionRow);

impl Region {
    /// The region with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|it| it.id() == id)
    }

    /// Every region, by id.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLES.regions.iter().map(Self)
    }

    /// Its id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// Its cloud.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.0.cloud
    }

    /// Its English name, where it is known.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        self.0.name
    }

    /// Whether it is in mainland China, where that is known.
    #[must_use]
    pub const fn is_mainland(self) -> Option<bool> {
        self.0.mainland
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::global_sources(self.0.sources)
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.id())
    }
}
