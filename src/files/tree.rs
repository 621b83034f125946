//! Where files are read from: a folder, an archive, a revision of git.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::ReadTreeError;

/// A tree of files. Names are relative to its root, with `/` between their parts; its root is the empty name.
pub trait Tree {
    /// The names of the files in a folder, without it, in order. What is not a file is left out, and a folder that is not there has
    /// none.
    fn names(&self, folder: &str) -> Vec<String>;

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn read(&self, file: &str) -> Result<String, ReadTreeError>;

    /// What has a name in a folder and is not read, with the reason; the folder itself has no name in it.
    fn left_out(&self, folder: &str) -> Vec<(String, String)> {
        let _ = folder;
        Vec::new()
    }

    /// The names of its root and of the folders around it, the root's first, out of which a relative path may lead. None, if all that
    /// it has is below its root.
    fn around(&self) -> &[String] {
        &[]
    }
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
/// assert_eq!(files.read("main.tf").unwrap_err().to_string(), "there is no such file");
/// ```
impl Tree for BTreeMap<String, String> {
    fn names(&self, folder: &str) -> Vec<String> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.range(start.clone()..).map(|(it, _)| it).map_while(|it| it.strip_prefix(&start));
        below.filter(|it| !it.contains('/')).map(ToString::to_string).collect()
    }

    fn read(&self, file: &str) -> Result<String, ReadTreeError> {
        self.get(file).cloned().ok_or_else(|| ReadTreeError::new("there is no such file"))
    }
}

/// A folder of the file system. Links are not followed, neither to files nor through folders.
///
/// ```no_run
/// use hwc_iam::files::{Disk, Tree};
///
/// let folder = Disk::new("infrastructure");
/// assert!(folder.names("iam").contains(&"main.tf".to_owned()));
/// ```
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    around: Vec<String>,
}

impl Disk {
    /// What is below a folder, and nothing else.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), around: Vec::new() }
    }

    /// The same, and what its files name by a relative path that leads out of it: within the repository that it is in, or wherever that
    /// path leads if it is in none.
    ///
    /// ```no_run
    /// use hwc_iam::files::{Disk, Module, ModuleOptions};
    ///
    /// // It calls a module with `source = "../../modules/iam"`.
    /// let module = Module::read(&Disk::with_surroundings("envs/prod"), "", &ModuleOptions::default());
    /// assert_eq!(module.called(), ["../../modules/iam"]);
    /// ```
    pub fn with_surroundings(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let place = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
        let full = fs::canonicalize(place).unwrap_or_default();
        let repository = full.ancestors().find(|it| it.join(".git").exists());
        let around = full.ancestors().take_while(|it| Some(*it) != repository);
        let names = around.map_while(|it| it.file_name()?.to_str().map(String::from));
        Self { around: names.collect(), root }
    }

    /// The place of a name, if it is one, below which nothing is a link.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let mut place = self.root.clone();
        let parts = name.split('/').filter(|it| !it.is_empty());
        let out = parts.clone().take_while(|it| *it == "..").count();
        if out > self.around.len() {
            return None;
        }
        place.extend(core::iter::repeat_n("..", out));
        for part in parts.skip(out) {
            let is_name = Path::new(part).file_name().is_some_and(|it| it == part) && !part.contains('\\');
            place.push(part);
            if !is_name || is_link(&place) {
                return None;
            }
        }
        Some(place)
    }

    /// The names of what is wanted in a folder, in order.
    fn entries(&self, folder: &str, is_wanted: impl Fn(fs::FileType) -> bool) -> Vec<String> {
        let place = self.place(folder).map(|it| if it.as_os_str().is_empty() { PathBuf::from(".") } else { it });
        let entries = place.and_then(|it| fs::read_dir(it).ok());
        let wanted = entries.into_iter().flatten().flatten().filter(|it| it.file_type().is_ok_and(&is_wanted));
        let mut names: Vec<String> = wanted.filter_map(|it| it.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

fn is_link(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|it| it.file_type().is_symlink())
}

impl Tree for Disk {
    fn names(&self, folder: &str) -> Vec<String> {
        self.entries(folder, |it| it.is_file())
    }

    fn left_out(&self, folder: &str) -> Vec<(String, String)> {
        if self.place(folder).is_none() {
            return [(String::new(), A_LINK.into())].into();
        }
        self.entries(folder, |it| it.is_symlink()).into_iter().map(|it| (it, A_LINK.into())).collect()
    }

    fn around(&self) -> &[String] {
        &self.around
    }

    fn read(&self, file: &str) -> Result<String, ReadTreeError> {
        let fail = |it: io::Error| ReadTreeError::new(it.to_string());
        let place = self.place(file).ok_or_else(|| ReadTreeError::new(A_LINK))?;
        let found = fs::symlink_metadata(&place).map_err(fail)?;
        if !found.is_file() {
            return Err(ReadTreeError::new("it is not a file"));
        }
        let mut bytes = Vec::new();
        fs::File::open(place).and_then(|it| it.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(fail)?;
        if bytes.len() as u64 > LARGEST {
            return Err(ReadTreeError::new(format!("larger than {} MiB", LARGEST >> 20)));
        }
        String::from_utf8(bytes).map_err(|it| {
            let at = it.utf8_error().valid_up_to();
            ReadTreeError::new(format!("not utf-8 from byte {at} on"))
        })
    }
}

const A_LINK: &str = "it is a link, and links are not followed";

/// Far larger than any module, and small enough for any machine.
const LARGEST: u64 = 64 << 20;
