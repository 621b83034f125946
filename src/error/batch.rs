use alloc::string::String;
use core::fmt;

/// A record batch that cannot be read as requests: what is wrong, in which column, and in which row if it is one.
///
/// ```
/// use arrow_array::{RecordBatch, StringArray};
/// use hwc_iam::arrow::BatchOptions;
/// use hwc_iam::eval::PolicySet;
/// use std::sync::Arc;
///
/// let actions = Arc::new(StringArray::from(vec!["ims:images:list"])) as _;
/// let batch = RecordBatch::try_from_iter([("acton", actions)])?;
/// let error = PolicySet::builder().build()?.decide_batch(&batch, &BatchOptions::default()).unwrap_err();
/// assert_eq!(error.column(), Some("acton"));
/// assert_eq!(error.to_string(), "column `acton`: is not a part of a request\nhelp: did you mean `action`?");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchError {
    column: Option<String>,
    row: Option<usize>,
    message: String,
    help: Option<String>,
}

impl BatchError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { column: None, row: None, message: message.into(), help: None }
    }

    pub(crate) fn of(column: &str, message: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..Self::new(message) }
    }

    pub(crate) fn at(self, row: usize) -> Self {
        Self { row: Some(row), ..self }
    }

    pub(crate) fn help_with(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    /// The name of the column.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// The row, from 0.
    #[must_use]
    pub const fn row(&self) -> Option<usize> {
        self.row
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

impl core::error::Error for BatchError {}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.column, self.row) {
            (Some(column), Some(row)) => write!(f, "column `{column}`, row {row}: ")?,
            (Some(column), None) => write!(f, "column `{column}`: ")?,
            (None, Some(row)) => write!(f, "row {row}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}
