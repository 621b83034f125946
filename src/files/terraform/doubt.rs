//! What is not known of a module where a thing has no instance: with the values that there are, nobody makes it, and with those that
//! make it, those are others.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use super::config::{Config, Resource};
use super::module::{Caller, Module};
use super::syntax::{Body, Expr, expressions};
use super::value::{Entry, Item, Kind, Value};
use super::why::Why;
use super::world::World;

/// The values of variables and locals that are others.
#[derive(Debug)]
pub(super) struct Doubts {
    why: Why,
    /// The names, such as `var.a`, and the names behind each.
    paths: Paths,
}

pub(super) type Paths = BTreeMap<String, BTreeSet<Vec<String>>>;

/// Modules, by their numbers and by what is not known of them.
pub(super) type Others = BTreeMap<(usize, Paths), Rc<Module>>;

impl Doubts {
    /// What is not known of a module that a module calls of which that is not known.
    pub(super) fn of_called(&self) -> Rc<Self> {
        Rc::new(Self { why: self.why.clone(), paths: Paths::new() })
    }
}

impl Module {
    /// What a variable or a local is, as far as that is not to be doubted.
    pub(super) fn doubted(&self, name: &str, value: Value) -> Value {
        let Some(doubts) = &self.doubts else { return value };
        let value = without_empty(value, &doubts.why);
        let paths = doubts.paths.get(name).into_iter().flatten();
        paths.fold(value, |value, path| without(value, path, &doubts.why))
    }
}

impl World<'_> {
    /// The module with other values than those that keep a block from having an instance; nothing says which ones.
    pub(super) fn with_instance(&self, module: &Module, of: &Body, address: &str) -> Option<Rc<Module>> {
        let why = Why::new(format!("`{address}` has no instance"));
        let deciding = ["count", "for_each"].into_iter().filter_map(|it| of.get(it)).map(|it| &it.value);
        self.other(&self.module(module.id)?, &deciding.collect::<Vec<_>>(), &why)
    }

    fn other(&self, module: &Rc<Module>, deciding: &[&Expr], why: &Why) -> Option<Rc<Module>> {
        let mut walk = Walk { world: self, config: &module.config, paths: Paths::new() };
        deciding.iter().for_each(|it| walk.expr(it));
        let mut paths = walk.paths;
        for (name, more) in module.doubts.iter().flat_map(|it| &it.paths) {
            paths.entry(name.clone()).or_default().extend(more.iter().cloned());
        }
        let key = (module.id, paths);
        if let Some(it) = self.others.borrow().get(&key) {
            return Some(Rc::clone(it));
        }
        if self.others.borrow().len() >= MOST {
            return None;
        }
        let caller = match &module.caller {
            None => None,
            Some(caller) => {
                let call = caller.module.call(&caller.call);
                let names = key.1.keys().filter_map(|it| it.strip_prefix("var."));
                let given: Vec<&Expr> = names.filter_map(|it| Some(&call?.body.get(it)?.value)).collect();
                let module = self.other(&caller.module, &given, why)?;
                Some(Caller { module, call: caller.call.clone(), names: caller.names.clone() })
            }
        };
        let doubts = Some(Rc::new(Doubts { why: why.clone(), paths: key.1.clone() }));
        let (config, address) = (Rc::clone(&module.config), module.address.clone());
        let made = self.add_module(|id| Module { id, config, address, caller, doubts, children: RefCell::default() });
        self.others.borrow_mut().insert(key, Rc::clone(&made));
        Some(made)
    }
}

/// A way through what an expression depends on.
struct Walk<'a> {
    world: &'a World<'a>,
    config: &'a Config,
    paths: Paths,
}

impl Walk<'_> {
    fn expr(&mut self, of: &Expr) {
        let Some((root, names)) = of.path() else { return of.each(&mut |it| self.expr(it)) };
        let mut names = names.into_iter();
        let (first, rest) = (names.next(), names.collect::<Vec<_>>());
        match (root, first) {
            ("var" | "local", Some(first)) => {
                let is_new = self.paths.entry(format!("{root}.{first}")).or_default().insert(rest);
                if let Some(it) = self.config.locals.get(&first).filter(|_| is_new && root == "local") {
                    self.expr(it);
                }
            }
            ("module", Some(first)) => {
                let call = self.config.calls.iter().find(|it| it.labels.first() == Some(&first));
                let is_new = self.paths.entry(format!("module.{first}")).or_default().insert(Vec::new());
                call.filter(|_| is_new).into_iter().for_each(|it| expressions(&it.body, &mut |it| self.expr(it)));
            }
            (root, Some(first)) => {
                let address = match rest.first() {
                    Some(name) if root == "data" => format!("data.{first}.{name}"),
                    _ => format!("{root}.{first}"),
                };
                let (world, resource) = (self.world, self.config.resource(&address));
                let is_new = resource.is_some() && self.paths.entry(address).or_default().insert(Vec::new());
                resource.filter(|_| is_new).into_iter().for_each(|it: &Resource| {
                    expressions(&it.block(world).body, &mut |it| self.expr(it));
                });
            }
            (_, None) => {}
        }
    }
}

/// A value without what is there because nobody gave anything else.
fn without_empty(value: Value, why: &Why) -> Value {
    let span = value.span;
    match &value.kind {
        _ if value.is_empty() => Value::unknown(why.clone(), span),
        Kind::Bool(false) => Value::unknown(why.clone(), span),
        Kind::List(list) => {
            let items = list.items.iter().map(|it| match it {
                Item::One(it) => Item::One(without_empty(it.clone(), why)),
                Item::Many(it) => Item::Many(it.clone()),
            });
            Value::list(list.sort, items.collect(), span)
        }
        Kind::Map(map) => {
            let entries = map.entries.iter();
            let entries = entries.map(|it| Entry { value: without_empty(it.value.clone(), why), ..it.clone() });
            Value::map(entries.collect(), map.others.clone(), span)
        }
        _ => value,
    }
}

/// A value without what is behind these names in it.
fn without(value: Value, path: &[String], why: &Why) -> Value {
    let span = value.span;
    match (&value.kind, path.split_first()) {
        (Kind::Map(map), Some((name, rest))) if map.get(name).is_some() => {
            let entries = map.entries.iter().map(|it| {
                if *it.name == **name {
                    Entry { value: without(it.value.clone(), rest, why), ..it.clone() }
                } else {
                    it.clone()
                }
            });
            Value::map(entries.collect(), map.others.clone(), span)
        }
        _ => Value::unknown(why.clone(), span),
    }
}

/// More modules that are not there than anybody has.
const MOST: usize = 10_000;
