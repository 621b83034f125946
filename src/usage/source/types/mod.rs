//! What something may be, over all files of a language.

mod members;
mod names;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::form::Expr;
use super::language::{Sdk, SourceLanguage};
use super::operations::{SdkOperations, version_of};
use super::world::{Id, World};

/// What a value is, or the class that it is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Is {
    Unknown,
    /// Surely no client.
    Other,
    /// The client of a service, its class, or what builds it.
    Client(Sdk),
    /// The request of an operation.
    Request(Sdk, String),
    /// The package of a service.
    Sdk(Sdk),
    /// A module, or a part of the path of one.
    Module(String),
    Function(Id),
    Class(Id),
}

type Types = BTreeSet<Is>;

/// Finds out what something is.
pub(super) struct Typer<'w, 'a> {
    world: &'w World<'a>,
    /// What is known already of variables, fields and what functions return.
    known: BTreeMap<(u8, Id, &'a str), Types>,
    /// What is being found out.
    open: BTreeSet<(u8, Id, &'a str)>,
    depth: usize,
    steps: usize,
    most_steps: usize,
    /// How often a circle was cut.
    cuts: usize,
    globals: Vec<(usize, usize)>,
}

const VARIABLE: u8 = 0;
const FIELD: u8 = 1;
const RESULT: u8 = 2;

impl<'w, 'a> Typer<'w, 'a> {
    pub(super) fn new(world: &'w World<'a>) -> Self {
        let all = world.units.iter().enumerate();
        let globals = all.flat_map(|(unit, it)| {
            let global = it.imports.iter().enumerate().filter(|(_, it)| it.is_global);
            global.map(move |(at, _)| (unit, at))
        });
        let globals = globals.collect();
        Self {
            world,
            known: BTreeMap::new(),
            open: BTreeSet::new(),
            depth: 0,
            steps: 0,
            most_steps: MOST_STEPS,
            cuts: 0,
            globals,
        }
    }

    /// Looks at few or at many parts of one answer.
    pub(super) fn look_far(&mut self, is_far: bool) {
        self.most_steps = if is_far { MOST_STEPS } else { MOST_STEPS / 20 };
    }

    /// What an expression in a function is.
    pub(super) fn of(&mut self, function: Id, expr: &Expr<'a>) -> Types {
        self.steps = 0;
        self.expr(function, expr)
    }

    fn expr(&mut self, at: Id, expr: &Expr<'a>) -> Types {
        self.steps += 1;
        if self.depth >= DEEPEST || self.steps >= self.most_steps {
            return only(Is::Unknown);
        }
        self.depth += 1;
        let found = self.of_form(at, expr);
        self.depth -= 1;
        found
    }

    fn of_form(&mut self, at: Id, expr: &Expr<'a>) -> Types {
        match expr {
            Expr::Unknown => only(Is::Unknown),
            Expr::Other => only(Is::Other),
            Expr::This => self.class_of(at).map_or(only(Is::Unknown), |it| only(Is::Class(it))),
            Expr::Local(it) => only(Is::Function((at.0, *it))),
            Expr::Name(name) => self.name(at, name).unwrap_or_else(|| only(Is::Unknown)),
            Expr::Path(path) => self.path(at, path).unwrap_or_else(|| only(Is::Unknown)),
            Expr::Member(base, name) => {
                let bases = self.expr(at, base);
                self.member(at.0, &bases, name)
            }
            Expr::Call(callee) => {
                let callee = self.expr(at, callee);
                self.called(&callee)
            }
            Expr::Load(path) => self.load(at.0, path),
            Expr::Type(names) => self.declared(at, names),
            Expr::Parameter(place) => self.parameter(at, *place),
            Expr::Any(all) | Expr::Tuple(all) => all.iter().flat_map(|it| self.expr(at, it)).collect(),
            Expr::Nth(of, place) => self.nth(at, of, *place),
        }
    }

    /// The class in whose method something is.
    fn class_of(&self, at: Id) -> Option<Id> {
        let mut function = self.world.function(at)?;
        loop {
            if let Some(class) = function.class {
                return Some((at.0, class));
            }
            function = self.world.function((at.0, function.parent?))?;
        }
    }

    /// Values, with what properties answer in their place.
    pub(super) fn values(&mut self, types: Types) -> Types {
        let value = |it: Is| match it {
            Is::Function(id) => self.result(id),
            other => only(other),
        };
        types.into_iter().flat_map(value).collect()
    }

    fn called(&mut self, callee: &Types) -> Types {
        let mut found = Types::new();
        for it in callee {
            match it {
                Is::Function(id) => found.extend(self.result(*id)),
                // A module that is called is one that could not be read.
                Is::Module(_) | Is::Sdk(_) => {
                    found.insert(Is::Unknown);
                }
                other => {
                    found.insert(other.clone());
                }
            }
        }
        found
    }

    /// A value of a type that is one of some names, of which those count that are known.
    fn declared(&mut self, at: Id, names: &[Expr<'a>]) -> Types {
        let mut found = Types::new();
        let mut is_open = false;
        for it in names {
            let types = self.expr(at, it);
            // The client of a file that was not read.
            let (Expr::Name(written) | Expr::Path(written)) = it else { continue };
            let last = written.rsplit(['.', '\\']).next().unwrap_or_default().to_lowercase();
            let service = last.strip_suffix("client").map(|it| it.strip_suffix("async").unwrap_or(it));
            is_open |=
                types.contains(&Is::Unknown) && service.is_some_and(|it| SdkOperations::get().service(it).is_some());
            found.extend(types.into_iter().filter(|it| matches!(it, Is::Client(_) | Is::Request(..) | Is::Class(_))));
        }
        match (found.is_empty(), is_open) {
            (true, true) => only(Is::Unknown),
            (true, false) => only(Is::Other),
            (false, _) => found,
        }
    }

    fn nth(&mut self, at: Id, of: &Expr<'a>, place: usize) -> Types {
        match of {
            Expr::Tuple(all) => all.get(place).map_or(only(Is::Other), |it| self.expr(at, it)),
            Expr::Call(callee) => {
                let mut found = Types::new();
                for it in self.expr(at, callee) {
                    let Is::Function(id) = it else {
                        found.extend(self.called(&only(it)));
                        continue;
                    };
                    let returns = self.world.function(id).map_or(&[][..], |it| it.returns.as_slice());
                    for value in returns {
                        found.extend(self.nth(id, value, place));
                    }
                    if returns.is_empty() {
                        found.insert(Is::Unknown);
                    }
                }
                found
            }
            other => self.expr(at, other),
        }
    }

    /// What the calls of a function give to a parameter.
    fn parameter(&mut self, at: Id, place: usize) -> Types {
        let Some(function) = self.world.function(at) else { return only(Is::Unknown) };
        let class = function.class.map(|it| (at.0, it));
        let is_maker = matches!(function.name, "__init__" | "constructor" | "__construct");
        let name = match (is_maker, class.and_then(|it| self.world.class(it))) {
            (true, Some(class)) => class.name,
            _ => function.name,
        };
        // `self` is not among the arguments.
        let is_method = self.world.language == SourceLanguage::Python && class.is_some();
        let parameter = function.parameters.get(place).copied();
        let mut found = Types::new();
        for (unit, site) in self.world.sites(name) {
            let here = (unit, site.function);
            let callee = self.expr(here, &site.callee);
            let is_it = |it: &Is| match it {
                Is::Function(id) => *id == at,
                Is::Class(id) => is_maker && Some(*id) == class,
                _ => false,
            };
            if !callee.iter().any(is_it) {
                continue;
            }
            let named = site.arguments.iter().find(|it| it.0.is_some() && it.0 == parameter);
            let placed = || site.arguments.get(place.checked_sub(usize::from(is_method))?).filter(|it| it.0.is_none());
            if let Some((_, value)) = named.or_else(placed) {
                found.extend(self.expr(here, value));
            }
        }
        if found.is_empty() { only(Is::Unknown) } else { found }
    }

    fn variable(&mut self, at: Id, name: &'a str) -> Types {
        let world = self.world;
        self.once((VARIABLE, at, name), |it| {
            let all = world.function(at).and_then(|it| it.variables.get(name));
            all.into_iter().flatten().flat_map(|value| it.expr(at, value)).collect()
        })
    }

    fn field(&mut self, class: Id, name: &'a str) -> Types {
        let world = self.world;
        self.once((FIELD, class, name), |it| {
            let all = world.class(class).and_then(|it| it.fields.get(name));
            all.into_iter().flatten().flat_map(|(function, value)| it.expr((class.0, *function), value)).collect()
        })
    }

    /// What a function returns.
    fn result(&mut self, id: Id) -> Types {
        let world = self.world;
        let found = self.once((RESULT, id, ""), |it| {
            let all = world.function(id).map_or(&[][..], |it| it.returns.as_slice());
            all.iter().flat_map(|value| it.expr(id, value)).collect()
        });
        if found.is_empty() { only(Is::Other) } else { found }
    }

    fn once(&mut self, key: (u8, Id, &'a str), find: impl FnOnce(&mut Self) -> Types) -> Types {
        if let Some(it) = self.known.get(&key) {
            return it.clone();
        }
        // What something is by itself adds nothing.
        if !self.open.insert(key) {
            self.cuts += 1;
            return Types::new();
        }
        let cuts = self.cuts;
        let found = find(self);
        self.open.remove(&key);
        // In a circle, only what is asked first is known in full.
        let is_whole = self.cuts == cuts || self.open.is_empty();
        if is_whole {
            self.known.insert(key, found.clone());
        }
        found
    }
}

/// What a package of an SDK has by a name.
pub(super) fn of_sdk(sdk: Sdk, name: &str) -> Option<Is> {
    let plain: String = name.chars().filter(|it| *it != '_').map(|it| it.to_ascii_lowercase()).collect();
    let stem = plain.strip_prefix("new").unwrap_or(&plain);
    if stem.strip_prefix(sdk.service).is_some_and(|it| matches!(it, "client" | "asyncclient")) {
        return Some(Is::Client(sdk));
    }
    if let Some(version) = version_of(name) {
        return Some(Is::Sdk(Sdk { version: Some(version), ..sdk }));
    }
    if matches!(name, "model" | "Model" | "public-api") {
        return Some(Is::Sdk(sdk));
    }
    let operation = name.strip_suffix("Request")?;
    let is_one = !SdkOperations::get().named(sdk.service, operation).is_empty();
    is_one.then(|| Is::Request(sdk, operation.to_string()))
}

/// The one module of a language whose names are in one space.
pub(super) const fn one_space(language: SourceLanguage) -> &'static str {
    match language {
        SourceLanguage::Java => "java",
        SourceLanguage::CSharp => "csharp",
        _ => "php",
    }
}

fn only(it: Is) -> Types {
    Types::from([it])
}

/// How far a value is followed.
const DEEPEST: usize = 120;
/// How many parts of one answer are looked at.
const MOST_STEPS: usize = 4_000;
/// How many files or classes a name is followed through.
const MOST_HOPS: usize = 8;
