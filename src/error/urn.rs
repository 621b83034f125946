use alloc::string::String;
use core::fmt;

/// A text that is not a URN.
///
/// ```
/// let error = "ims:image".parse::<hwc_iam::Urn>().unwrap_err();
/// assert_eq!(error.to_string(), "`ims:image` is not a urn: a urn has five parts, `service:region:account:type:id`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseUrnError(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Parts(String),
    Wildcard(String),
    Colon(String),
}

impl ParseUrnError {
    pub(crate) fn parts(text: &str) -> Self {
        Self(Kind::Parts(text.into()))
    }

    pub(crate) fn colon(text: &str) -> Self {
        Self(Kind::Colon(text.into()))
    }

    pub(crate) fn wildcard(text: &str) -> Self {
        Self(Kind::Wildcard(text.into()))
    }
}

impl fmt::Display for ParseUrnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Parts(text) => {
                write!(f, "`{text}` is not a urn: a urn has five parts, `service:region:account:type:id`")
            }
            Kind::Colon(text) => write!(f, "`{text}` has more parts than a urn: only the last part may have a colon"),
            Kind::Wildcard(text) => write!(f, "`{text}` is not one urn: it has a wildcard or a variable"),
        }
    }
}

impl core::error::Error for ParseUrnError {}
