use super::{Level, Levels};
use crate::shared::words::words;
use crate::{Cloud, Limit};

/// What a policy is checked for.
///
/// ```
/// use hwc_iam::lint::{Level, Options, Profile, Rule};
///
/// let mut options = Options { profile: Profile::OpenTelekomCloud, ..Options::default() };
/// options.levels.set(Rule::from_name("missing_sid").unwrap(), Level::Warn);
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    /// Whose limits and names count.
    pub profile: Profile,
    /// Whether the policy is to be granted in an enterprise project, where some actions have no effect.
    pub enterprise_project: bool,
    /// What is done with the findings of each rule.
    pub levels: Levels,
    /// The steps that looking for what is needless or forgotten may take. What is left then is not examined, and a finding of
    /// `unexamined_policy` says so.
    pub steps: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { profile: Profile::default(), enterprise_project: false, levels: Levels::default(), steps: 20_000_000 }
    }
}

words! {
    /// Whose limits count: they differ between clouds, and between the years of the documentation.
    ///
    /// ```
    /// use hwc_iam::{Cloud, lint::Profile};
    ///
    /// assert_eq!(Profile::from_name("otc"), Some(Profile::OpenTelekomCloud));
    /// assert_eq!(Profile::OpenTelekomCloud.cloud(), Cloud::OpenTelekomCloud);
    /// assert_eq!(Profile::default(), Profile::HuaweiCloud);
    /// ```
    Profile {
        /// Huawei Cloud as its documentation of 2025 and 2026 says: in the role/policy model only the size is limited.
        HuaweiCloud = "hwc",
        /// Huawei Cloud and its partners as the documentation of 2024 and before says: at most 8 statements, 100 actions and so on.
        HuaweiCloud2024 = "hwc-2024",
        /// Open Telekom Cloud: the same limits, and no identity policies.
        OpenTelekomCloud = "otc",
    }
}

#[expect(clippy::derivable_impls, reason = "the words are made by a macro")]
impl Default for Profile {
    fn default() -> Self {
        Self::HuaweiCloud
    }
}

impl Profile {
    /// The cloud.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        match self {
            Self::HuaweiCloud | Self::HuaweiCloud2024 => Cloud::HuaweiCloud,
            Self::OpenTelekomCloud => Cloud::OpenTelekomCloud,
        }
    }

    /// The documented limits that count.
    ///
    /// ```
    /// use hwc_iam::lint::Profile;
    ///
    /// let statements = |profile: Profile| profile.limits().find(|it| it.counts() == "statements of a policy");
    /// assert_eq!(statements(Profile::OpenTelekomCloud).unwrap().max(), 8);
    /// assert!(statements(Profile::HuaweiCloud).is_none());
    /// ```
    pub fn limits(self) -> impl Iterator<Item = Limit> {
        let named = match self {
            Self::HuaweiCloud => ["hwc-2025", "hwc-2026"].as_slice(),
            Self::HuaweiCloud2024 | Self::OpenTelekomCloud => &["hwc-2024-and-otc"],
        };
        Limit::all().filter(move |it| named.contains(&it.profile()))
    }
}

impl Options {
    /// The same with every rule at least at `Warn`.
    ///
    /// ```
    /// use hwc_iam::lint::{Level, Options, Rule};
    ///
    /// let all = Options::default().with_everything();
    /// assert!(Rule::ALL.iter().all(|it| all.levels.of(it) > Level::Allow));
    /// ```
    #[must_use]
    pub fn with_everything(mut self) -> Self {
        for rule in super::Rule::ALL {
            self.levels.set(rule, self.levels.of(rule).max(Level::Warn));
        }
        self
    }

    /// The same without the rules that ask the catalogue for names, for clouds of which no page was read.
    ///
    /// ```
    /// use hwc_iam::lint::{Level, Options, Rule};
    ///
    /// let options = Options::default().without_names();
    /// assert_eq!(options.levels.of(Rule::from_name("unknown_action").unwrap()), Level::Allow);
    /// assert_eq!(options.levels.of(Rule::from_name("invalid_effect").unwrap()), Level::Deny);
    /// ```
    #[must_use]
    pub fn without_names(mut self) -> Self {
        for rule in super::Rule::ALL.iter().filter(|it| OF_NAMES.contains(&it.name())) {
            self.levels.set(rule, Level::Allow);
        }
        self
    }
}

/// What these find follows from which names there are, and what a page says of each.
const OF_NAMES: [&str; 31] = [
    "action_of_other_cloud",
    "discouraged_action",
    "doubtful_aliases",
    "foreign_resource",
    "forgotten_dependency",
    "forgotten_role",
    "impossible_urn",
    "incomplete_key",
    "invalid_value",
    "key_not_taken",
    "misspelt_role",
    "missing_dependency",
    "operator_type",
    "prefixed_urn",
    "qualifier_on_single_value",
    "region_of_other_cloud",
    "renamed_role",
    "resource_not_taken",
    "resource_type_missing",
    "unknown_action",
    "unknown_key",
    "unknown_operator",
    "unknown_region",
    "unknown_resource_type",
    "unknown_service",
    "unlisted_key",
    "unmatched_pattern",
    "unread_action",
    "unread_key",
    "variable_of_many_values",
    "wrong_model",
];
