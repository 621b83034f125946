//! `hwc-iam migrate`: from the role/policy model to identity policies.

use std::path::PathBuf;

use clap::Args;
use hwc_iam::access::Verdict;
use hwc_iam::migrate::Options;
use hwc_iam::report::{Migrated, MigratedStatement};
use hwc_iam::{Cloud, Policy, PolicyKind, report};

use crate::failure::{Failure, Result};
use crate::{Outcome, Output, input, name, output, source, words};

/// Convert a policy of version 1.1 or a role of version 1.0 to an identity policy
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Policy in JSON, or `-`
    #[arg(required_unless_present = "role", conflicts_with = "role")]
    file: Option<PathBuf>,
    /// Name or code of a system-defined role or policy whose document is in the catalogue
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    /// Cloud of the role
    #[arg(long, value_parser = words::cloud(), default_value = "hwc")]
    cloud: Cloud,
    /// Where the old policy cannot be expressed exactly, allow more rather than less
    #[arg(long)]
    allow_broader: bool,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let options = if arguments.allow_broader { Options::broader() } else { Options::default() };
    let (name, old) = read(arguments)?;
    let document = report::migration(&old, options).map_err(|it| Failure::at(&name, it))?;
    match arguments.format {
        Output::Json => output::json(&document)?,
        Output::Text => {
            if let Some(policy) = &document.policy {
                let policy = Policy::from_json(&policy.to_string())?;
                output::print(&format!("{}\n", output::json_text(&policy.to_json_pretty())))?;
            }
            output::beside(&words(&document));
        }
    }
    Ok(outcome(&document))
}

fn read(arguments: &Arguments) -> Result<(String, Policy)> {
    if let Some(path) = &arguments.file {
        let text = input::read(path)?;
        let (name, input) = (name::of(path), source::of(path, &text)?);
        let (policy, kind) = (source::policy(path, &input, None)?, input.kind());
        if !matches!(kind, PolicyKind::Identity | PolicyKind::Role | PolicyKind::Scp) {
            return Err(Failure::at(
                name,
                format!("a {kind} policy has no other model; roles and policies of version `1.1` do"),
            ));
        }
        return Ok((name, policy));
    }
    let Some(name) = &arguments.role else { return Err(Failure::new("name a file or a role")) };
    Ok((format!("role `{name}`"), source::role(name, arguments.cloud)?))
}

fn outcome(migrated: &Migrated) -> Outcome {
    let is_found = |it: &MigratedStatement| it.new_access == Some(true) || it.lost_access == Some(true);
    if !migrated.unmapped.is_empty() || !migrated.problems.is_empty() || migrated.statements.iter().any(is_found) {
        return Outcome::Findings;
    }
    let is_open = |it: &MigratedStatement| it.relation == Verdict::Unknown;
    if migrated.statements.iter().any(is_open) { Outcome::Unknown } else { Outcome::Clean }
}

/// What there is to say of the policy, which stands alone on the standard output.
fn words(migrated: &Migrated) -> Vec<String> {
    let mut lines = Vec::new();
    for it in &migrated.statements {
        lines.push(format!("statement {}: {}", it.index, it.relation.name()));
        if let Some(witness) = &it.witness {
            let resource = witness.resource.as_deref().map(|it| format!(" on `{it}`")).unwrap_or_default();
            lines.push(format!("  for example `{}`{resource}", witness.action));
        }
        lines.extend(it.notes.iter().map(|it| format!("  {it}")));
    }
    for it in &migrated.unmapped {
        let place = it.statement.map_or_else(String::new, |it| format!("statement {it}: "));
        lines.push(format!("unmapped: {place}{}: {}; {}", it.what, it.because, it.instead));
        lines.extend(it.actions.iter().filter(|name| **name != it.what).take(SHOWN).map(|it| format!("  {it}")));
        if it.actions.len() > SHOWN {
            lines.push(format!("  and {} more, all of them with `--format json`", it.actions.len() - SHOWN));
        }
    }
    lines.extend(migrated.notes.iter().map(|it| format!("note: {it}")));
    lines.extend(migrated.problems.iter().map(|it| format!("problem: {it}")));
    lines
}

/// How many actions of one pattern people want to read.
const SHOWN: usize = 10;
