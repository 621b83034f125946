use alloc::string::String;
use core::fmt;

/// Policies that cannot be judged together as they were put together.
///
/// ```
/// use hwc_iam::eval::PolicySet;
/// use hwc_iam::policy;
///
/// let role = policy!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["ims:*:list"] }] });
/// let error = PolicySet::builder().identity("viewer", role).build().unwrap_err();
/// assert_eq!(error.to_string(), "identity policy `viewer`: version `1.1` is of the role/policy model, which is granted in a scope");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicySetError {
    policy: Option<(&'static str, String)>,
    why: String,
}

impl PolicySetError {
    pub(crate) fn of(kind: &'static str, name: &str, why: String) -> Self {
        Self { policy: Some((kind, name.into())), why }
    }

    pub(crate) fn new(why: &str) -> Self {
        Self { policy: None, why: why.into() }
    }
}

impl fmt::Display for PolicySetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((kind, name)) = &self.policy {
            write!(f, "{kind} `{name}`: ")?;
        }
        f.write_str(&self.why)
    }
}

impl core::error::Error for PolicySetError {}
