use core::fmt;

use crate::Cloud;
use crate::shared::tables::SourceRow;

/// A page that facts come from.
///
/// ```
/// let mut sources = hwc_iam::actions::Ims::IMAGES_LIST.sources();
/// assert!(sources.any(|it| it.date() == Some("2025-11-06")));
/// ```
#[derive(Clone, Copy)]
pub struct Source(&'static SourceRow);

impl Source {
    pub(crate) const fn of(row: &'static SourceRow) -> Self {
        Self(row)
    }

    /// Its name within the service.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0.id()
    }

    /// The cloud that it documents.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.0.cloud()
    }

    /// Its address, or its repository, path and commit.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.0.page()
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.0.title()
    }

    /// Its language, as `en` or `zh`.
    #[must_use]
    pub const fn language(self) -> &'static str {
        self.0.language()
    }

    /// The date that it prints on itself, as `2025-11-06`.
    #[must_use]
    pub const fn date(self) -> Option<&'static str> {
        self.0.date()
    }

    /// Whether a newer version of the page has replaced it; what only it states is kept.
    ///
    /// ```
    /// let ecs = hwc_iam::Service::from_code("ecs").unwrap();
    /// assert!(ecs.sources().any(|it| it.is_older()));
    /// ```
    #[must_use]
    pub const fn is_older(self) -> bool {
        self.0.is_older()
    }

    /// The SHA-256 of what was read, in hexadecimal.
    #[must_use]
    pub const fn sha256(self) -> Option<&'static str> {
        self.0.sha256()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.id())
    }
}
