use alloc::string::String;
use core::fmt;

use crate::Position;

/// A file that could not be parsed.
///
/// ```
/// use hwc_iam::files::{self, Language};
///
/// let error = files::each(Language::Terraform, "resource {".into(), None, &mut |_| ()).unwrap_err();
/// assert_eq!(error.position().line, 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFileError {
    position: Position,
    why: String,
}

impl ReadFileError {
    pub(crate) fn new(position: Position, why: impl Into<String>) -> Self {
        Self { position, why: why.into() }
    }

    /// Where it is.
    #[must_use]
    pub const fn position(&self) -> Position {
        self.position
    }

    /// What is wrong there.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl fmt::Display for ReadFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.position.line, self.position.column + 1, self.why)
    }
}

impl core::error::Error for ReadFileError {}
