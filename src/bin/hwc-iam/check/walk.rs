//! Which files are checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hwc_iam::files::{Language, Module};

use crate::archive;
use crate::input::{self, Below};

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

/// The files to check.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) targets: Vec<Target>,
    /// What cannot be read, and why.
    pub(super) unreadable: Vec<String>,
    /// What has the name of a file to check and is none, and why it is not looked at.
    pub(super) left_out: Vec<(PathBuf, &'static str)>,
    /// The texts in archives, by their names there.
    pub(super) archives: BTreeMap<PathBuf, BTreeMap<String, String>>,
}

/// The files that the paths name and that stand in the folders that they name.
pub(super) fn targets(paths: &[PathBuf], only_policies: bool) -> Walk {
    let Walk { mut targets, mut unreadable, mut left_out, mut archives } = Walk::default();
    for path in paths {
        if archive::is_archive(path) && !path.is_dir() {
            match archive::read(path) {
                Ok(found) => {
                    unreadable.extend(found.unreadable);
                    let texts = found.files.iter().filter(|it| Language::of_name(it.0).is_some());
                    targets.extend(texts.map(|(name, text)| {
                        let (language, root, path) = (Language::of_name(name), path, path.join(name));
                        let tree = is_module(&path).then(|| root.clone());
                        Target { path, language, text: Some(text.clone()), is_argument: false, named: false, tree }
                    }));
                    archives.insert(path.clone(), found.files);
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
        let below = input::files_of_project(path, |it| language(it).is_some());
        let Below { files, unreadable: errors, left_out: others } = below;
        unreadable.extend(errors);
        // One that is named, too, is read.
        left_out.extend(others.into_iter().filter(|it| !paths.contains(&it.0)));
        let folder = path;
        targets.extend(files.into_iter().map(|path| {
            let language = language(&path);
            let tree = is_module(&path).then(|| folder.clone());
            Target { path, language, text: None, is_argument: false, named: false, tree }
        }));
    }
    Walk { targets, unreadable, left_out, archives }
}

/// Whether it declares what belongs to a module.
fn is_module(path: &Path) -> bool {
    path.file_name().is_some_and(|it| Module::is_declared_in(&it.to_string_lossy()))
}

fn language(path: &Path) -> Option<Language> {
    path.file_name().and_then(|it| Language::of_name(&it.to_string_lossy()))
}
