use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

/// A scenario, facts or a request that cannot be read: everything that is wrong, each with its place.
///
/// ```
/// use hwc_iam::scenario::{Input, Scenario};
///
/// let text = r#"{ "identity_policies": [], "clod": "otc" }"#;
/// let error = Scenario::read(&Input::json(text)).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!((problem.line(), problem.column()), (Some(1), Some(33)));
/// assert!(problem.message().starts_with("unknown field `clod`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadInputError {
    problems: Vec<InputProblem>,
}

impl ReadInputError {
    pub(crate) const fn new(problems: Vec<InputProblem>) -> Self {
        Self { problems }
    }

    /// What is wrong, one at least.
    #[must_use]
    pub fn problems(&self) -> &[InputProblem] {
        &self.problems
    }

    /// The same with a hint on what is wanted.
    pub(crate) fn with_help(mut self, help: &str) -> Self {
        for it in &mut self.problems {
            it.help.get_or_insert_with(|| help.into());
        }
        self
    }
}

impl From<InputProblem> for ReadInputError {
    fn from(it: InputProblem) -> Self {
        Self { problems: vec![it] }
    }
}

impl fmt::Display for ReadInputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, it) in self.problems.iter().enumerate() {
            let end = if at > 0 { "\n" } else { "" };
            write!(f, "{end}{it}")?;
        }
        Ok(())
    }
}

impl core::error::Error for ReadInputError {}

/// Something that is wrong, or looks wrong, in a scenario, in facts or in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    place: Option<(usize, usize)>,
    message: String,
    help: Option<String>,
}

impl InputProblem {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), help: None }
    }

    pub(crate) const fn at(mut self, place: Option<(usize, usize)>) -> Self {
        self.place = place;
        self
    }

    pub(crate) fn help_with(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }

    /// Its line, from 1; nothing for what is missing, or is not in a text.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.map(|it| it.0)
    }

    /// Its column, from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.place.map(|it| it.1)
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl core::error::Error for InputProblem {}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}: ")?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}
