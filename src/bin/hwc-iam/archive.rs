//! Stacks in archives, as RFS takes them. They are read in memory, and nothing is unpacked to a disk.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use hwc_iam::files::Language;
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::failure::{Failure, Result};
use crate::input;

/// What is in an archive.
pub(crate) struct Archive {
    /// The texts by their names.
    pub(crate) files: BTreeMap<String, String>,
    /// Why some of it was not read.
    pub(crate) unreadable: Vec<Failure>,
}

pub(crate) fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("zip"))
}

/// Reads the texts of an archive. What is in no language that may hold policies, such as a template, may also be no text.
pub(crate) fn read(path: &Path) -> Result<Archive> {
    read_within(path, &mut { MOST_BYTES })
}

/// The same with so many bytes at the most, which it takes.
pub(crate) fn read_within(path: &Path, left: &mut u64) -> Result<Archive> {
    of_bytes(path, input::bytes(path)?, left)
}

/// The same of an archive with this path whose bytes are here.
pub(crate) fn of_bytes(path: &Path, bytes: Vec<u8>, left: &mut u64) -> Result<Archive> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|it| Failure::of(path, it))?;
    if zip.len() > MOST_FILES {
        return Err(Failure::of(path, format!("there are more than {MOST_FILES} files in it")));
    }
    let mut archive = Archive { files: BTreeMap::new(), unreadable: Vec::new() };
    for at in 0..zip.len() {
        let name = zip.name_for_index(at).unwrap_or_default().to_owned();
        let read = zip.by_index(at).map_err(Failure::new).and_then(|file| text(file, left));
        match read {
            Ok(Some((name, text))) => {
                if archive.files.insert(name.clone(), text).is_some() {
                    archive.unreadable.push(Failure::of(path, format!("there are two files `{name}` in it")));
                }
            }
            Ok(None) => {}
            Err(_) if Language::of_name(&name).is_none() => {}
            Err(why) => archive.unreadable.push(Failure::of(path, format!("`{name}`: {why}"))),
        }
    }
    Ok(archive)
}

/// The name and the text of a file. What a file says of its own size is not believed.
fn text<R: Read>(file: ZipFile<'_, R>, left: &mut u64) -> Result<Option<(String, String)>> {
    if file.is_dir() {
        return Ok(None);
    }
    let name = file.enclosed_name().ok_or_else(|| Failure::new("its name leads out of the archive"))?;
    let name = name.to_string_lossy().replace('\\', "/");
    if file.is_symlink() {
        return Err(Failure::new("it is a link, and links are not followed"));
    }
    let mut bytes = Vec::new();
    file.take(*left + 1).read_to_end(&mut bytes)?;
    *left = left
        .checked_sub(bytes.len() as u64)
        .ok_or_else(|| Failure::new(format!("what is in the archive is larger than {} MiB", MOST_BYTES >> 20)))?;
    let text = String::from_utf8(bytes)
        .map_err(|it| Failure::new(format!("not utf-8 from byte {} on", it.utf8_error().valid_up_to())))?;
    Ok(Some((name, text)))
}

/// Far larger than any stack, and small enough for any machine.
pub(crate) const MOST_BYTES: u64 = 32 << 20;
const MOST_FILES: usize = 10_000;
