//! Which files are checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hwc_iam::files::{Language, Module};

use crate::archive;
use crate::failure::Failure;
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
    pub(super) left_out: Vec<(PathBuf, String)>,
    /// What is passed over without a look, and why.
    pub(super) passed_over: Vec<(PathBuf, &'static str)>,
    /// The texts in archives, by their names there.
    pub(super) archives: BTreeMap<PathBuf, BTreeMap<String, String>>,
}

/// The files that the paths name and that stand in the folders that they name.
pub(super) fn targets(paths: &[PathBuf], only_policies: bool) -> Walk {
    let mut walk = Walk::default();
    // So that what all archives of folders hold stays small.
    let mut left = archive::MOST_BYTES;
    for path in paths {
        if path.is_dir() {
            walk.folder(path, paths, &mut left);
        } else if archive::is_archive(path) {
            match archive::read(path) {
                Ok(found) => {
                    walk.unreadable.extend(found.unreadable.iter().map(ToString::to_string));
                    walk.archive(path, found.files);
                }
                Err(why) => walk.unreadable.push(why.to_string()),
            }
        } else {
            let language = Language::of_name(&path.to_string_lossy());
            // A link is read by itself: what stands beside it is not what stands beside what it leads to.
            let is_part = is_module(path) && !path.is_symlink();
            let tree = path.parent().filter(|_| is_part).map(PathBuf::from);
            let named = !only_policies;
            walk.targets.push(Target { path: path.clone(), language, text: None, is_argument: true, named, tree });
        }
    }
    walk
}

impl Walk {
    fn folder(&mut self, folder: &Path, paths: &[PathBuf], left: &mut u64) {
        let is_wanted = |it: &Path| language(it).is_some() || archive::is_archive(it);
        let Below { files, unreadable, left_out } = input::files_of_project(folder, is_wanted);
        self.unreadable.extend(unreadable);
        // One that is named, too, is read.
        let others = left_out.into_iter().filter(|it| !paths.contains(&it.0));
        self.left_out.extend(others.map(|(path, why)| (path, why.to_owned())));
        let passed_over = input::passed_over(folder, is_wanted).into_iter();
        self.passed_over.extend(passed_over.filter(|it| !paths.contains(&it.0)));
        for path in files {
            if archive::is_archive(&path) {
                if !paths.contains(&path) {
                    self.found_archive(&path, left);
                }
                continue;
            }
            let language = language(&path);
            let tree = is_module(&path).then(|| folder.to_path_buf());
            self.targets.push(Target { path, language, text: None, is_argument: false, named: false, tree });
        }
    }

    /// An archive of which nobody said that it is a stack: what cannot be read of it is only named.
    fn found_archive(&mut self, path: &Path, left: &mut u64) {
        let mut leave_out = |why: Failure| {
            self.left_out.push((path.to_path_buf(), why.without_place().to_string()));
        };
        match archive::read_within(path, left) {
            Ok(found) => {
                found.unreadable.into_iter().for_each(leave_out);
                if found.files.keys().any(|it| Language::of_name(it).is_some()) {
                    self.archive(path, found.files);
                } else {
                    self.passed_over.push((path.to_path_buf(), "no file in it that may hold a policy"));
                }
            }
            Err(why) => leave_out(why),
        }
    }

    fn archive(&mut self, path: &Path, files: BTreeMap<String, String>) {
        let texts = files.iter().filter(|it| Language::of_name(it.0).is_some());
        self.targets.extend(texts.map(|(name, text)| {
            let (language, root, path) = (Language::of_name(name), path, path.join(name));
            let tree = is_module(&path).then(|| root.to_path_buf());
            Target { path, language, text: Some(text.clone()), is_argument: false, named: false, tree }
        }));
        self.archives.insert(path.to_path_buf(), files);
    }
}

/// Whether it declares what belongs to a module.
fn is_module(path: &Path) -> bool {
    path.file_name().is_some_and(|it| Module::is_declared_in(&it.to_string_lossy()))
}

fn language(path: &Path) -> Option<Language> {
    path.file_name().and_then(|it| Language::of_name(&it.to_string_lossy()))
}
