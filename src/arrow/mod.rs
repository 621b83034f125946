//! Decisions on many requests at once, which are the rows of an Arrow record batch: what DataFusion, DuckDB, Polars and Spark hand over.
//!
//! The columns of a batch are `action`, and if there are any `resource`, `principal`, `context` (a map from keys to a value or a
//! list of values) and condition keys under their own names, such as `g:MFAPresent`. A null is not in the request, nor is it
//! where it stands in a list. A column of lists has all values of a key, numbers, booleans and dates are the texts that
//! policies compare, and a principal is as [`Request::principal`](crate::eval::Request::principal) takes it.
//!
//! ```
//! use std::sync::Arc;
//!
//! use arrow_array::cast::AsArray;
//! use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray};
//! use hwc_iam::arrow::BatchOptions;
//! use hwc_iam::eval::PolicySet;
//! use hwc_iam::policy;
//!
//! let set = PolicySet::builder()
//!     .identity("copiers", policy!({
//!         "Version": "5.0",
//!         "Statement": [{
//!             "Effect": "Allow",
//!             "Action": ["ims:images:copyInRegion"],
//!             "Condition": { "Bool": { "ims:Encrypted": ["false"] } }
//!         }]
//!     }))
//!     .build()?;
//! let actions: ArrayRef = Arc::new(StringArray::from(vec!["ims:images:copyInRegion"; 3]));
//! let encrypted: ArrayRef = Arc::new(BooleanArray::from(vec![Some(false), Some(true), None]));
//! let batch = RecordBatch::try_from_iter([("action", actions), ("ims:Encrypted", encrypted)])?;
//!
//! let decided = set.decide_batch(&batch, &BatchOptions::default())?;
//! let decisions = decided.decisions.downcast_dict::<StringArray>().unwrap();
//! assert_eq!(decisions.into_iter().flatten().collect::<Vec<_>>(), ["allow", "implicit_deny", "implicit_deny"]);
//!
//! let decided = set.decide_batch(&batch, &BatchOptions::default().unknown("ims:Encrypted"))?;
//! let decisions = decided.decisions.downcast_dict::<StringArray>().unwrap();
//! assert_eq!(decisions.into_iter().flatten().last(), Some("unknown"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod column;
mod context;
mod decide;
mod decided;
mod memo;
mod table;
mod written;

use alloc::string::String;
use alloc::vec::Vec;

use arrow_array::DictionaryArray;
use arrow_array::RecordBatch;
use arrow_array::types::{Int8Type, Int32Type};

use crate::error::BatchError;
use crate::eval::PolicySet;
use table::Table;

/// How a batch is read, and what is answered.
#[derive(Debug, Clone, Default)]
pub struct BatchOptions {
    unknown: Vec<String>,
    has_statements: bool,
    threads: usize,
}

/// What [`PolicySet::decide_batch`] answers, a row for each row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DecidedBatch {
    /// The names of the decisions; null where the action is null.
    pub decisions: DictionaryArray<Int8Type>,
    /// The statements by which they are decided, as [`PolicySet::deciding`] has it, each as the JSON of a
    /// [`Statement`](crate::report::Statement), if they are asked for.
    pub statements: Option<DictionaryArray<Int32Type>>,
}

impl BatchOptions {
    /// The same where this condition key, or `resource`, is not known in the rows that do not have it; else it is not in the
    /// request.
    #[must_use]
    pub fn unknown(mut self, name: impl Into<String>) -> Self {
        self.unknown.push(name.into());
        self
    }

    /// The same with the statements that decide.
    #[must_use]
    pub const fn statements(mut self) -> Self {
        self.has_statements = true;
        self
    }

    /// The same on up to so many threads, where a batch is large enough for that; else on the caller's.
    #[must_use]
    pub const fn threads(mut self, most: usize) -> Self {
        self.threads = most;
        self
    }
}

impl PolicySet {
    /// Decides a request for each row of a batch; [`mod@crate::arrow`] has its form and an example.
    ///
    /// # Errors
    ///
    /// A column is none of a request, has a type that cannot be read, or says two things of one key.
    pub fn decide_batch(&self, batch: &RecordBatch, options: &BatchOptions) -> Result<DecidedBatch, BatchError> {
        let table = Table::new(self, batch, &options.unknown)?;
        let rows = decide::all(self, &table, batch.num_rows(), options)?;
        Ok(decided::batch(self, &rows, options.has_statements))
    }
}
