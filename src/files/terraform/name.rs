//! What names stand for.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::config::Resource;
use super::eval::Scope;
use super::instance::{By, Instance, Instances};
use super::module::Module;
use super::operators;
use super::syntax::{Body, Expr, ExprKind};
use super::value::{Entry, Item, Sort, Value};
use super::why::Why;
use super::world::World;
use crate::Span;

impl World<'_> {
    /// The value of a name, if this is one and not what is in another value.
    pub(super) fn named(&self, expr: &Expr, scope: &Scope<'_>) -> Option<Value> {
        let span = expr.span;
        if let ExprKind::Variable(name) = &expr.kind {
            return Some(match scope.get(name) {
                Some(it) => it.clone(),
                None => self.unnamed(name, scope, span),
            });
        }
        let root = root(expr)?;
        if scope.get(root).is_some() {
            return None;
        }
        let Some(module) = scope.module else { return Some(self.unnamed(root, scope, span)) };
        if let ExprKind::Attribute(of, name) = &expr.kind {
            match (&of.kind, root) {
                (ExprKind::Variable(_), "var") => return Some(self.variable(module, name, span)),
                (ExprKind::Variable(_), "local") => return Some(self.local(module, name, span)),
                (ExprKind::Variable(_), "path") => return Some(self.path(module, name, span)),
                (ExprKind::Variable(_), "self") => {
                    return Some(match scope.within {
                        Some((resource, instance)) => self.argument(module, resource, instance, name, span),
                        None => Value::unknown(Why::new(format!("`self.{name}` is not known here")), span),
                    });
                }
                (ExprKind::Variable(_), "each" | "count" | "terraform") => {
                    return Some(Value::unknown(Why::new(format!("`{root}.{name}` is not known here")), span));
                }
                _ => {}
            }
        }
        match root {
            "module" => self.of_module(module, expr, scope),
            "var" | "local" | "path" | "each" | "count" | "self" | "terraform" => None,
            _ => self.of_resource(module, expr, scope),
        }
    }

    fn unnamed(&self, name: &str, scope: &Scope<'_>, span: Span) -> Value {
        match (&scope.open, scope.module) {
            (Some(why), _) => Value::unknown(why.clone(), span),
            (None, Some(_)) => Value::unknown(Why::new(format!("`{name}` is not known here")), span),
            (None, None) => Value::failed(format!("`{name}` is not a name that the template is given"), span),
        }
    }

    /// `module.a`, `module.a.name`, `module.a["x"].name`
    fn of_module(&self, module: &Module, expr: &Expr, scope: &Scope<'_>) -> Option<Value> {
        let span = expr.span;
        if let Some(call) = called(expr) {
            return Some(self.all_outputs(module, call, span));
        }
        let ExprKind::Attribute(of, name) = &expr.kind else { return None };
        let (of, key) = match &of.kind {
            ExprKind::Index(of, key) => (&**of, Some(key)),
            _ => (&**of, None),
        };
        let children = match self.children_of(module, called(of)?) {
            Ok(it) => it,
            Err(why) => return Some(Value::unknown(why, span)),
        };
        let key = key.map(|it| self.eval(it, scope));
        Some(match chosen(&children, key.as_ref()) {
            Ok((_, child)) => self.output(child, name, span),
            Err(Some(why)) => Value::unknown(why, span),
            Err(None) => Value::failed(format!("there is no such module with an output `{name}`"), span),
        })
    }

    /// All outputs of all modules that a call makes.
    fn all_outputs(&self, module: &Module, call: &str, span: Span) -> Value {
        let children = match self.children_of(module, call) {
            Ok(it) => it,
            Err(why) => return Value::unknown(why, span),
        };
        let outputs = |it: &(Instance, Rc<Module>)| {
            let names = it.1.config.outputs.keys();
            let entries = names.map(|name| Entry::new(name, self.output(&it.1, name, span)));
            Value::map(entries.collect(), Vec::new(), span)
        };
        collected(&children, outputs, span)
    }

    fn children_of(&self, module: &Module, call: &str) -> Result<Rc<super::module::Children>, Why> {
        let block =
            module.call(call).ok_or_else(|| Why::new(format!("`module.{call}` is not declared in what is read")))?;
        let module = self.module(module.id).ok_or_else(|| Why::new("a module that is not read"))?;
        self.children(&module, block)
    }

    /// `type.name.attribute`, with a key or without, and all of a resource.
    fn of_resource(&self, module: &Module, expr: &Expr, scope: &Scope<'_>) -> Option<Value> {
        let (of, attribute) = match &expr.kind {
            ExprKind::Attribute(of, name) if address(expr).is_none() => (&**of, Some(name)),
            _ => (expr, None),
        };
        let (of, key) = match &of.kind {
            ExprKind::Index(of, key) => (&**of, Some(key)),
            _ => (of, None),
        };
        let address = address(of)?;
        let span = expr.span;
        let Some(resource) = module.config.resource(&address) else {
            let name = attribute.map_or("id", String::as_str);
            return Some(Value::unknown(Why::attribute(&format!("{}{address}", module.address), name), span));
        };
        let key = key.map(|it| self.eval(it, scope));
        let instances = self.instances_of(module, resource);
        let value = match attribute {
            Some(name) => match chosen(&instances, key.as_ref()) {
                Ok((it, ())) => self.argument(module, resource, it, name, span),
                Err(Some(why)) => Value::unknown(why, span),
                Err(None) => return Some(Value::failed(format!("`{address}` has no attribute `{name}`"), span)),
            },
            None => {
                // Whoever names all of them time and again has them read time and again.
                self.charge((resource.span.end - resource.span.start) as usize / BYTES_OF_STEP);
                let block = resource.block(self);
                let all = |it: &Instance| {
                    let arguments = block.body.attributes.iter();
                    let entries = arguments.map(|argument| {
                        let value = self.argument(module, resource, it, &argument.name, span);
                        Entry { name: argument.name.as_str().into(), name_span: argument.name_span, value }
                    });
                    let full = format!("{}{address}{}", module.address, it.suffix);
                    let id = || Entry::new("id", Value::attribute(&full, "id", span));
                    let id = (it.is_certain && block.body.get("id").is_none()).then(id);
                    let others = alloc::vec![Value::unknown(Why::attribute(&full, "*"), span)];
                    Value::map(entries.chain(id).collect(), others, span)
                };
                match (chosen(&instances, key.as_ref()), key.is_some()) {
                    (Ok((it, ())), _) => all(it),
                    (Err(Some(why)), _) => Value::unknown(why, span),
                    (Err(None), true) => return Some(Value::failed(format!("`{address}` has no such instance"), span)),
                    (Err(None), false) => collected(&instances, |it| all(&it.0), span),
                }
            }
        };
        Some(value)
    }

    pub(super) fn instances_of(&self, module: &Module, resource: &Resource) -> Instances<(Instance, ())> {
        let address = resource.address();
        let found = if resource.has("count") || resource.has("for_each") {
            self.instances(module, &resource.block(self).body, &address)
        } else {
            self.instances(module, &Body::default(), &address)
        };
        let found = found.map(|_| ());
        // Whoever goes through them time and again gets nowhere, in the end.
        self.charge(found.all.len());
        found
    }

    /// What an argument of a resource is, or that it is known only later.
    fn argument(&self, module: &Module, resource: &Resource, of: &Instance, name: &str, span: Span) -> Value {
        let full = format!("{}{}{}", module.address, resource.address(), of.suffix);
        let later = || {
            if of.is_certain {
                Value::attribute(&full, name, span)
            } else {
                Value::unknown(Why::attribute(&full, name), span)
            }
        };
        if !resource.has(name) {
            return later();
        }
        self.once(module.id, format!("{full}.{name}"), span, || {
            let block = resource.block(self);
            match block.body.get(name) {
                Some(it) if block.body.blocks_of(name).next().is_none() => {
                    self.eval(&it.value, &Scope::of(module).within(resource, of))
                }
                _ => later(),
            }
        })
    }
}

/// Bytes of a resource that take as long to be read as a step does.
const BYTES_OF_STEP: usize = 2;

/// The one instance that a key names, or the only one. Else why nobody knows, or nothing if there is none, or several.
fn chosen<'a, T>(all: &'a Instances<(Instance, T)>, key: Option<&Value>) -> Result<(&'a Instance, &'a T), Option<Why>> {
    let Some(key) = key else {
        let only = all.all.first().filter(|_| all.by == By::Nothing);
        return only.map(|(it, made)| (it, made)).ok_or(None);
    };
    let mut open = all.open.clone().or_else(|| key.first_unknown().cloned());
    for (it, made) in &all.all {
        match it
            .key
            .as_ref()
            .map(|it| operators::equal(&operators::to_string(it.clone()), &operators::to_string(key.clone())))
        {
            Some(Ok(true)) if it.is_certain => return Ok((it, made)),
            Some(Ok(false)) => {}
            Some(Err(why)) => open = Some(why),
            // It may be there.
            Some(Ok(true)) | None => open = open.or_else(|| Some(Why::new("an instance that may not be there"))),
        }
    }
    Err(open)
}

/// All instances, as Terraform puts them together.
fn collected<T>(all: &Instances<(Instance, T)>, of: impl Fn(&(Instance, T)) -> Value, span: Span) -> Value {
    if let Some(why) = &all.open {
        return Value::unknown(why.clone(), span);
    }
    let certain = all.all.iter().filter(|it| it.0.is_certain);
    match all.by {
        By::Nothing => all.all.first().map_or_else(|| Value::unknown(Why::too_large(), span), of),
        By::Count => Value::list(Sort::Tuple, certain.map(|it| Item::One(of(it))).collect(), span),
        By::Key => {
            let entries = certain.filter_map(|it| {
                let key = it.0.key.as_ref()?;
                Some(Entry { name: key.to_text()?.into(), name_span: key.span, value: of(it) })
            });
            Value::map(entries.collect(), Vec::new(), span)
        }
    }
}

/// The first name of an expression.
fn root(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Variable(name) => Some(name),
        ExprKind::Attribute(of, _) | ExprKind::Index(of, _) => root(of),
        _ => None,
    }
}

/// The name of the module that an expression is.
fn called(expr: &Expr) -> Option<&str> {
    let ExprKind::Attribute(of, name) = &expr.kind else { return None };
    matches!(&of.kind, ExprKind::Variable(it) if it == "module").then_some(name)
}

/// The address of a resource, if an expression is one.
fn address(expr: &Expr) -> Option<String> {
    let ExprKind::Attribute(of, name) = &expr.kind else { return None };
    match &of.kind {
        ExprKind::Variable(kind) if kind != "data" => Some(format!("{kind}.{name}")),
        ExprKind::Attribute(data, kind) => match &data.kind {
            ExprKind::Variable(data) if data == "data" => Some(format!("data.{kind}.{name}")),
            _ => None,
        },
        _ => None,
    }
}
