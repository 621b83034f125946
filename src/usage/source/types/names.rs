//! What names are: of variables and classes, of what files import, and of parts of packages.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Is, MOST_HOPS, Typer, Types, of_sdk, one_space, only};
use crate::usage::source::form::{Expr, Import};
use crate::usage::source::language::SourceLanguage;
use crate::usage::source::world::Id;

impl<'w, 'a> Typer<'w, 'a> {
    pub(super) fn name(&mut self, at: Id, name: &'a str) -> Option<Types> {
        let mut place = Some(at.1);
        while let Some(function) = place {
            let id = (at.0, function);
            let it = self.world.function(id)?;
            if it.variables.contains_key(name) {
                return Some(self.variable(id, name));
            }
            place = it.parent;
        }
        if self.world.language.omits_this() {
            if let Some(class) = self.class_of(at) {
                if let Some(found) = self.of_class(class, name, 0) {
                    return Some(found);
                }
            }
        }
        self.top(at.0, name, 0)
    }

    /// What a file knows by a name: of its module, and what it imports.
    fn top(&mut self, unit: usize, name: &'a str, hops: usize) -> Option<Types> {
        let module = self.world.unit(unit)?.module.clone();
        if let Some(found) = self.of_module(unit, &module, name) {
            return Some(found);
        }
        if hops >= MOST_HOPS {
            return None;
        }
        let imports = &self.world.unit(unit)?.imports;
        let mut found = Types::new();
        for it in imports.iter().filter(|it| it.name == Some(name)) {
            found.extend(self.imported(unit, it, hops));
        }
        if !found.is_empty() {
            return Some(found);
        }
        let globals: Vec<&'w Import<'a>> = {
            let world = self.world;
            self.globals.iter().filter_map(|(unit, at)| world.unit(*unit)?.imports.get(*at)).collect()
        };
        for it in globals.iter().copied().filter(|it| it.name == Some(name)) {
            found.extend(self.imported(unit, it, hops));
        }
        for it in imports.iter().chain(globals).filter(|it| it.name.is_none()) {
            match self.world.language.sdk(&it.path) {
                Some((Ok(sdk), _)) => found.extend(of_sdk(sdk, name)),
                Some((Err(_), _)) => {}
                None => {
                    let module = self.world.module(unit, &it.path);
                    for file in module.into_iter().flat_map(|it| self.world.files(it)) {
                        found.extend(self.top(*file, name, hops + 1).unwrap_or_default());
                    }
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// What is declared in a module by a name.
    fn of_module(&mut self, unit: usize, module: &str, name: &'a str) -> Option<Types> {
        let world = self.world;
        let mut found: Types = world.classes(unit, module, name).into_iter().map(Is::Class).collect();
        // Variables outside of functions are those of the file in languages with one space of names; functions are not.
        let is_one = world.language.has_one_space();
        for file in world.files(module) {
            let id = (*file, 0);
            let Some(all) = world.function(id).and_then(|it| it.variables.get(name)) else { continue };
            if !is_one || all.iter().any(|it| matches!(it, Expr::Local(_))) {
                found.extend(self.variable(id, name));
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn imported(&mut self, unit: usize, it: &Import<'a>, hops: usize) -> Types {
        let language = self.world.language;
        if let Some((sdk, rest)) = language.sdk(&it.path) {
            let Ok(sdk) = sdk else { return only(Is::Other) };
            let name = it.item.map(String::from).or_else(|| rest.last().cloned());
            let found = name.and_then(|it| of_sdk(sdk, &it));
            return only(found.unwrap_or(if it.item.is_some() && it.item != Some("default") {
                Is::Other
            } else {
                Is::Sdk(sdk)
            }));
        }
        if language.has_one_space() {
            let last = it.path.rsplit(['.', '\\']).next().unwrap_or_default();
            let classes = self.world.classes(unit, one_space(language), last);
            return match classes.is_empty() {
                true => only(Is::Module(it.path.clone())),
                false => classes.into_iter().map(Is::Class).collect(),
            };
        }
        match (self.world.module(unit, &it.path), it.item) {
            (Some(module), None) => only(Is::Module(module.to_string())),
            (Some(module), Some(item)) => {
                let mut found = Types::new();
                for file in self.world.files(module) {
                    found.extend(self.top(*file, item, hops + 1).unwrap_or_default());
                }
                if found.is_empty() { self.below(unit, &it.path, item) } else { found }
            }
            (None, Some(item)) => self.below(unit, &it.path, item),
            (None, None) if language == SourceLanguage::Go && !it.path.contains('.') => only(Is::Other),
            (None, None) => only(Is::Module(it.path.clone())),
        }
    }

    /// A module in a package, such as `b` of `from a import b`.
    fn below(&self, unit: usize, path: &str, name: &str) -> Types {
        let whole = match path.ends_with('.') {
            true => format!("{path}{name}"),
            false => format!("{path}.{name}"),
        };
        only(match self.world.module(unit, &whole) {
            Some(it) => Is::Module(it.to_string()),
            None => Is::Unknown,
        })
    }

    pub(super) fn load(&mut self, unit: usize, path: &str) -> Types {
        if let Some((sdk, _)) = self.world.language.sdk(path) {
            return only(sdk.map_or(Is::Other, Is::Sdk));
        }
        let Some(module) = self.world.module(unit, path) else { return only(Is::Unknown) };
        let mut found = only(Is::Module(module.to_string()));
        for file in self.world.files(module) {
            found.extend(self.of_module(*file, module, "default").unwrap_or_default());
        }
        found
    }

    /// A qualified name.
    pub(super) fn path(&mut self, at: Id, path: &'a str) -> Option<Types> {
        let path = path.trim_start_matches('\\');
        let mut parts = path.split(['.', '\\']);
        let first = parts.next()?;
        if let Some(mut found) = self.name(at, first) {
            for it in parts {
                found = self.member(at.0, &found, it);
            }
            return Some(found);
        }
        if let Some((sdk, rest)) = self.world.language.sdk(path) {
            let Ok(sdk) = sdk else { return Some(only(Is::Other)) };
            return Some(only(rest.last().and_then(|it| of_sdk(sdk, it)).unwrap_or(Is::Sdk(sdk))));
        }
        let last = path.rsplit(['.', '\\']).next()?;
        let classes = self.world.classes(at.0, one_space(self.world.language), last);
        (!classes.is_empty()).then(|| classes.into_iter().map(Is::Class).collect())
    }

    pub(super) fn of_path(&mut self, unit: usize, path: &str, name: &'a str) -> Types {
        if let Some(module) = self.world.module(unit, path) {
            let mut found = Types::new();
            for file in self.world.files(module) {
                found.extend(self.top(*file, name, 1).unwrap_or_default());
            }
            if !found.is_empty() {
                return found;
            }
        }
        let whole = format!("{path}.{name}");
        match self.world.language.sdk(&whole) {
            Some((Ok(sdk), rest)) => only(rest.last().and_then(|it| of_sdk(sdk, it)).unwrap_or(Is::Sdk(sdk))),
            Some((Err(_), _)) => only(Is::Other),
            None if self.world.language == SourceLanguage::Python => only(Is::Module(whole)),
            None => only(Is::Unknown),
        }
    }
}
