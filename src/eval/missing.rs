use alloc::string::String;
use core::fmt;

/// What a request does not say and a decision depends on. It is written as the member of a scenario's request that says it.
///
/// ```
/// use hwc_iam::eval::Missing;
///
/// assert_eq!(Missing::Key("ims:Encrypted".into()).to_string(), "ims:Encrypted");
/// assert_eq!(Missing::CrossAccount.to_string(), "cross_account");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Missing {
    /// The value of a condition key, or that there is none.
    Key(String),
    /// Who asks.
    Principal,
    /// What the action touches.
    Resource,
    /// Whether the resource is in another account than the principal.
    CrossAccount,
    /// What the roles say that are granted by name.
    Roles,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(name) => name,
            Self::Principal => "principal",
            Self::Resource => "resource",
            Self::CrossAccount => "cross_account",
            Self::Roles => "roles",
        })
    }
}
