use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use hwc_iam::eval::{PolicySet, Request};
use hwc_iam::scenario::{self, Input, Scenario};
use hwc_iam::report;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::columns::{self, Decided};
use crate::failure::{Failure, Problem};
use crate::given::{self, Text, document};

/// Everything that is granted to a principal and everything that limits it, which decides requests.
///
/// Made of identity policies, or policies and roles of the role/policy model, which are granted everywhere; `Scenario` has the
/// rest. `assume` answers open questions, such as `{"action_case": "no"}`. It can be pickled, and used by many threads at once.
#[pyclass(name = "PolicySet", module = "hwc_iam", frozen)]
pub(crate) struct PyPolicySet {
    set: Arc<PolicySet>,
    made_of: MadeOf,
}

/// What it takes to make it once more, in another process.
#[derive(Clone)]
enum MadeOf {
    Policies(Vec<String>, BTreeMap<String, String>),
    Scenario(Of),
}

/// A scenario's text and how it was read.
#[derive(Clone)]
struct Of {
    text: String,
    assume: BTreeMap<String, String>,
    cloud: Option<String>,
}

impl Of {
    fn read(&self) -> Result<Scenario, Failure> {
        let settings = given::settings(self.assume.clone().into_iter().collect())?;
        let cloud = self.cloud.as_deref().map(given::cloud).transpose()?;
        Ok(Scenario::read_with(&Input::of_text(&self.text)?, &settings, cloud)?)
    }
}

fn granted(policies: &[String], assume: &BTreeMap<String, String>) -> Result<PolicySet, Failure> {
    let mut set = PolicySet::builder();
    for (at, text) in policies.iter().enumerate() {
        let (policy, _) = Input::of_text(text)?.policy(Some(hwc_iam::PolicyKind::Identity))?;
        set = set.granted(format!("policies[{at}]"), policy);
    }
    for (assumption, setting) in given::settings(assume.clone().into_iter().collect())? {
        set = set.assume(assumption, setting);
    }
    set.build().map_err(Failure::new)
}

#[pymethods]
impl PyPolicySet {
    #[new]
    #[pyo3(signature = (*policies, assume=None))]
    fn new(policies: Vec<Text>, assume: Option<BTreeMap<String, String>>) -> PyResult<Self> {
        let policies: Vec<String> = policies.into_iter().map(|it| it.0).collect();
        let assume = assume.unwrap_or_default();
        let set = Arc::new(granted(&policies, &assume)?);
        Ok(Self { set, made_of: MadeOf::Policies(policies, assume) })
    }

    /// The decision on a request: `allow`, `explicit_deny`, `implicit_deny` or `unknown`.
    ///
    /// A request has the form that it has in a scenario: `{"action": ..., "resource": ..., "principal": ..., "context": {...},
    /// "unknown": [...]}`.
    fn decide(&self, py: Python<'_>, request: Text) -> PyResult<&'static str> {
        let request = scenario::request(&request.0).map_err(Failure::from)?;
        Ok(py.detach(|| self.set.decide(&request)).name())
    }

    /// The decision on a request and everything that it rests on: as `hwc-iam eval --format json`.
    fn explain<'py>(&self, py: Python<'py>, request: Text) -> PyResult<Bound<'py, PyAny>> {
        let request = scenario::request(&request.0).map_err(Failure::from)?;
        explained(py, &self.set, &request)
    }

    /// Decide a request for each row of a record batch, a table or a data frame of any library that has Arrow's PyCapsule
    /// interface; nothing of it is copied.
    ///
    /// The columns are `action`, `resource`, `principal`, condition keys under their own names, and `context`, a map from keys to
    /// a value or a list of values. A null is not in the request; where `unknown` names the key, or `resource`, it is not known.
    /// With `statements=True` the answer has the columns `decision` and `statement`, else it is one column. On as many threads as
    /// there are cores, where that is worth it, or at most `threads`.
    #[pyo3(signature = (batch, *, unknown=Vec::new(), statements=false, threads=None))]
    fn decide_batch(
        &self,
        py: Python<'_>,
        batch: &Bound<'_, PyAny>,
        unknown: Vec<String>,
        statements: bool,
        threads: Option<usize>,
    ) -> PyResult<Decided> {
        columns::decide(py, &self.set, batch, unknown, statements, threads)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.made_of {
            MadeOf::Policies(policies, assume) => {
                (restore(py, "_policy_set")?, (policies.clone(), assume.clone())).into_pyobject(py)
            }
            MadeOf::Scenario(Of { text, assume, cloud }) => {
                (restore(py, "_policies_of_scenario")?, (text, assume.clone(), cloud)).into_pyobject(py)
            }
        }
    }
}

/// What is granted, what limits it, and a request, as `hwc-iam explain scenario` describes it.
#[pyclass(name = "Scenario", module = "hwc_iam", frozen)]
pub(crate) struct PyScenario {
    set: Arc<PolicySet>,
    request: Option<Request>,
    warnings: Vec<Problem>,
    of: Of,
}

#[pymethods]
impl PyScenario {
    #[new]
    #[pyo3(signature = (scenario, *, assume=None, cloud=None))]
    fn new(
        py: Python<'_>,
        scenario: Text,
        assume: Option<BTreeMap<String, String>>,
        cloud: Option<String>,
    ) -> PyResult<Self> {
        Ok(py.detach(|| Self::of(Of { text: scenario.0, assume: assume.unwrap_or_default(), cloud }))?)
    }

    /// Reads a scenario in a file, in JSON or YAML.
    #[staticmethod]
    #[pyo3(signature = (path, *, assume=None, cloud=None))]
    fn from_file(
        py: Python<'_>,
        path: PathBuf,
        assume: Option<BTreeMap<String, String>>,
        cloud: Option<String>,
    ) -> PyResult<Self> {
        let text = py.detach(|| std::fs::read_to_string(&path))?;
        Self::new(py, Text(text), assume, cloud)
    }

    /// What is granted and what limits it.
    #[getter]
    fn policies(&self) -> PyPolicySet {
        PyPolicySet { set: Arc::clone(&self.set), made_of: MadeOf::Scenario(self.of.clone()) }
    }

    /// What looks wrong in it, such as misspelt actions.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, pyo3::types::PyDict>>> {
        self.warnings.iter().map(|it| it.to_dict(py)).collect()
    }

    /// The decision on its request, or on another one.
    #[pyo3(signature = (request=None))]
    fn decide(&self, py: Python<'_>, request: Option<Text>) -> PyResult<&'static str> {
        let request = self.asked(request)?;
        Ok(py.detach(|| self.set.decide(&request)).name())
    }

    /// The decision on its request, or on another one, and everything that it rests on: as `hwc-iam eval --format json`.
    #[pyo3(signature = (request=None))]
    fn explain<'py>(&self, py: Python<'py>, request: Option<Text>) -> PyResult<Bound<'py, PyAny>> {
        let request = self.asked(request)?;
        explained(py, &self.set, &request)
    }

    /// As that of `policies`.
    #[pyo3(signature = (batch, *, unknown=Vec::new(), statements=false, threads=None))]
    fn decide_batch(
        &self,
        py: Python<'_>,
        batch: &Bound<'_, PyAny>,
        unknown: Vec<String>,
        statements: bool,
        threads: Option<usize>,
    ) -> PyResult<Decided> {
        columns::decide(py, &self.set, batch, unknown, statements, threads)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Of { text, assume, cloud } = &self.of;
        (restore(py, "_scenario")?, (text, assume.clone(), cloud)).into_pyobject(py)
    }
}

/// What makes one of these in another process.
fn restore<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("hwc_iam._hwc_iam")?.getattr(name)
}

#[pyfunction]
pub(crate) fn _policy_set(policies: Vec<String>, assume: BTreeMap<String, String>) -> PyResult<PyPolicySet> {
    PyPolicySet::new(policies.into_iter().map(Text).collect(), Some(assume))
}

#[pyfunction]
pub(crate) fn _scenario(text: String, assume: BTreeMap<String, String>, cloud: Option<String>) -> PyResult<PyScenario> {
    Ok(PyScenario::of(Of { text, assume, cloud })?)
}

#[pyfunction]
pub(crate) fn _policies_of_scenario(
    text: String,
    assume: BTreeMap<String, String>,
    cloud: Option<String>,
) -> PyResult<PyPolicySet> {
    Ok(_scenario(text, assume, cloud)?.policies())
}

impl PyScenario {
    fn of(of: Of) -> Result<Self, Failure> {
        let scenario = of.read()?;
        let warnings = scenario.warnings.iter().map(Problem::from).collect();
        let request = scenario.question().cloned();
        Ok(Self { set: Arc::new(scenario.set), request, warnings, of })
    }

    fn asked(&self, request: Option<Text>) -> Result<Request, Failure> {
        match request {
            Some(it) => Ok(scenario::request(&it.0)?),
            None => self.request.clone().ok_or_else(|| {
                let help = "add `\"request\": {\"action\": \"ims:images:list\"}`, or give one";
                Failure::with_help("there is no `request` with an `action`", Some(help.into()))
            }),
        }
    }
}

fn explained<'py>(py: Python<'py>, set: &PolicySet, request: &Request) -> PyResult<Bound<'py, PyAny>> {
    let found = py.detach(|| report::decision(&set.explain(request)));
    document(py, &found)
}
