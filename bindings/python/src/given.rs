//! What Python gives, and what it is given.

use hwc_iam::eval::{Assumption, Setting};
use hwc_iam::{Cloud, Model, Policy, PolicyKind, scenario};
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::Serialize;

use crate::failure::Failure;

/// A text, or something that is written as one in JSON.
pub(crate) struct Text(pub(crate) String);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(it: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = it.cast::<PyString>() {
            return Ok(Self(text.to_cow()?.into_owned()));
        }
        let json = it.py().import("json")?;
        Ok(Self(json.call_method1("dumps", (it,))?.extract()?))
    }
}

/// A document as `json.loads` reads it.
pub(crate) fn document<'py>(py: Python<'py>, it: &(impl Serialize + Sync)) -> PyResult<Bound<'py, PyAny>> {
    let text = py.detach(|| serde_json::to_string(it)).map_err(Failure::new)?;
    py.import("json")?.call_method1("loads", (text,))
}

/// A policy of the kind that it seems to be.
pub(crate) fn policy(text: &str) -> Result<(Policy, PolicyKind), Failure> {
    let input = scenario::Input::of_text(text)?;
    let (policy, _) = input.policy(None)?;
    Ok((policy, input.kind()))
}

pub(crate) fn settings(assume: Vec<(String, String)>) -> Result<Vec<(Assumption, Setting)>, Failure> {
    let each = assume.into_iter().map(|(name, setting)| scenario::setting(&format!("{name}={setting}")));
    Ok(each.collect::<Result<_, _>>()?)
}

pub(crate) fn model(word: &str) -> Result<Model, Failure> {
    Model::from_name(word).ok_or_else(|| Failure::one_of("model", word, Model::ALL.iter().map(|it| it.name())))
}

pub(crate) fn cloud(word: &str) -> Result<Cloud, Failure> {
    Cloud::from_name(word).ok_or_else(|| Failure::one_of("cloud", word, Cloud::ALL.iter().map(|it| it.name())))
}
