//! All files of a language together: where a name is declared.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::form::{Class, Expr, Function, Site, Unit};
use super::language::SourceLanguage;

/// A function or a class: the file, and its place there.
pub(super) type Id = (usize, usize);

/// The files of a language.
#[derive(Debug)]
pub(super) struct World<'a> {
    pub(super) language: SourceLanguage,
    pub(super) units: Vec<Unit<'a>>,
    /// The files of each module.
    modules: BTreeMap<&'a str, Vec<usize>>,
    /// The modules by the last part of their names.
    by_last: BTreeMap<&'a str, Vec<&'a str>>,
    /// Classes by module and name.
    classes: BTreeMap<(&'a str, &'a str), Vec<Id>>,
    /// Methods of types that are declared in another file, by module, type and name.
    received: BTreeMap<(&'a str, &'a str, &'a str), Id>,
    /// Calls, by the name of what is called: the file and its place there.
    sites: BTreeMap<&'a str, Vec<Id>>,
    /// Fields that are set from outside, by their names: the file and the place there.
    loose: BTreeMap<&'a str, Vec<Id>>,
}

impl<'a> World<'a> {
    /// The names are those of the modules of the files.
    pub(super) fn new(language: SourceLanguage, units: Vec<Unit<'a>>, names: &'a [String]) -> Self {
        let mut it = Self {
            language,
            units,
            modules: BTreeMap::new(),
            by_last: BTreeMap::new(),
            classes: BTreeMap::new(),
            received: BTreeMap::new(),
            sites: BTreeMap::new(),
            loose: BTreeMap::new(),
        };
        let loose = &mut it.loose;
        for ((at, unit), module) in it.units.iter().enumerate().zip(names) {
            it.modules.entry(module).or_default().push(at);
            let last = module.rsplit(['.', '/']).next().unwrap_or(module);
            it.by_last.entry(last).or_default().push(module);
            for (place, class) in unit.classes.iter().enumerate() {
                it.classes.entry((module, class.name)).or_default().push((at, place));
            }
            for (place, function) in unit.functions.iter().enumerate() {
                if let Some(of) = function.receiver {
                    it.received.insert((module, of, function.name), (at, place));
                }
            }
            for (place, it) in unit.loose.iter().enumerate() {
                loose.entry(it.0).or_default().push((at, place));
            }
            for (place, site) in unit.sites.iter().enumerate() {
                it.sites.entry(site.name).or_default().push((at, place));
            }
        }
        it.by_last.values_mut().for_each(|it| it.dedup());
        it
    }

    pub(super) fn unit(&self, at: usize) -> Option<&Unit<'a>> {
        self.units.get(at)
    }

    pub(super) fn function(&self, id: Id) -> Option<&Function<'a>> {
        self.units.get(id.0)?.functions.get(id.1)
    }

    pub(super) fn class(&self, id: Id) -> Option<&Class<'a>> {
        self.units.get(id.0)?.classes.get(id.1)
    }

    /// The files of a module.
    pub(super) fn files(&self, module: &str) -> &[usize] {
        self.modules.get(module).map_or(&[], Vec::as_slice)
    }

    /// The classes of a name in the module of a file; of several, those that are nearest.
    pub(super) fn classes(&self, unit: usize, module: &str, name: &str) -> Vec<Id> {
        let Some(all) = self.classes.get(&(module, name)) else { return Vec::new() };
        if all.iter().any(|it| it.0 == unit) {
            return all.iter().copied().filter(|it| it.0 == unit).collect();
        }
        let folder = |at: usize| self.units.get(at).map(|it| it.file.rsplit_once(['/', '\\']).map_or("", |it| it.0));
        let imported = self.units.get(unit).and_then(|it| {
            let import = it.imports.iter().find(|it| it.name == Some(name))?;
            Some(import.path.replace(['.', '\\'], "/"))
        });
        let is_imported = |at: usize| {
            let path = imported.as_deref().zip(self.units.get(at));
            path.is_some_and(|(path, unit)| unit.file.rsplit_once('.').is_some_and(|(file, _)| file.ends_with(path)))
        };
        let near =
            |is_near: &dyn Fn(usize) -> bool| -> Vec<Id> { all.iter().copied().filter(|it| is_near(it.0)).collect() };
        let found = near(&is_imported);
        let found = if found.is_empty() { near(&|at| folder(at) == folder(unit)) } else { found };
        if found.is_empty() { all.clone() } else { found }
    }

    /// The other declarations of a class that is declared in parts.
    pub(super) fn parts(&self, id: Id) -> Vec<Id> {
        let (Some(unit), Some(class)) = (self.units.get(id.0), self.class(id)) else { return Vec::new() };
        if self.language != SourceLanguage::CSharp {
            return Vec::new();
        }
        let all = self.classes.get(&(unit.module.as_str(), class.name)).into_iter().flatten();
        all.copied().filter(|it| *it != id).collect()
    }

    pub(super) fn received(&self, id: Id, name: &str) -> Option<Id> {
        let (unit, class) = (self.units.get(id.0)?, self.class(id)?);
        self.received.get(&(unit.module.as_str(), class.name, name)).copied()
    }

    /// The calls of something of a name.
    pub(super) fn sites(&self, name: &str) -> impl Iterator<Item = (usize, &Site<'a>)> {
        let all = self.sites.get(name).into_iter().flatten();
        all.filter_map(|(unit, at)| Some((*unit, self.units.get(*unit)?.sites.get(*at)?)))
    }

    /// What a field of a name is set to from outside: the function that does it, of what, and to what.
    pub(super) fn loose(&self, name: &str) -> impl Iterator<Item = (Id, &Expr<'a>, &Expr<'a>)> {
        let all = self.loose.get(name).into_iter().flatten();
        all.filter_map(|(unit, at)| {
            let (_, function, of, value) = self.units.get(*unit)?.loose.get(*at)?;
            Some(((*unit, *function), of, value))
        })
    }

    /// The module that a file means by a path.
    pub(super) fn module(&self, unit: usize, path: &str) -> Option<&'a str> {
        let own = self.units.get(unit)?;
        let whole = match self.language {
            SourceLanguage::Go => path.to_string(),
            SourceLanguage::Python => match path.trim_start_matches('.') {
                rest if rest.len() < path.len() => {
                    let is_package = own.file.ends_with("__init__.py");
                    let up = path.len() - rest.len() - usize::from(is_package);
                    let mut parts: Vec<&str> = own.module.split('.').collect();
                    parts.truncate(parts.len().saturating_sub(up));
                    parts.extend((!rest.is_empty()).then_some(rest));
                    parts.join(".")
                }
                _ => path.to_string(),
            },
            SourceLanguage::TypeScript if path.starts_with('.') => {
                let mut parts: Vec<&str> = own.file.split('/').collect();
                parts.pop();
                for it in path.split('/') {
                    match it {
                        "." | "" => {}
                        ".." => {
                            parts.pop();
                        }
                        it => parts.push(it),
                    }
                }
                module_of(self.language, &parts.join("/"))
            }
            SourceLanguage::TypeScript => {
                module_of(self.language, path.trim_start_matches(['@', '~']).trim_start_matches('/'))
            }
            _ => return None,
        };
        if let Some((it, _)) = self.modules.get_key_value(whole.as_str()) {
            return Some(it);
        }
        if self.language == SourceLanguage::Go || whole.is_empty() {
            return None;
        }
        // The root may be a folder of the tree; only if there is one such.
        let last = whole.rsplit(['.', '/']).next()?;
        let ends = |it: &&&str| it.strip_suffix(whole.as_str()).is_some_and(|it| it.ends_with(['.', '/']));
        let found: BTreeSet<&'a str> = self.by_last.get(last)?.iter().filter(ends).copied().collect();
        let mut all = found.into_iter();
        all.next().filter(|_| all.next().is_none())
    }
}

/// The name of a module of Python or TypeScript by its file.
pub(super) fn module_of(language: SourceLanguage, file: &str) -> String {
    let is_code = SourceLanguage::of_name(file) == Some(language);
    let stem = file.rsplit_once('.').filter(|_| is_code).map_or(file, |it| it.0);
    match language {
        SourceLanguage::Python => {
            let stem = stem.replace(['/', '\\'], ".");
            stem.strip_suffix(".__init__").map_or(stem.clone(), String::from)
        }
        _ => stem.strip_suffix("/index").unwrap_or(stem).to_string(),
    }
}
