use hwc_iam::error::{BatchError as LibraryBatchError, InputProblem, ReadInputError};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

create_exception!(
    hwc_iam,
    Error,
    PyValueError,
    "What cannot be read or done.\n\n`problems` has each thing that is wrong, with its line and column, from 1, its help, and the \
     document that it is in, if there are several; `line` and `column` are those of the first."
);
create_exception!(
    hwc_iam,
    BatchError,
    Error,
    "A batch that cannot be read as requests.\n\n`column_name` and `row`, from 0, say where."
);

/// What is wrong, until there is an interpreter to say it.
#[derive(Debug)]
pub(crate) enum Failure {
    Problems(Vec<Problem>),
    Batch(LibraryBatchError),
}

#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// Of several.
    document: Option<String>,
    message: String,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl ToString) -> Self {
        Self::with_help(message, None)
    }

    pub(crate) fn with_help(message: impl ToString, help: Option<String>) -> Self {
        Self::Problems(vec![Problem { document: None, message: message.to_string(), line: None, column: None, help }])
    }

    /// The same in one of several documents.
    pub(crate) fn of(mut self, document: &str) -> Self {
        if let Self::Problems(all) = &mut self {
            all.iter_mut().for_each(|it| it.document = Some(document.into()));
        }
        self
    }

    /// A word that is none of these.
    pub(crate) fn one_of<'a>(what: &str, word: &str, all: impl Iterator<Item = &'a str>) -> Self {
        let all: Vec<String> = all.map(|it| format!("`{it}`")).collect();
        Self::with_help(format!("unknown {what} `{word}`"), Some(format!("expected one of {}", all.join(", "))))
    }
}

impl From<&InputProblem> for Problem {
    fn from(it: &InputProblem) -> Self {
        let help = it.help().map(String::from);
        Self { document: None, message: it.message().into(), line: it.line(), column: it.column(), help }
    }
}

impl Problem {
    fn text(&self) -> String {
        let place = match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{line}:{column}"),
            _ => String::new(),
        };
        let place = self.document.iter().cloned().chain(Some(place).filter(|it| !it.is_empty()));
        let place: String = place.map(|it| it + ":").collect();
        let place = if place.is_empty() { place } else { place + " " };
        let help = self.help.as_ref().map(|it| format!("\nhelp: {it}")).unwrap_or_default();
        format!("{place}{}{help}", self.message)
    }

    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("document", &self.document)?;
        dict.set_item("message", &self.message)?;
        dict.set_item("line", self.line)?;
        dict.set_item("column", self.column)?;
        dict.set_item("help", &self.help)?;
        Ok(dict)
    }
}

impl From<ReadInputError> for Failure {
    fn from(it: ReadInputError) -> Self {
        Self::Problems(it.problems().iter().map(Problem::from).collect())
    }
}

impl From<InputProblem> for Failure {
    fn from(it: InputProblem) -> Self {
        Self::Problems(vec![Problem::from(&it)])
    }
}

impl From<LibraryBatchError> for Failure {
    fn from(it: LibraryBatchError) -> Self {
        Self::Batch(it)
    }
}

impl From<Failure> for PyErr {
    fn from(it: Failure) -> Self {
        Python::attach(|py| raised(&it, py).unwrap_or_else(|broken| broken))
    }
}

fn raised(failure: &Failure, py: Python<'_>) -> PyResult<PyErr> {
    let (error, problems) = match failure {
        Failure::Problems(all) => {
            let text: Vec<String> = all.iter().map(Problem::text).collect();
            (Error::new_err(text.join("\n")), all.clone())
        }
        Failure::Batch(it) => {
            let help = it.help().map(String::from);
            let problem = Problem { document: None, message: it.message().into(), line: None, column: None, help };
            let error = BatchError::new_err(it.to_string());
            error.value(py).setattr("column_name", it.column())?;
            error.value(py).setattr("row", it.row())?;
            (error, vec![problem])
        }
    };
    let value = error.value(py);
    let first = problems.first();
    value.setattr("line", first.and_then(|it| it.line))?;
    value.setattr("column", first.and_then(|it| it.column))?;
    let dicts = problems.iter().map(|it| it.to_dict(py)).collect::<PyResult<Vec<_>>>()?;
    value.setattr("problems", PyList::new(py, dicts)?)?;
    Ok(error)
}
