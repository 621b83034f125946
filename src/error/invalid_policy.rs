use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::shared::problem::Mistake;

/// Everything that is wrong with a policy that was put together at run time.
///
/// ```
/// use hwc_iam::{Policy, Statement, actions::Ims, keys};
///
/// let statement = Statement::allow([Ims::IMAGES_LIST]).when(keys::Global::CURRENT_TIME.before(["tomorrow"]));
/// let error = Policy::new([statement]).unwrap_err();
/// assert_eq!(error.to_string(), "statement 0: `tomorrow` is not a value of type date");
/// assert_eq!(error.problems()[0].rule(), "invalid_value");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPolicyError {
    problems: Vec<PolicyProblem>,
}

impl InvalidPolicyError {
    pub(crate) const fn new(problems: Vec<PolicyProblem>) -> Self {
        Self { problems }
    }

    /// Each of them, in the order of the policy.
    #[must_use]
    pub fn problems(&self) -> &[PolicyProblem] {
        &self.problems
    }
}

impl fmt::Display for InvalidPolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl core::error::Error for InvalidPolicyError {}

/// One thing that is wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    statement: Option<usize>,
    rule: &'static str,
    message: String,
    help: Option<String>,
}

impl PolicyProblem {
    pub(crate) fn new(statement: Option<usize>, mistake: &Mistake) -> Self {
        Self { statement, rule: mistake.rule(), message: mistake.to_string(), help: mistake.help() }
    }

    /// The statement that it is in, counted from 0.
    #[must_use]
    pub const fn statement(&self) -> Option<usize> {
        self.statement
    }

    /// The name of the rule that finds it.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.rule
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.statement {
            Some(statement) => write!(f, "statement {statement}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
