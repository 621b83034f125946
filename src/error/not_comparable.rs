use core::fmt;

/// What of a set of policies the comparison does not look at.
///
/// ```
/// use hwc_iam::access::Access;
/// use hwc_iam::eval::PolicySet;
///
/// let set = PolicySet::builder().root_user().build()?;
/// let error = Access::of_set(&set).unwrap_err();
/// assert_eq!(error.to_string(), "a root user or a management account cannot be compared");
/// # Ok::<(), hwc_iam::error::PolicySetError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotComparableError {
    /// The principal is a root user, or in a management account.
    Circumstances,
    /// There is a resource policy.
    ResourcePolicy,
    /// Roles are granted in scopes.
    Roles,
}

impl fmt::Display for NotComparableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Circumstances => "a root user or a management account cannot be compared",
            Self::ResourcePolicy => "a resource policy cannot be compared",
            Self::Roles => "what roles grant in a scope cannot be compared",
        })
    }
}

impl core::error::Error for NotComparableError {}
