//! Policies in arguments that are in no table: nobody looks at them, and that is said.

use alloc::vec::Vec;

use super::super::resource;
use super::config::Resource;
use super::document;
use super::eval::Scope;
use super::module::Module;
use super::syntax::Body;
use super::why::Why;
use super::world::World;
use crate::Span;

/// Names those of a resource of a provider that has policies elsewhere.
pub(super) fn of(world: &World<'_>, module: &Module, resource: &Resource, unread: &mut Vec<(Span, Why)>) {
    if resource::is_provider(&resource.kind) {
        body(world, module, resource, &resource.block.body, unread);
    }
}

fn body(world: &World<'_>, module: &Module, resource: &Resource, of: &Body, unread: &mut Vec<(Span, Why)>) {
    let is_listed = |name: &str| resource::places(&resource.kind).iter().any(|it| it.argument == name);
    for it in of.attributes.iter().filter(|it| !is_listed(&it.name) && world.says(it.value.span, "Statement")) {
        if document::policy(&world.eval(&it.value, &Scope::of(module))).is_some() {
            unread.push((it.value.span, Why::new(resource::unlisted(&resource.kind, &it.name))));
        }
    }
    for block in of.blocks.iter().filter(|it| !is_listed(&it.kind)) {
        body(world, module, resource, &block.body, unread);
    }
}
