//! What something may be, over all files of a language.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::form::{Expr, Import};
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

    fn name(&mut self, at: Id, name: &'a str) -> Option<Types> {
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

    fn load(&mut self, unit: usize, path: &str) -> Types {
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
    fn path(&mut self, at: Id, path: &'a str) -> Option<Types> {
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

    fn member(&mut self, unit: usize, bases: &Types, name: &'a str) -> Types {
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

    fn of_path(&mut self, unit: usize, path: &str, name: &'a str) -> Types {
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

    /// What a class has by a name.
    fn of_class(&mut self, class: Id, name: &'a str, hops: usize) -> Option<Types> {
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
    pub(super) fn clients(&mut self, types: &Types) -> BTreeSet<Sdk> {
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

    /// Values, with what properties answer in their place.
    pub(super) fn values(&mut self, types: Types) -> Types {
        let value = |it: Is| match it {
            Is::Function(id) => self.result(id),
            other => only(other),
        };
        types.into_iter().flat_map(value).collect()
    }

    /// What something has by a name.
    pub(super) fn member_of(&mut self, unit: usize, bases: &Types, name: &'a str) -> Types {
        self.steps = 0;
        self.member(unit, bases, name)
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
