use alloc::string::String;
use core::fmt;

/// A text that is not a call of an API.
///
/// ```
/// let error = hwc_iam::ApiCall::parse("/v2/cloudimages").unwrap_err();
/// assert_eq!(error.to_string(), "`/v2/cloudimages` is not a call: write a method and a path, such as `GET /v2/cloudimages`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseApiCallError(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Method(String),
    Path(String),
}

impl ParseApiCallError {
    pub(crate) fn method(text: &str) -> Self {
        Self(Kind::Method(text.into()))
    }

    pub(crate) fn path(text: &str) -> Self {
        Self(Kind::Path(text.into()))
    }
}

impl fmt::Display for ParseApiCallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Method(text) => {
                write!(f, "`{text}` is not a call: write a method and a path, such as `GET /v2/cloudimages`")
            }
            Kind::Path(text) => write!(f, "`{text}` is not a path: a path begins with `/`"),
        }
    }
}

impl core::error::Error for ParseApiCallError {}
