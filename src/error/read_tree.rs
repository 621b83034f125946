use alloc::string::String;
use core::fmt;

/// Why a file of a [`Tree`](crate::files::Tree) cannot be read, in words for people that do not name the file.
///
/// ```
/// use std::collections::BTreeMap;
/// use hwc_iam::files::Tree;
///
/// let files: BTreeMap<String, String> = BTreeMap::new();
/// let error = files.read("main.tf").unwrap_err();
/// assert_eq!(error.to_string(), "there is no such file");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadTreeError {
    why: String,
}

impl ReadTreeError {
    /// For an own tree, such as one of a store of objects.
    #[must_use]
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

impl fmt::Display for ReadTreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl core::error::Error for ReadTreeError {}
