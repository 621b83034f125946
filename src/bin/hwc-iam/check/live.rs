//! Texts as editors have them, which may not be saved yet: what `check --only-policies` says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use hwc_iam::files::{Language, Module};
use hwc_iam::report::{Finding, Unchecked};
use hwc_iam::{PolicyKind, Position};

use super::baseline::Baseline;
use super::checked::Checked;
use super::config::Config;
use super::edited::{Open, Texts};
use super::edits::Edits;
use super::modules::Modules;
use super::subject::Subject;
use super::walk::Target;
use super::{Job, file, fix, suppress};
use crate::failure::Result;

/// What is found in one file.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) path: PathBuf,
    pub(crate) findings: Vec<Finding>,
    pub(crate) unchecked: Vec<Unchecked>,
    /// Why it cannot be read, and where that is if it is known.
    pub(crate) broken: Vec<(Option<Position>, String)>,
    /// What is wrong with what the configuration says of it.
    pub(crate) in_config: Vec<Finding>,
}

/// The texts of one folder with its configuration.
pub(crate) struct Live {
    job: Job,
}

impl Live {
    /// With the configuration that is nearest to a folder, in it or above.
    pub(crate) fn near(folder: &Path) -> Result<Self> {
        let config = Config::near(folder)?;
        let known = config.baseline.as_deref().map(Baseline::read).transpose()?.unwrap_or_default();
        Ok(Self { job: Job { config, known, ..Job::default() } })
    }

    /// The file with its configuration.
    pub(crate) fn config(&self) -> Option<(&Path, &str)> {
        self.job.config.source.as_ref().map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// What the policies of a file are meant to be, if anybody says so.
    pub(crate) fn kind(&self, path: &Path) -> Option<PolicyKind> {
        self.job.config.kind(path)
    }

    /// Checks some of the texts, and with them the files that hold parts of their policies.
    pub(crate) fn check(&mut self, texts: &Texts, files: &BTreeSet<PathBuf>) -> Vec<Seen> {
        let mut targets: Vec<Target> = files.iter().filter_map(|it| target(it, texts.get(it)?)).collect();
        self.job.texts.clone_from(texts);
        self.job.modules = Modules::read(&self.job, &targets, BTreeMap::new());
        let mut others = self.job.modules.other_files(&targets);
        for it in &mut others {
            it.text = texts.get(&it.path).map(|it| String::from(&*it.text));
        }
        targets.extend(others);
        let check = |it| {
            let mut parts = Vec::new();
            let rest = file::check(&self.job, it, &mut |part| parts.push(part));
            let mut seen = Seen::of(rest);
            let before = parts.into_iter().flat_map(|it| it.findings).map(|it| it.finding);
            seen.findings.splice(..0, before);
            seen
        };
        targets.iter().map(check).collect()
    }

    /// The fixes that touch a part of a text or are among those that are wanted, each proved as `--fix` proves it.
    pub(crate) fn fixes(&self, path: &Path, open: &Open, part: Range<usize>, wanted: &[Edits]) -> Vec<Edits> {
        self.with_subject(path, open, |subject| fix::near(subject, &open.text, part, wanted)).unwrap_or_default()
    }

    /// A text after `--fix`, if that changes it.
    pub(crate) fn fixed(&self, path: &Path, open: &Open) -> Option<String> {
        let fixed = self.with_subject(path, open, |subject| fix::all(subject, String::from(&*open.text)))?;
        (fixed.count > 0).then_some(fixed.text)
    }

    fn with_subject<T>(&self, path: &Path, open: &Open, run: impl FnOnce(&Subject<'_>) -> T) -> Option<T> {
        let target = target(path, open)?;
        let (config, language) = (&self.job.config, target.language?);
        let options = config.options(path);
        let allowed = suppress::allowed(config, path);
        let (kind, named) = (config.kind(path), target.named);
        Some(run(&Subject { path, language, kind, options: &options, named, allowed, may_share: &|_| false }))
    }
}

/// Nothing, if it is in no language that has policies.
fn target(path: &Path, open: &Open) -> Option<Target> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let language = Language::of_name(&name).or(open.language)?;
    let tree = Module::is_declared_in(&name).then(|| path.parent().map(Path::to_path_buf)).flatten();
    // Others are meant to be policies if they look so.
    let named = MEANT.iter().any(|it| name.ends_with(it));
    let text = Some(String::from(&*open.text));
    Some(Target { path: path.to_path_buf(), language: Some(language), text, is_argument: true, named, tree })
}

impl Seen {
    fn of(checked: Checked) -> Self {
        let broken = checked.broken.into_iter().map(|(at, why)| (Some(at), why));
        // Those with a place are among them.
        let others = checked.unreadable.into_iter().skip(broken.len()).map(|it| (None, it));
        Self {
            path: checked.path,
            findings: checked.findings.into_iter().map(|it| it.finding).collect(),
            unchecked: checked.unchecked,
            broken: broken.chain(others).collect(),
            in_config: checked.in_config.into_iter().map(|it| it.finding).collect(),
        }
    }
}

/// How files end that are meant to be policies, whatever is in them.
const MEANT: [&str; 3] = [".policy.json", ".policy.yaml", ".policy.yml"];
