use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::access::{Verdict, Witness};
use crate::{Dependency, Effect, Policy};

/// An identity policy that came from one of the role/policy model, with what there is to say of it.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Migrated {
    /// The policy; nothing, if no statement is left.
    pub policy: Option<Policy>,
    /// Each statement of the old policy with what became of it.
    pub statements: Vec<MigratedStatement>,
    /// What has no twin.
    pub unmapped: Vec<Unmapped>,
    /// What is to be known of the policy as a whole.
    pub notes: Vec<String>,
}

/// A statement of the old policy and what became of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MigratedStatement {
    /// Its place in the old policy.
    pub index: usize,
    /// Its effect.
    pub effect: Effect,
    /// What the new policy allows because of it, against what the old one did. A `Deny` that takes away less is broader.
    pub relation: Verdict,
    /// Whether the new policy allows more because of it; nothing, if that is not known.
    pub new_access: Option<bool>,
    /// Whether it allows less because of it; nothing, if that is not known.
    pub lost_access: Option<bool>,
    /// A request that only one of them allows, in names of identity policies.
    pub witness: Option<Witness>,
    /// The places of its statements in the new policy.
    pub new: Vec<usize>,
    /// Why it is so.
    pub notes: Vec<String>,
}

/// Something of the old policy that the new one does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmapped {
    /// The statement of the old policy; nothing for `Depends`.
    pub statement: Option<usize>,
    /// As it stands in the old policy.
    pub what: String,
    /// Why it has no twin.
    pub because: String,
    /// Of an action or a pattern, the actions of the catalogue without a twin.
    pub actions: Vec<&'static str>,
    /// What was done about it.
    pub instead: &'static str,
}

impl Unmapped {
    pub(super) fn policy(because: String) -> Self {
        let what = String::from("the policy");
        Self { statement: None, what, because, actions: Vec::new(), instead: "there is no policy: IAM would refuse it" }
    }

    pub(super) fn dependency(depends: &Dependency) -> Self {
        Self {
            statement: None,
            what: format!("Depends: {} of {}", depends.display_name(), depends.catalog()),
            because: String::from("identity policies do not depend on each other"),
            actions: Vec::new(),
            instead: "left out: attach what stands for that role, too",
        }
    }
}
