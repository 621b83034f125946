//! Policies that are in no argument of the table: nobody looks at them, and that is said.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::resource;
use super::collected::{Collected, Named, Policy};
use super::config::Resource;
use super::document;
use super::eval::Scope;
use super::module::Module;
use super::syntax::{Body, Expr};
use super::values;
use super::why::Why;
use super::world::World;
use crate::Span;
use crate::shared::tree::{Node, Value};

/// Names those of a resource.
pub(super) fn of(world: &World<'_>, module: &Module, resource: &Resource, out: &mut Collected) {
    let vendor =
        resource::vendor(&resource.kind).filter(|_| resource.is_data && resource.kind.ends_with("_policy_document"));
    if let Some(vendor) = vendor {
        out.apart.push((resource.head, Why::new(format!("a policy of {vendor} in `{}`", resource.address()))));
    } else if !resource.is_data && resource.may_say(world, STATEMENT) {
        body(world, module, resource, &resource.block(world).body, out);
    }
}

fn body(world: &World<'_>, module: &Module, resource: &Resource, of: &Body, out: &mut Collected) {
    let is_listed = |name: &str| resource::places(&resource.kind).iter().any(|it| it.argument == name);
    for it in of.attributes.iter().filter(|it| !is_listed(&it.name) && world.says(it.value.span, STATEMENT)) {
        if let Some(draft) = document::policy(&world.eval(&it.value, &Scope::of(module))) {
            let why = Why::new(resource::unlisted(&resource.kind, &it.name, &draft.root));
            let is_own = resource::is_provider(&resource.kind);
            if is_own { &mut out.unread } else { &mut out.apart }.push((it.value.span, why));
        }
    }
    for block in of.blocks.iter().filter(|it| !is_listed(&it.kind)) {
        body(world, module, resource, &block.body, out);
    }
}

/// Finds those that locals, outputs and variables stand for.
pub(super) fn named(world: &World<'_>, module: &Rc<Module>, out: &mut Collected) {
    let config = &module.config;
    let scope = Scope::of(module);
    let mut add = |name: String, expr: &Expr| {
        if world.says(expr.span, STATEMENT) {
            values::within(&world.eval(expr, &scope), name, &mut |name, draft| {
                out.named.push(Named { span: draft.root.span, what: resource::of_name(&name, &draft.root) });
            });
        }
    };
    config.locals.iter().for_each(|(name, it)| add(format!("local.{name}"), it));
    config.outputs.iter().for_each(|(name, it)| add(format!("output.{name}"), it));
    for (name, declared) in &config.variables {
        let default = declared.get("default").filter(|_| module.caller.is_none() && !config.values.contains_key(name));
        default.into_iter().for_each(|it| add(format!("var.{name}"), &it.value));
    }
}

/// Those of which no policy that was found has a part, each once.
pub(super) fn of_nobody(named: Vec<Named>, policies: &[Policy]) -> Vec<(Span, Why)> {
    if named.is_empty() {
        return Vec::new();
    }
    let mut used = BTreeSet::new();
    policies.iter().flat_map(|it| &it.drafts).for_each(|it| starts(&it.root, &mut used));
    let mut seen = BTreeSet::new();
    let is_apart = |it: &Named| used.range(it.span.start..it.span.end).next().is_none() && seen.insert(it.span);
    named.into_iter().filter(is_apart).map(|it| (it.span, Why::new(it.what))).collect()
}

/// Where everything in a value begins.
fn starts(node: &Node<Span>, out: &mut BTreeSet<u32>) {
    out.insert(node.span.start);
    match &node.value {
        Value::Array(all) => all.iter().for_each(|it| starts(it, out)),
        Value::Object(all) | Value::Open(all) => all.iter().for_each(|it| starts(&it.value, out)),
        _ => {}
    }
}

const STATEMENT: &str = "Statement";
