//! The policies of one side.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hwc_iam::files::{self, Disk, Found, Language, Module, ModuleOptions, Tree};

use crate::archive::{self, Archive};
use crate::failure::Result;
use crate::input::{self, Below};
use crate::name;

/// The policies of one side, by where they are.
#[derive(Default)]
pub(super) struct Side {
    pub(super) policies: BTreeMap<Key, Held>,
    /// What was not read, and why.
    pub(super) unread: Vec<(String, String)>,
    /// Folders and files of which not everything was read, and whether that is only the modules that they call.
    gaps: BTreeMap<String, bool>,
    /// What has another address than before: the folder of the module, the address that it had, and the one that it has.
    pub(super) moved: Vec<Moved>,
}

/// The folder of a module, an address that something had in it, and the one that it has.
type Moved = (String, String, String);

/// The folder or file, and the address in it.
pub(super) type Key = (String, String);

/// A policy, and what it was read from: the texts of all files of its module.
pub(super) struct Held {
    pub(super) found: Found,
    pub(super) texts: BTreeMap<String, String>,
    /// The address that it had, if it has moved.
    pub(super) was: Option<String>,
}

impl Side {
    pub(super) fn of_path(path: &Path, read: &ModuleOptions) -> Result<Self> {
        if archive::is_archive(path) && !path.is_dir() {
            return Ok(Self::of_archive(archive::read(path)?, &name::of(path), read));
        }
        let Below { files, unreadable, .. } = input::files_of_project(path, |_| true);
        let names: Vec<String> = files.iter().filter_map(|it| relative(it, path)).collect();
        let mut side = Self::of_tree(&Disk::with_surroundings(path), &names, read);
        side.unread.extend(unreadable.into_iter().map(|it| (name::of(path), it)));
        side.archives(path, &names, read, archive::read_within);
        Ok(side)
    }

    fn of_archive(found: Archive, name: &str, read: &ModuleOptions) -> Self {
        let names: Vec<String> = found.files.keys().cloned().collect();
        let mut side = Self::of_tree(&found.files, &names, read);
        side.unread.extend(found.unreadable.into_iter().map(|it| (name.to_owned(), it.without_place().to_string())));
        side
    }

    /// Adds what is in the archives among these files of a folder, as if they were folders.
    pub(super) fn archives(
        &mut self,
        folder: &Path,
        names: &[String],
        read: &ModuleOptions,
        open: impl Fn(&Path, &mut u64) -> Result<Archive>,
    ) {
        let mut left = archive::MOST_BYTES;
        for name in names.iter().filter(|it| archive::is_archive(Path::new(it))) {
            let path = folder.join(name);
            match open(&path, &mut left) {
                Ok(found) => self.put_in(name, Self::of_archive(found, name, read)),
                Err(why) => {
                    self.gaps.insert(name.clone(), false);
                    self.unread.push((name.clone(), why.without_place().to_string()));
                }
            }
        }
    }

    /// Adds another side, whose places are in this folder.
    fn put_in(&mut self, folder: &str, side: Self) {
        let within = |it: String| if it.is_empty() { folder.to_owned() } else { format!("{folder}/{it}") };
        self.policies.extend(side.policies.into_iter().map(|((place, address), it)| ((within(place), address), it)));
        self.gaps.extend(side.gaps.into_iter().map(|(place, it)| (within(place), it)));
        self.moved.extend(side.moved.into_iter().map(|(place, from, to)| (within(place), from, to)));
        self.unread.extend(side.unread.into_iter().map(|(what, why)| {
            let is_of_all = what == folder;
            (if is_of_all { what } else { within(what) }, why)
        }));
    }

    pub(super) fn of_plan(policies: Vec<Found>) -> Self {
        let mut side = Self::default();
        policies.into_iter().for_each(|it| side.add(String::new(), it, BTreeMap::new()));
        side
    }

    /// The policies of these files of a tree, those of Terraform by modules.
    pub(super) fn of_tree(tree: &dyn Tree, names: &[String], read: &ModuleOptions) -> Self {
        let mut side = Self::default();
        let folders: BTreeSet<&str> = names.iter().filter(|it| is_terraform(it)).map(|it| folder(it)).collect();
        let modules: Vec<(&str, Module)> = folders.iter().map(|it| (*it, Module::read(tree, it, read))).collect();
        for (at, module) in &modules {
            // What another one calls is read there, with its arguments.
            let is_called =
                modules.iter().any(|(other, it)| other != at && it.files().iter().any(|it| folder(it) == *at));
            if !is_called {
                side.module(tree, at, module);
            }
        }
        // A template, or values of variables, is what its module makes of it.
        let read: BTreeSet<&str> =
            modules.iter().flat_map(|it| it.1.files().iter().chain(it.1.templates())).map(String::as_str).collect();
        for name in names.iter().filter(|it| !read.contains(it.as_str())) {
            let Some(language) = Language::of_name(name) else { continue };
            side.file(tree, name, language);
        }
        side
    }

    /// Puts policies under the addresses that they have now. A move may be followed by another one.
    pub(super) fn follow(&mut self, moved: &[Moved]) {
        for _ in moved.iter().take(MOST_MOVES) {
            let moves: Vec<(Key, Key)> = moved.iter().flat_map(|it| self.moves(it)).collect();
            if moves.is_empty() {
                return;
            }
            for (from, to) in moves {
                if let Some(mut held) = self.policies.remove(&from) {
                    held.was.get_or_insert(from.1);
                    self.policies.entry(to).or_insert(held);
                }
            }
        }
    }

    /// The policies of what has moved, and where they are then, unless another one is there.
    fn moves(&self, (place, from, to): &Moved) -> Vec<(Key, Key)> {
        let first = (place.clone(), from.clone());
        let below =
            self.policies.range(first..).take_while(|(key, _)| key.0 == *place && key.1.starts_with(from.as_str()));
        let moved = below.filter_map(|(key, _)| {
            let rest = key.1.strip_prefix(from.as_str()).filter(|it| it.is_empty() || it.starts_with(['.', '[']))?;
            Some((key.clone(), (place.clone(), format!("{to}{rest}"))))
        });
        moved.filter(|(_, to)| !self.policies.contains_key(to)).collect()
    }

    /// Whether a policy that is not here may be in what was not read.
    pub(super) fn may_have(&self, (place, address): &Key) -> bool {
        let may_be_in = |only_modules: &bool| !only_modules || address.starts_with("module.");
        // Of an archive that could not be read, all that is in it.
        let archives = place.match_indices('/').filter_map(|(at, _)| place.get(..at));
        let mut archives = archives.filter(|it| archive::is_archive(Path::new(it)));
        self.gaps.get(place).is_some_and(may_be_in) || archives.any(|it| self.gaps.get(it) == Some(&false))
    }

    fn module(&mut self, tree: &dyn Tree, at: &str, module: &Module) {
        let texts: BTreeMap<String, String> =
            module.files().iter().filter_map(|it| Some((it.clone(), tree.read(it).ok()?))).collect();
        for it in module.unread().iter().filter(|it| !it.is_apart) {
            self.unread.push((format!("{}:{}:{}", it.file, it.start.line, it.start.column + 1), it.why.clone()));
            *self.gaps.entry(at.to_owned()).or_insert(true) &= !it.is_broken && !it.is_file;
        }
        self.moved.extend(module.moved().iter().map(|(from, to)| (at.to_owned(), from.clone(), to.clone())));
        for it in module.policies().iter().filter(|it| !it.is_absent()) {
            self.add(at.to_owned(), it.clone(), texts.clone());
        }
    }

    fn file(&mut self, tree: &dyn Tree, name: &str, language: Language) {
        let text = match tree.read(name) {
            Ok(it) => it,
            Err(why) => {
                self.gaps.insert(name.to_owned(), false);
                return self.unread.push((name.to_owned(), why.to_string()));
            }
        };
        if !["Statement", "statement", "resource_changes", "planned_values"].iter().any(|it| text.contains(it)) {
            return;
        }
        let texts = BTreeMap::from([(name.to_owned(), text.clone())]);
        let mut all = Vec::new();
        let read = files::each(language, text, None, &mut |it| {
            if it.is_of_resource() || it.is_policy() || it.other_kind().is_some() {
                all.push(it);
            }
        });
        if let Err(why) = read {
            self.gaps.insert(name.to_owned(), false);
            self.unread.push((name.to_owned(), why.to_string()));
        }
        all.into_iter().for_each(|it| self.add(name.to_owned(), it, texts.clone()));
    }

    fn add(&mut self, place: String, found: Found, texts: BTreeMap<String, String>) {
        let address = found.address().unwrap_or_default().to_owned();
        // A line of JSON Lines, a second document of the same name.
        let mut key = (place, address);
        for number in 2.. {
            if !self.policies.contains_key(&key) {
                break;
            }
            let (place, address) = key;
            let stem = address.rsplit_once(" #").map_or(address.as_str(), |it| it.0).to_owned();
            key = (place, format!("{stem} #{number}"));
        }
        self.policies.insert(key, Held { found, texts, was: None });
    }
}

fn relative(file: &Path, to: &Path) -> Option<String> {
    let name = file.strip_prefix(to).ok()?.to_str()?.replace('\\', "/");
    Some(name.strip_prefix("./").unwrap_or(&name).to_owned())
}

fn is_terraform(name: &str) -> bool {
    Module::is_declared_in(name.rsplit_once('/').map_or(name, |it| it.1))
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |it| it.0)
}

/// More moves in a row than anybody keeps.
const MOST_MOVES: usize = 100;
