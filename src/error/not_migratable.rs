use core::fmt;

use crate::Version;

/// A policy that is not of the role/policy model.
///
/// ```
/// use hwc_iam::migrate::{Options, migrate};
///
/// let policy = hwc_iam::policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }]
/// });
/// let error = migrate(&policy, Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "a policy of version `5.0` is an identity policy already");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMigratableError(Version);

impl NotMigratableError {
    pub(crate) const fn new(version: Version) -> Self {
        Self(version)
    }
}

impl fmt::Display for NotMigratableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a policy of version `{}` is an identity policy already", self.0)
    }
}

impl core::error::Error for NotMigratableError {}
