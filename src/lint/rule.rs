use core::fmt;

use crate::shared::words::words;

words! {
    /// How bad a finding is, in the words of Huawei Cloud's Access Analyzer.
    ///
    /// ```
    /// assert_eq!(hwc_iam::lint::Severity::SecurityWarning.name(), "security_warning");
    /// ```
    Severity {
        /// IAM refuses the policy.
        Error = "error",
        /// The policy gives more than is safe.
        SecurityWarning = "security_warning",
        /// The policy is taken, and does not do what it seems to.
        Warning = "warning",
        /// The policy could say the same better.
        Suggestion = "suggestion",
    }
}

words! {
    /// What is done with what a rule finds.
    ///
    /// ```
    /// assert_eq!(hwc_iam::lint::Level::from_name("warn"), Some(hwc_iam::lint::Level::Warn));
    /// ```
    Level {
        /// Nothing.
        Allow = "allow",
        /// It is shown.
        Warn = "warn",
        /// It is shown, and the check fails.
        Deny = "deny",
    }
}

/// A rule of the linter.
///
/// ```
/// let rule = hwc_iam::lint::Rule::from_name("unknown_action").unwrap();
/// assert_eq!(rule.severity(), hwc_iam::lint::Severity::Error);
/// ```
#[derive(PartialEq, Eq)]
pub struct Rule {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) level: Level,
    /// The code of Huawei Cloud's Access Analyzer for the same finding.
    pub(super) issue_code: Option<&'static str>,
    pub(super) summary: &'static str,
    pub(super) docs: &'static str,
}

impl Rule {
    /// The rule with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().copied().find(|it| it.name == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How bad its findings are.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// What is done with its findings, where nobody says otherwise.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The code of Huawei Cloud's Access Analyzer for the same finding, where one is known.
    #[must_use]
    pub const fn issue_code(&self) -> Option<&'static str> {
        self.issue_code
    }

    /// What it finds, on one line.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        self.summary
    }

    /// Its page: what it does, why that is bad, an example, and what to use instead.
    #[must_use]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Every rule, sorted by name.
    pub const ALL: &'static [&'static Self] = &[&UNKNOWN_ACTION];
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.name)
    }
}

static UNKNOWN_ACTION: Rule = Rule {
    name: "unknown_action",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an action that the catalogue does not have",
    docs: "",
};
