//! Which of Terraform's commands a policy is for.

use core::fmt;

/// What Terraform is to do.
///
/// ```
/// use hwc_iam::usage::Phase;
///
/// assert_eq!(Phase::from_name("plan"), Some(Phase::Plan));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// `terraform plan`: it reads.
    Plan,
    /// `terraform apply`: it reads, and creates, changes and replaces.
    Apply,
    /// `terraform destroy`: it reads and deletes.
    Destroy,
}

impl Phase {
    /// Each of them.
    pub const ALL: &'static [Self] = &[Self::Plan, Self::Apply, Self::Destroy];

    /// That with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Apply => "apply",
            Self::Destroy => "destroy",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
