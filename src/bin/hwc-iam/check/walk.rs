//! Which files are checked.

use std::path::PathBuf;

use hwc_iam::files::Language;
use ignore::WalkBuilder;

use crate::input;

/// A file to check.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    /// Nothing, if its text must say it.
    pub(super) language: Option<Language>,
    /// Whether the user has named it, so that it is meant to be a policy.
    pub(super) named: bool,
}

/// The files that the paths name and that stand in the folders that they name, and what is wrong with some.
pub(super) fn targets(paths: &[PathBuf], only_policies: bool) -> (Vec<Target>, Vec<String>) {
    let (mut targets, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        if input::is_standard(path) || !path.is_dir() {
            let language = Language::of_name(&path.to_string_lossy());
            targets.push(Target { path: path.clone(), language, named: !only_policies });
            continue;
        }
        let walk = WalkBuilder::new(path).require_git(false).sort_by_file_path(|one, other| one.cmp(other)).build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) => {
                    let language = Language::of_name(&entry.file_name().to_string_lossy());
                    if language.is_some() {
                        targets.push(Target { path: entry.into_path(), language, named: false });
                    }
                }
                Ok(_) => {}
                Err(error) => unreadable.push(error.to_string()),
            }
        }
    }
    (targets, unreadable)
}
