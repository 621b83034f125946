use alloc::string::String;
use alloc::vec::Vec;

use super::Rule;
use crate::{DocumentProblem, Span};

/// What a rule has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    rule: &'static Rule,
    message: String,
    help: Option<String>,
    span: Span,
    fix: Option<Fix>,
}

impl Finding {
    pub(super) fn of_problem(problem: &DocumentProblem<'_>) -> Option<Self> {
        let rule = Rule::from_name(problem.rule())?;
        Some(Self { rule, message: problem.message(), help: problem.help(), span: problem.span(), fix: None })
    }

    /// The rule that found it.
    #[must_use]
    pub const fn rule(&self) -> &'static Rule {
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

    /// Where it is in the text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// How to mend it without granting anything more, where that is certain.
    #[must_use]
    pub const fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }
}

/// Edits that mend a finding and grant nothing that was not granted before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What they do, for people.
    pub title: String,
    /// The edits, which do not overlap, in the order of their places.
    pub edits: Vec<Edit>,
}

/// The replacement of a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The part.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}
