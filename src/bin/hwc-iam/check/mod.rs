//! `hwc-iam check`: the linter over files and folders.

mod baseline;
mod checked;
mod config;
mod edited;
mod edits;
mod file;
mod fix;
mod format;
mod in_order;
mod literal;
mod live;
mod modules;
mod patch;
mod subject;
mod suppress;
mod walk;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hwc_iam::PolicyKind;
use hwc_iam::lint::{Level, Profile};
use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::{Failure, Result};
use crate::{Outcome, input, name, output, words, write};
use baseline::Baseline;
use checked::Checked;
use config::Config;
pub(crate) use edited::{Open, Texts};
pub(crate) use edits::Edits;
use file::Fix;
use format::Report;
use in_order::Piece;
pub(crate) use live::{Live, Seen};
use modules::Modules;
use walk::{Target, Walk};

/// Find mistakes, risks and redundancy in policies
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files or folders with policies: JSON, JSON Lines, YAML, Terraform, its plans or stacks in `.zip`; `-` is standard input. In a
    /// folder, files that `.gitignore` names and hidden ones are skipped, and links are not followed
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Policy kind; detected if omitted
    #[arg(long, value_parser = words::one_of(PolicyKind::ALL, PolicyKind::name))]
    kind: Option<PolicyKind>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Skip named files that hold no policy
    #[arg(long)]
    only_policies: bool,
    /// Limits and names to check against
    #[arg(long, value_parser = words::one_of(Profile::ALL, Profile::name))]
    profile: Option<Profile>,
    /// Turn this rule off; `all` means every rule
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Report what this rule finds
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// Report what this rule finds, and exit with 1
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// Configuration file; by default the nearest `hwc-iam.toml` in this folder or above it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Do not report the findings that this file lists
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to this file and exit with 0
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix"])]
    write_baseline: Option<PathBuf>,
    /// Apply fixes that are proved not to add access
    #[arg(long)]
    fix: bool,
    /// With `--fix`: write nothing; print the changes as a unified diff
    #[arg(long, requires = "fix", conflicts_with = "format")]
    dry_run: bool,
    /// Values of the variables of Terraform modules; a later file counts more
    #[arg(long, value_name = "FILE")]
    var_file: Vec<PathBuf>,
    /// Exit with 1 if there is no policy, or if any part of a policy was not checked
    #[arg(long)]
    fail_on_unchecked: bool,
}

/// How the findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs; later versions only add fields
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// What fixes would change
    #[value(skip)]
    Diff,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    if arguments.fix && !arguments.dry_run && arguments.paths.iter().any(|it| name::is_standard(it)) {
        return Err(Failure::new(
            "`--fix` changes files, and `-` is not a file; `--fix --dry-run` prints what would change",
        ));
    }
    let mut config = Config::find(arguments.config.as_deref())?;
    for (names, level) in
        [(&arguments.allow, Level::Allow), (&arguments.warn, Level::Warn), (&arguments.deny, Level::Deny)]
    {
        names.iter().try_for_each(|it| config.override_level(it, level))?;
    }
    config.profile = arguments.profile.unwrap_or(config.profile);
    config.kind = arguments.kind.or(config.kind);
    let known = match arguments.baseline.as_deref().or(config.baseline.as_deref()) {
        Some(path) if arguments.write_baseline.is_none() => Baseline::read(path)?,
        _ => Baseline::default(),
    };
    let fix = arguments.fix.then_some(if arguments.dry_run { Fix::Show } else { Fix::Write });
    let format = if arguments.dry_run { Format::Diff } else { arguments.format };
    let Walk { mut targets, unreadable, mut left_out, passed_over, archives } =
        walk::targets(&arguments.paths, arguments.only_policies);
    if fix.is_some() {
        let warn = |it: &PathBuf| output::warning(format!("{}: `--fix` leaves archives as they are", name::of(it)));
        archives.keys().for_each(warn);
    }
    let variable_files = input::module_options(&arguments.var_file)?.variable_files;
    let renders = format == Format::Text;
    let mut job = Job { config, known, fix, renders, variable_files, ..Job::default() };
    job.mend_modules(&targets);
    job.modules = Modules::read(&job, &targets, archives);
    targets.retain(|it| it.is_argument || !job.modules.is_template(&it.path));
    targets.extend(job.modules.other_files(&targets));
    let in_modules = job.modules.left_out().iter().filter(|it| !left_out.iter().any(|(path, _)| path == it.0));
    let in_modules: Vec<_> = in_modules.map(|(path, why)| (path.clone(), why.clone())).collect();
    left_out.extend(in_modules);
    let mut report = Report::new(format, fix.is_some())?;
    let mut listed = Baseline::default();
    let mut of_config = Vec::new();
    let mut outcome = if unreadable.is_empty() { Outcome::Clean } else { Outcome::Unreadable };
    unreadable.into_iter().try_for_each(|it| report.unreadable(it))?;
    for it in left_out.into_iter().map(|(path, why)| Checked::left_out(path, &why)) {
        if arguments.write_baseline.is_none() { report.add(it)? } else { report.count(it)? }
    }
    job.run(&targets, |mut checked| {
        of_config.append(&mut checked.in_config);
        if let Some(path) = &arguments.write_baseline {
            listed.add(path, &checked);
        }
        outcome = outcome.max(checked.outcome());
        if arguments.write_baseline.is_none() { report.add(checked) } else { report.count(checked) }
    })?;
    for (path, why) in passed_over {
        report.add(Checked { path, passed_over: Some(why), ..Checked::default() })?;
    }
    of_config.extend(suppress::of_missing_files(&job.config, renders));
    // A file may be named twice.
    of_config.sort_by_key(|it| it.finding.start.offset);
    of_config.dedup_by_key(|it| it.finding.start.offset);
    if let Some((path, _)) = job.config.source.clone().filter(|_| !of_config.is_empty()) {
        let checked = Checked { path, findings: of_config, ..Checked::default() };
        outcome = outcome.max(checked.outcome());
        if arguments.write_baseline.is_none() { report.add(checked)? } else { report.count(checked)? }
    }
    if let Some(path) = &arguments.write_baseline {
        write::atomically(path, &listed.to_text()?)?;
        outcome = if outcome == Outcome::Unreadable { outcome } else { Outcome::Clean };
    }
    let is_incomplete = report.finish(arguments.write_baseline.is_some())?;
    Ok(if is_incomplete && arguments.fail_on_unchecked { outcome.max(Outcome::Findings) } else { outcome })
}

/// What is the same for every file.
#[derive(Default)]
struct Job {
    config: Config,
    known: Baseline,
    fix: Option<Fix>,
    /// Whether findings are to be shown in their source.
    renders: bool,
    /// Files with values of variables.
    variable_files: Vec<(String, String)>,
    modules: Modules,
    /// The files of modules that were fixed before those were read.
    mended: BTreeMap<PathBuf, Checked>,
    /// What is open in an editor.
    texts: Texts,
}

impl Job {
    /// Fixes the files of modules, before the modules are read.
    fn mend_modules(&mut self, targets: &[Target]) {
        if self.fix.is_some() {
            let files = targets.iter().filter(|it| it.tree.is_some() && it.text.is_none());
            let mended: Vec<Checked> = files.filter_map(|it| file::mended(self, targets, it)).collect();
            self.mended.extend(mended.into_iter().map(|it| (it.path.clone(), it)));
        }
    }

    /// Checks every file on all processors, and hands the results over in the files' order.
    fn run(&self, targets: &[Target], mut take: impl FnMut(Checked) -> Result<()>) -> Result<()> {
        let bar = bar(targets.len());
        let check = |at: usize, pass: &mut dyn FnMut(Checked)| match targets.get(at) {
            Some(target) => file::check(self, target, pass),
            None => Checked::default(),
        };
        in_order::each(targets.len(), check, |result| match result {
            Piece::Part(checked) => take(checked),
            Piece::End(checked) => {
                bar.inc(1);
                take(checked)
            }
        })?;
        bar.finish_and_clear();
        Ok(())
    }
}

/// Only for many files, and on anything but a terminal it draws nothing.
fn bar(files: usize) -> ProgressBar {
    if files < MANY {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files") {
        bar.set_style(style);
    }
    bar
}

/// Files from which on a person wants to see how far it is.
const MANY: usize = 200;
