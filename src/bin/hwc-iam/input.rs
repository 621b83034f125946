//! The one way to read: files and `-` for the standard input, of a bounded size, and the files of a folder.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use hwc_iam::printable;
use ignore::WalkBuilder;

/// The text of a file; an error says which and why.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    text(path, bytes(path)?)
}

/// What a file holds.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let (from, length) = open(path)?;
    if length > LARGEST {
        return Err(too_large(path));
    }
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|it| format!("{}: {it}", name(path)))?;
    if bytes.len() as u64 > LARGEST { Err(too_large(path)) } else { Ok(bytes) }
}

/// A file to read from, and its length if that is known. The standard input is handed out once.
pub(crate) fn open(path: &Path) -> Result<(Box<dyn BufRead>, u64), String> {
    static IS_TAKEN: AtomicBool = AtomicBool::new(false);
    if is_standard(path) {
        if IS_TAKEN.swap(true, Ordering::Relaxed) {
            return Err(format!("{}: `-` is the standard input, which can be read only once", name(path)));
        }
        return Ok((Box::new(io::stdin().lock()), 0));
    }
    let fail = |it: io::Error| format!("{}: {it}", name(path));
    let file = File::open(path).map_err(fail)?;
    let found = file.metadata().map_err(fail)?;
    if found.is_dir() {
        return Err(format!("{}: it is a folder: name a file", name(path)));
    }
    Ok((Box::new(BufReader::with_capacity(1 << 18, file)), found.len()))
}

/// The files below a folder that are wanted, in the order of their names, and why some could not be looked at. No link is
/// followed, and what is not a file (a pipe, a device) is passed over.
pub(crate) fn files(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> (Vec<PathBuf>, Vec<String>) {
    walk(WalkBuilder::new(folder).standard_filters(false), is_wanted)
}

/// The same without what `.gitignore` and its like name.
pub(crate) fn files_of_project(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> (Vec<PathBuf>, Vec<String>) {
    walk(WalkBuilder::new(folder).require_git(false), is_wanted)
}

fn walk(builder: &mut WalkBuilder, is_wanted: impl Fn(&Path) -> bool) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut unreadable) = (Vec::new(), Vec::new());
    for entry in builder.follow_links(false).sort_by_file_path(|one, other| one.cmp(other)).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) => {
                if is_wanted(entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => unreadable.push(error.to_string()),
        }
    }
    (files, unreadable)
}

/// The text of a file that was found in a folder and not named: if it has become a link or a pipe since, it is not read.
pub(crate) fn read_found(path: &Path) -> Result<String, String> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    if is_file { read(path) } else { Err(format!("{}: it is no longer a file", name(path))) }
}

/// What messages call a file.
pub(crate) fn name(path: &Path) -> String {
    printable::line(&raw_name(path)).into_owned()
}

/// What programs call it.
pub(crate) fn raw_name(path: &Path) -> String {
    if is_standard(path) { String::from("<stdin>") } else { path.display().to_string() }
}

pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Bytes of that file as text.
fn text(path: &Path, bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|it| **it == b'\n').count() + 1;
        format!("{}:{line}: not utf-8 from byte {at} on", name(path))
    })
}

fn too_large(path: &Path) -> String {
    format!("{}: larger than {} MiB", name(path), LARGEST >> 20)
}

/// Far larger than any policy, and small enough for any machine.
const LARGEST: u64 = 64 << 20;
