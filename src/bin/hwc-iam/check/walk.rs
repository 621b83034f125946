//! Which files are checked.

use std::path::{Path, PathBuf};

use hwc_iam::files::{Language, Module};

use crate::{archive, input};

/// A file to check.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    /// Nothing, if its text must say it.
    pub(super) language: Option<Language>,
    /// What it says, if it is in an archive.
    pub(super) text: Option<String>,
    /// Whether it is an argument, and not found in a folder.
    pub(super) is_argument: bool,
    /// Whether it is meant to be a policy.
    pub(super) named: bool,
    /// The folder in which it is read as a part of a module, if it is Terraform.
    pub(super) tree: Option<PathBuf>,
}

/// The files that the paths name and that stand in the folders that they name, and what is wrong with some.
pub(super) fn targets(paths: &[PathBuf], only_policies: bool) -> (Vec<Target>, Vec<String>) {
    let (mut targets, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        if archive::is_archive(path) && !path.is_dir() {
            match archive::read(path, |it| Language::of_name(it).is_some()) {
                Ok(found) => {
                    unreadable.extend(found.unreadable);
                    targets.extend(found.files.into_iter().map(|(name, text)| {
                        let (language, path) = (Language::of_name(&name), path.join(name));
                        Target { path, language, text: Some(text), is_argument: false, named: false, tree: None }
                    }));
                }
                Err(why) => unreadable.push(why),
            }
            continue;
        }
        if input::is_standard(path) || !path.is_dir() {
            let language = Language::of_name(&path.to_string_lossy());
            let tree = path.parent().filter(|_| is_module(path)).map(PathBuf::from);
            let named = !only_policies;
            targets.push(Target { path: path.clone(), language, text: None, is_argument: true, named, tree });
            continue;
        }
        let (files, errors) = input::files_of_project(path, |it| language(it).is_some());
        unreadable.extend(errors);
        let folder = path;
        targets.extend(files.into_iter().map(|path| {
            let language = language(&path);
            let tree = is_module(&path).then(|| folder.clone());
            Target { path, language, text: None, is_argument: false, named: false, tree }
        }));
    }
    (targets, unreadable)
}

/// Whether it declares what belongs to a module.
fn is_module(path: &Path) -> bool {
    path.file_name().is_some_and(|it| Module::is_declared_in(&it.to_string_lossy()))
}

fn language(path: &Path) -> Option<Language> {
    path.file_name().and_then(|it| Language::of_name(&it.to_string_lossy()))
}
