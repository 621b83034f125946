use alloc::borrow::Cow;

use crate::PrincipalKind;

/// Whom a trust policy trusts.
///
/// ```
/// use hwc_iam::{PrincipalKind, Principals, trust_policy};
///
/// let policy = trust_policy!({
///     "Version": "5.0",
///     "Statement": [{
///         "Effect": "Allow",
///         "Principal": { "Service": ["service.IMS"] },
///         "Action": ["sts:agencies:assume"]
///     }]
/// });
/// let Some(Principals::These(these)) = policy.statements()[0].principals() else { unreachable!() };
/// assert_eq!((these[0].kind(), these[0].name()), (PrincipalKind::Service, "service.IMS"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Principals {
    /// `Principal`: these.
    These(Cow<'static, [Principal]>),
    /// `NotPrincipal`: all others.
    AllBut(Cow<'static, [Principal]>),
}

/// One principal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Principal {
    kind: PrincipalKind,
    name: Cow<'static, str>,
}

impl Principal {
    /// What `trust_policy!` expands to, after checking it.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(kind: PrincipalKind, name: Cow<'static, str>) -> Self {
        Self { kind, name }
    }

    /// What kind it is.
    #[must_use]
    pub const fn kind(&self) -> PrincipalKind {
        self.kind
    }

    /// As it is written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}
