use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Comparison, Unknown};
use crate::shared::words::words;

/// What `diff` answers for folders, plans and revisions: what becomes of each policy, and of all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Changes {
    /// Whether a policy allows what it did not; `null` if that is not known.
    pub new_access: Option<bool>,
    /// Whether a policy does not allow any more what it did; `null` if that is not known.
    pub lost_access: Option<bool>,
    /// Each policy that is another one now, in the order of their addresses.
    pub policies: Vec<PolicyChange>,
    /// How many are as they were.
    pub unchanged: usize,
    /// What all identity policies and roles allow together, as if one principal had them; `null` if it is not known of each what it is,
    /// or if one of another kind, such as a trust policy, changes what is allowed.
    pub whole: Option<Comparison>,
    /// What was not read.
    pub unread: Vec<Unknown>,
}

/// What becomes of one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct PolicyChange {
    /// Where Terraform knows it from; elsewhere the name of its file.
    pub address: String,
    /// The address that it had, if Terraform's `moved` blocks say that it has moved.
    #[serde(default)]
    pub previous_address: Option<String>,
    /// The file or folder that it is in, if there are several.
    pub place: Option<String>,
    /// What it is a policy of.
    pub kind: String,
    /// What is done with it.
    pub change: Change,
    /// Whether it allows what it did not, alone or beside other policies; `null` if that is not known.
    pub new_access: Option<bool>,
    /// Whether it does not allow any more what it did, alone or beside other policies; `null` if that is not known.
    pub lost_access: Option<bool>,
    /// What it allows alone; `null` if it cannot be compared.
    pub comparison: Option<Comparison>,
    /// What it leaves of a policy that allows everything, if that shows what it does not show alone.
    pub beside_everything: Option<Comparison>,
    /// Why it cannot be compared.
    pub unknown: Vec<Unknown>,
}

words! {
    /// What is done with a policy.
    ///
    /// ```
    /// assert_eq!(hwc_iam::report::Change::Added.name(), "added");
    /// ```
    Change {
        /// There was none.
        Added = "added",
        /// It is another one.
        Changed = "changed",
        /// There is none any more.
        Removed = "removed",
    }
}

impl PolicyChange {
    /// One of which nothing is known yet.
    #[must_use]
    pub fn new(address: impl Into<String>, kind: impl Into<String>, change: Change) -> Self {
        Self {
            address: address.into(),
            previous_address: None,
            place: None,
            kind: kind.into(),
            change,
            new_access: None,
            lost_access: None,
            comparison: None,
            beside_everything: None,
            unknown: Vec::new(),
        }
    }
}

impl Unknown {
    /// A part, and why it is not known.
    #[must_use]
    pub fn new(what: impl Into<String>, because: impl Into<String>) -> Self {
        Self { what: what.into(), because: because.into() }
    }
}
