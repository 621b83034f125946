//! `hwc-iam unused`: which actions of a policy were never used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use hwc_iam::replay::{self as of_traces, Trace, services_of, unused};
use hwc_iam::report::{UnusedActions, UsedAction};
use hwc_iam::{Cloud, Model, Policy, PolicyKind};

use crate::failure::Result;
use crate::replay::Seen;
use crate::{Outcome, Output, input, output, replay, source, traces, words};

/// List the actions of a policy that audit traces never show, and print the smaller policy
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files or folders of CTS traces: JSON, JSON Lines, gzip; `-` is standard input
    #[arg(required = true)]
    traces: Vec<PathBuf>,
    /// Policy of the principal, in JSON or YAML
    #[arg(long, value_name = "FILE", required_unless_present = "role", conflicts_with = "role")]
    policy: Option<PathBuf>,
    /// Name or code of a system-defined role or policy whose document is in the catalogue
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    /// Whose calls count: the name, the id or the URN of a user or an agency, or `ACCOUNT/NAME`; by default everybody's
    #[arg(long, value_name = "NAME")]
    principal: Option<String>,
    /// Also report unused read actions, because these traces record every read
    #[arg(long)]
    reads_are_logged: bool,
    /// Cloud
    #[arg(long, value_parser = words::cloud(), default_value = "hwc")]
    cloud: Cloud,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

/// What was used.
struct Used {
    seen: Seen,
    actions: BTreeMap<String, u64>,
    needed: BTreeSet<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let policy = policy(arguments)?;
    let model = policy.version().model();
    let make = || Used::new(model, arguments.cloud);
    let principal = arguments.principal.as_deref();
    let (all, beside) = traces::each(&arguments.traces, make, |used, trace, _| used.take(trace, principal))?;
    let mut used = Used::new(model, arguments.cloud);
    all.into_iter().for_each(|it| used.merge(it));
    let read = used.seen.document(beside);
    let mut seen = of_traces::Seen::default();
    seen.used = used.actions.keys().cloned().collect();
    seen.needed = used.needed;
    let services = read.unmapped_kinds.iter().flat_map(|it| services_of(&it.service));
    seen.unmapped = services.map(|it| it.code().to_ascii_lowercase()).collect();
    seen.has_reading = arguments.reads_are_logged;
    let found = unused(&policy, arguments.cloud, &seen);
    let mut document = UnusedActions::of(&found);
    (document.read, document.principal) = (read, arguments.principal.clone());
    document.used = used.actions.into_iter().map(used_action).collect();
    match arguments.format {
        Output::Json => output::json(&document)?,
        Output::Text => {
            if let Some(policy) = &found.policy {
                output::print(&(output::json_text(&policy.to_json_pretty()) + "\n"))?;
            }
            output::beside(&said(&document));
        }
    }
    // Without traces nothing is said of the policy.
    Ok(match (document.read.traces, document.unused.is_empty()) {
        (0, _) => Outcome::Unknown,
        (_, true) => Outcome::Clean,
        (_, false) => Outcome::Findings,
    })
}

fn policy(arguments: &Arguments) -> Result<Policy> {
    let Some(path) = &arguments.policy else {
        return source::role(arguments.role.as_deref().unwrap_or_default(), arguments.cloud);
    };
    let text = input::read(path)?;
    source::policy(path, &source::of(path, &text)?, Some(PolicyKind::Identity))
}

fn said(document: &UnusedActions) -> Vec<String> {
    let mut lines = replay::of_read(&document.read);
    lines.extend(document.unused.iter().map(|it| format!("never used: {it}")));
    lines.extend(document.kept.iter().map(|it| format!("kept: {}: {}", it.action, it.because)));
    lines
}

fn used_action((action, count): (String, u64)) -> UsedAction {
    let mut it = UsedAction::default();
    (it.action, it.count) = (action, count);
    it
}

impl Used {
    fn new(model: Model, cloud: Cloud) -> Self {
        Self { seen: Seen::new(model, cloud), actions: BTreeMap::new(), needed: BTreeSet::new() }
    }

    fn take(&mut self, trace: &Trace<'_>, principal: Option<&str>) {
        if !principal.is_none_or(|it| self.seen.user(trace).1.is_called(it)) {
            return;
        }
        let mapped = self.seen.take(trace);
        // A call that was denied is no use.
        let Some(mapped) = mapped.filter(|_| trace.was_denied() != Some(true)) else { return };
        for action in &mapped.actions {
            match self.actions.get_mut(action) {
                Some(count) => *count += 1,
                None => drop(self.actions.insert(action.clone(), 1)),
            }
        }
        for (action, _) in &mapped.conditional {
            if !self.needed.contains(action) {
                self.needed.insert(action.clone());
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        self.needed.extend(other.needed);
        for (action, count) in other.actions {
            *self.actions.entry(action).or_default() += count;
        }
    }
}
