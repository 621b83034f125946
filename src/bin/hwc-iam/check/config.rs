//! `hwc-iam.toml`

use std::collections::BTreeMap;
use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use hwc_iam::lint::{self, Level, Levels, Options, Profile, Rule};
use hwc_iam::{PolicyKind, Position, Span, pattern, scenario};
use serde::Deserialize;
use toml::Spanned;

use crate::failure::{Failure, Result};
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

/// Several thousand entries; what each becomes takes a hundred times the memory of its text.
const LARGEST: u64 = 256 << 10;

/// The file's form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    profile: Option<Word>,
    kind: Option<Word>,
    baseline: Option<PathBuf>,
    #[serde(default)]
    enterprise_project: bool,
    #[serde(default)]
    rules: BTreeMap<Word, Word>,
    #[serde(default)]
    paths: Vec<WrittenPath>,
    #[serde(default)]
    allow: Vec<Spanned<WrittenAllow>>,
}

/// A text, and its place.
type Word = Spanned<String>;

/// What is wrong, and where in the file, from 0.
struct Wrong {
    at: Option<usize>,
    why: String,
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
    kind: Option<Word>,
    #[serde(default)]
    rules: BTreeMap<Word, Word>,
}

impl Config {
    /// Reads the one that is given, or the nearest one; without any it says nothing.
    pub(super) fn find(given: Option<&Path>) -> Result<Self> {
        match given {
            Some(path) => Self::read_named(path),
            None => Self::near(&env::current_dir().unwrap_or_default()),
        }
    }

    /// Reads the nearest one, in this folder or above it.
    pub(super) fn near(folder: &Path) -> Result<Self> {
        let nearest = folder.ancestors().map(|it| it.join(NAME)).find(|it| it.is_file());
        nearest.map_or_else(|| Ok(Self::default()), |it| Self::read_named(&it))
    }

    fn read_named(path: &Path) -> Result<Self> {
        let text = input::read_within(path, LARGEST)?;
        Self::read(path, &text).map_err(|Wrong { at, why }| {
            let place = at.map(|it| position(&text, it));
            let place = place.map(|it| format!(":{}:{}", it.line, it.column + 1)).unwrap_or_default();
            Failure::at(format!("{}{place}", path.display()), why)
        })
    }

    fn read(path: &Path, text: &str) -> Result<Self, Wrong> {
        let written: Written =
            toml::from_str(text).map_err(|it| Wrong { at: None, why: it.to_string().trim_end().to_owned() })?;
        let folder = std::path::absolute(path).ok().and_then(|it| it.parent().map(Path::to_path_buf));
        let folder = folder.unwrap_or_default();
        let allowed = written.allow.into_iter().map(|it| allowed(&folder, it)).collect::<Result<_, _>>()?;
        let mut config = Self {
            allowed,
            source: Some((from_here(path), text.to_owned())),
            profile: written.profile.map(|it| word(&it, scenario::profile)).transpose()?.unwrap_or_default(),
            kind: written.kind.map(|it| word(&it, scenario::kind)).transpose()?,
            baseline: written.baseline.map(|it| folder.join(it)),
            enterprise_project: written.enterprise_project,
            folder,
            ..Self::default()
        };
        config.levels.levels = levels(&written.rules)?;
        for it in written.paths {
            config.levels.add(&*it.path, levels(&it.rules)?);
            if let Some(kind) = it.kind {
                config.kinds.push((it.path, word(&kind, scenario::kind)?));
            }
        }
        Ok(config)
    }

    pub(super) fn override_level(&mut self, rule: &str, level: Level) -> Result<()> {
        scenario::rules(rule)?.iter().for_each(|it| self.overrides.set(it, level));
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

/// Where a byte of a configuration is.
pub(super) fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count();
    Position { line: before.matches('\n').count() + 1, column, offset }
}

/// A path as short as it can be written in this folder.
fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_path_buf()
}

fn allowed(folder: &Path, written: Spanned<WrittenAllow>) -> Result<Allowed, Wrong> {
    let at = written.span();
    let wrong = |why: String| Wrong { at: Some(at.start), why };
    let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let span = Span { start: offset(at.start), end: offset(at.end) };
    let WrittenAllow { file, sid, rule: name, reason } = written.into_inner();
    let rule = match scenario::rules(&name).map_err(|it| wrong(it.to_string()))? {
        [rule] if rule.name() != "syntax" => rule,
        _ => return Err(wrong(format!("`[[allow]]` of `{sid}`: `{name}` cannot be suppressed in a statement"))),
    };
    if reason.trim().is_empty() {
        return Err(wrong(format!("`[[allow]]` of `{sid}` gives no reason")));
    }
    Ok(Allowed { file: folder.join(&file), written: file, sid, rule, reason, span })
}

fn word<T, E: Display>(it: &Word, read: impl Fn(&str) -> Result<T, E>) -> Result<T, Wrong> {
    read(it.get_ref()).map_err(|why| Wrong { at: Some(it.span().start), why: why.to_string() })
}

fn levels(written: &BTreeMap<Word, Word>) -> Result<Levels, Wrong> {
    let read = |(name, level): (&Word, &Word)| {
        let one = |name: &str| scenario::levels(&BTreeMap::from([(name.to_owned(), level.get_ref().clone())]));
        Ok((name.get_ref() != "all", word(name, one)?))
    };
    let mut each = written.iter().map(read).collect::<Result<Vec<(bool, Levels)>, Wrong>>()?;
    // `all` gives way to single ones.
    each.sort_by_key(|(is_single, _)| *is_single);
    let mut levels = Levels::default();
    each.iter().for_each(|(_, it)| levels.extend(it));
    Ok(levels)
}

const NAME: &str = "hwc-iam.toml";
