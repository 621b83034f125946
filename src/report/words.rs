//! The words of the engines in documents.

#[cfg(any(feature = "eval", feature = "lint"))]
use crate::shared::as_word;
#[cfg(feature = "eval")]
use crate::shared::words::words;

#[cfg(feature = "eval")]
words! {
    /// Where a statement's policy is.
    ///
    /// ```
    /// use hwc_iam::{eval, report};
    ///
    /// assert_eq!(report::Layer::from(eval::Layer::Scp(1)).name(), "scp");
    /// ```
    Layer {
        /// The identity policies of the principal.
        Identity = "identity",
        /// The roles and policies of the role/policy model that are granted to the principal.
        Role = "role",
        /// The service control policies of a level of the organization.
        Scp = "scp",
        /// The session policies.
        Session = "session",
        /// The resource policy.
        Resource = "resource",
    }
}

#[cfg(feature = "eval")]
impl From<crate::eval::Layer> for Layer {
    fn from(it: crate::eval::Layer) -> Self {
        match it {
            crate::eval::Layer::Identity => Self::Identity,
            crate::eval::Layer::Role => Self::Role,
            crate::eval::Layer::Scp(_) => Self::Scp,
            crate::eval::Layer::Session(_) => Self::Session,
            crate::eval::Layer::Resource => Self::Resource,
        }
    }
}

#[cfg(feature = "access")]
as_word!(crate::access::Side, crate::access::Verdict, super::Change);
#[cfg(feature = "eval")]
as_word!(Layer, crate::eval::Assumption, crate::eval::Decision);
#[cfg(feature = "lint")]
as_word!(crate::lint::Level, crate::lint::Severity);
#[cfg(feature = "preflight")]
as_word!(crate::preflight::Answer);
