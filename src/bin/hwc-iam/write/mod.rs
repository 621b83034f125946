//! The one way to write a file: it is there as a whole or as it was, and what is written is beside it under a random name.

#[cfg(feature = "cli")]
mod folder;

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

#[cfg(feature = "cli")]
pub(crate) use folder::folder;

use crate::failure::{Failure, Result};

/// Writes a file; whether it said something else before.
pub(crate) fn atomically(path: &Path, text: &str) -> Result<bool> {
    if is_same(path, text) {
        return Ok(false);
    }
    put(path, text, || Ok(())).map(|()| true)
}

/// Writes into a file what was made of its text; one that somebody else has changed meanwhile is left alone.
pub(crate) fn instead_of(was: &str, path: &Path, text: &str) -> Result<()> {
    put(path, text, || {
        let changed = || io::Error::other("it has changed since it was read, and was left alone");
        if is_same(path, was) { Ok(()) } else { Err(changed()) }
    })
}

const PREFIX: &str = ".hwc-iam-";

/// Whether the file says this already.
pub(crate) fn is_same(path: &Path, text: &str) -> bool {
    let is_as_long = fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() == text.len() as u64);
    is_as_long && fs::read(path).is_ok_and(|it| it == text.as_bytes())
}

fn put(path: &Path, text: &str, last_look: impl FnOnce() -> io::Result<()>) -> Result<()> {
    let written = target(path).and_then(|target| {
        let new = beside(&target, text)?;
        last_look()?;
        new.persist(&target).map_err(|it| it.error)
    });
    written.map(drop).map_err(|it| Failure::of(path, format!("cannot be written: {it}")))
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
