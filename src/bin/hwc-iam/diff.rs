//! `hwc-iam diff`: what a change of policies allows and no longer allows.

use std::path::{Path, PathBuf};

use clap::Args;
use hwc_iam::access::{Access, Options, Verdict, blast_radius, compare};
use hwc_iam::eval::PolicySet;
use hwc_iam::report::{Comparison, ContextValue, Responsible};
use hwc_iam::{Effect, Policy, PolicyKind, report};

use crate::{Outcome, Output, input, output, source};

/// Compare what two policies allow, exactly: equal, narrower, broader, incomparable or unknown
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A policy in JSON, or a scenario with several policies and SCPs in JSON or YAML, or `-`
    old: PathBuf,
    /// The same after the change
    new: PathBuf,
    /// Exit with 1 if the new one allows anything that the old one does not, and with 4 if that is not known
    #[arg(long)]
    fail_on_new_access: bool,
    /// Answer an open question: `NAME=yes`, `no` or `unknown`
    #[arg(long, value_name = "NAME=SETTING")]
    assume: Vec<String>,
    /// How many steps the comparison may take before the answer is unknown
    #[arg(long, value_name = "NUMBER")]
    steps: Option<u64>,
    /// How to print what was found
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    if [&arguments.old, &arguments.new].into_iter().all(|it| input::is_standard(it)) {
        return Err("only one of the two can be `-`".into());
    }
    let mut options = Options::default();
    options.steps = arguments.steps.unwrap_or(options.steps);
    for text in &arguments.assume {
        let (assumption, setting) = source::setting(text)?;
        options.assumptions = options.assumptions.with(assumption, setting);
    }
    let (old, new) = (Granted::read(&arguments.old, arguments)?, Granted::read(&arguments.new, arguments)?);
    let fail = |path: &Path, why: String| format!("{}: {why}", input::name(path));
    if old.resource() != new.resource() {
        let (one, other) = (input::name(&arguments.old), input::name(&arguments.new));
        let help = "compare two of one kind, or give both as scenarios; see `hwc-iam explain scenario`";
        return Err(format!(
            "{one} is {}, and {other} is {}: what they allow is not the same question\nhelp: {help}",
            old.title(),
            new.title()
        ));
    }
    let resource = old.resource();
    let old = old.access().map_err(|it| fail(&arguments.old, it))?;
    let new = new.access().map_err(|it| fail(&arguments.new, it))?;
    let mut radius = blast_radius(&old, &new, &options);
    if let (Some(radius), Some(service)) = (&mut radius, resource.and_then(service_of)) {
        // Of other services it says nothing.
        let is_its = |it: &&str| it.split_once(':').is_some_and(|(code, _)| code == service);
        [&mut radius.gained, &mut radius.lost, &mut radius.unknown].into_iter().for_each(|it| it.retain(is_its));
    }
    let found = report::comparison(&compare(&old, &new, &options), radius.as_ref());
    match arguments.format {
        Output::Json => output::json(&found)?,
        Output::Text => output::lines(&to_text(&found))?,
    }
    Ok(match (arguments.fail_on_new_access, found.new_access) {
        (true, Some(true)) => Outcome::Findings,
        (true, Some(false)) => Outcome::Clean,
        (false, Some(_)) if found.lost_access.is_some() => Outcome::Clean,
        _ => Outcome::Unknown,
    })
}

/// The service whose actions the policy of such a resource is about.
const fn service_of(kind: PolicyKind) -> Option<&'static str> {
    match kind {
        PolicyKind::Bucket => Some("obs"),
        PolicyKind::Trust => Some("sts"),
        _ => None,
    }
}

/// What a file grants.
enum Granted {
    Policy(Policy, PolicyKind),
    Set(Box<PolicySet>),
}

impl Granted {
    fn read(path: &Path, arguments: &Arguments) -> Result<Self, String> {
        let text = input::read(path)?;
        let input = source::of(path, &text)?;
        if input.is_policy() {
            return source::policy(path, &input, None).map(|it| Self::Policy(it, input.kind()));
        }
        source::scenario_of(path, &input, &arguments.assume, None).map(|it| Self::Set(Box::new(it.set)))
    }

    /// The resource whose policy it is; a principal's policies have none.
    fn resource(&self) -> Option<PolicyKind> {
        match self {
            Self::Policy(_, kind @ (PolicyKind::Bucket | PolicyKind::Trust | PolicyKind::Endpoint)) => Some(*kind),
            _ => None,
        }
    }

    /// What it is, with its article.
    fn title(&self) -> String {
        match self {
            Self::Policy(_, PolicyKind::Identity) => String::from("an identity policy"),
            Self::Policy(_, kind) => format!("a {kind} policy"),
            Self::Set(_) => String::from("a scenario"),
        }
    }

    fn access(&self) -> Result<Access<'_>, String> {
        match self {
            Self::Policy(it, _) => Ok(Access::of(it)),
            Self::Set(it) => Access::of_set(it).map_err(|it| it.to_string()),
        }
    }
}

fn to_text(found: &Comparison) -> Vec<String> {
    let meaning = match found.verdict {
        Verdict::Equal => "both allow the same requests",
        Verdict::Narrower => "the new one allows fewer requests",
        Verdict::Broader => "the new one allows more requests",
        Verdict::Incomparable => "the new one allows some more requests and some fewer",
        Verdict::Unknown => "there is no certain answer to both directions",
    };
    let mut lines = vec![format!("{}: {meaning}", found.verdict.name())];
    for (title, witness) in
        [("allowed by the new one only", &found.witness), ("allowed by the old one only", &found.lost)]
    {
        let Some(it) = witness else { continue };
        let unknown = if it.known_action { "" } else { " (a name that the catalogue does not know)" };
        lines.push(format!("{title}:"));
        lines.push(format!("  action    {}{unknown}", it.action));
        lines.extend(it.resource.as_ref().map(|it| format!("  resource  {it}")));
        for (key, value) in &it.context {
            let value = match value {
                ContextValue::One(it) => format!("`{it}`"),
                ContextValue::Many(all) => format!("[{}]", all.join(", ")),
            };
            lines.push(format!("  context   {key} = {value}"));
        }
        lines.extend(it.statements.iter().map(|it| format!("  because   {}", statement_text(it))));
    }
    match (found.new_access, found.lost_access) {
        (Some(false), None) => lines.push("the new one allows nothing that the old one does not".into()),
        (None, Some(false)) => lines.push("the old one allows nothing that the new one does not".into()),
        _ => {}
    }
    lines.extend(found.unknown.iter().map(|it| format!("unknown: {}: {}", it.what, it.because)));
    if let Some(radius) = &found.blast_radius {
        for (title, names) in [("gained", &radius.gained), ("lost", &radius.lost), ("undecided", &radius.unknown)] {
            lines.extend(
                names.iter().map(|(level, all)| {
                    format!("{title} in the catalogue, {level} ({}): {}", all.len(), shortened(all))
                }),
            );
        }
    }
    lines
}

/// The first names; the JSON has all of them.
fn shortened(names: &[String]) -> String {
    const MOST: usize = 8;
    let first = names.get(..MOST).unwrap_or(names).join(", ");
    if names.len() > MOST { format!("{first}, …") } else { first }
}

fn statement_text(it: &Responsible) -> String {
    let verb = if it.effect == Effect::Allow { "allows" } else { "denies" };
    let level = it.level.map(|it| format!(" of level {it}")).unwrap_or_default();
    let sid = it.sid.as_ref().map(|it| format!(" `{it}`")).unwrap_or_default();
    let (side, layer) = (it.side, it.layer);
    format!("statement {}{sid} of {layer} policy {}{level} of the {side} one {verb} it", it.statement, it.policy)
}
