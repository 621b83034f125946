//! Decisions of Huawei Cloud IAM as a function of [DataFusion](https://datafusion.apache.org), and so of Ballista.
//!
//! ```
//! use datafusion::prelude::SessionContext;
//! use hwc_iam::eval::PolicySet;
//! use hwc_iam::policy;
//! use hwc_iam_datafusion::Decide;
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let policy = policy!({
//!     "Version": "5.0",
//!     "Statement": [{
//!         "Effect": "Allow",
//!         "Action": ["ims:images:list"],
//!         "Condition": { "Bool": { "g:MFAPresent": ["true"] } }
//!     }]
//! });
//! let policies = PolicySet::builder().identity("readers", policy).build()?;
//! let context = SessionContext::new();
//! context.register_udf(Decide::new(policies, ["action", "g:MFAPresent"]).into());
//!
//! let log = "(VALUES ('ims:images:list', true), ('ims:images:list', false)) AS log(action, mfa)";
//! let counts = context.sql(&format!("SELECT decide(action, mfa), count(*) FROM {log} GROUP BY 1 ORDER BY 1")).await?;
//! # let text = counts.to_string().await?;
//! assert!(text.contains("| allow                      | 1        |"), "{text}");
//! # Ok(()) }
//! ```

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion_common::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StructArray};
use datafusion_common::arrow::datatypes::{DataType, Field, Fields, Schema};
use datafusion_common::{DataFusionError, Result};
use datafusion_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use hwc_iam::arrow::BatchOptions;
use hwc_iam::eval::PolicySet;

/// A function from the columns of a request to its decision, as a dictionary: `allow`, `explicit_deny`, `implicit_deny`, `unknown`,
/// or null where there is no action.
///
/// Its arguments are the columns in the order in which they are named here; `hwc_iam::arrow` says what they may be. It becomes a
/// `ScalarUDF` with `into()`.
#[derive(Debug, Clone)]
pub struct Decide {
    name: String,
    /// Two functions are equal only if they are of one set.
    policies: Arc<PolicySet>,
    columns: Vec<String>,
    unknown: Vec<String>,
    has_statements: bool,
    signature: Signature,
}

impl Decide {
    /// The function `decide` over columns with these names.
    pub fn new<N: Into<String>>(policies: impl Into<Arc<PolicySet>>, columns: impl IntoIterator<Item = N>) -> Self {
        Self {
            name: "decide".into(),
            policies: policies.into(),
            columns: columns.into_iter().map(Into::into).collect(),
            unknown: Vec::new(),
            has_statements: false,
            signature: Signature::variadic_any(Volatility::Immutable),
        }
    }

    /// The same under another name, of which a session may have several, each with its policies.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The same where this condition key, or `resource`, is not known in the rows that do not have it.
    #[must_use]
    pub fn unknown(mut self, name: impl Into<String>) -> Self {
        self.unknown.push(name.into());
        self
    }

    /// The same with the statement that decides: a struct of `decision` and `statement`, the JSON of it.
    #[must_use]
    pub fn statements(mut self) -> Self {
        self.has_statements = true;
        self
    }

    fn decided(&self, columns: Vec<ArrayRef>, rows: usize) -> Result<ArrayRef> {
        let field = |(name, it): (&String, &ArrayRef)| Field::new(name, it.data_type().clone(), true);
        let schema = Schema::new(self.columns.iter().zip(&columns).map(field).collect::<Fields>());
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::new(schema), columns, &options)?;
        let options = self.unknown.iter().fold(BatchOptions::default(), |options, it| options.unknown(it));
        let options = if self.has_statements { options.statements() } else { options };
        let decided = self.policies.decide_batch(&batch, &options);
        let decided = decided.map_err(|it| DataFusionError::External(Box::new(it)))?;
        let decisions: ArrayRef = Arc::new(decided.decisions);
        let Some(statements) = decided.statements else { return Ok(decisions) };
        Ok(Arc::new(StructArray::try_new(pair(), vec![decisions, Arc::new(statements)], None)?))
    }
}

fn texts(codes: DataType) -> DataType {
    DataType::Dictionary(Box::new(codes), Box::new(DataType::Utf8))
}

fn pair() -> Fields {
    let all = [("decision", DataType::Int8), ("statement", DataType::Int32)];
    all.into_iter().map(|(name, codes)| Field::new(name, texts(codes), true)).collect()
}

impl PartialEq for Decide {
    fn eq(&self, other: &Self) -> bool {
        let of = |it: &Self| (it.name.clone(), it.columns.clone(), it.unknown.clone(), it.has_statements);
        Arc::ptr_eq(&self.policies, &other.policies) && of(self) == of(other)
    }
}

impl Eq for Decide {}

impl Hash for Decide {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.columns, &self.unknown, self.has_statements).hash(state);
        Arc::as_ptr(&self.policies).hash(state);
    }
}

impl ScalarUDFImpl for Decide {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        let (wanted, found) = (self.columns.len(), arguments.len());
        if wanted != found {
            let names = self.columns.join(", ");
            let why = format!("`{}` takes {wanted} columns ({names}), not {found}", self.name);
            return Err(DataFusionError::Plan(why));
        }
        Ok(if self.has_statements { DataType::Struct(pair()) } else { texts(DataType::Int8) })
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = arguments.number_rows;
        let columns = arguments.args.iter().map(|it| it.to_array(rows)).collect::<Result<_>>()?;
        Ok(ColumnarValue::Array(self.decided(columns, rows)?))
    }
}
