//! `hwc-iam preflight`: can this principal do this operation now?

use std::path::PathBuf;

use clap::Args;
use hwc_iam::eval::Request;
use hwc_iam::preflight::{Answer, Facts, Preflight};
use hwc_iam::{Cloud, Model, Operation, report, scenario, suggest};

use crate::failure::{Failure, Result};
use crate::{Outcome, Output, output, source, terraform, words};

/// Check whether a principal can do an operation now: actions, their dependencies, documented constraints
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Operation as `METHOD /path`, with placeholders or real ids
    operation: String,
    /// Scenario: policies and the rest of the request, in JSON or YAML, or `-`. Or a folder of Terraform, with `--principal`
    #[arg(long)]
    scenario: PathBuf,
    /// With a folder: the address of the user, group or agency that makes the request
    #[arg(long, value_name = "ADDRESS")]
    principal: Option<String>,
    /// Facts about the resources, in JSON or YAML, or `-`; see `explain facts`
    #[arg(long)]
    facts: Option<PathBuf>,
    /// A single fact, such as `image.size=40`
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    /// Another resource that the operation uses: for every action on its type, or for one action
    #[arg(long, value_name = "URN|ACTION=URN")]
    resource: Vec<String>,
    /// Model of the actions; by default that of the scenario, or v5 if it has both
    #[arg(long, value_parser = words::model())]
    model: Option<Model>,
    /// Cloud; by default that of the scenario
    #[arg(long, value_parser = words::cloud())]
    cloud: Option<Cloud>,
    /// With a folder: values of the variables of its modules; a later file counts more
    #[arg(long, value_name = "FILE")]
    var_file: Vec<PathBuf>,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// Assume that nothing is needed beyond what the page states
    #[arg(long)]
    silence_is_none: bool,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let (set, request, models, cloud) = match arguments.principal.as_deref() {
        principal if arguments.scenario.is_dir() => {
            let principal = terraform::principal(&arguments.scenario, principal)?;
            let given = (arguments.var_file.as_slice(), arguments.assume.as_slice());
            let found = terraform::granted(&arguments.scenario, principal, arguments.cloud, given)?;
            (found.set, None, found.models, found.cloud)
        }
        Some(_) => return Err(Failure::new("`--principal` is for a folder of Terraform; a scenario has a `request`")),
        None => {
            let it = source::scenario(&arguments.scenario, &arguments.assume, arguments.cloud)?;
            (it.set, it.request, it.models, it.cloud)
        }
    };
    let by_scenario = if models == [Model::RolePolicy] { Model::RolePolicy } else { Model::IdentityPolicy };
    let model = arguments.model.unwrap_or(by_scenario);
    let operation = find(&arguments.operation, model, cloud)?;
    let mut facts = Facts::new(operation);
    if let Some(path) = &arguments.facts {
        source::facts(path, &mut facts)?;
    }
    scenario::single_facts(arguments.fact.iter().map(String::as_str), &mut facts)?;
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
    let found = preflight.check(&set, &request.unwrap_or_else(|| Request::new("")));
    match arguments.format {
        Output::Json => output::json(&report::preflight(&found))?,
        Output::Text => output::text(&found.to_string())?,
    }
    Ok(match found.answer() {
        Answer::Yes => Outcome::Clean,
        Answer::No => Outcome::Findings,
        Answer::Unknown => Outcome::Unknown,
    })
}

/// The one operation that the text is a call of.
fn find(text: &str, model: Model, cloud: Cloud) -> Result<Operation> {
    let resolve = |model, cloud| Operation::resolve(text, model, cloud).map_err(Failure::new);
    let found = resolve(model, cloud)?;
    match found.as_slice() {
        [one] => return Ok(one.operation()),
        [] => {}
        several => {
            let names: Vec<String> =
                several.iter().map(|it| format!("`{}` of `{}`", it.operation(), it.operation().service())).collect();
            let what = format!("`{text}` may be {}", names.join(" or "));
            return Err(Failure::new(what).with_help(Some("give the whole address, whose host names the service")));
        }
    }
    let of = format!("no page that was read lists `{text}` for the model `{model}` on the cloud `{cloud}`");
    for other in Cloud::ALL {
        for model in Model::ALL {
            if !resolve(*model, *other)?.is_empty() {
                let help = format!("there is one with `--model {model} --cloud {other}`");
                return Err(Failure::new(of).with_help(Some(help)));
            }
        }
    }
    let of_model = Operation::all().filter(|it| it.model() == model && it.cloud() == cloud);
    let names: Vec<String> = of_model.map(|it| it.to_string()).collect();
    let near = suggest::nearest(text, names.iter().map(String::as_str));
    Err(Failure::new(of).with_near(near))
}
