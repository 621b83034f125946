//! Uniform resource names: `service:region:account:type:id`.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use crate::error::ParseUrnError;
use crate::shared::{pattern, variable};

pub use crate::shared::urn::split;

/// The name of one resource. The region is empty where a service has none.
///
/// ```
/// let urn: hwc_iam::Urn = "ims:cn-north-4:0a1b:image:7ca68c5b".parse()?;
/// assert_eq!(urn.service(), "ims");
/// assert_eq!(urn.id(), "7ca68c5b");
/// # Ok::<(), hwc_iam::error::ParseUrnError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Urn(String);

impl Urn {
    /// The code of the service.
    #[must_use]
    pub fn service(&self) -> &str {
        let [it, ..] = self.parts();
        it
    }

    /// The id of the region.
    #[must_use]
    pub fn region(&self) -> &str {
        let [_, it, ..] = self.parts();
        it
    }

    /// The id of the account.
    #[must_use]
    pub fn account(&self) -> &str {
        let [_, _, it, ..] = self.parts();
        it
    }

    /// The resource type.
    #[must_use]
    pub fn resource_type(&self) -> &str {
        let [.., it, _] = self.parts();
        it
    }

    /// What tells it from others of its type; it may hold `/` and `:`.
    #[must_use]
    pub fn id(&self) -> &str {
        let [.., it] = self.parts();
        it
    }

    /// The name as a whole.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parts(&self) -> [&str; 5] {
        split(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Urn {
    type Err = ParseUrnError;

    fn from_str(text: &str) -> Result<Self, ParseUrnError> {
        if split(text).is_none() {
            return Err(ParseUrnError::parts(text));
        }
        if pattern::is_pattern(text) || variable::has_variable(text) {
            return Err(ParseUrnError::wildcard(text));
        }
        Ok(Self(text.into()))
    }
}

/// The names of several resources: a URN whose parts may have wildcards and variables, or `*` for all resources.
///
/// ```
/// use hwc_iam::UrnPattern;
///
/// let images: UrnPattern = "ims:*:*:image:*".parse()?;
/// assert!(images.matches(&"ims:cn-north-4:0a1b:image:7ca68c5b".parse()?));
/// # Ok::<(), hwc_iam::error::ParseUrnError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrnPattern(Cow<'static, str>);

impl UrnPattern {
    /// Every resource.
    pub const ALL: Self = Self(Cow::Borrowed("*"));

    /// What `urn!` expands to, after checking it.
    #[doc(hidden)]
    #[must_use]
    pub const fn checked(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    pub(crate) fn from_parts(parts: [&str; 5]) -> Self {
        Self(Cow::Owned(parts.join(":")))
    }

    /// The pattern as a whole.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is for this resource. A part is compared with its part, so a `*` never reaches into the next one. A
    /// variable has no value here, so a pattern with one matches nothing.
    ///
    /// ```
    /// let image = "ims:cn-north-4:0a1b:image:x".parse()?;
    /// assert!(hwc_iam::UrnPattern::ALL.matches(&image));
    /// assert!(!"ims:*:image:*:x".parse::<hwc_iam::UrnPattern>()?.matches(&image));
    /// # Ok::<(), hwc_iam::error::ParseUrnError>(())
    /// ```
    #[must_use]
    pub fn matches(&self, urn: &Urn) -> bool {
        if self.0 == "*" {
            return true;
        }
        let Some(patterns) = split(&self.0) else { return false };
        patterns.iter().zip(urn.parts()).all(|(pattern, part)| pattern::matches_escaped(pattern, part))
    }

    pub(crate) fn into_text(self) -> Cow<'static, str> {
        self.0
    }
}

impl fmt::Display for UrnPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for UrnPattern {
    type Err = ParseUrnError;

    fn from_str(text: &str) -> Result<Self, ParseUrnError> {
        if text != "*" && split(text).is_none() {
            return Err(ParseUrnError::parts(text));
        }
        Ok(Self(Cow::Owned(text.to_string())))
    }
}

impl From<Urn> for UrnPattern {
    fn from(urn: Urn) -> Self {
        Self(Cow::Owned(urn.0))
    }
}
