//! The policies of a module and of those that it calls.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::resource::{self, Form, Place};
use super::collected::{Collected, Policy};
use super::config::Resource;
use super::document::{self, Draft};
use super::eval::Scope;
use super::filled;
use super::functions;
use super::module::Module;
use super::repeat;
use super::syntax::{Attribute, Block, Body, Expr, ExprKind, Names};
use super::unlisted;
use super::value::{Entry, Item, Kind, Sort, Value};
use super::why::Why;
use super::world::World;
use crate::Span;
use crate::shared::problem::Problem;

/// Finds them in the order in which they are written.
pub(super) fn of(world: &World<'_>, module: &Rc<Module>) -> Collected {
    let mut out = Collected::default();
    add(world, module, &mut out);
    out.apart.extend(unlisted::of_nobody(core::mem::take(&mut out.named), &out.policies));
    out
}

fn add(world: &World<'_>, module: &Rc<Module>, out: &mut Collected) {
    let full = |it: &String| format!("{}{it}", module.address);
    out.moved.extend(module.config.moved.iter().map(|(from, to)| (full(from), full(to))));
    filled::of(world, module);
    unlisted::named(world, module, out);
    for resource in &module.config.resources {
        world.passing(|| unlisted::of(world, module, resource, out));
        if resource.is_data {
            continue;
        }
        let places = resource::places(&resource.kind);
        if !places.is_empty() {
            of_resource(world, module, resource, places, &mut out.policies);
        }
    }
    for call in &module.config.calls {
        match world.children(module, call) {
            Ok(children) => {
                for (instance, child) in &children.all {
                    if out.policies.len() >= MOST {
                        out.unread.push((call.head, Why::new(format!("there are more than {MOST} policies"))));
                        return;
                    }
                    let first = out.policies.len();
                    add(world, child, out);
                    if children.is_absent(instance) {
                        out.policies.iter_mut().skip(first).for_each(|it| it.is_absent = true);
                    }
                }
            }
            Err(why) => out.unread.push((call.head, why)),
        }
    }
}

fn of_resource(
    world: &World<'_>,
    module: &Module,
    resource: &Resource,
    places: &'static [Place],
    out: &mut Vec<Policy>,
) {
    let instances = world.instances_of(module, resource);
    let block = resource.block(world);
    for (instance, ()) in &instances.all {
        let is_absent = instances.is_absent(instance);
        world.passing(|| {
            let other = is_absent.then(|| {
                world.with_instance(module, &block.body, &format!("{}{}", module.address, resource.address()))
            });
            let other = other.flatten();
            let module_scope = Scope::of(other.as_deref().unwrap_or(module));
            let scope = module_scope.within(resource, instance);
            let address = format!("{}{}{}", module.address, resource.address(), instance.suffix);
            for place in places {
                out.extend(of_place(world, &block, place, &scope).map(|(drafts, undecided)| Policy {
                    place,
                    address: address.clone(),
                    at: resource.span,
                    drafts,
                    is_absent,
                    undecided,
                }));
            }
        });
    }
}

/// What an instance of a resource says at one of the places of its policies, and what its meaning hangs on that is not known.
fn of_place(
    world: &World<'_>,
    block: &Block,
    place: &Place,
    scope: &Scope<'_>,
) -> Option<(Vec<Draft>, Option<String>)> {
    let body = &block.body;
    let written = |name: &str| body.get(name).map(|it| world.eval(&it.value, scope));
    let decides = place.when.and_then(|(name, wanted)| Some((name, wanted, written(name)?)));
    let undecided = match &decides {
        Some((name, wanted, value)) => match (value.to_text(), value.first_unknown()) {
            (Some(it), _) if it != *wanted => return None,
            (None, Some(why)) => Some(resource::undecided(name, why.as_str())),
            _ => None,
        },
        None => None,
    };
    let mut problems = Vec::new();
    let blocks = body.blocks_of(place.argument).next().is_some();
    let value = match place.form {
        Form::Json if blocks => None,
        Form::Json => body.get(place.argument).map(|it| null_said(world.eval(&it.value, scope), &it.value)),
        Form::Blocks => statements(world, block, place.argument, scope, &mut problems),
    };
    let mut drafts = value.as_ref().map(document::drafts).unwrap_or_default();
    drafts.first_mut()?.problems.extend(problems);
    Some((drafts, undecided))
}

/// What an argument is, or that it is null, if that is not written there: then there may be a policy.
fn null_said(value: Value, written: &Expr) -> Value {
    if !value.is_null() || matches!(written.kind, ExprKind::Null) {
        return value;
    }
    Value::unknown(Why::new("it is null, as far as its values are given"), written.span)
}

/// The policy that the provider makes of the blocks with this name, if there are any.
fn statements(
    world: &World<'_>,
    block: &Block,
    name: &str,
    scope: &Scope<'_>,
    problems: &mut Vec<Problem<Span>>,
) -> Option<Value> {
    let (mut items, mut heads) = (Vec::new(), Vec::new());
    for inner in &block.body.blocks {
        let is_dynamic = inner.kind == "dynamic" && inner.labels.first().is_some_and(|it| it == name);
        if inner.kind == name {
            items.push(Item::One(statement(world, &inner.body, inner.span, scope, problems)));
            heads.push((inner.head, inner.span));
        } else if is_dynamic {
            items.extend(repeated(world, inner, name, scope, problems));
            heads.push((inner.head, inner.span));
        }
    }
    let (first, last) = (heads.first()?, heads.last()?);
    let list = Value::list(Sort::Tuple, items, Span { start: first.1.start, end: last.1.end });
    let version = Entry::new("Version", Value::text("1.1", block.head));
    let statements = Entry { name: "Statement".into(), name_span: first.0, value: list };
    let policy = Value::map(alloc::vec![version, statements], Vec::new(), block.span);
    Some(Value::new(Kind::Encoded(Rc::new(policy)), block.span))
}

/// What a `dynamic` block makes.
fn repeated(
    world: &World<'_>,
    block: &Block,
    name: &str,
    scope: &Scope<'_>,
    problems: &mut Vec<Problem<Span>>,
) -> Vec<Item> {
    let Some(content) = block.body.blocks_of("content").next() else { return Vec::new() };
    let each = match block.body.get("for_each") {
        Some(it) => world.eval(&it.value, scope),
        None => Value::failed("`for_each` is missing", block.span),
    };
    let iterator = match block.body.get("iterator").map(|it| &it.value.kind) {
        Some(ExprKind::Variable(it)) => it.as_str(),
        _ => name,
    };
    // Names that nobody can write.
    let names = Names { key: Some("<key>".into()), value: "<value>".into() };
    let problems = core::cell::RefCell::new(problems);
    let make = |inner: &Scope<'_>| {
        let get = |it| inner.get(it).cloned().unwrap_or_else(|| Value::unknown(Why::too_large(), block.span));
        let entries = alloc::vec![Entry::new("key", get("<key>")), Entry::new("value", get("<value>"))];
        let inner = scope.with(alloc::vec![(iterator, Value::map(entries, Vec::new(), each.span))]);
        statement(world, &content.body, content.span, &inner, &mut problems.borrow_mut())
    };
    repeat::each(world, &names, &each, scope, &make, block.span)
}

/// The statement that a block is.
fn statement(
    world: &World<'_>,
    body: &Body,
    span: Span,
    scope: &Scope<'_>,
    problems: &mut Vec<Problem<Span>>,
) -> Value {
    let mut element = |it: &Attribute| {
        let value = world.eval(&it.value, scope);
        let (name, value) = match it.name.as_str() {
            "action" => ("Action", value),
            "effect" => ("Effect", value),
            "resource" => ("Resource", value),
            "condition" if !value.is_null() => {
                let (value, broken) = functions::decoded(&value);
                problems.extend(broken);
                ("Condition", value)
            }
            other => (other, value),
        };
        Entry { name: name.into(), name_span: it.name_span, value }
    };
    let entries: Vec<Entry> = body.attributes.iter().map(&mut element).filter(|it| !it.value.is_null()).collect();
    let is_repeated = body.blocks.iter().any(|it| it.kind == "dynamic");
    let why = || Value::unknown(Why::new("blocks in a statement"), span);
    world.bounded(Value::map(entries, if is_repeated { alloc::vec![why()] } else { Vec::new() }, span))
}

/// More policies than anybody has in a module.
const MOST: usize = 100_000;
