//! What the exit code says.

use std::process::ExitCode;

use hwc_iam::eval::Decision;

/// What a run comes to; of several outcomes the last one of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Clean,
    /// Findings, a denial, new access.
    Findings,
    /// There is no certain answer.
    Unknown,
    /// Some input could not be read, as the standard error says.
    Unreadable,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self::Clean => ExitCode::SUCCESS,
            Self::Findings => ExitCode::from(1),
            Self::Unreadable => ExitCode::from(2),
            Self::Unknown => ExitCode::from(4),
        }
    }
}

impl From<Decision> for Outcome {
    fn from(it: Decision) -> Self {
        match it {
            Decision::Allow => Self::Clean,
            Decision::ExplicitDeny | Decision::ImplicitDeny => Self::Findings,
            Decision::Unknown => Self::Unknown,
        }
    }
}
