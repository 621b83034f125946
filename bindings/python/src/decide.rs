use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use hwc_iam::eval::{PolicySet, Request};
use hwc_iam::report;
use hwc_iam::scenario::{self, Input, Scenario};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::columns::{self, Decided};
use crate::failure::{Failure, Problem};
use crate::given::{self, Text, document};

/// Everything that is granted to a principal and everything that limits it, which decides requests.
///
/// Made of identity policies, or policies and roles of the role/policy model, which are granted everywhere; `Scenario` has the
/// rest. `assume` answers open questions, such as `{"action_case": "no"}`. It can be pickled, and used by many threads at once.
///
/// >>> policy = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:*"]}]}
/// >>> policies = hwc_iam.PolicySet(policy)
/// >>> policies.decide({"action": "ims:images:list"})
/// 'allow'
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
        let name = format!("policies[{at}]");
        let read = Input::of_text(text).and_then(|it| it.policy(Some(hwc_iam::PolicyKind::Identity)));
        let (policy, _) = read.map_err(|it| Failure::from(it).of(&name))?;
        set = set.granted(name, policy);
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
    fn new(py: Python<'_>, policies: Vec<Text>, assume: Option<BTreeMap<String, String>>) -> PyResult<Self> {
        let policies: Vec<String> = policies.into_iter().map(|it| it.0).collect();
        let assume = assume.unwrap_or_default();
        let set = Arc::new(py.detach(|| granted(&policies, &assume))?);
        Ok(Self { set, made_of: MadeOf::Policies(policies, assume) })
    }

    /// The decision on a request: `allow`, `explicit_deny`, `implicit_deny` or `unknown`.
    ///
    /// A request has the form that it has in a scenario: `{"action": ..., "resource": ..., "principal": ..., "context": {...},
    /// "unknown": [...]}`.
    ///
    /// >>> policy = {"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": ["ims:images:export"]}]}
    /// >>> hwc_iam.PolicySet(policy).decide({"action": "ims:images:export"})
    /// 'explicit_deny'
    fn decide(&self, py: Python<'_>, request: Text) -> PyResult<&'static str> {
        let request = scenario::request(&request.0).map_err(Failure::from)?;
        Ok(py.detach(|| self.set.decide(&request)).name())
    }

    /// The decision on a request and everything that it rests on: as `hwc-iam eval --format json`.
    ///
    /// >>> condition = {"Bool": {"g:MFAPresent": ["true"]}}
    /// >>> statement = {"Sid": "Copy", "Effect": "Allow", "Action": ["ims:images:copy*"], "Condition": condition}
    /// >>> policies = hwc_iam.PolicySet({"Version": "5.0", "Statement": [statement]})
    /// >>> found = policies.explain({"action": "ims:images:copyInRegion", "unknown": ["g:MFAPresent"]})
    /// >>> found["decision"], found["missing_keys"]
    /// ('unknown', ['g:MFAPresent'])
    fn explain<'py>(&self, py: Python<'py>, request: Text) -> PyResult<Bound<'py, PyAny>> {
        let request = scenario::request(&request.0).map_err(Failure::from)?;
        explained(py, &self.set, &request)
    }

    /// Decide a request for each row of a batch of any library that has Arrow's PyCapsule interface, without a copy.
    ///
    /// It may be a record batch, a table or a data frame. The columns are `action`, `resource`, `principal`, condition keys under their own names, and `context`, a map from keys to
    /// a value or a list of values. A null is not in the request; where `unknown` names the key, or `resource`, it is not known.
    /// With `statements=True` the answer has the columns `decision` and `statement`, else it is one column. On as many threads as
    /// there are cores, where that is worth it, or at most `threads`.
    ///
    /// >>> import pyarrow
    /// >>> policies = hwc_iam.PolicySet({"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"]}]})
    /// >>> log = pyarrow.table({"action": ["ims:images:list", "ims:images:get", None]})
    /// >>> pyarrow.chunked_array(policies.decide_batch(log)).to_pylist()
    /// ['allow', 'implicit_deny', None]
    #[pyo3(
        signature = (batch, *, unknown=Vec::new(), statements=false, threads=None),
        text_signature = "($self, batch, *, unknown=(), statements=False, threads=None)"
    )]
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
///
/// `assume` answers open questions, and `cloud` is `hwc` or `otc`, if the scenario does not say.
///
/// >>> policy = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["*"]}]}
/// >>> scp = {"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": ["ims:images:export"]}]}
/// >>> scenario = hwc_iam.Scenario({"identity_policies": [policy], "scps": [[policy, scp]]})
/// >>> scenario.decide({"action": "ims:images:export"})
/// 'explicit_deny'
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

    /// Read a scenario in a file, in JSON or YAML.
    ///
    /// >>> import pathlib, tempfile
    /// >>> path = pathlib.Path(tempfile.mkdtemp()) / "scenario.yaml"
    /// >>> _ = path.write_text("identity_policies: []\nrequest: {action: 'ims:images:list'}\n")
    /// >>> hwc_iam.Scenario.from_file(path).decide()
    /// 'implicit_deny'
    #[staticmethod]
    #[pyo3(signature = (path, *, assume=None, cloud=None))]
    fn from_file(
        py: Python<'_>,
        path: PathBuf,
        assume: Option<BTreeMap<String, String>>,
        cloud: Option<String>,
    ) -> PyResult<Self> {
        let bytes = py.detach(|| fs::read(&path)).map_err(|it| of_system(py, it, &path))?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{}` is not UTF-8", path.display())))?;
        Self::new(py, Text(text), assume, cloud)
    }

    /// What is granted and what limits it, without the request.
    ///
    /// >>> hwc_iam.Scenario({"identity_policies": []}).policies.decide({"action": "ims:images:list"})
    /// 'implicit_deny'
    #[getter]
    fn policies(&self) -> PyPolicySet {
        PyPolicySet { set: Arc::clone(&self.set), made_of: MadeOf::Scenario(self.of.clone()) }
    }

    /// What looks wrong in it, such as misspelt actions.
    ///
    /// >>> policy = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:lst"]}]}
    /// >>> [warning] = hwc_iam.Scenario({"identity_policies": [policy]}).warnings
    /// >>> warning["column"], warning["message"]
    /// (88, 'identity_policies[0]/Statement/0/Action/0: unknown action `ims:images:lst` (data of ...)')
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, pyo3::types::PyDict>>> {
        self.warnings.iter().map(|it| it.to_dict(py)).collect()
    }

    /// The decision on its request, or on another one.
    ///
    /// >>> scenario = hwc_iam.Scenario({"identity_policies": [], "request": {"action": "ims:images:list"}})
    /// >>> scenario.decide(), scenario.decide({"action": "ims:images:get"})
    /// ('implicit_deny', 'implicit_deny')
    #[pyo3(signature = (request=None))]
    fn decide(&self, py: Python<'_>, request: Option<Text>) -> PyResult<&'static str> {
        let request = self.asked(request)?;
        Ok(py.detach(|| self.set.decide(&request)).name())
    }

    /// The decision on its request, or on another one, and everything that it rests on: as `hwc-iam eval --format json`.
    ///
    /// >>> scenario = hwc_iam.Scenario({"identity_policies": [], "request": {"action": "ims:images:list"}})
    /// >>> scenario.explain()["decision"]
    /// 'implicit_deny'
    #[pyo3(signature = (request=None))]
    fn explain<'py>(&self, py: Python<'py>, request: Option<Text>) -> PyResult<Bound<'py, PyAny>> {
        let request = self.asked(request)?;
        explained(py, &self.set, &request)
    }

    /// Decide a request for each row, as `PolicySet.decide_batch` does.
    ///
    /// >>> import pyarrow
    /// >>> scenario = hwc_iam.Scenario({"identity_policies": []})
    /// >>> pyarrow.chunked_array(scenario.decide_batch(pyarrow.table({"action": ["ims:images:list"]}))).to_pylist()
    /// ['implicit_deny']
    #[pyo3(
        signature = (batch, *, unknown=Vec::new(), statements=false, threads=None),
        text_signature = "($self, batch, *, unknown=(), statements=False, threads=None)"
    )]
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
pub(crate) fn _policy_set(
    py: Python<'_>,
    policies: Vec<String>,
    assume: BTreeMap<String, String>,
) -> PyResult<PyPolicySet> {
    PyPolicySet::new(py, policies.into_iter().map(Text).collect(), Some(assume))
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

/// The class and the text that `open` would give.
fn of_system(py: Python<'_>, error: io::Error, path: &Path) -> PyErr {
    let Some(code) = error.raw_os_error() else { return error.into() };
    match py.import("os").and_then(|it| it.call_method1("strerror", (code,))) {
        Ok(text) => PyOSError::new_err((code, text.unbind(), path.to_path_buf())),
        Err(broken) => broken,
    }
}

fn explained<'py>(py: Python<'py>, set: &PolicySet, request: &Request) -> PyResult<Bound<'py, PyAny>> {
    let found = py.detach(|| report::decision(&set.explain(request)));
    document(py, &found)
}
