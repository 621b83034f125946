//! What something has by a name: a class and those that it inherits from, a client, a package.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::{Is, MOST_HOPS, Typer, Types, of_sdk, only};
use crate::usage::source::language::Sdk;
use crate::usage::source::operations::SdkOperations;
use crate::usage::source::world::Id;

impl<'a> Typer<'_, 'a> {
    pub(super) fn member(&mut self, unit: usize, bases: &Types, name: &'a str) -> Types {
        let mut found = Types::new();
        for base in bases {
            match base {
                Is::Unknown => {
                    found.insert(Is::Unknown);
                }
                Is::Other => {
                    found.insert(Is::Other);
                }
                // What builds a client is not told apart from it; what an operation answers is none.
                Is::Client(sdk) => {
                    let is_call = !SdkOperations::get().named(sdk.service, name).is_empty();
                    found.insert(if is_call { Is::Other } else { base.clone() });
                }
                Is::Request(..) => {
                    found.insert(base.clone());
                }
                Is::Sdk(sdk) => {
                    found.insert(of_sdk(*sdk, name).unwrap_or(Is::Other));
                }
                Is::Module(path) => found.extend(self.of_path(unit, path, name)),
                // A property.
                Is::Function(it) => {
                    let value = self.result(*it);
                    found.extend(self.member(unit, &value, name));
                }
                Is::Class(it) => found.extend(self.of_class(*it, name, 0).unwrap_or_else(|| self.absent(*it, name))),
            }
        }
        found
    }

    /// What a class has by a name.
    pub(super) fn of_class(&mut self, class: Id, name: &'a str, hops: usize) -> Option<Types> {
        if hops >= MOST_HOPS {
            return None;
        }
        let it = self.world.class(class)?;
        if let Some(method) = it.methods.get(name) {
            return Some(only(Is::Function((class.0, *method))));
        }
        if let Some(id) = self.world.received(class, name) {
            return Some(only(Is::Function(id)));
        }
        if it.fields.contains_key(name) {
            let found = self.field(class, name);
            if !found.is_empty() {
                return Some(found);
            }
        }
        let mut found = Types::new();
        for part in self.world.parts(class) {
            let other = self.world.class(part);
            match other.and_then(|it| it.methods.get(name)) {
                Some(method) => found.extend([Is::Function((part.0, *method))]),
                None if other.is_some_and(|it| it.fields.contains_key(name)) => found.extend(self.field(part, name)),
                None => {}
            }
        }
        for base in &it.bases {
            for base in self.expr((class.0, 0), base) {
                match base {
                    Is::Class(it) if it != class => found.extend(self.of_class(it, name, hops + 1).unwrap_or_default()),
                    Is::Client(_) => found.extend(self.member(class.0, &only(base), name)),
                    _ => {}
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// What a class that does not have something may have by its name: what others set, and what bases that were not read have.
    fn absent(&mut self, class: Id, name: &'a str) -> Types {
        let mut found = Types::new();
        let world = self.world;
        for (at, of, value) in world.loose(name) {
            if self.expr(at, of).contains(&Is::Class(class)) {
                found.extend(self.expr(at, value));
            }
        }
        let bases = world.class(class).map_or(&[][..], |it| it.bases.as_slice());
        let is_field = world.class(class).is_some_and(|it| it.fields.contains_key(name));
        let is_open = is_field
            || bases.iter().any(|it| {
                let types = self.expr((class.0, 0), it);
                types.iter().any(|it| matches!(it, Is::Unknown))
            });
        if found.is_empty() {
            found.insert(if is_open { Is::Unknown } else { Is::Other });
        }
        found
    }

    /// The clients that something is, or that classes inherit it from.
    pub(in crate::usage::source) fn clients(&mut self, types: &Types) -> BTreeSet<Sdk> {
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut rest: Vec<Is> = types.iter().cloned().collect();
        while let Some(it) = rest.pop() {
            match it {
                Is::Client(sdk) => {
                    found.insert(sdk);
                }
                Is::Class(id) if seen.insert(id) && seen.len() < MOST_HOPS => {
                    let bases = self.world.class(id).map_or(&[][..], |it| it.bases.as_slice());
                    rest.extend(bases.iter().flat_map(|it| self.expr((id.0, 0), it)));
                }
                _ => {}
            }
        }
        found
    }

    /// What something has by a name.
    pub(in crate::usage::source) fn member_of(&mut self, unit: usize, bases: &Types, name: &'a str) -> Types {
        self.steps = 0;
        self.member(unit, bases, name)
    }
}
