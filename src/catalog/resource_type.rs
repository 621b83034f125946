use core::fmt;

use super::Source;
use super::handle::handle;
use super::list;
use crate::UrnPattern;
use crate::error::ParseUrnError;
use crate::key::TextValue;
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
    /// assert_eq!(Ims::IMAGE.urn_template(), Some("ims:<region>:<account-id>:image:<image-id>"));
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

    /// The form of its URNs, with the parts that vary in angle brackets; nothing where no page states it, as of a type that
    /// only pages of single APIs name. Its URNs have the general form of five parts, then, and a region.
    #[must_use]
    pub const fn urn_template(self) -> Option<&'static str> {
        self.row().urn
    }

    /// The parts of its URNs that vary, in order.
    ///
    /// ```
    /// let placeholders: Vec<_> = hwc_iam::resources::Ims::IMAGE.placeholders().collect();
    /// assert_eq!(placeholders, ["region", "account-id", "image-id"]);
    /// ```
    pub fn placeholders(self) -> impl Iterator<Item = &'static str> {
        self.urn_template().unwrap_or_default().split('<').skip(1).filter_map(|it| it.split_once('>')).map(|it| it.0)
    }

    /// Every resource of this type.
    #[must_use]
    pub fn any(self) -> UrnPattern {
        UrnPattern::from_parts([self.service().code(), self.region("*"), "*", self.name(), "*"])
    }

    /// The resources of this type with these parts. A text is matched literally; give a [`Pattern`](crate::Pattern) for wildcards.
    /// A service without regions has none in its URNs, whatever is given.
    ///
    /// ```
    /// use hwc_iam::{Pattern, resources::Ims};
    ///
    /// let one = Ims::IMAGE.urn("cn-north-4", Pattern::ANY, "7ca68c5b")?;
    /// assert_eq!(one.to_string(), "ims:cn-north-4:*:image:7ca68c5b");
    /// assert_eq!(Ims::IMAGE.urn(Pattern::ANY, Pattern::ANY, "a*")?.to_string(), "ims:*:*:image:a${*}");
    /// # Ok::<(), hwc_iam::error::ParseUrnError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If region or account has a colon, which would shift the parts behind it.
    pub fn urn(
        self,
        region: impl TextValue,
        account: impl TextValue,
        id: impl TextValue,
    ) -> Result<UrnPattern, ParseUrnError> {
        let (region, account, id) = (region.into_value(), account.into_value(), id.into_value());
        let parts = [self.service().code(), self.region(&region), &account, self.name(), &id];
        let pattern = UrnPattern::from_parts(parts);
        if urn::split(pattern.as_str()) == Some(parts) {
            Ok(pattern)
        } else {
            Err(ParseUrnError::colon(pattern.as_str()))
        }
    }

    fn region(self, region: &str) -> &str {
        let regional = self.urn_template().and_then(urn::split).is_none_or(|[_, region, ..]| !region.is_empty());
        if regional { region } else { "" }
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
