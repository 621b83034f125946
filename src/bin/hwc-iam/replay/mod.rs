//! `hwc-iam replay`: what calls of the past would do with other policies.

mod html;
mod tally;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hwc_iam::replay::Judge;
use hwc_iam::report::Replayed;
use hwc_iam::{Cloud, Model};

use crate::failure::{Failure, Result};
use crate::{Outcome, output, source, traces, words};
pub(crate) use tally::Seen;
use tally::Tally;

/// Decide the calls of audit traces again: which would fail with new policies
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files or folders of CTS traces: JSON, JSON Lines, gzip; `-` is standard input
    #[arg(required = true)]
    traces: Vec<PathBuf>,
    /// New policy of the principals, in JSON or YAML; may be repeated
    #[arg(long, value_name = "FILE", required = true)]
    policy: Vec<PathBuf>,
    /// Current policy of the principals, instead of deriving access from the results of the calls; may be repeated
    #[arg(long, value_name = "FILE", conflicts_with = "scenario")]
    old: Vec<PathBuf>,
    /// Current access as a scenario, with all layers of policies; see `explain scenario`
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// Cloud
    #[arg(long, value_parser = words::cloud(), default_value = "hwc")]
    cloud: Cloud,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs; later versions only add fields
    Json,
    /// One page without scripts
    Html,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let new = source::of_files(&arguments.policy, &arguments.assume)?;
    let mut models = new.models;
    let old = match &arguments.scenario {
        Some(path) => Some(source::scenario(path, &arguments.assume, Some(arguments.cloud))?.set),
        None if arguments.old.is_empty() => None,
        None => {
            let old = source::of_files(&arguments.old, &arguments.assume)?;
            models.extend(old.models);
            Some(old.set)
        }
    };
    let model = one_model(&models)?;
    let judge = Judge::new(new.set, old);
    let make = || Tally::new(model, arguments.cloud);
    let (all, beside) = traces::each(&arguments.traces, make, |tally, trace, file| tally.take(&judge, trace, file))?;
    let document = Tally::merged(all).document(beside);
    match arguments.format {
        Format::Json => output::json(&document)?,
        Format::Text => output::lines(&text(&document))?,
        Format::Html => output::print(&html::page(&document))?,
    }
    let read = &document.read;
    Ok(match document.newly_denied {
        0 if document.unknown + read.unmapped > 0 || !read.not_read.is_empty() => Outcome::Unknown,
        0 => Outcome::Clean,
        _ => Outcome::Findings,
    })
}

/// The one model of policies.
fn one_model(models: &[Model]) -> Result<Model> {
    match models {
        [first, rest @ ..] if rest.iter().all(|it| it == first) => Ok(*first),
        _ => Err(Failure::new("the policies are of two models, whose action names differ")),
    }
}

fn text(document: &Replayed) -> Vec<String> {
    let mut lines = of_read(&document.read);
    lines.push(format!(
        "newly denied: {}, newly allowed: {}, unknown: {}, as before: {}",
        document.newly_denied, document.newly_allowed, document.unknown, document.same
    ));
    for it in &document.groups {
        let day = it.day.as_deref().unwrap_or("day unknown");
        lines.push(format!(
            "{}: {} {} {}: {}",
            it.outcome.replace('_', " "),
            day,
            it.principal,
            it.call,
            times(it.count)
        ));
        lines.push(format!("  needs {}", it.actions.join(", ")));
        if !it.missing.is_empty() {
            lines.push(format!("  find out: {}", it.missing.join(", ")));
        }
        let id = it.trace_id.as_ref().map(|it| format!(", trace {it}")).unwrap_or_default();
        lines.push(format!("  first in {}{id}", it.file));
    }
    if document.in_no_group > 0 {
        lines.push(format!("{} calls more, in groups that are not shown", document.in_no_group));
    }
    lines
}

fn times(count: u64) -> String {
    if count == 1 { String::from("once") } else { format!("{count} times") }
}

/// What there is to say of what was read.
pub(crate) fn of_read(read: &hwc_iam::report::TracesRead) -> Vec<String> {
    let period = match (&read.first_day, &read.last_day) {
        (Some(first), Some(last)) => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    let mapped = read.mapped_by_api + read.mapped_by_name + read.mapped_by_denial;
    let mut lines = vec![format!(
        "{} traces{period}: {mapped} mapped ({} by method and path, {} by the name of an operation, {} by a denial), {} not",
        read.traces, read.mapped_by_api, read.mapped_by_name, read.mapped_by_denial, read.unmapped
    )];
    for it in read.unmapped_kinds.iter().take(SHOWN) {
        lines.push(format!(
            "  not mapped: {} of {}, {}: {}",
            it.trace_name,
            it.service,
            it.resource_type,
            times(it.count)
        ));
    }
    if read.unmapped_kinds.len() > SHOWN {
        lines.push(format!("  and {} kinds more, which `--format json` lists", read.unmapped_kinds.len() - SHOWN));
    }
    if read.not_traces > 0 {
        lines.push(format!("{} objects are not traces", read.not_traces));
    }
    lines.extend(read.not_read.iter().map(|it| format!("not read: {}: {}", it.file, it.why)));
    lines
}

/// How many kinds of traces are shown that were not mapped.
const SHOWN: usize = 20;
