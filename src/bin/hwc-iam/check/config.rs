//! `hwc-iam.toml`

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use hwc_iam::lint::{self, Level, Levels, Options, Profile, Rule};
use hwc_iam::{PolicyKind, Span, pattern, scenario};
use serde::Deserialize;

use crate::input;

/// What the configuration and the command line say together.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The folder that its paths are seen from.
    folder: PathBuf,
    pub(super) profile: Profile,
    pub(super) kind: Option<PolicyKind>,
    pub(super) baseline: Option<PathBuf>,
    enterprise_project: bool,
    levels: lint::Config,
    kinds: Vec<(String, PolicyKind)>,
    /// What is meant to be in single statements.
    pub(super) allowed: Vec<Allowed>,
    /// Where it was read, and its text.
    pub(super) source: Option<(PathBuf, String)>,
    /// From the command line, which counts most.
    overrides: Levels,
}

/// The file's form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    profile: Option<String>,
    kind: Option<String>,
    baseline: Option<PathBuf>,
    #[serde(default)]
    enterprise_project: bool,
    #[serde(default)]
    rules: BTreeMap<String, String>,
    #[serde(default)]
    paths: Vec<WrittenPath>,
    #[serde(default)]
    allow: Vec<toml::Spanned<WrittenAllow>>,
}

/// A finding that is meant to be in the statement of a file.
#[derive(Debug)]
pub(super) struct Allowed {
    pub(super) file: PathBuf,
    /// The file as the configuration names it.
    pub(super) written: PathBuf,
    pub(super) sid: String,
    pub(super) rule: &'static Rule,
    pub(super) reason: String,
    /// Its bytes in the configuration.
    pub(super) span: Span,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAllow {
    file: PathBuf,
    sid: String,
    rule: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPath {
    path: String,
    kind: Option<String>,
    #[serde(default)]
    rules: BTreeMap<String, String>,
}

impl Config {
    /// Reads the one that is given, or the nearest one; without any it says nothing.
    pub(super) fn find(given: Option<&Path>) -> Result<Self, String> {
        match given {
            Some(path) => Self::read_named(path),
            None => Self::near(&env::current_dir().unwrap_or_default()),
        }
    }

    /// Reads the nearest one, in this folder or above it.
    pub(super) fn near(folder: &Path) -> Result<Self, String> {
        let nearest = folder.ancestors().map(|it| it.join(NAME)).find(|it| it.is_file());
        nearest.map_or_else(|| Ok(Self::default()), |it| Self::read_named(&it))
    }

    fn read_named(path: &Path) -> Result<Self, String> {
        Self::read(path).map_err(|it| format!("{}: {it}", path.display()))
    }

    fn read(path: &Path) -> Result<Self, String> {
        let text = input::read(path)?;
        let written: Written = toml::from_str(&text).map_err(|it| it.to_string().trim_end().to_owned())?;
        let folder = std::path::absolute(path).ok().and_then(|it| it.parent().map(Path::to_path_buf));
        let folder = folder.unwrap_or_default();
        let allowed = written.allow.into_iter().map(|it| allowed(&folder, it)).collect::<Result<_, _>>()?;
        let mut config = Self {
            allowed,
            source: Some((from_here(path), text)),
            profile: written.profile.as_deref().map_or(Ok(Profile::default()), profile)?,
            kind: written.kind.as_deref().map(kind).transpose()?,
            baseline: written.baseline.map(|it| folder.join(it)),
            enterprise_project: written.enterprise_project,
            folder,
            ..Self::default()
        };
        config.levels.levels = levels(&written.rules)?;
        for it in written.paths {
            config.levels.add(&*it.path, levels(&it.rules)?);
            if let Some(kind) = it.kind {
                config.kinds.push((it.path, self::kind(&kind)?));
            }
        }
        Ok(config)
    }

    pub(super) fn override_level(&mut self, rule: &str, level: Level) -> Result<(), String> {
        rules(rule)?.iter().for_each(|it| self.overrides.set(it, level));
        Ok(())
    }

    /// What a file is checked for.
    pub(super) fn options(&self, path: &Path) -> Options {
        let mut options = Options {
            profile: self.profile,
            enterprise_project: self.enterprise_project,
            levels: self.levels.levels(&self.relative(path)),
            ..Options::default()
        };
        options.levels.extend(&self.overrides);
        options
    }

    /// What a file is meant to be, if anybody says so.
    pub(super) fn kind(&self, path: &Path) -> Option<PolicyKind> {
        let path = self.relative(path);
        let last = self.kinds.iter().rev().find(|(glob, _)| pattern::matches(glob, &path));
        last.map(|it| it.1).or(self.kind)
    }

    fn relative(&self, path: &Path) -> String {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        whole.strip_prefix(&self.folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// A path as short as it can be written in this folder.
fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_path_buf()
}

fn allowed(folder: &Path, written: toml::Spanned<WrittenAllow>) -> Result<Allowed, String> {
    let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let span = Span { start: offset(written.span().start), end: offset(written.span().end) };
    let WrittenAllow { file, sid, rule: name, reason } = written.into_inner();
    let rule = match rules(&name)? {
        [rule] if rule.name() != "syntax" => rule,
        _ => return Err(format!("`[[allow]]` of `{sid}`: `{name}` cannot be suppressed in a statement")),
    };
    if reason.trim().is_empty() {
        return Err(format!("`[[allow]]` of `{sid}` gives no reason"));
    }
    Ok(Allowed { file: folder.join(&file), written: file, sid, rule, reason, span })
}

pub(super) fn profile(name: &str) -> Result<Profile, String> {
    scenario::profile(name).map_err(|it| it.to_string())
}

pub(super) fn kind(name: &str) -> Result<PolicyKind, String> {
    scenario::kind(name).map_err(|it| it.to_string())
}

fn levels(written: &BTreeMap<String, String>) -> Result<Levels, String> {
    scenario::levels(written).map_err(|it| it.to_string())
}

fn rules(name: &str) -> Result<&'static [&'static Rule], String> {
    scenario::rules(name).map_err(|it| it.to_string())
}

const NAME: &str = "hwc-iam.toml";
