//! The Python module `hwc_iam`: thin over the documents of the library's `report`, which are handed over as Python's own values.

mod columns;
mod decide;
mod failure;
mod functions;
mod given;

use pyo3::prelude::*;

/// The extension module.
#[pymodule]
mod _hwc_iam {
    #[pymodule_export]
    use super::columns::Decided;
    #[pymodule_export]
    use super::decide::{_policies_of_scenario, _policy_set, _scenario, PyPolicySet, PyScenario};
    #[pymodule_export]
    use super::failure::{BatchError, Error};
    #[pymodule_export]
    use super::functions::{check, compare, expand, explain, generate, migrate, shrink};

    #[pymodule_init]
    fn init(module: &super::Bound<'_, super::PyModule>) -> super::PyResult<()> {
        use super::PyModuleMethods;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
