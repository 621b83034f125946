//! The one way to read: files and `-` for the standard input, of a bounded size, and the files of a folder.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use hwc_iam::files::ModuleOptions;
use ignore::WalkBuilder;

use crate::failure::{Failure, Result};
use crate::name;

/// The text of a file; an error says which and why.
pub(crate) fn read(path: &Path) -> Result<String> {
    text(path, bytes(path)?)
}

/// The same of a file that has at most so many bytes.
pub(crate) fn read_within(path: &Path, most: u64) -> Result<String> {
    text(path, bytes_within(path, most)?)
}

/// What a file holds.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    bytes_within(path, LARGEST)
}

fn bytes_within(path: &Path, most: u64) -> Result<Vec<u8>> {
    let (from, length) = open(path)?;
    if length > most {
        return Err(too_large(path, most));
    }
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).map_err(|it| Failure::of(path, it))?;
    if bytes.len() as u64 > most { Err(too_large(path, most)) } else { Ok(bytes) }
}

/// A file to read from, and its length if that is known. The standard input is handed out once.
pub(crate) fn open(path: &Path) -> Result<(Box<dyn BufRead>, u64)> {
    static IS_TAKEN: AtomicBool = AtomicBool::new(false);
    if name::is_standard(path) {
        if IS_TAKEN.swap(true, Ordering::Relaxed) {
            return Err(Failure::of(path, "`-` is the standard input, which can be read only once"));
        }
        return Ok((Box::new(io::stdin().lock()), 0));
    }
    let fail = |it: io::Error| Failure::of(path, it);
    let file = File::open(path).map_err(fail)?;
    let found = file.metadata().map_err(fail)?;
    if found.is_dir() {
        return Err(Failure::of(path, "it is a folder: name a file"));
    }
    Ok((Box::new(BufReader::with_capacity(1 << 18, file)), found.len()))
}

/// What is below a folder.
#[derive(Default)]
pub(crate) struct Below {
    /// The files that are wanted, in the order of their names.
    pub(crate) files: Vec<PathBuf>,
    /// Why some could not be looked at.
    pub(crate) unreadable: Vec<String>,
    /// What has a name that is wanted and is not looked at, and why.
    pub(crate) left_out: Vec<(PathBuf, &'static str)>,
}

/// The files below a folder that are wanted. No link is followed, and what is not a file (a pipe, a device) is left out.
pub(crate) fn files(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Below {
    walk(WalkBuilder::new(folder).standard_filters(false), folder, is_wanted)
}

/// The same without what `.gitignore` and its like name.
pub(crate) fn files_of_project(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Below {
    walk(WalkBuilder::new(folder).require_git(false), folder, is_wanted)
}

/// The same with what is hidden, such as workflows, but for what git keeps.
#[cfg(feature = "sdk")]
pub(crate) fn files_of_project_and_hidden(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Below {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).hidden(false).filter_entry(|it| it.file_name() != ".git");
    walk(&mut builder, folder, is_wanted)
}

fn walk(builder: &mut WalkBuilder, folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Below {
    let mut below = Below::default();
    let mut links = Vec::new();
    for entry in builder.follow_links(false).sort_by_file_path(|one, other| one.cmp(other)).build() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => match entry.file_type() {
                Some(it) if it.is_dir() => {}
                Some(it) if it.is_symlink() => links.push(entry.into_path()),
                _ if !is_wanted(entry.path()) => {}
                Some(it) if it.is_file() => below.files.push(entry.into_path()),
                _ => below.left_out.push((entry.into_path(), "a pipe, a socket or a device is not read")),
            },
            Err(error) => below.unreadable.push(error.to_string()),
        }
    }
    let links = links.into_iter().filter_map(|it| Some((why_left_out(folder, &below.files, &it, &is_wanted)?, it)));
    let links: Vec<_> = links.map(|(why, it)| (it, why)).collect();
    below.left_out.extend(links);
    below.left_out.sort();
    below
}

/// Why a link is left out; nothing, if nobody wants it or what it leads to is looked at anyway.
fn why_left_out(
    folder: &Path,
    files: &[PathBuf],
    link: &Path,
    is_wanted: impl Fn(&Path) -> bool,
) -> Option<&'static str> {
    let Ok(target) = fs::canonicalize(link) else {
        return is_wanted(link).then_some("a link that leads to nothing");
    };
    let within = fs::canonicalize(folder).ok().and_then(|it| target.strip_prefix(it).ok().map(Path::to_path_buf));
    let is_read = if target.is_dir() {
        within.is_some()
    } else {
        !is_wanted(link) || within.is_some_and(|it| files.binary_search(&folder.join(it)).is_ok())
    };
    (!is_read).then_some("a link, and links are not followed")
}

/// What is left out of the files of a project, and why, of what is wanted: files, folders that `.gitignore` and its like name with
/// whatever is in them, and hidden folders with something wanted in them. What tools of versions keep is not looked at.
pub(crate) fn passed_over(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Vec<(PathBuf, &'static str)> {
    let walk = WalkBuilder::new(folder).require_git(false).follow_links(false).build().flatten();
    let seen: BTreeMap<PathBuf, bool> =
        walk.map(|it| (it.path().to_path_buf(), it.file_type().is_some_and(|it| it.is_dir()))).collect();
    let folders = seen.iter().filter(|it| *it.1).filter_map(|it| fs::read_dir(it.0).ok());
    let is_hidden = |it: &DirEntry| it.file_name().as_encoded_bytes().starts_with(b".");
    let others = folders.flatten().flatten().filter(|it| !seen.contains_key(&it.path()));
    let is_folder = |it: &DirEntry| it.file_type().is_ok_and(|it| it.is_dir());
    let is_kept = |it: &DirEntry| OF_VERSIONS.iter().any(|name| it.file_name() == *name);
    let why = |it: &DirEntry| match (is_hidden(it), is_folder(it)) {
        (false, true) => Some(IGNORED),
        (true, true) => (!is_kept(it) && holds_any(&it.path(), &is_wanted)).then_some("it is hidden"),
        (hidden, false) => is_wanted(&it.path()).then_some(if hidden { "it is hidden" } else { IGNORED }),
    };
    let mut all: Vec<_> = others.filter_map(|it| Some((it.path(), why(&it)?))).collect();
    all.sort();
    all
}

const IGNORED: &str = "`.gitignore` names it";

/// The folders in which tools of versions keep what they know.
const OF_VERSIONS: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// Whether a file that is wanted stands in a folder or below it.
fn holds_any(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> bool {
    let all = WalkBuilder::new(folder).standard_filters(false).follow_links(false).build().flatten();
    all.into_iter().any(|it| it.file_type().is_some_and(|it| it.is_file()) && is_wanted(it.path()))
}

/// The text of a file that was found in a folder and not named: if it has become a link or a pipe since, it is not read.
pub(crate) fn read_found(path: &Path) -> Result<String> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    if is_file { read(path) } else { Err(Failure::of(path, "it is no longer a file")) }
}

/// Bytes of that file as text.
fn text(path: &Path, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|it| **it == b'\n').count() + 1;
        Failure::at(format!("{}:{line}", name::of(path)), format!("not utf-8 from byte {at} on"))
    })
}

fn too_large(path: &Path, most: u64) -> Failure {
    let most = if most < 1 << 20 { format!("{} KiB", most >> 10) } else { format!("{} MiB", most >> 20) };
    Failure::of(path, format!("larger than {most}"))
}

/// Far larger than any policy, and small enough for any machine.
const LARGEST: u64 = 64 << 20;

/// What modules of Terraform are read with: the values of variables in these files.
pub(crate) fn module_options(paths: &[PathBuf]) -> Result<ModuleOptions> {
    let mut options = ModuleOptions::default();
    options.variable_files = paths.iter().map(|it| Ok((name::raw(it), read(it)?))).collect::<Result<_>>()?;
    Ok(options)
}
