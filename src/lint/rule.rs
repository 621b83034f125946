use core::fmt;

use super::context::{Context, Statement};
use super::finding::Findings;
use super::rules;
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
pub struct Rule {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) level: Level,
    /// The code of Huawei Cloud's Access Analyzer for the same finding.
    pub(super) issue_code: Option<&'static str>,
    pub(super) summary: &'static str,
    pub(super) docs: &'static str,
    pub(super) check: Check,
}

/// How a rule finds what it finds.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// It is about a comment, and not about the policy: whoever reads the file says so.
    Comment,
    /// The checker that the macros use, too, says so.
    Mistake,
    /// By a look at the whole policy.
    Policy(fn(&Context<'_>, &mut Findings<'_>)),
    /// By a look at what the others have left unexamined.
    Last(fn(&Context<'_>, &mut Findings<'_>)),
    /// By a look at each statement of a bucket policy.
    Bucket(fn(&Context<'_>, &Statement<'_>, &mut Findings<'_>)),
    /// By a look at each statement.
    Statement(fn(&Context<'_>, &Statement<'_>, &mut Findings<'_>)),
}

impl Rule {
    /// The rule with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<&'static Self> {
        let place = Self::ALL.binary_search_by(|it| it.name.cmp(name)).ok()?;
        Self::ALL.get(place).copied()
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

    /// The default level of its findings.
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
    pub const ALL: &'static [&'static Self] = rules::ALL;
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}
