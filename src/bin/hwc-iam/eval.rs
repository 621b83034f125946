//! `hwc-iam eval`: one request, or many of them.

use std::path::PathBuf;

use clap::Args;
use hwc_iam::eval::{Decision, Request};
use hwc_iam::report::{self, Missing};
use hwc_iam::{Action, ConditionKey, Effect, Model, RoleAction, suggest};

use crate::failure::{Failure, Result};
use crate::{Outcome, Output, batch, output, source, terraform};

/// Decide a request: allow, explicit deny, implicit deny or unknown, and why
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Scenario: policies and a request, in JSON or YAML, or `-`; see `explain scenario`. Or a folder of Terraform, with `--principal`
    #[arg(required_unless_present = "policy", conflicts_with = "policy")]
    scenario: Option<PathBuf>,
    /// Policy of the principal, in JSON or YAML, instead of a scenario; may be repeated
    #[arg(long, value_name = "FILE")]
    policy: Vec<PathBuf>,
    /// Action of the request
    #[arg(long, value_name = "NAME")]
    action: Option<String>,
    /// Resource of the request
    #[arg(long, value_name = "URN")]
    resource: Option<String>,
    /// Condition key of the request and its value; repeat a key to give it several values
    #[arg(long, value_name = "KEY=VALUE")]
    context: Vec<String>,
    /// Condition key whose value is unknown, or `resource`
    #[arg(long, value_name = "KEY")]
    unknown: Vec<String>,
    /// Principal of the request: the URN of a user or a session, or the name of a service; with a folder, the address of a user, group
    /// or agency in it
    #[arg(long, value_name = "URN|ADDRESS")]
    principal: Option<String>,
    /// With a folder: values of the variables of its modules; a later file counts more
    #[arg(long, value_name = "FILE")]
    var_file: Vec<PathBuf>,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// Decide the requests in this file, one JSON object per line, instead of the scenario's; prints one JSON object per line
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let (set, request) = match &arguments.scenario {
        Some(path) if path.is_dir() => {
            let principal = terraform::principal(path, arguments.principal.as_deref())?;
            let found = terraform::granted(path, principal, None, (&arguments.var_file, &arguments.assume))?;
            (found.set, asked(arguments)?)
        }
        Some(path) => {
            if arguments.asks() {
                let what =
                    "`--action` and what belongs to it are for `--policy` or a folder; a scenario has a `request`";
                return Err(Failure::new(what));
            }
            let scenario = source::scenario(path, &arguments.assume, None)?;
            let question = scenario.question().cloned();
            (scenario.set, question)
        }
        None => (source::of_files(&arguments.policy, &arguments.assume)?.set, asked(arguments)?),
    };
    if let Some(requests) = &arguments.batch {
        return batch::run(&set, requests);
    }
    let request = request.ok_or_else(|| match &arguments.scenario {
        Some(path) if !path.is_dir() => Failure::of(path, "there is no `request` with an `action`")
            .with_help(Some("add `\"request\": {\"action\": \"ims:images:list\"}`")),
        Some(_) => Failure::new("a folder of Terraform needs an `--action` or a `--batch`"),
        None => Failure::new("`--policy` needs an `--action` or a `--batch`"),
    })?;
    slip(request.action_name());
    for it in set.unnamed_keys(&request) {
        output::warning(format!("no page and no policy has the condition key `{it}`{}", near_key(it)));
    }
    let document = report::decision(&set.explain(&request));
    match arguments.format {
        Output::Json => output::json(&document)?,
        Output::Text => output::lines(&to_text(&document, request.action_name()))?,
    }
    Ok(document.decision.into())
}

impl Arguments {
    /// Whether anything is asked here.
    fn asks(&self) -> bool {
        self.action.is_some()
            || self.resource.is_some()
            || self.principal.is_some()
            || !self.context.is_empty()
            || !self.unknown.is_empty()
    }
}

fn asked(arguments: &Arguments) -> Result<Option<Request>> {
    let Some(action) = &arguments.action else { return Ok(None) };
    let mut request = Request::new(action);
    if let Some(it) = arguments.principal.as_ref().filter(|_| arguments.scenario.is_none()) {
        request = request.principal(it);
    }
    if let Some(it) = &arguments.resource {
        request = request.resource(it);
    }
    let mut context: Vec<(&str, Vec<&str>)> = Vec::new();
    for it in &arguments.context {
        let (key, value) = it.split_once('=').ok_or_else(|| Failure::new(format!("`{it}` is not `KEY=VALUE`")))?;
        match context.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(key)) {
            Some((_, values)) => values.push(value),
            None => context.push((key, vec![value])),
        }
    }
    for (key, values) in context {
        request = match values.as_slice() {
            [one] => request.key(key, one),
            _ => request.keys(key, values),
        };
    }
    for it in &arguments.unknown {
        request = if it == "resource" { request.unknown_resource() } else { request.unknown_key(it) };
    }
    Ok(Some(request))
}

/// Says that the action asked for is a misspelling, which nothing would tell from one that nobody allows.
fn slip(name: &str) {
    if Action::from_name(name).is_some() || RoleAction::from_name(name).is_some() {
        return;
    }
    let found = Model::ALL.iter().filter_map(|it| Missing::of(name, *it)).find(|it| it.is_certain);
    if let Some(found) = found {
        output::warning(&found.message);
    }
}

/// What may have been meant by a condition key, also by one without its service.
fn near_key(name: &str) -> String {
    let operation = name.strip_prefix("obs:").unwrap_or(name);
    let names = || ConditionKey::ALL.iter().map(|it| it.name());
    let global = format!("g:{operation}");
    let near = names().find(|it| it.eq_ignore_ascii_case(&global)).or_else(|| suggest::nearest(name, names()));
    near.map(|it| format!("; {}", suggest::did_you_mean(it))).unwrap_or_default()
}

fn to_text(it: &report::Decision, action: &str) -> Vec<String> {
    let mut lines = vec![format!("{}: {action}", it.decision)];
    if it.decision == Decision::Unknown {
        let possible: Vec<&str> = it.possible.iter().map(|it| it.name()).collect();
        lines.push(format!("  it can be: {}", possible.join(", ")));
        lines.extend(it.missing_keys.iter().map(|it| format!("  find out: {it}")));
        lines.extend(
            it.assumptions.iter().map(|it| format!("  open question: {} (--assume {it}=yes|no)", it.question())),
        );
        if it.too_many_cases {
            lines.push("  there are too many cases: fewer of these may be enough".into());
        }
    }
    lines.extend(it.matched.iter().map(|it| format!("  {} applies", statement_text(it))));
    for near in &it.nearly {
        let statement = statement_text(&near.statement);
        lines.push(match (near.failed.as_slice(), near.open.as_slice()) {
            ([], open) => format!("  {statement} may apply; undecided: {}", open.join("; ")),
            (failed, _) => format!("  {statement} does not apply: {}", failed.join("; ")),
        });
    }
    if it.decision == Decision::ImplicitDeny && !it.without_allow.is_empty() {
        lines.push(format!("  nothing allows it in: {}", it.without_allow.join(", ")));
    }
    lines
}

fn statement_text(it: &report::Statement) -> String {
    let effect = if it.effect == Effect::Allow { "allow" } else { "deny" };
    let sid = it.sid.as_ref().map(|it| format!(" `{it}`")).unwrap_or_default();
    format!("{effect} of {} `{}`, statement {}{sid}", it.layer.name(), it.policy, it.statement)
}
