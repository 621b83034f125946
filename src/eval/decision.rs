use crate::shared::words::words;

words! {
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
    Decision {
        /// Everything that must allow it does, and nothing denies it.
        Allow = "allow",
        /// A `Deny` applies.
        ExplicitDeny = "explicit_deny",
        /// No `Deny` applies, and an `Allow` is missing.
        ImplicitDeny = "implicit_deny",
        /// It depends on a key that is not known or on a question that no document answers.
        Unknown = "unknown",
    }
}

impl Decision {
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
