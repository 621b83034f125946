use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{Document, Position};

/// A text that is not a well-formed policy.
///
/// ```
/// use hwc_iam::Policy;
///
/// let error = Policy::from_json(r#"{ "Version": "5.0", "Statement": [{ "Effect": "Alow", "Action": ["*"] }] }"#).unwrap_err();
/// assert_eq!(error.to_string(), "line 1, column 47: `Effect` is `Allow` or `Deny`, not `Alow`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPolicyError {
    problems: Vec<(Position, String)>,
}

impl ReadPolicyError {
    pub(crate) fn of(document: &Document) -> Self {
        let problems = document.structural_problems();
        Self { problems: problems.map(|it| (document.position(it.span().start), it.message())).collect() }
    }

    /// Each reason and where it is.
    #[must_use]
    pub fn problems(&self) -> &[(Position, String)] {
        &self.problems
    }
}

/// Each on a line of its own.
impl fmt::Display for ReadPolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (position, message)) in self.problems.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}line {}, column {}: {message}", position.line, position.column + 1)?;
        }
        Ok(())
    }
}

impl core::error::Error for ReadPolicyError {}
