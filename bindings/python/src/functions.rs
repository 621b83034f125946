use std::collections::BTreeMap;
use std::str::FromStr;

use hwc_iam::access::Options;
use hwc_iam::error::UnknownNameError;
use hwc_iam::generate::Generator;
use hwc_iam::report::{self, Named, ShrunkPattern};
use hwc_iam::scenario::{self, Granted, Input, Settings};
use hwc_iam::wildcard::KnownAction;
use hwc_iam::{Action, Model, PolicyKind, RoleAction, suggest};
use pyo3::prelude::*;

use crate::failure::Failure;
use crate::given::{self, Text, document};

/// Check a policy: everything that is wrong with it, as `hwc-iam check --format json` has it.
///
/// `kind` is `identity`, `scp`, `trust`, `role` or another kind of `hwc-iam check --kind`; detected if it is None. `profile` and
/// `rules`, a level for each name, are as in `hwc-iam.toml`.
///
/// >>> policy = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:lst"]}]}
/// >>> [found] = hwc_iam.check(policy)
/// >>> found["rule"], found["path"], found["help"]
/// ('unknown_action', '/Statement/0/Action/0', 'did you mean `ims:images:list`?')
#[pyfunction]
#[pyo3(signature = (policy, kind=None, *, profile=None, rules=None))]
pub(crate) fn check<'py>(
    py: Python<'py>,
    policy: Text,
    kind: Option<&str>,
    profile: Option<String>,
    rules: Option<BTreeMap<String, String>>,
) -> PyResult<Bound<'py, PyAny>> {
    let kind = kind.map(scenario::kind).transpose().map_err(Failure::from)?;
    let mut settings = Settings::default();
    settings.profile = profile;
    settings.rules = rules.unwrap_or_default();
    let options = settings.options().map_err(Failure::from)?;
    let found = py.detach(|| report::findings(&policy.0, kind, &options));
    document(py, &found)
}

/// Compare what two policies, or two scenarios, allow, exactly: as `hwc-iam diff --format json`.
///
/// `assume` answers open questions, and `steps` bounds the work, after which the verdict is `unknown`.
///
/// >>> old = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:get"]}]}
/// >>> new = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:*"]}]}
/// >>> found = hwc_iam.compare(old, new)
/// >>> found["verdict"], found["new_access"], found["witness"]["action"]
/// ('broader', True, 'ims:images:addMember')
#[pyfunction]
#[pyo3(signature = (old, new, *, assume=None, steps=None))]
pub(crate) fn compare<'py>(
    py: Python<'py>,
    old: Text,
    new: Text,
    assume: Option<BTreeMap<String, String>>,
    steps: Option<u64>,
) -> PyResult<Bound<'py, PyAny>> {
    let found = py.detach(|| compared(&old.0, &new.0, assume.unwrap_or_default(), steps))?;
    document(py, &found)
}

fn compared(
    old: &str,
    new: &str,
    assume: BTreeMap<String, String>,
    steps: Option<u64>,
) -> Result<report::Comparison, Failure> {
    let settings = given::settings(assume.into_iter().collect())?;
    let mut options = Options::default();
    options.steps = steps.unwrap_or(options.steps);
    for (assumption, setting) in &settings {
        options.assumptions = options.assumptions.with(*assumption, *setting);
    }
    let read = |name, text| {
        let read = Input::of_text(text).and_then(|it| Granted::read(name, &it, &settings));
        read.map_err(|it| Failure::from(it).of(name))
    };
    Ok(read("old", old)?.compare(&read("new", new)?, &options)?)
}

/// The actions of the catalogue that any of these patterns matches: as `hwc-iam expand --format json`.
///
/// `model` is `v5` or `role`.
///
/// >>> hwc_iam.expand(["ims:images:copy*"])
/// ['ims:images:copyCrossRegion', 'ims:images:copyInRegion']
#[pyfunction]
#[pyo3(signature = (patterns, *, model="v5"))]
pub(crate) fn expand<'py>(py: Python<'py>, patterns: Vec<String>, model: &str) -> PyResult<Bound<'py, PyAny>> {
    let model = given::model(model)?;
    let all = py.detach(|| report::expanded(model, patterns.iter().map(String::as_str)));
    document(py, &all)
}

/// The fewest readable patterns that match exactly these actions: as `hwc-iam shrink --format json`.
///
/// With `details=True`, what each of them matches.
///
/// >>> hwc_iam.shrink(["ims:images:copyCrossRegion", "ims:images:copyInRegion"])
/// ['ims:images:copy*']
#[pyfunction]
#[pyo3(signature = (actions, *, model="v5", details=false))]
pub(crate) fn shrink<'py>(
    py: Python<'py>,
    actions: Vec<String>,
    model: &str,
    details: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let rows = match given::model(model)? {
        Model::IdentityPolicy => py.detach(|| shrunk::<Action>(&actions)),
        Model::RolePolicy => py.detach(|| shrunk::<RoleAction>(&actions)),
    }?;
    if details { document(py, &rows) } else { document(py, &rows.iter().map(|it| &it.pattern).collect::<Vec<_>>()) }
}

fn shrunk<A: KnownAction + FromStr<Err = UnknownNameError>>(names: &[String]) -> Result<Vec<ShrunkPattern>, Failure> {
    let help = |it: &UnknownNameError| it.suggestion().map(suggest::did_you_mean);
    let parse = |name: &String| name.parse().map_err(|it| Failure::with_help(&it, help(&it)));
    let actions: Vec<A> = names.iter().map(parse).collect::<Result<_, _>>()?;
    Ok(report::shrunk(&hwc_iam::shrink(actions)))
}

/// Everything that is known of one name of the catalogue, or of a rule of `check`: as `hwc-iam explain --format json`.
///
/// It is the name of an action, a condition key, an operator, an operation, a role, a service, a constraint or a rule.
///
/// >>> found = hwc_iam.explain("g:MFAPresent")
/// >>> found["type"], found["multivalued"]
/// ('boolean', False)
#[pyfunction]
pub(crate) fn explain<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let name = name.trim();
    let found = Named::find(name).ok_or_else(|| {
        Failure::with_help(format!("the catalogue has nothing that is called `{name}`"), Named::help(name))
    })?;
    document(py, &py.detach(|| report::explanation(&found, name)))
}

/// Convert a policy of version 1.1 or a role of version 1.0 to an identity policy: as `hwc-iam migrate --format json`.
///
/// Where the old policy cannot be expressed exactly, less is allowed, or with `allow_broader=True` more.
///
/// >>> old = {"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["ims:images:get"]}]}
/// >>> hwc_iam.migrate(old)["policy"]["Statement"][0]["Action"]
/// ['ims:images:get']
#[pyfunction]
#[pyo3(signature = (policy, *, allow_broader=false))]
pub(crate) fn migrate<'py>(py: Python<'py>, policy: Text, allow_broader: bool) -> PyResult<Bound<'py, PyAny>> {
    let options =
        if allow_broader { hwc_iam::migrate::Options::broader() } else { hwc_iam::migrate::Options::default() };
    let migrated = py.detach(|| {
        let (policy, kind) = given::policy(&policy.0)?;
        if !matches!(kind, PolicyKind::Identity | PolicyKind::Role | PolicyKind::Scp) {
            let why = format!("a {kind} policy has no other model; roles and policies of version `1.1` do");
            return Err(Failure::new(why));
        }
        report::migration(&policy, options).map_err(Failure::new)
    })?;
    document(py, &migrated)
}

/// Generate the smallest policy that allows operations, with its proof: as `hwc-iam generate --format json`.
///
/// An operation is a method and a path, or a name such as `ims:CopyImageInRegion`; `traces` are texts of logs of calls, as JSON
/// Lines, and `denied` messages of denied calls.
///
/// >>> found = hwc_iam.generate(["POST /v1/cloudimages/{image_id}/cross_region_copy"], region="cn-north-4", account="0a1b")
/// >>> found["policy"]["Statement"][0]["Resource"]
/// ['ims:cn-north-4:0a1b:image:*']
#[pyfunction]
#[pyo3(signature = (operations=Vec::new(), *, traces=Vec::new(), denied=Vec::new(), model="v5", cloud="hwc", region=None, account=None, service=None, with_conditional=false),
    text_signature="(operations=(), *, traces=(), denied=(), model='v5', cloud='hwc', region=None, account=None, service=None, \
    with_conditional=False)")]
#[expect(clippy::too_many_arguments, reason = "they have names in Python")]
pub(crate) fn generate<'py>(
    py: Python<'py>,
    operations: Vec<String>,
    traces: Vec<String>,
    denied: Vec<String>,
    model: &str,
    cloud: &str,
    region: Option<String>,
    account: Option<String>,
    service: Option<String>,
    with_conditional: bool,
) -> PyResult<Bound<'py, PyAny>> {
    for (name, value) in [("region", &region), ("account", &account)] {
        value.as_deref().map_or(Ok(()), |it| scenario::urn_part(name, it)).map_err(Failure::new)?;
    }
    let mut generator = Generator::new(given::model(model)?, given::cloud(cloud)?);
    generator = if with_conditional { generator.with_conditional() } else { generator };
    generator = region.into_iter().fold(generator, Generator::region);
    generator = account.into_iter().fold(generator, Generator::account);
    generator = service.iter().fold(generator, |generator, it| generator.service(it));
    let generated = py.detach(|| {
        operations.iter().for_each(|it| generator.call(it));
        traces.iter().for_each(|it| generator.traces(it));
        denied.iter().for_each(|it| generator.denied(it));
        let generated = generator.generate();
        report::generated(&generated, &generated.proof())
    });
    document(py, &generated)
}
