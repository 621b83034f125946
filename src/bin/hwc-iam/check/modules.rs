//! Modules of Terraform among the files: each folder is read once, with what it calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hwc_iam::files::{Disk, Found, Module, ModuleOptions, Unread};

use super::Job;
use super::edited::{Edited, Open, Texts};
use super::walk::Target;
use crate::name;

/// The modules whose files are checked.
#[derive(Default)]
pub(super) struct Modules {
    all: Vec<Loaded>,
    /// The policies of which a part stands in a file: the places of their modules, and their own.
    found: BTreeMap<PathBuf, Vec<(usize, usize)>>,
    unread: BTreeMap<PathBuf, Vec<Unread>>,
    left_out: BTreeMap<PathBuf, String>,
    templates: BTreeSet<PathBuf>,
    archives: Archives,
}

/// The texts in archives, by their names there.
type Archives = BTreeMap<PathBuf, BTreeMap<String, String>>;

struct Loaded {
    root: PathBuf,
    module: Module,
}

/// A policy of which a part stands in a file.
pub(super) struct Part<'a> {
    pub(super) found: &'a Found,
    root: &'a Path,
    path: &'a Path,
}

impl Part<'_> {
    /// Whether a byte of its text stands in the file.
    pub(super) fn is_here(&self, offset: u32) -> bool {
        self.found.file(offset).is_some_and(|it| name::place(self.root, it) == self.path)
    }
}

impl Modules {
    /// Reads the folders of these files. Those that others call are looked at as they are called, unless a file of theirs is named.
    pub(super) fn read(job: &Job, targets: &[Target], archives: Archives) -> Self {
        Self::read_with(job, &job.texts, targets, archives)
    }

    /// The same with other texts in place of some of those that are there.
    fn read_with(job: &Job, texts: &Texts, targets: &[Target], archives: Archives) -> Self {
        let folders = folders(targets);
        let loaded: Mutex<BTreeMap<usize, Loaded>> = Mutex::default();
        let next = AtomicUsize::new(0);
        let threads = thread::available_parallelism().map_or(1, usize::from).min(folders.len());
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some((root, folder)) = folders.get(at) else { return };
                        let read =
                            Loaded { root: root.clone(), module: read(job, texts, root, folder, archives.get(root)) };
                        if let Ok(mut all) = loaded.lock() {
                            all.insert(at, read);
                        }
                    }
                });
            }
        });
        let loaded = loaded.into_inner().unwrap_or_default().into_values();
        let mut modules = Self { all: loaded.collect(), archives, ..Self::default() };
        modules.leave_out_called(targets);
        modules.index(targets);
        modules
    }

    fn policies(&self) -> Vec<&Found> {
        self.all.iter().flat_map(|it| it.module.policies()).collect()
    }

    fn leave_out_called(&mut self, targets: &[Target]) {
        let named: BTreeSet<&Path> =
            targets.iter().filter(|it| it.is_argument).filter_map(|it| it.path.parent()).collect();
        // One folder may be named in many ways.
        let full = |it: PathBuf| fs::canonicalize(&it).unwrap_or(it);
        let called = |it: &Loaded| -> Vec<PathBuf> {
            it.module.called().iter().map(|folder| full(name::place(&it.root, folder))).collect()
        };
        let called: BTreeSet<PathBuf> = self.all.iter().flat_map(called).collect();
        self.all.retain(|it| {
            let folder = it.root.join(it.module.folder());
            named.contains(folder.as_path()) || !called.contains(&full(folder))
        });
    }

    fn index(&mut self, targets: &[Target]) {
        let named: BTreeSet<&Path> = targets.iter().map(|it| it.path.as_path()).collect();
        let whole: BTreeSet<&Path> =
            targets.iter().filter(|it| !it.is_argument).filter_map(|it| it.path.parent()).collect();
        for (at, Loaded { root, module }) in self.all.iter().enumerate() {
            // Of a folder of which only files are named, those are meant.
            let is_whole = whole.contains(root.join(module.folder()).as_path());
            let is_meant = |file: &str| is_whole || named.contains(name::place(root, file).as_path());
            for (place, found) in module.policies().iter().enumerate() {
                let declared = found.resource().and_then(|it| found.file(it.start));
                for file in found.files().into_iter().filter(|_| declared.is_some_and(is_meant)) {
                    self.found.entry(name::place(root, file)).or_default().push((at, place));
                }
            }
            for it in module.unread().iter().filter(|it| is_meant(&it.file)) {
                let path = name::place(root, &it.file);
                if it.is_file {
                    self.left_out.insert(path, it.why.clone());
                } else {
                    self.unread.entry(path).or_default().push(it.clone());
                }
            }
            self.templates.extend(module.templates().iter().map(|it| name::place(root, it)));
        }
    }

    /// The policies of which a part stands in a file; nothing if no module was read with it.
    pub(super) fn of<'a>(&'a self, path: &'a Path) -> Vec<Part<'a>> {
        let places = self.found.get(path).map_or(&[][..], Vec::as_slice);
        let found = |(at, place): &(usize, usize)| {
            let loaded = self.all.get(*at)?;
            Some(Part { found: loaded.module.policies().get(*place)?, root: &loaded.root, path })
        };
        places.iter().filter_map(found).collect()
    }

    /// What of a file was not looked at, beside parts of policies.
    pub(super) fn unread(&self, path: &Path) -> &[Unread] {
        self.unread.get(path).map_or(&[], Vec::as_slice)
    }

    /// What would belong to one of them and is not read, and why.
    pub(super) const fn left_out(&self) -> &BTreeMap<PathBuf, String> {
        &self.left_out
    }

    /// Whether a file is a template of one of them.
    pub(super) fn is_template(&self, path: &Path) -> bool {
        self.templates.contains(path)
    }

    /// The text of a file in an archive.
    fn archived(&self, path: &Path) -> Option<String> {
        let mut texts =
            self.archives.iter().filter_map(|(root, files)| files.get(path.strip_prefix(root).ok()?.to_str()?));
        texts.next().cloned()
    }

    /// The files with parts of policies that are not among these.
    pub(super) fn other_files(&self, targets: &[Target]) -> Vec<Target> {
        let known: BTreeSet<&Path> = targets.iter().map(|it| it.path.as_path()).collect();
        let all = self.found.keys().chain(self.unread.keys()).collect::<BTreeSet<_>>();
        let others = all.into_iter().filter(|it| !known.contains(it.as_path()));
        others
            .map(|it| Target {
                path: it.clone(),
                language: None,
                text: self.archived(it),
                is_argument: false,
                named: false,
                tree: None,
            })
            .collect()
    }
}

/// Whether it is proved that no policy of any module grants more if a file says this.
pub(super) fn grant_no_more(job: &Job, targets: &[Target], path: &Path, text: &str) -> bool {
    let texts = Texts::from([(path.to_path_buf(), Open { text: text.into(), language: None })]);
    let before = Modules::read(job, targets, BTreeMap::new());
    let after = Modules::read_with(job, &texts, targets, BTreeMap::new());
    let (before, after) = (before.policies(), after.policies());
    before.len() == after.len()
        && before.iter().zip(&after).all(|(old, new)| old.address() == new.address() && new.grants_no_more_than(old))
}

fn read(job: &Job, texts: &Texts, root: &Path, folder: &str, archive: Option<&BTreeMap<String, String>>) -> Module {
    let mut options = ModuleOptions::default();
    options.kind = job.config.kind(&root.join(folder).join("main.tf"));
    options.variable_files.clone_from(&job.variable_files);
    if let Some(files) = archive {
        return Module::read(files, folder, &options);
    }
    Module::read(&Edited { disk: Disk::with_surroundings(root), root, texts }, folder, &options)
}

/// The folders with modules, each in the largest tree that was given.
fn folders(targets: &[Target]) -> Vec<(PathBuf, String)> {
    let mut all: BTreeMap<PathBuf, (PathBuf, String)> = BTreeMap::new();
    for target in targets {
        let Some(tree) = &target.tree else { continue };
        let Some(folder) = target.path.parent() else { continue };
        let Ok(within) = folder.strip_prefix(tree) else { continue };
        let names: Option<Vec<&str>> = within.iter().map(|it| it.to_str()).collect();
        let Some(names) = names else { continue };
        let entry = (tree.clone(), names.join("/"));
        let known = all.entry(folder.to_path_buf()).or_insert_with(|| entry.clone());
        if entry.1.len() > known.1.len() {
            *known = entry;
        }
    }
    all.into_values().collect()
}
