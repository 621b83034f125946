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
use super::provider::Providers;
use super::syntax::Body;
use super::why::Why;
use super::world::World;
use crate::Span;

/// Finds it in the order in which it is written, and the modules that were not looked at.
pub(super) fn of(world: &World<'_>, module: &Rc<Module>, out: &mut Vec<Used>, unread: &mut Vec<(Span, Why)>) {
    below(world, module, &mut Providers::default(), out, unread);
}

fn below(
    world: &World<'_>,
    module: &Rc<Module>,
    providers: &mut Providers,
    out: &mut Vec<Used>,
    unread: &mut Vec<(Span, Why)>,
) {
    for resource in &module.config.resources {
        let instances = world.instances_of(module, resource);
        for (instance, ()) in instances.possible() {
            out.push(world.passing(|| used(world, module, resource, instance, providers)));
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
                    below(world, child, providers, out, unread);
                }
            }
            Err(why) => unread.push((call.head, why)),
        }
    }
}

fn used(
    world: &World<'_>,
    module: &Rc<Module>,
    resource: &Resource,
    instance: &Instance,
    providers: &mut Providers,
) -> Used {
    let address = format!("{}{}{}", module.address, resource.address(), instance.suffix);
    let mut used = Used::new(address, &resource.kind, resource.is_data);
    let outer = Scope::of(module);
    let scope = outer.with(instance.names.clone());
    let block = resource.block(world);
    for it in block.body.attributes.iter().filter(|it| Used::is_place(&it.name)) {
        used.values.extend(world.eval(&it.value, &scope).to_text().map(|value| (it.name.clone(), value)));
    }
    let provider = providers.of(world, module, resource);
    if block.body.get("region").is_none() {
        used.values.extend(provider.region.value().map(|it| (String::from("region"), String::from(it))));
    }
    used.provider = Some(provider);
    used.in_one_region(names_another_region(&block.body, true));
    let sources = world.sources.borrow();
    used.file = sources.file_of(resource.span.start).map(|it| it.0.into()).unwrap_or_default();
    used
}

fn names_another_region(body: &Body, is_own: bool) -> bool {
    body.attributes.iter().any(|it| Used::is_other_region(&it.name, is_own))
        || body.blocks.iter().any(|it| names_another_region(&it.body, false))
}

/// More resources than anybody has.
const MOST: usize = 200_000;
