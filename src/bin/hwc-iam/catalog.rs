//! `hwc-iam catalog diff`: what two catalogues differ in.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use hwc_iam::Policy;
use hwc_iam_data::Catalog;
use hwc_iam_import::{Change, Step, Usage, catalog_changes, changelog, step};
use serde_json::json;

use crate::affected::{Affected, affected};
use crate::failure::{Failure, Result};
use crate::input::{self, Below};
use crate::{Outcome, Output, output, write};

/// Compare catalogues, and count what they hold
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List what was added, removed, renamed and changed, and whether code that uses it still compiles
    Diff {
        /// Folder of the old catalogue
        old: PathBuf,
        /// Folder of the new catalogue
        new: PathBuf,
        /// Folder of policies in JSON: also list what the changes mean for them
        #[arg(long)]
        policies: Option<PathBuf>,
        /// Output format
        #[arg(long, value_enum, default_value = "text")]
        format: Output,
    },
    /// Count the facts of the catalogue by service, and how much of what a program calls it covers
    Coverage {
        /// Table of the APIs that a program calls, with the columns `service method path name`
        #[arg(long)]
        usage: Option<PathBuf>,
        /// Folder of the catalogue
        #[arg(long, default_value = "data")]
        catalog: PathBuf,
    },
    /// Write the table of the APIs that Terraform's provider calls, from its folder `docs/api`
    Usage {
        /// Folder with the provider's files
        folder: PathBuf,
        /// Table to write
        #[arg(long, default_value = "data/usage/terraform-provider-huaweicloud.tsv")]
        out: PathBuf,
        /// Write nothing; exit with 1 if the table would change
        #[arg(long)]
        check: bool,
    },
}

pub(crate) fn run(command: &Command) -> Result<Outcome> {
    let (old, new, policies, format) = match command {
        Command::Diff { old, new, policies, format } => (old, new, policies, format),
        Command::Coverage { usage, catalog } => return coverage(catalog, usage.as_deref()),
        Command::Usage { folder, out, check } => return usage_table(folder, out, *check),
    };
    let all = catalog_changes(&read(old)?, &read(new)?);
    let (mut affected, mut unreadable) = (Vec::new(), Vec::new());
    for file in policies.iter().map(|it| files(it)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        let text = input::read_found(&file)?;
        match Policy::from_json(&text) {
            Ok(policy) => affected.extend(self::affected(&policy, &all).into_iter().map(|it| (file.clone(), it))),
            Err(error) => unreadable.push((file, error.to_string())),
        }
    }
    match format {
        Output::Json => {
            let policies: Vec<_> = affected.iter().map(|(file, it)| of_file(file, it)).collect();
            let unread: Vec<_> = unreadable
                .iter()
                .map(|(file, why)| json!({ "file": file.display().to_string(), "why": why }))
                .collect();
            output::json(&json!({
                "changes": all,
                "step": step(&all),
                "changelog": changelog(&all),
                "policies": policies,
                "unread": unread,
            }))?;
        }
        Output::Text => output::lines(&text(&all, &affected, &unreadable))?,
    }
    Ok(if all.is_empty() && unreadable.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn coverage(folder: &Path, usage: Option<&Path>) -> Result<Outcome> {
    let catalog = read(folder)?;
    let mut lines = vec![String::from("service: actions of identity policies, of the role/policy model")];
    let mut total = [0; 2];
    for it in &catalog.services {
        let counts = [it.actions.len(), it.role_actions.len()];
        total.iter_mut().zip(counts).for_each(|(sum, it)| *sum += it);
        lines.push(format!("{}: {}, {}", it.service, counts[0], counts[1]));
    }
    lines.push(format!("{} services: {}, {}", catalog.services.len(), total[0], total[1]));
    let sdk = folder.join("usage/huaweicloud-sdk-v3.tsv");
    if sdk.is_file() {
        let known = read_usage(&sdk)?.known(&catalog.services);
        let sum = |at: usize| known.values().map(|it| it.get(at).copied().unwrap_or_default()).sum::<usize>();
        let (all, known) = (sum(0), sum(1));
        let none = all - known;
        lines.push(format!("APIs of the vendor's SDK: {all}, of which no page that was read explains {none}"));
    }
    if let Some(path) = usage {
        let usage = read_usage(path)?;
        lines.push(String::from(
            "\ncalled service: APIs, of which it is known what they need, of these by their pages nothing",
        ));
        let mut total = [0; 3];
        for (tag, counts) in usage.known(&catalog.services) {
            total.iter_mut().zip(counts).for_each(|(sum, it)| *sum += it);
            lines.push(format!("{tag}: {}, {}, {}", counts[0], counts[1], counts[2]));
        }
        lines.push(format!("all: {}, {}, {}", total[0], total[1], total[2]));
    }
    output::print(&(lines.join("\n") + "\n"))?;
    Ok(Outcome::Clean)
}

/// Makes the table again; says how many of its rows are new, and how many have gone.
fn usage_table(folder: &Path, out: &Path, check: bool) -> Result<Outcome> {
    let Below { files, unreadable, .. } =
        input::files(folder, |it| it.extension().is_some_and(|it| it == "yaml" || it == "yml"));
    if files.is_empty() || !unreadable.is_empty() {
        let why = if files.is_empty() { "there is no yaml in this folder".into() } else { unreadable.join("\n") };
        return Err(Failure::of(folder, why));
    }
    let texts = files.iter().map(|it| input::read_found(it)).collect::<Result<Vec<_>, _>>()?;
    let name = |it: &Path| it.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = files.iter().map(|it| name(it)).collect();
    let all = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str()));
    let (table, problems) = hwc_iam_import::provider_table(all);
    output::beside(&problems);
    let before = if out.exists() { input::read(out)? } else { String::new() };
    let rows = |text: &str| text.lines().skip(1).map(String::from).collect::<std::collections::BTreeSet<_>>();
    let (old, new) = (rows(&before), rows(&table));
    output::lines(&[format!(
        "{} rows of {} files: {} are new, {} have gone",
        new.len(),
        files.len(),
        new.difference(&old).count(),
        old.difference(&new).count()
    )])?;
    if !check && before != table {
        write::atomically(out, &table)?;
    }
    Ok(if problems.is_empty() && !(check && before != table) { Outcome::Clean } else { Outcome::Findings })
}

/// A table of what a program calls, with `services.tsv` beside it.
pub(crate) fn read_usage(path: &Path) -> Result<Usage> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|it| Failure::of(path, it));
    let services = path.with_file_name("services.tsv");
    let services = if services.is_file() { read(&services)? } else { String::new() };
    Usage::read(&read(path)?, &services).map_err(|it| Failure::of(path, it))
}

fn of_file(file: &Path, it: &Affected) -> serde_json::Value {
    json!({
        "file": file.display().to_string(),
        "statement": it.statement, "says": it.says, "kind": it.kind, "name": it.name, "how": it.how,
    })
}

pub(crate) fn read(folder: &Path) -> Result<Catalog> {
    hwc_iam_data::load_from(folder).map_err(|it| Failure::of(folder, it))
}

/// The files with the ending of JSON in a folder and those below it, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let Below { files, unreadable, .. } = input::files(folder, |it| it.extension().is_some_and(|it| it == "json"));
    if unreadable.is_empty() { Ok(files) } else { Err(Failure::new(unreadable.join("\n"))) }
}

fn text(all: &[Change], affected: &[(PathBuf, Affected)], unreadable: &[(PathBuf, String)]) -> Vec<String> {
    let mut lines = Vec::new();
    for it in all {
        let to = it.to.as_ref().map(|it| format!(" to `{it}`")).unwrap_or_default();
        let fields = if it.fields.is_empty() { String::new() } else { format!(": {}", it.fields.join(", ")) };
        let breaking = if it.breaking { " (breaking)" } else { "" };
        lines.push(format!("{} {} `{}`{to}{fields}{breaking}", it.kind, it.what, it.name));
    }
    let news = changelog(all);
    if !news.is_empty() {
        lines.extend([String::new(), String::from("for the changelog:")]);
        lines.extend(news);
    }
    if !affected.is_empty() {
        lines.extend([String::new(), String::from("policies:")]);
    }
    for (file, it) in affected {
        let place = format!("{}: statement {}: `{}`", file.display(), it.statement, it.says);
        lines.push(format!("{place}: {} `{}`: {}", it.kind, it.name, it.how));
    }
    lines.extend(unreadable.iter().map(|(file, why)| format!("{}: no policy that can be read: {why}", file.display())));
    if lines.len() > all.len() {
        lines.push(String::new());
    }
    lines.push(String::from(match step(all) {
        Step::Minor => "a minor step: names were added",
        Step::Patch => "a patch: the meaning of a name has changed, or a name was removed",
        Step::None => "no step: nothing has changed",
    }));
    lines
}
