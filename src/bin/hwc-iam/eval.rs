//! `hwc-iam eval`: one request, or many of them.

use std::path::PathBuf;

use clap::Args;
use hwc_iam::eval::{Decision, Explanation, Failed, NearMiss, StatementRef};
use hwc_iam::{Action, Effect, Model, RoleAction};
use serde_json::{Value, json};

use crate::{Outcome, Output, batch, missing, output, scenario};

/// Decide a request: allow, explicit deny, implicit deny or unknown, and why
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What is granted and what is asked, in JSON or YAML, or `-`
    scenario: PathBuf,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// Decide each of these requests, one JSON object a line, instead of the scenario's; prints one JSON object a line
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
    /// How to print the decision
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let scenario = scenario::read(&arguments.scenario, &arguments.assume)?;
    if let Some(requests) = &arguments.batch {
        return batch::run(&scenario.set, requests);
    }
    let name = crate::input::name(&arguments.scenario);
    let request = scenario.request.filter(|_| scenario.has_action);
    let request = request.ok_or_else(|| format!("{name}: there is no `request` with an `action`"))?;
    slip(request.action_name());
    let explanation = scenario.set.explain(&request);
    match arguments.format {
        Output::Json => output::json(&to_json(&explanation))?,
        Output::Text => output::lines(&to_text(&explanation, request.action_name()))?,
    }
    Ok(outcome(explanation.decision))
}

/// Says that the action asked for is a misspelling, which nothing would tell from one that nobody allows.
fn slip(name: &str) {
    if Action::from_name(name).is_some() || RoleAction::from_name(name).is_some() {
        return;
    }
    let found = Model::ALL.iter().filter_map(|it| missing::of(name, *it)).find(|it| it.is_certain);
    if let Some(found) = found {
        eprintln!("warning: {}", found.message);
    }
}

pub(crate) fn outcome(decision: Decision) -> Outcome {
    match decision {
        Decision::Allow => Outcome::Clean,
        Decision::ExplicitDeny | Decision::ImplicitDeny => Outcome::Findings,
        Decision::Unknown => Outcome::Unknown,
    }
}

pub(crate) fn to_json(it: &Explanation<'_>) -> Value {
    json!({
        "decision": it.decision.name(),
        "matched": it.matched.iter().map(statement_json).collect::<Vec<_>>(),
        "missing_keys": it.missing_keys,
        "assumptions": it.assumptions.iter().map(|it| it.name()).collect::<Vec<_>>(),
        "possible": it.possible.iter().map(|it| it.name()).collect::<Vec<_>>(),
        "without_allow": it.without_allow.iter().map(|it| layer_text(*it)).collect::<Vec<_>>(),
        "nearly": it.nearly.iter().map(near_json).collect::<Vec<_>>(),
    })
}

pub(crate) fn statement_json(it: &StatementRef<'_>) -> Value {
    let mut value = json!({
        "layer": it.layer.name(),
        "policy": it.policy,
        "statement": it.statement,
        "sid": it.sid,
        "effect": it.effect.name(),
    });
    if let (hwc_iam::eval::Layer::Scp(level), Some(members)) = (it.layer, value.as_object_mut()) {
        members.insert("level".into(), level.into());
    }
    value
}

fn near_json(it: &NearMiss<'_>) -> Value {
    let each = |all: &[Failed<'_>]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut value = statement_json(&it.statement);
    if let Some(members) = value.as_object_mut() {
        members.insert("failed".into(), each(&it.failed).into());
        members.insert("open".into(), each(&it.open).into());
    }
    value
}

fn layer_text(layer: hwc_iam::eval::Layer) -> String {
    match layer {
        hwc_iam::eval::Layer::Scp(at) | hwc_iam::eval::Layer::Session(at) => format!("{}[{at}]", layer.name()),
        _ => layer.name().to_owned(),
    }
}

fn to_text(it: &Explanation<'_>, action: &str) -> Vec<String> {
    let mut lines = vec![format!("{}: {action}", it.decision)];
    if it.decision == Decision::Unknown {
        let possible: Vec<&str> = it.possible.iter().map(|it| it.name()).collect();
        lines.push(format!("  it can be: {}", possible.join(", ")));
        lines.extend(it.missing_keys.iter().map(|it| format!("  find out: {it}")));
        lines.extend(
            it.assumptions.iter().map(|it| format!("  open question: {} (--assume {it}=yes|no)", it.question())),
        );
    }
    lines.extend(it.matched.iter().map(|it| format!("  {} applies", statement_text(it))));
    for near in &it.nearly {
        let statement = statement_text(&near.statement);
        let each = |all: &[Failed<'_>]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        lines.push(match (near.failed.as_slice(), near.open.as_slice()) {
            ([], open) => format!("  {statement} may apply: open is {}", each(open)),
            (failed, _) => format!("  {statement} does not apply: {}", each(failed)),
        });
    }
    let missing = it.without_allow.iter().map(|it| layer_text(*it)).collect::<Vec<_>>().join(", ");
    if it.decision == Decision::ImplicitDeny && !missing.is_empty() {
        lines.push(format!("  nothing allows it in: {missing}"));
    }
    lines
}

fn statement_text(it: &StatementRef<'_>) -> String {
    let effect = if it.effect == Effect::Allow { "allow" } else { "deny" };
    let sid = it.sid.map(|it| format!(" `{it}`")).unwrap_or_default();
    format!("{effect} of {} `{}`, statement {}{sid}", it.layer.name(), it.policy, it.statement)
}
