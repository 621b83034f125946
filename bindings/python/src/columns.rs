use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Field, Schema};
use hwc_iam::arrow::{BatchOptions, DecidedBatch};
use hwc_iam::eval::PolicySet;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::ffi::{ArrayIterator, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule};
use pyo3_arrow::input::AnyRecordBatch;

use crate::failure::Failure;

/// Decisions, which any library with Arrow's PyCapsule interface takes: `pyarrow.array(decided)`, `polars.Series(decided)`.
///
/// It is one column, a dictionary of the four decisions, or with the statements two, `decision` and `statement`. Of several batches,
/// as a table has them, it is as many chunks: `pyarrow.chunked_array(decided)`.
#[pyclass(name = "Decided", module = "hwc_iam", frozen)]
pub(crate) struct Decided {
    field: Arc<Field>,
    chunks: Vec<ArrayRef>,
}

pub(crate) fn decide(
    py: Python<'_>,
    set: &PolicySet,
    batch: &Bound<'_, PyAny>,
    unknown: Vec<String>,
    statements: bool,
    threads: Option<usize>,
) -> PyResult<Decided> {
    if !batch.hasattr("__arrow_c_array__")? && !batch.hasattr("__arrow_c_stream__")? {
        let found = batch.get_type().name()?;
        return Err(PyTypeError::new_err(format!("a batch has Arrow's PyCapsule interface, which `{found}` does not")));
    }
    let given: AnyRecordBatch = batch.extract()?;
    let mut options = unknown.into_iter().fold(BatchOptions::default(), BatchOptions::unknown);
    options = if statements { options.statements() } else { options };
    options = options.threads(threads.unwrap_or_else(|| available_parallelism().map_or(1, NonZero::get)));
    let reader = given.into_reader()?;
    // A stream may be Python's own, which takes the lock when it is asked.
    py.detach(|| {
        let mut chunks = Vec::new();
        for batch in reader {
            let batch = batch.map_err(Failure::new)?;
            chunks.push(column(set.decide_batch(&batch, &options)?).map_err(Failure::new)?);
        }
        if chunks.is_empty() {
            let nothing = RecordBatch::try_new(Arc::new(Schema::new(vec![action()])), vec![none()]);
            let nothing = nothing.map_err(Failure::new)?;
            chunks.push(column(set.decide_batch(&nothing, &options)?).map_err(Failure::new)?);
        }
        let name = if statements { "" } else { "decision" };
        let kind = chunks.first().map_or(arrow_schema::DataType::Null, |it| it.data_type().clone());
        Ok::<_, Failure>(Decided { field: Arc::new(Field::new(name, kind, !statements)), chunks })
    })
    .map_err(PyErr::from)
}

fn action() -> Field {
    Field::new("action", arrow_schema::DataType::Utf8, true)
}

fn none() -> ArrayRef {
    Arc::new(arrow_array::StringArray::from(Vec::<Option<&str>>::new()))
}

/// The decisions, or a struct of two columns.
fn column(decided: DecidedBatch) -> Result<ArrayRef, ArrowError> {
    let decisions: ArrayRef = Arc::new(decided.decisions);
    let Some(statements) = decided.statements else { return Ok(decisions) };
    let statements: ArrayRef = Arc::new(statements);
    let columns = vec![("decision", decisions, true), ("statement", statements, true)];
    let batch = RecordBatch::try_from_iter_with_nullable(columns)?;
    Ok(Arc::new(arrow_array::StructArray::from(batch)))
}

#[pymethods]
impl Decided {
    fn __len__(&self) -> usize {
        self.chunks.iter().map(|it| it.len()).sum()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.field.as_ref())?)
    }

    /// Only what was one batch is one array.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        match self.chunks.as_slice() {
            [one] => Ok(to_array_pycapsules(py, Arc::clone(&self.field), one, requested_schema)?),
            _ => Err(Failure::new("there are several batches: use the stream").into()),
        }
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let chunks = self.chunks.clone().into_iter().map(Ok);
        let reader = Box::new(ArrayIterator::new(chunks, Arc::clone(&self.field)));
        Ok(to_stream_pycapsule(py, reader, requested_schema)?)
    }
}
