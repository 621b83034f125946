//! `hwc-iam generate`: the smallest policy that lets calls through.

#[cfg(feature = "sdk")]
mod sdk;
mod terraform;
mod trust;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{ArgGroup, Args};
use hwc_iam::generate::{Generated, Generator, Proof};
use hwc_iam::report::NotRead;
use hwc_iam::usage::{Answers, Phase};
use hwc_iam::{Cloud, Model, report, scenario};
use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::{Outcome, Output, input, output, words};

/// Generate the smallest policy that allows operations
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("calls").required(true).multiple(true))]
pub(crate) struct Arguments {
    /// A call: a method and a path with placeholders or ids, or a full URL; or the name of an operation, such as
    /// `CopyImageInRegion` or `ims:CopyImageInRegion`
    #[arg(long, value_name = "METHOD /PATH", group = "calls")]
    operation: Vec<String>,
    /// File of traces or other logs of calls, as JSON Lines, or `-`
    #[arg(long, value_name = "FILE", group = "calls")]
    trace: Vec<PathBuf>,
    /// Message of a denied call
    #[arg(long, value_name = "MESSAGE", group = "calls")]
    denied: Vec<String>,
    /// Folder, file, plan or state of Terraform: what its resources and data sources call. In a folder, files that `.gitignore`
    /// names and hidden ones are skipped
    #[arg(long, value_name = "PATH", num_args = 1.., group = "calls", conflicts_with_all = ["operation", "trace", "denied"])]
    terraform: Vec<PathBuf>,
    #[cfg(feature = "sdk")]
    #[command(flatten)]
    code: sdk::Code,
    /// With `--terraform`: the command to allow
    #[arg(long, value_parser = words::one_of(Phase::ALL, Phase::name), default_value = "apply")]
    phase: Phase,
    /// With `--terraform`: values of variables; a later file counts more
    #[arg(long, value_name = "FILE")]
    var_file: Vec<PathBuf>,
    /// With `--terraform`: only resources with this configuration of the provider, such as `huaweicloud.eu`
    #[arg(long, value_name = "NAME", requires = "terraform")]
    provider: Option<String>,
    /// With `--terraform`: also print the trust policy of the agency, for this account's id or `service.CODE`
    #[arg(long, value_name = "PRINCIPAL", requires = "terraform")]
    assumed_by: Option<String>,
    /// Split policies with more characters than this; for identity policies, your account's quota `policy_size_quota`
    #[arg(long, value_name = "CHARACTERS")]
    policy_size: Option<usize>,
    /// Answer a question, or state whether a condition on a page applies
    #[arg(long, value_name = "FACT=true|false")]
    fact: Vec<String>,
    /// Model of the policy
    #[arg(long, value_parser = words::model(), default_value = "v5")]
    model: Model,
    /// Cloud
    #[arg(long, value_parser = words::cloud(), default_value = "hwc")]
    cloud: Cloud,
    /// Limit resources to this region where the host of a call names none
    #[arg(long)]
    region: Option<String>,
    /// Limit resources to this account
    #[arg(long)]
    account: Option<String>,
    /// Service to use where several have the same call
    #[arg(long)]
    service: Option<String>,
    /// Include actions that are required only under a documented condition
    #[arg(long)]
    with_conditional: bool,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let answers = answers(&arguments.fact)?;
    let generator = generator(arguments, &answers)?;
    let (generated, usage) = generate(arguments, &answers, generator)?;
    let proof = generated.proof();
    let is_open =
        |it: &report::Usage| !(it.questions.is_empty() && it.unread.is_empty() && it.unknown_resources.is_empty());
    let is_open = usage.as_ref().is_some_and(is_open);
    match arguments.format {
        Output::Json => {
            let mut document = report::generated(&generated, &proof);
            document.usage = usage;
            output::json(&document)?;
        }
        Output::Text => {
            output::print(&policies(&generated, usage.as_ref())?)?;
            output::beside(&words(&generated, &proof));
            output::beside(&usage.iter().flat_map(of_usage).collect::<Vec<_>>());
        }
    }
    // A proof of nothing is no proof, and whoever asks for a policy has none.
    let is_nothing = generated.given.is_empty() && generated.unresolved.is_empty();
    let is_left_out = generated.conditional.iter().any(|it| !it.is_included);
    Ok(match generated.unresolved.is_empty() {
        true if is_open => Outcome::Unknown,
        true if is_nothing => Outcome::Findings,
        true => Outcome::Clean,
        false if is_left_out => Outcome::Findings,
        false => Outcome::Unknown,
    })
}

/// The policy, and what there is to say of the files that it is for.
fn generate(
    arguments: &Arguments,
    answers: &Answers,
    generator: Generator,
) -> Result<(Generated, Option<report::Usage>)> {
    #[cfg(feature = "sdk")]
    if !arguments.code.is_empty() {
        let (generated, usage) = sdk::generate(&arguments.code, arguments.policy_size, answers, generator)?;
        return Ok((generated, Some(usage)));
    }
    if arguments.terraform.is_empty() {
        return Ok((calls(arguments, generator)?, None));
    }
    let trust = arguments.assumed_by.as_deref().map(|it| trust::policy(it, arguments.model)).transpose()?;
    let (generated, mut usage) = terraform::generate(arguments, answers, generator)?;
    usage.trust_policy = trust;
    Ok((generated, Some(usage)))
}

fn answers(facts: &[String]) -> Result<Answers> {
    let mut answers = Answers::default();
    for fact in facts {
        let (name, holds) = fact.rsplit_once('=').unwrap_or((fact, ""));
        let holds = holds
            .parse()
            .map_err(|_| Failure::at("--fact", format!("`{fact}` does not end with `=true` or `=false`")))?;
        answers.add(name, holds);
    }
    Ok(answers)
}

fn generator(arguments: &Arguments, answers: &Answers) -> Result<Generator> {
    let mut generator = Generator::new(arguments.model, arguments.cloud);
    if arguments.with_conditional {
        generator = generator.with_conditional();
    }
    for (words, applies) in answers.iter() {
        generator = generator.condition(words, applies);
    }
    let part = |name: &str, it: &str| scenario::urn_part(name, it).map_err(Failure::new);
    if let Some(region) = &arguments.region {
        part("--region", region)?;
        generator = generator.region(region);
    }
    if let Some(account) = &arguments.account {
        part("--account", account)?;
        generator = generator.account(account);
    }
    if let Some(service) = &arguments.service {
        generator = generator.service(service);
    }
    Ok(generator)
}

fn not_read(file: String, line: Option<usize>, why: &str) -> NotRead {
    let mut it = NotRead::default();
    (it.file, it.line, it.why) = (file, line, why.into());
    it
}

/// What calls, traces and messages need.
fn calls(arguments: &Arguments, mut generator: Generator) -> Result<Generated> {
    arguments.operation.iter().for_each(|it| generator.call(it));
    for path in &arguments.trace {
        generator.traces(&input::read(path)?);
    }
    arguments.denied.iter().for_each(|it| generator.denied(it));
    Ok(generator.generate())
}

/// The policy, alone on the standard output; two of them are one array.
fn policies(generated: &Generated, usage: Option<&report::Usage>) -> Result<String> {
    let several: Vec<_> = usage.into_iter().flat_map(|it| it.parts.iter().chain(&it.trust_policy)).collect();
    if several.len() > 1 {
        let text = serde_json::to_string_pretty(&several)?;
        return Ok(output::json_text(&text) + "\n");
    }
    let text = match (&generated.policy, &generated.global_policy) {
        (Some(one), Some(other)) => {
            let both: [Value; 2] = [serde_json::from_str(&one.to_string())?, serde_json::from_str(&other.to_string())?];
            serde_json::to_string_pretty(&both)?
        }
        (Some(one), None) | (None, Some(one)) => one.to_json_pretty(),
        (None, None) => return Ok(String::new()),
    };
    Ok(output::json_text(&text) + "\n")
}

/// What there is to say of it.
fn words(generated: &Generated, proof: &Proof) -> Vec<String> {
    let mut lines = Vec::new();
    if generated.given.is_empty() && generated.unresolved.is_empty() {
        lines.push(String::from("there is no policy: no call was found"));
    }
    if generated.policy.is_some() && generated.global_policy.is_some() {
        lines.push(String::from("two policies: the first of services by project, the second of global services"));
    }
    lines.extend(generated.reasons.iter().map(|it| format!("{}: {}", it.action, it.because)));
    for it in &generated.unresolved {
        lines.push(format!("unresolved: {}: {}", it.what, it.because));
        lines.extend(it.candidates.iter().map(|it| format!("  perhaps {it}")));
        lines.extend(it.elsewhere.iter().map(|(model, cloud)| format!("  perhaps `--model {model} --cloud {cloud}`")));
    }
    if let Some(it) = generated.conditional.iter().find(|it| !it.is_included) {
        let fact = format!("`--fact '{}=true'`", it.qualifier);
        lines.push(format!("note: {fact} includes what needs that, `--with-conditional` all that is conditional"));
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

/// What there is to say of the configuration of a provider.
fn of_provider(it: &report::UsedProvider) -> String {
    let place = it.line.map(|line| format!(" ({}:{line})", it.file)).unwrap_or_default();
    let things = if it.resources == 1 { "resource" } else { "resources" };
    if it.left_out {
        return format!(
            "note: the provider `{}`{place} is of another cloud; resources left out: {}",
            it.name, it.resources
        );
    }
    let stated = [
        ("region", &it.region),
        ("domain", &it.domain),
        ("account", &it.account_id),
        ("account", &it.account_name),
        ("agency", &it.agency),
    ];
    let mut said: Vec<String> =
        stated.iter().filter_map(|(what, it)| Some(format!("{what} `{}`", it.as_ref()?))).collect();
    if it.region.is_none() && it.unknown.is_empty() {
        said.push(String::from("it states no region"));
    }
    said.extend(it.unknown.iter().map(|it| format!("not known: {it}")));
    format!("provider: `{}`{place} of {} {things}: {}", it.name, it.resources, said.join(", "))
}

/// As whom a provider calls.
fn who_acts(it: &report::UsedProvider) -> [Option<&String>; 3] {
    [it.agency.as_ref(), it.account_id.as_ref(), it.account_name.as_ref()]
}

/// What there is to say of what was found in files.
fn of_usage(usage: &report::Usage) -> Vec<String> {
    let mut lines = Vec::new();
    if usage.parts.len() > 1 {
        lines.push(format!("{} policies, because one would be larger than the limits of its model", usage.parts.len()));
    }
    if usage.trust_policy.is_some() {
        lines.push(String::from("the last policy is the trust policy of the agency"));
    }
    for it in &usage.unread {
        let line = it.line.map(|it| format!(":{it}")).unwrap_or_default();
        lines.push(format!("not read: {}{line}: {}", it.file, it.why));
    }
    for it in &usage.unknown_resources {
        lines.push(format!("unknown: no table says which APIs `{}` calls", it.name));
    }
    for it in &usage.other_providers {
        let things = if it.count == 1 { "resource" } else { "resources" };
        lines.push(format!("note: {} {things} of the provider `{}` are not looked at", it.count, it.name));
    }
    lines.extend(usage.providers.iter().map(of_provider));
    let acts: BTreeSet<_> = usage.providers.iter().filter(|it| !it.left_out).map(who_acts).collect();
    if acts.len() > 1 {
        lines.push(String::from(
            "note: these providers act as several principals; `--provider NAME` generates what one of them needs",
        ));
    }
    for it in &usage.questions {
        lines.push(format!("question: {}", it.asks));
        lines.push(format!("  answer with `--fact '{}=true'` or `--fact '{}=false'`", it.fact, it.fact));
    }
    lines.push(match (usage.known * 100).checked_div(usage.apis) {
        Some(share) => format!(
            "complete: of {} APIs that are called, it is known of {} what they need ({share} %)",
            usage.apis, usage.known
        ),
        None => String::from("no call of an API was found"),
    });
    if usage.phase.as_deref() == Some("plan") {
        lines.push(String::from(
            "note: the provider does not say which API serves what: GET and HEAD count as reading, and what reads with POST is left to `--phase apply`",
        ));
    }
    lines
}
