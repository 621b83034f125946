//! `hwc-iam preflight`: can this principal do this operation now?

use std::path::PathBuf;

use clap::Args;
use hwc_iam::eval::Request;
use hwc_iam::preflight::{Answer, ConstraintCheck, FactNeeded, Facts, NeedCheck, Preflight, Report};
use hwc_iam::{Cloud, Model, NeedKind, Operation, suggest};
use serde_json::{Value, json};

use crate::{Outcome, Output, given, output, scenario, words};

/// Say whether a principal can do an operation now: its actions, what they depend on, its documented constraints
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The operation as `METHOD /path`, with placeholders or real ids
    operation: String,
    /// What is granted and the circumstances, in JSON or YAML, or `-`
    #[arg(long)]
    scenario: PathBuf,
    /// What is known of the case, in JSON or YAML, or `-`
    #[arg(long)]
    facts: Option<PathBuf>,
    /// One more fact, such as `image.size=40`
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    /// A resource that the operation touches beside that of the request, for every action on its type or for one
    #[arg(long, value_name = "URN|ACTION=URN")]
    resource: Vec<String>,
    /// The model of the actions, `v5` or `role`; by default that of the scenario, v5 if it has both
    #[arg(long, value_parser = words::model)]
    model: Option<Model>,
    /// The cloud, `hwc` or `otc`; by default that of the scenario
    #[arg(long, value_parser = words::cloud)]
    cloud: Option<Cloud>,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// Take it that an operation needs nothing but what its page states
    #[arg(long)]
    silence_is_none: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let scenario = scenario::read_on(&arguments.scenario, &arguments.assume, arguments.cloud)?;
    let by_scenario = if scenario.models == [Model::RolePolicy] { Model::RolePolicy } else { Model::IdentityPolicy };
    let model = arguments.model.unwrap_or(by_scenario);
    let operation = find(&arguments.operation, model, scenario.cloud)?;
    let mut facts = Facts::new(operation);
    if let Some(path) = &arguments.facts {
        given::read(path, &mut facts)?;
    }
    given::arguments(&arguments.fact, &mut facts)?;
    let mut preflight = Preflight::new(operation, &facts);
    for it in &arguments.resource {
        preflight = match it.split_once('=').filter(|(action, _)| action.matches(':').count() == 2) {
            Some((action, urn)) => preflight.resource_of(action, urn),
            None => preflight.resource(it),
        };
    }
    if arguments.silence_is_none {
        preflight = preflight.silence_is_none();
    }
    let report = preflight.check(&scenario.set, &scenario.request.unwrap_or_else(|| Request::new("")));
    match arguments.format {
        Output::Json => output::json(&to_json(&report))?,
        Output::Text => output::text(&report.to_string())?,
    }
    Ok(match report.answer() {
        Answer::Yes => Outcome::Clean,
        Answer::No => Outcome::Findings,
        Answer::Unknown => Outcome::Unknown,
    })
}

/// The one operation that the text is a call of.
fn find(text: &str, model: Model, cloud: Cloud) -> Result<Operation, String> {
    let resolve = |model, cloud| Operation::resolve(text, model, cloud).map_err(|it| it.to_string());
    let found = resolve(model, cloud)?;
    match found.as_slice() {
        [one] => return Ok(one.operation()),
        [] => {}
        several => {
            let names: Vec<String> =
                several.iter().map(|it| format!("`{}` of `{}`", it.operation(), it.operation().service())).collect();
            let help = "give the whole address, whose host names the service";
            return Err(format!("`{text}` may be {}\nhelp: {help}", names.join(" or ")));
        }
    }
    let of = format!("no operation of {model} on {cloud} is `{text}`");
    for other in Cloud::ALL {
        for model in Model::ALL {
            if !resolve(*model, *other)?.is_empty() {
                return Err(format!("{of}\nhelp: there is one with `--model {model} --cloud {other}`"));
            }
        }
    }
    let of_model = Operation::all().filter(|it| it.model() == model && it.cloud() == cloud);
    let names: Vec<String> = of_model.map(|it| it.to_string()).collect();
    Err(match suggest::nearest(text, names.iter().map(String::as_str)) {
        Some(near) => format!("{of}\nhelp: did you mean `{near}`?"),
        None => of,
    })
}

fn to_json(report: &Report) -> Value {
    let operation = report.operation();
    let agency: Vec<&ConstraintCheck> = report.agency().collect();
    let holds = agency.iter().map(|it| it.holds());
    let of_agency = match (holds.clone().any(|it| it == Some(false)), holds.clone().any(|it| it.is_none())) {
        (true, _) => Some(false),
        (_, true) => None,
        _ => Some(true),
    };
    let ids: Vec<&str> = agency.iter().map(|it| it.constraint().id()).collect();
    json!({
        "answer": report.answer().name(),
        "operation": operation.to_string(),
        "model": operation.model().name(),
        "cloud": operation.cloud().name(),
        "missing_actions": report.missing_actions(),
        "actions": report.needs().iter().map(need).collect::<Vec<_>>(),
        "constraints": report.constraints().iter().map(constraint).collect::<Vec<_>>(),
        "agency": if ids.is_empty() { Value::Null } else { json!({ "holds": of_agency, "constraints": ids }) },
        "charges": report.charges().iter().map(charge).collect::<Vec<_>>(),
        "not_stated": report.unstated(),
        "facts_needed": report.facts_needed().iter().map(fact).collect::<Vec<_>>(),
    })
}

fn need(it: &NeedCheck) -> Value {
    let need = it.need();
    let kind = match need.kind() {
        NeedKind::Action => "action",
        NeedKind::Role => "role",
        NeedKind::Text => "text",
    };
    json!({
        "action": need.name(),
        "kind": kind,
        "of_action": need.of_action(),
        "qualifier": need.qualifier(),
        "needed": it.is_needed(),
        "has": it.has(),
        "decision": it.decision().map(|it| it.name()),
        "because": it.because(),
        "not_allowed": it.denied(),
        "missing_keys": it.missing_keys(),
        "assumptions": it.assumptions().iter().map(|it| it.name()).collect::<Vec<_>>(),
    })
}

fn constraint(it: &ConstraintCheck) -> Value {
    let constraint = it.constraint();
    json!({ "id": constraint.id(), "title": constraint.title(), "holds": it.holds(), "because": it.because() })
}

fn charge(it: &ConstraintCheck) -> Value {
    let constraint = it.constraint();
    json!({
        "id": constraint.id(),
        "title": constraint.title(),
        "service": constraint.charge(),
        "due": it.holds(),
        "because": it.because(),
    })
}

fn fact(it: &FactNeeded) -> Value {
    let values: Vec<Value> =
        it.values().iter().map(|(value, printed)| json!({ "value": value, "printed": printed })).collect();
    json!({
        "fact": it.name(),
        "type": it.kind().name(),
        "unit": it.unit(),
        "title": it.title(),
        "values": values,
        "for": it.wanted_by(),
    })
}
