//! Policies, scenarios and facts in files of JSON or YAML.

use std::path::{Path, PathBuf};

use hwc_iam::error::{InputProblem, ReadInputError};
use hwc_iam::eval::PolicySet;
use hwc_iam::files::{self, Language};
use hwc_iam::preflight::Facts;
use hwc_iam::scenario::{self, Granted, Input, Scenario};
use hwc_iam::{Cloud, Model, Policy, PolicyKind, Role};

use crate::failure::{Failure, Result};
use crate::{input, name, output};

/// A text that was read from there: JSON, if it begins as JSON does or the name of the file ends so; else YAML.
pub(crate) fn of<'a>(path: &Path, text: &'a str) -> Result<Input<'a>> {
    if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json")) {
        return Ok(Input::json(text));
    }
    Input::of_text(text).map_err(|it| said(path, &it))
}

/// The scenario of a file, with the open questions that the arguments answer, on this cloud.
pub(crate) fn scenario(path: &Path, assume: &[String], cloud: Option<Cloud>) -> Result<Scenario> {
    of(path, &input::read(path)?).and_then(|it| scenario_of(path, &it, assume, cloud))
}

/// The same of a text that was read from there.
pub(crate) fn scenario_of(path: &Path, input: &Input<'_>, assume: &[String], cloud: Option<Cloud>) -> Result<Scenario> {
    let assume = assume.iter().map(|it| scenario::setting(it)).collect::<Result<Vec<_>, _>>()?;
    let scenario = Scenario::read_with(input, &assume, cloud).map_err(|it| said(path, &it))?;
    warn(path, &scenario.warnings);
    Ok(scenario)
}

/// Policies by themselves.
pub(crate) struct OfFiles {
    pub(crate) set: PolicySet,
    /// The models of the policies, in order.
    pub(crate) models: Vec<Model>,
}

/// The policies of files: identity policies, and roles and policies of the other model granted everywhere.
pub(crate) fn of_files(paths: &[PathBuf], assume: &[String]) -> Result<OfFiles> {
    let (mut set, mut models) = (PolicySet::builder(), Vec::new());
    for path in paths {
        let text = input::read(path)?;
        let policy = policy(path, &of(path, &text)?, Some(PolicyKind::Identity))?;
        models.push(policy.version().model());
        set = set.granted(name::of(path), policy);
    }
    for text in assume {
        let (assumption, setting) = scenario::setting(text)?;
        set = set.assume(assumption, setting);
    }
    Ok(OfFiles { set: set.build()?, models })
}

/// A text that was read from there as a policy, of the kind that it seems to be if none is given.
pub(crate) fn policy(path: &Path, from: &Input<'_>, kind: Option<PolicyKind>) -> Result<Policy> {
    let (policy, warnings) = from.policy(kind).map_err(|it| match other_kind(from, kind) {
        Some(found) => {
            let what = format!("it is a policy of the kind `{found}`, and a policy of a principal is wanted");
            Failure::of(path, what).with_help(Some(A_SCENARIO))
        }
        None => unread(path, from, &it),
    })?;
    warn(path, &warnings);
    Ok(policy)
}

/// The kind that a policy plainly is of, if that is not the one that is wanted.
fn other_kind(from: &Input<'_>, wanted: Option<PolicyKind>) -> Option<&'static str> {
    let (wanted, found) = (wanted?, from.kind());
    let is_of_resource = matches!(found, PolicyKind::Bucket | PolicyKind::Topic | PolicyKind::Endpoint);
    (is_of_resource && found != wanted && vendor(from.as_json()).is_none()).then(|| found.name())
}

const A_SCENARIO: &str = "a bucket policy is the `resource_policy` of a scenario; see `hwc-iam explain scenario`";

/// Why a policy was not read.
fn unread(path: &Path, from: &Input<'_>, error: &ReadInputError) -> Failure {
    match vendor(from.as_json()) {
        Some(vendor) => Failure::of(path, format!("a policy of {vendor} is not read")),
        None => said(path, error),
    }
}

/// The other vendor whose policy it plainly is.
fn vendor(json: &str) -> Option<&'static str> {
    let mut vendor = None;
    // JSON is always read, even if it is broken.
    let _ = files::each(Language::Json, json.to_owned(), None, &mut |it| vendor = it.other_vendor());
    vendor
}

/// What the policy or the scenario of a text that was read from there grants.
pub(crate) fn granted(path: &Path, from: &Input<'_>, assume: &[String]) -> Result<Granted> {
    let assume = assume.iter().map(|it| scenario::setting(it)).collect::<Result<Vec<_>, _>>()?;
    let granted = Granted::read(name::of(path), from, &assume).map_err(|it| unread(path, from, &it))?;
    warn(path, &granted.warnings);
    Ok(granted)
}

/// Adds the facts of a file.
pub(crate) fn facts(path: &Path, facts: &mut Facts) -> Result<()> {
    let text = input::read(path)?;
    scenario::facts(&of(path, &text)?, facts).map_err(|it| said(path, &it))
}

fn warn(path: &Path, all: &[InputProblem]) {
    all.iter().for_each(|it| output::warning(Failure::at(place(path, it), it.message())));
}

/// Everything that is wrong, each behind its place in the file.
fn said(path: &Path, error: &ReadInputError) -> Failure {
    Failure::all(error.problems().iter().map(|it| Failure::at(place(path, it), it.message()).with_help(it.help())))
}

fn place(path: &Path, it: &InputProblem) -> String {
    let name = name::of(path);
    match (it.line(), it.column()) {
        (Some(line), Some(column)) => format!("{name}:{line}:{column}"),
        _ => name,
    }
}

/// The document of a system-defined role or policy, by its name or code.
pub(crate) fn role(name: &str, cloud: Cloud) -> Result<Policy> {
    let names = Role::names_of(name, cloud);
    let [name] = names.as_slice() else {
        let doubt = scenario::doubt_of_role(name, cloud);
        let unknown = || format!("the catalogue has no role `{name}` on the cloud `{cloud}`");
        return Err(Failure::new(doubt.unwrap_or_else(unknown)));
    };
    let text = Role::document_of(name, cloud)
        .ok_or_else(|| Failure::new(format!("the document of the role `{name}` is not known")))?;
    Policy::from_json(text).map_err(|it| Failure::at(format!("role `{name}`"), it))
}
