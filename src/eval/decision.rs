use core::fmt;

/// The answer to a request.
///
/// ```
/// use hwc_iam::eval::{PolicySet, Request};
/// use hwc_iam::policy;
///
/// let set = PolicySet::builder()
///     .identity("readers", policy!({
///         "Version": "5.0",
///         "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
///     }))
///     .build()?;
/// assert_eq!(set.decide(&Request::new("ims:images:list")).name(), "allow");
/// assert_eq!(set.decide(&Request::new("ims:images:export")).name(), "implicit_deny");
/// # Ok::<(), hwc_iam::error::PolicySetError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Everything that must allow it does, and nothing denies it.
    Allow,
    /// A `Deny` applies.
    ExplicitDeny,
    /// No `Deny` applies, and an `Allow` is missing.
    ImplicitDeny,
    /// It depends on a key that is not known or on a question that no document answers.
    Unknown,
}

impl Decision {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Allow, Self::ExplicitDeny, Self::ImplicitDeny, Self::Unknown];

    /// The word that output uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::ExplicitDeny => "explicit_deny",
            Self::ImplicitDeny => "implicit_deny",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the request is allowed, if that is known.
    #[must_use]
    pub const fn is_allowed(self) -> Option<bool> {
        match self {
            Self::Allow => Some(true),
            Self::ExplicitDeny | Self::ImplicitDeny => Some(false),
            Self::Unknown => None,
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
