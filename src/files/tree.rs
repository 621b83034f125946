//! Where files are read from: a folder, an archive, a revision of git.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A tree of files. Names are relative to its root, with `/` between their parts; its root is the empty name.
pub trait Tree {
    /// The names of the files in a folder, without it, in order. What is not a file is left out, and a folder that is not there has
    /// none.
    fn names(&self, folder: &str) -> Vec<String>;

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words for people that do not name the file.
    fn read(&self, file: &str) -> Result<String, String>;
}

/// Texts by their names, such as those of an archive.
///
/// ```
/// use std::collections::BTreeMap;
/// use hwc_iam::files::Tree;
///
/// let files = BTreeMap::from([("iam/main.tf".to_owned(), "a = 1".to_owned())]);
/// assert_eq!(files.names("iam"), ["main.tf"]);
/// assert_eq!(files.read("iam/main.tf").as_deref(), Ok("a = 1"));
/// assert_eq!(files.read("main.tf").unwrap_err(), "there is no such file");
/// ```
impl Tree for BTreeMap<String, String> {
    fn names(&self, folder: &str) -> Vec<String> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.range(start.clone()..).map(|(it, _)| it).map_while(|it| it.strip_prefix(&start));
        below.filter(|it| !it.contains('/')).map(ToString::to_string).collect()
    }

    fn read(&self, file: &str) -> Result<String, String> {
        self.get(file).cloned().ok_or_else(|| "there is no such file".into())
    }
}

/// A folder of the file system. Nothing outside of it is read: links are not followed, neither to files nor through folders.
///
/// ```no_run
/// use hwc_iam::files::{Disk, Tree};
///
/// let folder = Disk::new("infrastructure");
/// assert!(folder.names("iam").contains(&"main.tf".to_owned()));
/// ```
#[derive(Debug, Clone)]
pub struct Disk(PathBuf);

impl Disk {
    /// What is below a folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self(root.into())
    }

    /// The place of a name, if it is one, below which nothing is a link.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let mut place = self.0.clone();
        for part in name.split('/').filter(|it| !it.is_empty()) {
            let is_name = Path::new(part).file_name().is_some_and(|it| it == part) && !part.contains('\\');
            place.push(part);
            if !is_name || fs::symlink_metadata(&place).is_ok_and(|it| it.file_type().is_symlink()) {
                return None;
            }
        }
        Some(place)
    }
}

impl Tree for Disk {
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = self.place(folder).and_then(|it| fs::read_dir(it).ok());
        let files = entries.into_iter().flatten().flatten().filter(|it| it.file_type().is_ok_and(|it| it.is_file()));
        let mut names: Vec<String> = files.filter_map(|it| it.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    fn read(&self, file: &str) -> Result<String, String> {
        let place = self.place(file).ok_or("it is a link, and links are not followed")?;
        let found = fs::symlink_metadata(&place).map_err(|it| it.to_string())?;
        if !found.is_file() {
            return Err("it is not a file".into());
        }
        let mut bytes = Vec::new();
        let open = fs::File::open(place).map_err(|it| it.to_string())?;
        open.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|it| it.to_string())?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("larger than {} MiB", LARGEST >> 20));
        }
        String::from_utf8(bytes).map_err(|it| format!("not utf-8 from byte {} on", it.utf8_error().valid_up_to()))
    }
}

/// Far larger than any module, and small enough for any machine.
const LARGEST: u64 = 64 << 20;
