/// The layer that a policy belongs to.
///
/// ```
/// assert_eq!(hwc_iam::eval::Layer::Scp(0).name(), "scp");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The identity policies of the principal.
    Identity,
    /// The roles and policies of the role/policy model that are granted to the principal.
    Role,
    /// The service control policies of this level of the organization, from 0 for the root.
    Scp(usize),
    /// This session policy, from 0.
    Session(usize),
    /// The resource policy.
    Resource,
}

impl Layer {
    /// The word that output uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Role => "role",
            Self::Scp(_) => "scp",
            Self::Session(_) => "session",
            Self::Resource => "resource",
        }
    }

    /// What one of its policies is called.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Identity => "identity policy",
            Self::Role => "role",
            Self::Scp(_) => "service control policy",
            Self::Session(_) => "session policy",
            Self::Resource => "resource policy",
        }
    }

    /// The layers of which there is one.
    pub(super) const ALWAYS_THERE: usize = 3;

    /// The number of the statements that are judged together with its own.
    pub(super) fn group(self, levels: usize) -> u32 {
        let place = match self {
            Self::Identity => 0,
            Self::Role => 1,
            Self::Resource => 2,
            Self::Scp(level) => Self::ALWAYS_THERE + level,
            Self::Session(place) => Self::ALWAYS_THERE + levels + place,
        };
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}

/// In whose account the resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Account {
    Same,
    Other,
    /// As the URNs of the principal and of the resource say.
    OfRequest,
}
