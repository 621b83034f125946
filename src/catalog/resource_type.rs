use core::fmt;

use super::Source;
use super::handle::handle;
use super::list;
use crate::UrnPattern;
use crate::shared::tables::ResourceTypeRow;
use crate::shared::urn;

handle! {
    /// A resource type of a service, such as `image` of `ims`.
    ///
    /// Its constants are in [`resources`](crate::resources).
    ///
    /// ```
    /// use hwc_iam::resources::Ims;
    ///
    /// assert_eq!(Ims::IMAGE.urn_template(), "ims:<region>:<account-id>:image:<image-id>");
    /// assert_eq!(Ims::IMAGE.any().to_string(), "ims:*:*:image:*");
    /// ```
    ResourceType, ResourceTypeRow, resource_types
}

impl ResourceType {
    /// Its name, the fourth part of its URNs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The form of its URNs, with the parts that vary in angle brackets.
    #[must_use]
    pub const fn urn_template(self) -> &'static str {
        self.row().urn
    }

    /// Every resource of this type.
    #[must_use]
    pub fn any(self) -> UrnPattern {
        self.urn("*", "*", "*")
    }

    /// The resources of this type with these parts, each of which may be a pattern. A service without regions has none in
    /// its URNs, whatever is given.
    ///
    /// ```
    /// let one = hwc_iam::resources::Ims::IMAGE.urn("cn-north-4", "*", "7ca68c5b");
    /// assert_eq!(one.to_string(), "ims:cn-north-4:*:image:7ca68c5b");
    /// ```
    #[must_use]
    pub fn urn(self, region: &str, account: &str, id: &str) -> UrnPattern {
        let regional = urn::split(self.urn_template()).is_none_or(|[_, region, ..]| !region.is_empty());
        let region = if regional { region } else { "" };
        UrnPattern::from_parts([self.service().code(), region, account, self.name(), id])
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }
}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResourceType({}:{})", self.service(), self.name())
    }
}

impl fmt::Display for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
