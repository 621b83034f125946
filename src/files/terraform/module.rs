//! A module as it is called: what its names stand for.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;

use super::config::Config;
use super::doubt::Doubts;
use super::eval::Scope;
use super::instance::{Instance, Instances};
use super::syntax::{Block, Expr, ExprKind};
use super::types::{self, Type};
use super::value::Value;
use super::why::Why;
use super::world::World;
use crate::Span;

/// A module, with what it is called with.
pub(super) struct Module {
    /// Its number among all that are read together.
    pub(super) id: usize,
    pub(super) config: Rc<Config>,
    /// Its address, with a point behind it, or nothing for the one that nobody calls.
    pub(super) address: String,
    pub(super) caller: Option<Caller>,
    /// What is not known of it, if it is not there as it is called.
    pub(super) doubts: Option<Rc<Doubts>>,
    /// The modules that its calls make, by their names.
    pub(super) children: RefCell<Vec<Called>>,
}

/// A call, by its name, and the modules that it makes.
type Called = (String, Result<Rc<Children>, Why>);

/// What calls a module.
pub(super) struct Caller {
    pub(super) module: Rc<Module>,
    pub(super) call: String,
    /// What `each` and `count` are there.
    pub(super) names: Names,
}

/// Names that a block gives to itself.
pub(super) type Names = Vec<(&'static str, Value)>;

/// The modules that one call makes.
pub(super) type Children = Instances<(Instance, Rc<Module>)>;

impl Module {
    pub(super) fn call(&self, name: &str) -> Option<&Block> {
        self.config.calls.iter().find(|it| it.labels.first().is_some_and(|it| it == name))
    }

    /// Whether it is in this folder, or is called from there.
    pub(super) fn is_below(&self, folder: &str) -> bool {
        self.config.folder == folder || self.caller.as_ref().is_some_and(|it| it.module.is_below(folder))
    }

    pub(super) fn depth(&self) -> usize {
        self.caller.as_ref().map_or(0, |it| it.module.depth() + 1)
    }
}

impl World<'_> {
    /// `var.name`
    pub(super) fn variable(&self, module: &Module, name: &str, span: Span) -> Value {
        let key = format!("var.{name}");
        self.once(module.id, key.clone(), span, || module.doubted(&key, self.find_variable(module, name, span)))
    }

    fn find_variable(&self, module: &Module, name: &str, span: Span) -> Value {
        let Some(declared) = module.config.variables.get(name) else {
            return Value::unknown(Why::new(format!("`var.{name}` is not declared in what is read")), span);
        };
        let literal = |it: &Expr| self.eval(it, &Scope::alone());
        let default = declared.get("default").map(|it| literal(&it.value));
        let is_nullable = !declared.get("nullable").is_some_and(|it| matches!(it.value.kind, ExprKind::Bool(false)));
        let given = match &module.caller {
            Some(caller) => {
                let argument = caller.module.call(&caller.call).and_then(|it| it.body.get(name));
                argument.map(|it| self.eval(&it.value, &Scope::of(&caller.module).with(caller.names.clone())))
            }
            None => module.config.values.get(name).map(literal),
        };
        let given = given.filter(|it| is_nullable || !it.is_null() || default.is_none());
        let Some(value) = given.or(default) else {
            return Value::unknown(types::without_value(name), span);
        };
        match declared.get("type") {
            Some(it) => types::convert(value, &Type::of(&it.value), &literal),
            None => value,
        }
    }

    /// `local.name`
    pub(super) fn local(&self, module: &Module, name: &str, span: Span) -> Value {
        match module.config.locals.get(name) {
            Some(it) => {
                let key = format!("local.{name}");
                self.once(module.id, key.clone(), span, || module.doubted(&key, self.eval(it, &Scope::of(module))))
            }
            None => Value::unknown(Why::new(format!("`local.{name}` is not declared in what is read")), span),
        }
    }

    /// An output of a module.
    pub(super) fn output(&self, module: &Module, name: &str, span: Span) -> Value {
        match module.config.outputs.get(name) {
            Some(it) => self.once(module.id, format!("output.{name}"), span, || self.eval(it, &Scope::of(module))),
            None => Value::failed(format!("`{}{name}` is not an output", module.address), span),
        }
    }

    /// `path.name`
    pub(super) fn path(&self, module: &Module, name: &str, span: Span) -> Value {
        match name {
            "module" => Value::text(&relative(&self.root, &module.config.folder), span),
            "root" => Value::text(".", span),
            _ => Value::unknown(Why::new(format!("`path.{name}` is known only when terraform runs")), span),
        }
    }

    /// The modules that a call makes.
    pub(super) fn children(&self, module: &Rc<Module>, call: &Block) -> Result<Rc<Children>, Why> {
        let name = call.labels.first().map_or("", String::as_str);
        if let Some((_, it)) = module.children.borrow().iter().find(|it| it.0 == name) {
            return it.clone();
        }
        // Whoever asks while they are made would go round in a circle.
        let circle = Why::new(format!("`module.{name}` depends on itself"));
        module.children.borrow_mut().push((name.to_string(), Err(circle)));
        let found = self.call_module(module, name, call);
        if let Some(it) = module.children.borrow_mut().iter_mut().find(|it| it.0 == name) {
            it.1.clone_from(&found);
        }
        found
    }

    fn call_module(&self, module: &Rc<Module>, name: &str, call: &Block) -> Result<Rc<Children>, Why> {
        let source = call.body.get("source").and_then(|it| it.value.literal());
        let source = source.ok_or_else(|| Why::new(format!("the source of the module `{name}` is not known")))?;
        if !source.starts_with("./") && !source.starts_with("../") {
            return Err(Why::new(format!("the module `{name}` is not in this folder: `{source}`")));
        }
        let folder = self.place(&module.config.folder, &source)?;
        if module.is_below(&folder) {
            return Err(Why::new(format!("the module `{name}` calls itself")));
        }
        if module.depth() >= DEEPEST {
            return Err(Why::new(format!("the module `{name}` is called by more than {DEEPEST} others in a row")));
        }
        if self.count_modules() >= MOST {
            return Err(Why::new(format!("there are more than {MOST} modules")));
        }
        let config = self.config(&folder);
        if config.is_empty() {
            return Err(match config.left_out.first() {
                Some((_, why)) => Why::new(format!("the module `{name}` is not read from `{source}`: {why}")),
                None => Why::new(format!("there is no module in `{source}`")),
            });
        }
        let instances = self.instances(module, &call.body, &format!("module.{name}"));
        let is_open = instances.open.is_some();
        let made = instances.map(|instance| {
            let other = (!is_open && !instance.is_certain)
                .then(|| self.with_instance(module, &call.body, &format!("{}module.{name}", module.address)));
            let module = &other.flatten().unwrap_or_else(|| Rc::clone(module));
            self.add_module(|id| Module {
                id,
                config: Rc::clone(&config),
                address: format!("{}module.{name}{}.", module.address, instance.suffix),
                caller: Some(Caller { module: Rc::clone(module), call: name.into(), names: instance.names.clone() }),
                doubts: module.doubts.as_ref().map(|it| it.of_called()),
                children: RefCell::default(),
            })
        });
        Ok(Rc::new(made))
    }
}

/// The way from one folder to another.
fn relative(from: &str, to: &str) -> String {
    let parts = |it| str::split(it, '/').filter(|it| !it.is_empty()).collect::<Vec<&str>>();
    let (from, to): (Vec<&str>, Vec<&str>) = (parts(from), parts(to));
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.iter().skip(common).map(|_| "..");
    let way: Vec<&str> = up.chain(to.iter().skip(common).copied()).collect();
    if way.is_empty() { String::from(".") } else { way.join("/") }
}

/// More modules than anybody has.
const MOST: usize = 10_000;

/// Deeper nesting is nobody's.
const DEEPEST: usize = 16;
