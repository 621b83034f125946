//! A folder of files, written as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::{PREFIX, folder_of};
use crate::failure::{Failure, Result};

/// Writes a folder as a whole: it is there with all of these files, or as it was. One that is there already is replaced if it
/// holds nothing but what this has written, so that no other file is ever lost.
pub(crate) fn folder(path: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    put_folder(path, files).map_err(|it| Failure::of(path, format!("cannot be written: {it}")))
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
