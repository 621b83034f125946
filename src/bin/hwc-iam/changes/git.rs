//! Revisions of git, read by its own program. What a repository configures for files is not run.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use hwc_iam::error::ReadTreeError;
use hwc_iam::files::{Disk, ModuleOptions, Tree};

use super::sides::Side;
use crate::archive;
use crate::failure::{Failure, Result};
use crate::input::{self, Below};

/// Both sides of a range: `A..B`, `A...B` from where they parted, or `A` against the files that are there.
pub(super) fn sides(range: &str, paths: &[PathBuf], read: &ModuleOptions) -> Result<(Side, Side)> {
    let or_head = |it: &str| if it.is_empty() { String::from("HEAD") } else { it.to_owned() };
    let (old, new) = if let Some((old, new)) = range.split_once("...") {
        let (old, new) = (or_head(old), or_head(new));
        let base = run(&["merge-base", &commit(&old)?, &commit(&new)?], b"")?;
        (String::from_utf8_lossy(&base).trim().to_owned(), Some(new))
    } else if let Some((old, new)) = range.split_once("..") {
        (or_head(old), Some(or_head(new)))
    } else {
        (range.to_owned(), None)
    };
    let new = match new {
        Some(new) => Revision::read(&new)?.side(paths, read)?,
        None => files(paths, read)?,
    };
    Ok((Revision::read(&old)?.side(paths, read)?, new))
}

/// The files that are there.
fn files(paths: &[PathBuf], read: &ModuleOptions) -> Result<Side> {
    let Below { files: all, unreadable, .. } = input::files_of_project(Path::new("."), |_| true);
    let names = all.iter().filter_map(|it| it.to_str()).map(|it| it.replace('\\', "/"));
    let names: Vec<String> = names.map(|it| it.strip_prefix("./").unwrap_or(&it).to_owned()).collect();
    let names = below(names.iter(), paths)?;
    let mut side = Side::of_tree(&Disk::new("."), &names, read);
    side.archives(Path::new(""), &names, read, archive::read_within);
    side.unread.extend(unreadable.into_iter().map(|it| (String::from("."), it)));
    Ok(side)
}

/// The texts of a revision below this folder.
struct Revision {
    name: String,
    texts: BTreeMap<String, Result<String, ReadTreeError>>,
    archives: BTreeMap<String, Result<Vec<u8>>>,
}

impl Revision {
    fn read(name: &str) -> Result<Self> {
        let commit = commit(name)?;
        let listed = run(&["ls-tree", "-r", "-z", "-l", &commit], b"")?;
        let listed = String::from_utf8_lossy(&listed);
        let mut wanted = Vec::new();
        let (mut texts, mut archives) = (BTreeMap::new(), BTreeMap::new());
        let mut left = MOST_BYTES;
        for line in listed.split('\0') {
            // Its mode, type, object, size, and its name behind a tab.
            let Some((head, name)) = line.split_once('\t') else { continue };
            let parts: Vec<&str> = head.split_ascii_whitespace().collect();
            let [mode, "blob", object, size] = parts.as_slice() else { continue };
            let size: u64 = size.parse().unwrap_or(u64::MAX);
            let why = match *mode {
                "120000" => Some(String::from("it is a link, and links are not followed")),
                _ if size > left => Some(format!("the revision has more than {} MiB", MOST_BYTES >> 20)),
                _ if !is_text(name) && !is_archive(name) => continue,
                _ => None,
            };
            match why {
                Some(why) if is_archive(name) => drop(archives.insert(name.to_owned(), Err(Failure::new(why)))),
                Some(why) => drop(texts.insert(name.to_owned(), Err(ReadTreeError::new(why)))),
                None => {
                    left -= size;
                    wanted.push((name.to_owned(), (*object).to_owned()));
                }
            }
        }
        let objects: String = wanted.iter().map(|(_, object)| format!("{object}\n")).collect();
        let answer = run(&["cat-file", "--batch"], objects.as_bytes())?;
        let mut rest = answer.as_slice();
        for (name, _) in wanted {
            let end = rest.iter().position(|it| *it == b'\n').ok_or(GitError::Truncated)?;
            let (head, body) = rest.split_at(end + 1);
            let size = String::from_utf8_lossy(head).split_ascii_whitespace().nth(2).and_then(|it| it.parse().ok());
            let (bytes, behind) = size.and_then(|it| body.split_at_checked(it)).ok_or(GitError::NoObject)?;
            rest = behind.get(1..).unwrap_or_default();
            if is_archive(&name) {
                archives.insert(name, Ok(bytes.to_vec()));
                continue;
            }
            let text = String::from_utf8(bytes.to_vec()).map_err(|_| ReadTreeError::new("not utf-8"));
            texts.insert(name, text);
        }
        Ok(Self { name: name.to_owned(), texts, archives })
    }

    fn side(&self, paths: &[PathBuf], read: &ModuleOptions) -> Result<Side> {
        let mut side = Side::of_tree(self, &below(self.texts.keys(), paths)?, read);
        side.archives(Path::new(""), &below(self.archives.keys(), paths)?, read, |path, left| {
            let bytes = path.to_str().and_then(|it| self.archives.get(it)).cloned();
            archive::of_bytes(path, bytes.unwrap_or_else(|| Err(Failure::new("there is no such file")))?, left)
        });
        side.unread.iter_mut().for_each(|it| it.0 = format!("{}:{}", self.name, it.0));
        Ok(side)
    }
}

impl Tree for Revision {
    fn names(&self, folder: &str) -> Vec<String> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.texts.range(start.clone()..).map(|(it, _)| it).map_while(|it| it.strip_prefix(&start));
        below.filter(|it| !it.contains('/')).map(str::to_owned).collect()
    }

    fn read(&self, file: &str) -> Result<String, ReadTreeError> {
        self.texts.get(file).cloned().unwrap_or_else(|| Err(ReadTreeError::new("there is no such file")))
    }
}

/// Those that one of the paths is or holds.
fn below<'a>(names: impl Iterator<Item = &'a String>, paths: &[PathBuf]) -> Result<Vec<String>> {
    let texts: Option<Vec<&str>> = paths.iter().map(|it| it.to_str()).collect();
    let wanted: Vec<&str> = texts
        .ok_or_else(|| Failure::new("a path is not utf-8"))?
        .into_iter()
        .map(|it| it.strip_prefix("./").unwrap_or(it).trim_end_matches('/'))
        .collect();
    let is_wanted = |name: &str| {
        wanted.is_empty()
            || wanted.iter().any(|it| {
                matches!(*it, "" | ".") || name.strip_prefix(it).is_some_and(|it| it.is_empty() || it.starts_with('/'))
            })
    };
    Ok(names.filter(|it| is_wanted(it)).cloned().collect())
}

/// The commit that a name of a revision means.
fn commit(name: &str) -> Result<String> {
    let unknown = || Failure::new(format!("`{name}` is not a revision of this repository"));
    // It would be an option.
    if name.starts_with('-') {
        return Err(unknown());
    }
    run(&["rev-parse", "--git-dir"], b"")?;
    let found = run(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")], b"");
    let found = found.map_err(|it| if matches!(it, GitError::Failed(_)) { unknown() } else { it.into() })?;
    Ok(String::from_utf8_lossy(&found).trim().to_owned())
}

/// What git did not do.
#[derive(Debug)]
enum GitError {
    /// It does not run.
    Start(io::Error),
    /// It says no, in its own words.
    Failed(String),
    Truncated,
    NoObject,
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(it) if it.kind() == ErrorKind::NotFound => {
                f.write_str("`--git` needs `git`, which is not in `PATH`")
            }
            Self::Start(it) => write!(f, "git: {it}"),
            Self::Failed(it) => write!(f, "git failed: {it}"),
            Self::Truncated => f.write_str("git says less than it was asked for"),
            Self::NoObject => f.write_str("git does not have an object"),
        }
    }
}

impl std::error::Error for GitError {}

fn run(arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitError> {
    let mut git = Command::new("git")
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(GitError::Start)?;
    let (mut to, mut from) = (git.stdin.take(), git.stdout.take());
    let mut out = Vec::new();
    // It answers before it has read all.
    thread::scope(|scope| {
        scope.spawn(move || to.as_mut().map(|to| to.write_all(input)));
        from.as_mut().map(|from| from.read_to_end(&mut out))
    });
    let ended = git.wait_with_output().map_err(GitError::Start)?;
    if ended.status.success() {
        return Ok(out);
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(GitError::Failed(said.lines().next().unwrap_or("it says nothing").into()))
}

/// What a module or a policy may be, or a template of either.
fn is_archive(name: &str) -> bool {
    archive::is_archive(Path::new(name))
}

fn is_text(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |it| it.1).to_ascii_lowercase();
    let endings =
        ["tf", "tofu", "tfvars", "tpl", "tftpl", "tmpl", "template", "json", "jsonl", "ndjson", "yaml", "yml", "txt"];
    endings.contains(&ending.as_str())
}

const MOST_BYTES: u64 = 256 << 20;
