use core::fmt;

use super::{Source, TABLES, list};
use crate::Model;
use crate::shared::tables::LimitRow;

/// A documented limit of policies. Documentations differ, so each belongs to a profile.
///
/// ```
/// use hwc_iam::{Limit, Model};
///
/// let role_model: Vec<_> = Limit::all().filter(|it| it.model() == Model::RolePolicy).collect();
/// assert!(role_model.iter().any(|it| it.counts() == "characters of a policy" && it.max() == 6144));
/// ```
#[derive(Clone, Copy)]
pub struct Limit(&'static LimitRow);

impl Limit {
    /// Every limit, by id.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLES.limits.iter().map(Self)
    }

    /// Its name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// The model whose policies it is for.
    #[must_use]
    pub const fn model(self) -> Model {
        self.0.model
    }

    /// What is counted, such as `statements of a policy`.
    #[must_use]
    pub const fn counts(self) -> &'static str {
        self.0.counts
    }

    /// How many there must be at least, where that is stated.
    #[must_use]
    pub const fn min(self) -> Option<u32> {
        self.0.min
    }

    /// How many there may be.
    #[must_use]
    pub const fn max(self) -> u32 {
        self.0.max
    }

    /// The documentation that states it.
    #[must_use]
    pub const fn profile(self) -> &'static str {
        self.0.profile
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::global_sources(self.0.sources)
    }
}

impl fmt::Debug for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Limit({})", self.id())
    }
}
