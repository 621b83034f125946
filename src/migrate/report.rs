use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::access::{Verdict, Witness};
use crate::shared::words::words;
use crate::{Dependency, Effect, Policy};

/// An identity policy that was converted from one of the role/policy model, with a report of the conversion.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Migrated {
    /// The policy; nothing, if no statement is left.
    pub policy: Option<Policy>,
    /// Each statement of the old policy with what became of it.
    pub statements: Vec<MigratedStatement>,
    /// What has no twin.
    pub unmapped: Vec<Unmapped>,
    /// Notes about the policy as a whole.
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

words! {
    /// What was done about something that has no twin.
    ///
    /// ```
    /// use hwc_iam::migrate::Instead;
    ///
    /// assert_eq!(Instead::DeniesMore.name(), "left out, so the statement denies more");
    /// ```
    Instead {
        /// It is left out.
        LeftOut = "left out",
        /// It is left out, because identity policies have nothing of the kind.
        NotInModel = "left out, as identity policies do not have it",
        /// The action is kept by its old name.
        KeptByOldName = "kept by its old name, which identity policies may not have",
        /// The statement that has it is left out.
        StatementLeftOut = "the statement is left out",
        /// It is left out of a statement that allows.
        AllowsMore = "left out, so the statement allows more",
        /// It is left out of a statement that denies.
        DeniesMore = "left out, so the statement denies more",
        /// An action that was excepted from a denial is denied.
        AlsoDenied = "also denied",
        /// There is nothing to keep.
        NoPolicy = "there is no policy: IAM would refuse it",
        /// The role that it depends on has to be attached, too.
        AttachEquivalent = "left out: also attach the equivalent of that role",
    }
}

/// Something of the old policy that the new one does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmapped {
    /// The statement of the old policy; nothing for `Depends`.
    pub statement: Option<usize>,
    /// As the old policy writes it.
    pub what: String,
    /// Why it has no twin.
    pub because: String,
    /// Of an action or a pattern, the actions of the catalogue without a twin.
    pub actions: Vec<&'static str>,
    /// What was done about it.
    pub instead: Instead,
}

impl Unmapped {
    pub(super) fn policy(because: String) -> Self {
        let what = String::from("the policy");
        Self { statement: None, what, because, actions: Vec::new(), instead: Instead::NoPolicy }
    }

    pub(super) fn dependency(depends: &Dependency) -> Self {
        Self {
            statement: None,
            what: format!("Depends: {} of {}", depends.display_name(), depends.catalog()),
            because: String::from("identity policies do not depend on each other"),
            actions: Vec::new(),
            instead: Instead::AttachEquivalent,
        }
    }
}
