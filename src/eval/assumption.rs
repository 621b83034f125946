use core::fmt;
use core::str::FromStr;

use crate::error::UnknownNameError;
use crate::shared::words::words;

macro_rules! assumptions {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $question:literal;)+) => {
        /// A question that no document answers, so that the caller may.
        ///
        /// Each is documented with what `yes` means. Left [`Unknown`](Setting::Unknown), a decision that depends on it is
        /// [`Unknown`](super::Decision::Unknown), too, and names it.
        ///
        /// ```
        /// use hwc_iam::eval::Assumption;
        ///
        /// let assumption: Assumption = "negated_operator_on_missing_key".parse()?;
        /// assert_eq!(assumption, Assumption::NegatedOperatorOnMissingKey);
        /// assert!(assumption.question().ends_with('?'));
        /// # Ok::<(), hwc_iam::error::UnknownNameError>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Assumption { $($(#[doc = $doc])* $variant),+ }

        impl Assumption {
            /// Every one of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name by which it is set.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The question, for people.
            #[must_use]
            pub const fn question(self) -> &'static str {
                match self { $(Self::$variant => $question),+ }
            }

            /// What the answer `yes` means, and mostly `no`, too.
            ///
            /// ```
            /// use hwc_iam::eval::Assumption;
            ///
            /// let meaning = Assumption::LevelWithoutAllow.meaning();
            /// assert!(meaning.starts_with("A level without any `Allow` in its SCPs allows"));
            /// ```
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),*).trim_ascii()),+ }
            }
        }
    };
}

assumptions! {
    /// A negated operator holds for a key that the request does not have.
    NegatedOperatorOnMissingKey = "negated_operator_on_missing_key",
        "does a negated operator hold where the request does not have the key?";
    /// `ForAnyValue` and `ForAllValues` take the one value of a single-valued key as a set of one. If not, the condition does
    /// not hold. Single-valued is what a page calls so, and what a request gives as one value where no page says.
    QualifierOnSingleValuedKey = "qualifier_on_single_valued_key",
        "does a qualifier take the value of a single-valued key as a set of one?";
    /// Under a qualifier a key that the request does not have is an empty set. If not, it is missing as it is without a
    /// qualifier.
    QualifierOnMissingKey = "qualifier_on_missing_key",
        "is a missing key an empty set under a qualifier?";
    /// Without a qualifier, one value is enough of a key that can have several. If not, the condition does not hold for such a
    /// key. It can have several where a page says so, and where the request has several.
    OperatorOnSeveralValues = "operator_on_several_values",
        "is one value of a key that can have several enough where there is no qualifier?";
    /// A key whose list of values is empty is missing, where there is no qualifier: under one it is an empty set, as the page on
    /// conditions says. If not, it is there, and without a qualifier nothing holds for it.
    EmptySetIsMissing = "empty_set_is_missing",
        "is a key with an empty list of values missing?";
    /// A condition holds for a value that cannot be read as what the operator compares, such as a number that is none.
    UnreadableValueHolds = "unreadable_value_holds",
        "does a condition hold for a value that is not of the operator's type?";
    /// A date without `Z` or an offset is in UTC. All dates of the documentation have a zone. Not asked where both dates have
    /// none.
    DateWithoutZoneIsUtc = "date_without_zone_is_utc",
        "is a date without a time zone in UTC?";
    /// Where a date without a zone is not in UTC, a condition holds that compares it.
    DateWithoutZoneHolds = "date_without_zone_holds",
        "does a condition hold that compares a date without a time zone, where that is not UTC?";
    /// A range such as `10.0.0.77/24`, whose address has bits that the prefix leaves open, is the range that holds the address.
    /// If not, it is not a range, as other values are not that cannot be read.
    HostBitsAreIgnored = "host_bits_are_ignored",
        "is a range whose address has bits behind the prefix the range that holds the address?";
    /// An operator that only the other model documents works in this one as it does there. If not, its condition does not hold.
    OperatorOfOtherModel = "operator_of_other_model",
        "does an operator that only the other model documents work?";
    /// `StringStartWith`, `StringEndWith` and `StringLike` ignore case, as operators do of which nothing else is said; no table
    /// lists them.
    AffixIgnoresCase = "affix_ignores_case",
        "do `StringStartWith`, `StringEndWith` and `StringLike` ignore case?";
    /// An empty list of resources or of values of a condition restricts nothing. If not, it matches nothing.
    EmptyListRestrictsNothing = "empty_list_restricts_nothing",
        "is an empty list in a statement as if the element were not there?";
    /// A variable without a value makes only its own text match nothing, so that `NotResource` and a negated operator hold for
    /// it. If not, the whole condition or `NotResource` does not match.
    FailedVariableSparesTheRest = "failed_variable_spares_the_rest",
        "does a variable without a value leave the other values of its list in force?";
    /// The default of a variable also stands in for a key with several values.
    DefaultForSeveralValues = "default_for_several_values",
        "does the default of a variable stand in for several values?";
    /// `*` and `?` in the value of a variable are wildcards.
    WildcardInVariableValue = "wildcard_in_variable_value",
        "are `*` and `?` in the value of a variable wildcards?";
    /// `${` that no variable follows stands for itself. If not, it fails as a variable without a value does.
    MalformedVariableIsText = "malformed_variable_is_text",
        "does `${` that no variable follows stand for itself?";
    /// In the role/policy model, whose page has variables in the fifth part of a resource only, a variable has its value in
    /// other places of a resource, too. If not, it fails as a variable without a value does.
    VariableOutsideLastPart = "variable_outside_last_part",
        "does a variable work outside the fifth part of a resource in the role/policy model?";
    /// A resource with fewer than five parts and a wildcard is matched over the whole name. If not, it matches nothing.
    ShortResourcePattern = "short_resource_pattern",
        "is a resource with fewer than five parts matched over the whole name?";
    /// An action with fewer than three parts and a wildcard is matched over the whole name. If not, it matches nothing.
    ShortActionPattern = "short_action_pattern",
        "is an action with fewer than three parts matched over the whole name?";
    /// An empty part of a role's action, as in `::Get`, is any.
    EmptyActionPart = "empty_action_part",
        "is an empty part of a role's action any?";
    /// `identity`, the service in actions of old roles such as `identity:*`, is the service `iam`.
    IdentityIsIam = "identity_is_iam",
        "do actions of `identity`, as old roles have them, name actions of `iam`?";
    /// Identity policies ignore the case of actions.
    ActionCase = "action_case",
        "do identity policies ignore the case of actions?";
    /// A policy of one model applies to an action of the other model, by its name or, under `NotAction`, by others. An action is of the other model only where the
    /// service's page of this model was read and does not list it.
    ActionOfOtherModel = "action_of_other_model",
        "does a policy apply to an action of the other model by its name?";
    /// The case of a tag's key, as in `g:ResourceTag/Env`, is ignored as the case of the names of keys is.
    TagKeyCase = "tag_key_case",
        "is the case of the tag's key ignored in the name of a condition key?";
    /// What one model allows need not be allowed by the other, where something is granted in both.
    ModelsAddUp = "models_add_up",
        "is it enough that one of the two models allows?";
    /// A `Deny` of one model denies what the other model allows.
    DenyCrossesModels = "deny_crosses_models",
        "does a `Deny` of one model deny what the other allows?";
    /// Each of several session policies must allow. If not, one is enough.
    EverySessionPolicyMustAllow = "every_session_policy_must_allow",
        "must each of several session policies allow?";
    /// A level without any `Allow` in its SCPs allows, as if the policy that is attached by default stood there.
    LevelWithoutAllow = "level_without_allow",
        "does a level of the organization allow whose SCPs have no `Allow`?";
    /// SCPs bind the management account of the organization.
    ScpBindsManagementAccount = "scp_binds_management_account",
        "do SCPs bind the management account?";
    /// What a resource policy allows must be allowed by the SCPs, too.
    ScpLimitsResourcePolicy = "scp_limits_resource_policy",
        "do SCPs limit what a resource policy allows?";
    /// What a resource policy allows must be allowed by the session policies, too.
    SessionLimitsResourcePolicy = "session_limits_resource_policy",
        "do session policies limit what a resource policy allows?";
    /// A `Deny` of a resource policy in the same account denies the account root user.
    ResourcePolicyDeniesRoot = "resource_policy_denies_root",
        "does a `Deny` of a resource policy bind the account root user?";
    /// A principal is also named by a form that no page describes: a pattern, `*`, the agency of a session, the identity
    /// provider of an external user.
    PrincipalInOtherForm = "principal_in_other_form",
        "does a pattern, an agency or an identity provider name the principals behind it?";
    /// A role that is granted in another scope fulfils the dependency of one granted here.
    DependencyInOtherScope = "dependency_in_other_scope",
        "does a role that is granted in another scope fulfil a dependency?";
    /// A grant for projects reaches global services, a grant for global services reaches projects, and either reaches a service
    /// of which no page says which it is.
    ScopeOfOtherLevel = "scope_of_other_level",
        "does a grant reach services of another level than its scope?";
    /// An action has effect when granted in an enterprise project although no page says so for all of its operations.
    EnterpriseProjectSupport = "enterprise_project_support",
        "does an action have effect in an enterprise project of which no page says so?";
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Assumption {
    type Err = UnknownNameError;

    fn from_str(name: &str) -> Result<Self, UnknownNameError> {
        let found = Self::ALL.iter().copied().find(|it| it.name() == name);
        found.ok_or_else(|| UnknownNameError::among("assumption", name, Self::ALL.iter().map(|it| it.name())))
    }
}

words! {
    /// How an open question is answered.
    ///
    /// ```
    /// use hwc_iam::eval::Setting;
    ///
    /// assert_eq!(Setting::from_name("yes"), Some(Setting::Yes));
    /// ```
    #[derive(Default)]
    Setting {
        /// It holds.
        Yes = "yes",
        /// It does not hold.
        No = "no",
        /// It is left open, which is the honest answer.
        #[default]
        Unknown = "unknown",
    }
}

/// How every open question is answered; at first, none is.
///
/// ```
/// use hwc_iam::eval::{Assumption, Assumptions, Setting};
///
/// let assumptions = Assumptions::default().with(Assumption::ActionCase, Setting::No);
/// assert_eq!(assumptions.get(Assumption::ActionCase), Setting::No);
/// assert_eq!(assumptions.get(Assumption::ModelsAddUp), Setting::Unknown);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assumptions {
    yes: u64,
    no: u64,
}

impl Assumptions {
    /// The same with this one answered so.
    #[must_use]
    pub const fn with(self, assumption: Assumption, setting: Setting) -> Self {
        let bit = 1 << assumption as u64;
        let Self { yes, no } = self;
        match setting {
            Setting::Yes => Self { yes: yes | bit, no: no & !bit },
            Setting::No => Self { yes: yes & !bit, no: no | bit },
            Setting::Unknown => Self { yes: yes & !bit, no: no & !bit },
        }
    }

    /// How this one is answered.
    #[must_use]
    pub const fn get(self, assumption: Assumption) -> Setting {
        let bit = 1 << assumption as u64;
        if self.yes & bit != 0 {
            Setting::Yes
        } else if self.no & bit != 0 {
            Setting::No
        } else {
            Setting::Unknown
        }
    }
}
