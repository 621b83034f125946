//! Texts as an editor has them, in place of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hwc_iam::error::ReadTreeError;
use hwc_iam::files::{Disk, Language, Tree};

use crate::name;

/// A text that is open in an editor.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub(crate) text: Arc<str>,
    pub(crate) language: Option<Language>,
}

/// The texts that are open, by their paths.
pub(crate) type Texts = BTreeMap<PathBuf, Open>;

/// A folder in which some files are as an editor has them.
pub(super) struct Edited<'a> {
    pub(super) disk: Disk,
    pub(super) root: &'a Path,
    pub(super) texts: &'a Texts,
}

impl Tree for Edited<'_> {
    fn names(&self, folder: &str) -> Vec<String> {
        let here = name::place(self.root, folder);
        let here = here.components().as_path();
        let open = self.texts.keys().filter(|it| it.parent() == Some(here)).filter_map(|it| it.file_name()?.to_str());
        let all: BTreeSet<String> = self.disk.names(folder).into_iter().chain(open.map(String::from)).collect();
        all.into_iter().collect()
    }

    fn read(&self, file: &str) -> Result<String, ReadTreeError> {
        match self.texts.get(&name::place(self.root, file)) {
            Some(open) => Ok(String::from(&*open.text)),
            None => self.disk.read(file),
        }
    }

    fn left_out(&self, folder: &str) -> Vec<(String, String)> {
        self.disk.left_out(folder)
    }

    fn around(&self) -> &[String] {
        self.disk.around()
    }
}
