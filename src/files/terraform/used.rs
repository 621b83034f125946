//! What a module and those that it calls use.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::Used;
use super::config::Resource;
use super::eval::Scope;
use super::instance::Instance;
use super::module::Module;
use super::syntax::{Body, ExprKind};
use super::why::Why;
use super::world::World;
use crate::Span;

/// Finds it in the order in which it is written, and the modules that were not looked at.
pub(super) fn of(world: &World<'_>, module: &Rc<Module>, out: &mut Vec<Used>, unread: &mut Vec<(Span, Why)>) {
    for resource in &module.config.resources {
        let instances = world.instances_of(module, resource);
        for (instance, ()) in instances.possible() {
            out.push(used(world, module, resource, instance));
        }
    }
    for call in &module.config.calls {
        if out.len() >= MOST {
            unread.push((call.head, Why::new(format!("there are more than {MOST} resources"))));
            return;
        }
        match world.children(module, call) {
            Ok(children) => {
                for (_, child) in children.possible() {
                    of(world, child, out, unread);
                }
            }
            Err(why) => unread.push((call.head, why)),
        }
    }
}

fn used(world: &World<'_>, module: &Rc<Module>, resource: &Resource, instance: &Instance) -> Used {
    let address = format!("{}{}{}", module.address, resource.address(), instance.suffix);
    let mut used = Used::new(address, &resource.kind, resource.is_data);
    let outer = Scope::of(module);
    let scope = outer.with(instance.names.clone());
    for it in resource.block.body.attributes.iter().filter(|it| Used::is_place(&it.name)) {
        used.values.extend(world.eval(&it.value, &scope).to_text().map(|value| (it.name.clone(), value)));
    }
    if resource.block.body.get("region").is_none() {
        used.values.extend(provider_region(world, module, resource).map(|it| (String::from("region"), it)));
    }
    used.in_one_region(names_another_region(&resource.block.body, true));
    let sources = world.sources.borrow();
    let file = sources.files.partition_point(|it| it.1 <= resource.block.span.start).checked_sub(1);
    used.file = file.and_then(|it| sources.files.get(it)).map(|it| it.0.clone()).unwrap_or_default();
    used
}

fn names_another_region(body: &Body, is_own: bool) -> bool {
    body.attributes.iter().any(|it| Used::is_other_region(&it.name, is_own))
        || body.blocks.iter().any(|it| names_another_region(&it.body, false))
}

/// The region of the provider's configuration that a resource has, where that is in the module that nobody calls. What a called module
/// is given with `providers` is not looked at.
fn provider_region(world: &World<'_>, module: &Rc<Module>, resource: &Resource) -> Option<String> {
    let mut root = Rc::clone(module);
    let mut is_plain = true;
    while let Some(caller) = &root.caller {
        is_plain &= caller.module.call(&caller.call).is_some_and(|it| it.body.get("providers").is_none());
        root = Rc::clone(&caller.module);
    }
    let name = resource.kind.split('_').next()?;
    let alias = match resource.block.body.get("provider").map(|it| &it.value.kind) {
        None => None,
        Some(ExprKind::Variable(it)) if it == name => None,
        Some(ExprKind::Attribute(of, alias)) if matches!(&of.kind, ExprKind::Variable(it) if it == name) => {
            Some(alias.as_str())
        }
        Some(_) => return None,
    };
    if !is_plain || alias.is_some() && module.caller.is_some() {
        return None;
    }
    let is_meant = |it: &&super::syntax::Block| {
        let own = it.body.get("alias").and_then(|it| it.value.literal());
        it.labels.first().is_some_and(|it| it == name) && own.as_deref() == alias
    };
    let provider = root.config.providers.iter().find(is_meant)?;
    world.eval(&provider.body.get("region")?.value, &Scope::of(&root)).to_text()
}

/// More resources than anybody has.
const MOST: usize = 200_000;
