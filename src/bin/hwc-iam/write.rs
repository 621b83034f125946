//! The one way to write a file: it is there as a whole or as it was, and what is written is beside it under a random name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// Writes a file; whether it said something else before.
pub(crate) fn atomically(path: &Path, text: &str) -> Result<bool, String> {
    if is_same(path, text) {
        return Ok(false);
    }
    put(path, text, || Ok(())).map(|()| true)
}

/// Writes into a file what was made of its text; one that somebody else has changed meanwhile is left alone.
pub(crate) fn instead_of(was: &str, path: &Path, text: &str) -> Result<(), String> {
    put(path, text, || {
        let changed = || io::Error::other("it has changed since it was read, and was left alone");
        if is_same(path, was) { Ok(()) } else { Err(changed()) }
    })
}

/// Writes a folder as a whole: it is there with all of these files, or as it was. One that is there already is replaced if it
/// holds nothing but what this has written, so that no other file is ever lost.
pub(crate) fn folder(path: &Path, files: &BTreeMap<String, String>) -> Result<(), String> {
    put_folder(path, files).map_err(|it| format!("{}: cannot be written: {it}", path.display()))
}

fn put_folder(path: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    if path.file_name().is_none() {
        return Err(io::Error::other("name a folder that can be replaced as a whole"));
    }
    let is_there = match fs::symlink_metadata(path) {
        Ok(it) if it.is_dir() => true,
        Ok(_) => return Err(io::Error::other("it is not a folder")),
        Err(it) if it.kind() == io::ErrorKind::NotFound => false,
        Err(it) => return Err(it),
    };
    if is_there {
        holds_only_written(path)?;
    }
    let parent = folder_of(path);
    fs::create_dir_all(&parent)?;
    let new = Builder::new().prefix(PREFIX).tempdir_in(&parent)?;
    let inside = new.path().join(NEW);
    fs::create_dir(&inside)?;
    for (name, text) in files {
        let file = inside.join(name);
        fs::create_dir_all(folder_of(&file))?;
        fs::write(file, text)?;
    }
    let list: String = files.keys().flat_map(|it| [it.as_str(), "\n"]).collect();
    fs::write(inside.join(LIST), list)?;
    let old = new.path().join("old");
    if is_there {
        fs::rename(path, &old)?;
    }
    fs::rename(&inside, path).inspect_err(|_| {
        // As it was.
        let _ = fs::rename(&old, path);
    })
}

/// Whether everything below the folder is a file that `folder` has written there, or a folder of such files.
fn holds_only_written(path: &Path) -> io::Result<()> {
    let list = fs::read_to_string(path.join(LIST)).unwrap_or_default();
    let written: BTreeSet<PathBuf> = list.lines().chain([LIST]).map(|it| path.join(it)).collect();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (kind, found) = (entry.file_type()?, entry.path());
            if kind.is_dir() {
                folders.push(found);
            } else if !kind.is_file() || !written.contains(&found) {
                let why = format!("it holds `{}`, which this command has not written", found.display());
                return Err(io::Error::other(why));
            }
        }
    }
    Ok(())
}

/// Says which files of a folder were written by this command.
const LIST: &str = ".hwc-iam-files";
const NEW: &str = "new";
const PREFIX: &str = ".hwc-iam-";

/// Whether the file says this already.
pub(crate) fn is_same(path: &Path, text: &str) -> bool {
    let is_as_long = fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() == text.len() as u64);
    is_as_long && fs::read(path).is_ok_and(|it| it == text.as_bytes())
}

fn put(path: &Path, text: &str, last_look: impl FnOnce() -> io::Result<()>) -> Result<(), String> {
    let written = target(path).and_then(|target| {
        let new = beside(&target, text)?;
        last_look()?;
        new.persist(&target).map_err(|it| it.error)
    });
    written.map(drop).map_err(|it| format!("{}: cannot be written: {it}", path.display()))
}

/// The file that the path stands for. A link stays one if it leads to a file in its own folder, or in the one that the command
/// runs in; the names in a folder that somebody else has made must not say what else of this machine is changed.
fn target(path: &Path) -> io::Result<PathBuf> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(path.to_path_buf()) };
    if !found.is_symlink() {
        return if found.is_file() { Ok(path.to_path_buf()) } else { Err(io::Error::other("it is not a file")) };
    }
    let target = fs::canonicalize(path)?;
    let is_inside = |folder: &Path| fs::canonicalize(folder).is_ok_and(|it| target.starts_with(it));
    if !target.is_file() {
        Err(io::Error::other("it is a link to what is not a file"))
    } else if is_inside(&folder_of(path)) || is_inside(Path::new(".")) {
        Ok(target)
    } else {
        let why = format!("it is a link to `{}`, outside of this folder; name that file itself", target.display());
        Err(io::Error::other(why))
    }
}

/// A new file in the same folder that says this, with the owner and the permissions of the one whose place it takes.
fn beside(target: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut new = builder().tempfile_in(folder_of(target))?;
    new.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(target) {
        keep_owner(&new, &old);
        new.as_file().set_permissions(old.permissions())?;
    }
    new.as_file().sync_all()?;
    Ok(new)
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).rand_bytes(16);
    // As other programs create files; without it nobody else could read a new one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Only who runs as another user needs it, and few may do it.
#[cfg(unix)]
fn keep_owner(new: &NamedTempFile, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};

    let _ = fchown(new.as_file(), Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
const fn keep_owner(_: &NamedTempFile, _: &Metadata) {}
