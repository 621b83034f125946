//! `hwc-iam generate`: the smallest policy that lets calls through.

use std::path::PathBuf;

use clap::Args;
use hwc_iam::generate::{Generated, Generator, Proof};
use hwc_iam::{Cloud, Model, report};

use crate::{Outcome, Output, input, output, words};

/// Generate the smallest policy that allows operations
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A call: a method and a path with placeholders or ids, or a whole address; or the name of an operation, such as
    /// `CopyImageInRegion` or `ims:CopyImageInRegion`
    #[arg(long, value_name = "METHOD /PATH", required_unless_present_any = ["trace", "denied"])]
    operation: Vec<String>,
    /// File of traces or other logs of calls, as JSON Lines, or `-`
    #[arg(long, value_name = "FILE")]
    trace: Vec<PathBuf>,
    /// Message of a denied call
    #[arg(long, value_name = "MESSAGE")]
    denied: Vec<String>,
    /// Model of the policy: `v5` or `role`
    #[arg(long, value_parser = words::model, default_value = "v5")]
    model: Model,
    /// Cloud: `hwc` or `otc`
    #[arg(long, value_parser = words::cloud, default_value = "hwc")]
    cloud: Cloud,
    /// Limit resources to this region where the host of a call names none
    #[arg(long)]
    region: Option<String>,
    /// Limit resources to this account
    #[arg(long)]
    account: Option<String>,
    /// Service to choose where several have the same call
    #[arg(long)]
    service: Option<String>,
    /// Include actions that are required only under a documented condition
    #[arg(long)]
    with_conditional: bool,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let generated = generate(arguments)?;
    let proof = generated.proof();
    let document = report::generated(&generated, &proof);
    match arguments.format {
        Output::Json => output::json(&document)?,
        Output::Text => {
            output::print(&policies(&generated, &document)?)?;
            output::beside(&words(&generated, &proof));
        }
    }
    let is_left_out = generated.conditional.iter().any(|it| !it.is_included);
    Ok(match generated.unresolved.is_empty() {
        true => Outcome::Clean,
        false if is_left_out => Outcome::Findings,
        false => Outcome::Unknown,
    })
}

fn generate(arguments: &Arguments) -> Result<Generated, String> {
    let mut generator = Generator::new(arguments.model, arguments.cloud);
    if arguments.with_conditional {
        generator = generator.with_conditional();
    }
    let part = |name: &str, value: &Option<String>| match value {
        Some(it) if it.contains(':') => Err(format!("--{name}: `{it}` has a colon, which no part of a urn has")),
        it => Ok(it.clone()),
    };
    if let Some(region) = part("region", &arguments.region)? {
        generator = generator.region(region);
    }
    if let Some(account) = part("account", &arguments.account)? {
        generator = generator.account(account);
    }
    if let Some(service) = &arguments.service {
        generator = generator.service(service);
    }
    arguments.operation.iter().for_each(|it| generator.call(it));
    for path in &arguments.trace {
        generator.traces(&input::read(path)?);
    }
    arguments.denied.iter().for_each(|it| generator.denied(it));
    Ok(generator.generate())
}

/// The policy, alone on the standard output; two of them are one array.
fn policies(generated: &Generated, document: &report::Generated) -> Result<String, String> {
    let text = match (&generated.policy, &generated.global_policy) {
        (Some(_), Some(_)) => {
            let both = [&document.policy, &document.global_policy];
            serde_json::to_string_pretty(&both).map_err(|it| it.to_string())?
        }
        (Some(one), None) | (None, Some(one)) => one.to_json_pretty(),
        (None, None) => return Ok(String::new()),
    };
    Ok(output::json_text(&text) + "\n")
}

/// What there is to say of it.
fn words(generated: &Generated, proof: &Proof) -> Vec<String> {
    let mut lines = Vec::new();
    if generated.policy.is_some() && generated.global_policy.is_some() {
        lines.push(String::from("two policies: the first of services by project, the second of global services"));
    }
    lines.extend(generated.reasons.iter().map(|it| format!("{}: {}", it.action, it.because)));
    for it in &generated.unresolved {
        lines.push(format!("unresolved: {}: {}", it.what, it.because));
        lines.extend(it.candidates.iter().map(|it| format!("  perhaps {it}")));
    }
    lines.extend(generated.notes.iter().map(|it| format!("note: {it}")));
    if generated.policy.is_some() {
        let holds = match (proof.holds(), proof.nothing_else) {
            (true, _) => "every operation is allowed, nothing else is, and without any of the actions one fails",
            _ if !proof.is_complete => "none, because something is unresolved",
            (false, None) => "whether the policy allows anything else is not known",
            (false, Some(_)) => "failed",
        };
        lines.push(format!("proof: {holds}"));
    }
    lines
}
