//! Which configuration of its provider a resource has.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::provider::{ASSUMES, Argument, Provider, Stated, TWO_WAYS};
use super::config::Resource;
use super::eval::Scope;
use super::module::Module;
use super::syntax::{Block, Body, Expr, ExprKind};
use super::world::World;

/// The configurations that were found, by the module and what it calls them there.
#[derive(Default)]
pub(super) struct Providers {
    found: BTreeMap<(usize, Reference), Arc<Provider>>,
}

/// `huaweicloud`, or `huaweicloud.eu`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reference {
    name: String,
    alias: Option<String>,
}

impl Providers {
    pub(super) fn of(&mut self, world: &World<'_>, module: &Rc<Module>, resource: &Resource) -> Arc<Provider> {
        let block = resource.has("provider").then(|| resource.block(world));
        let given = block.as_ref().and_then(|it| it.body.get("provider")).map(|it| Reference::of(&it.value));
        let reference = match given {
            None => Reference { name: resource.kind.split('_').next().unwrap_or_default().into(), alias: None },
            Some(Some(it)) => it,
            // OpenTofu's instances of a provider.
            Some(None) => {
                let why = "which provider it has is known only when terraform runs";
                return Arc::new(Provider::unknown(format!("{}{}", module.address, resource.address()), why));
            }
        };
        let known = self.found.entry((module.id, reference));
        let find = |it: &(usize, Reference)| Arc::new(find(world, module, &it.1));
        known.or_insert_with_key(find).clone()
    }
}

impl Reference {
    /// As it is written out, or in a text as in JSON.
    fn of(expr: &Expr) -> Option<Self> {
        let address = match &expr.kind {
            ExprKind::Variable(_) | ExprKind::Attribute(..) | ExprKind::Template(_) => expr.address()?,
            _ => return None,
        };
        let mut parts = address.split('.').map(ToOwned::to_owned);
        let (name, alias, more) = (parts.next()?, parts.next(), parts.next());
        more.is_none().then_some(Self { name, alias })
    }

    fn is_of(&self, block: &Block) -> bool {
        let alias = block.body.get("alias").and_then(|it| it.value.literal());
        block.labels.first() == Some(&self.name) && alias == self.alias
    }
}

impl core::fmt::Display for Reference {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.name)?;
        self.alias.iter().try_for_each(|it| write!(f, ".{it}"))
    }
}

/// The configuration that a module means: its own, that which its caller gives it, or, without an alias, its caller's.
fn find(world: &World<'_>, module: &Rc<Module>, reference: &Reference) -> Provider {
    let address = || format!("{}{reference}", module.address);
    let own = module.config.providers.iter().find(|it| reference.is_of(it));
    let is_own = |it: &&Block| module.caller.is_none() || !only_declares(&it.body);
    if let Some(block) = own.filter(is_own) {
        return configured(world, module, address(), block);
    }
    let Some(caller) = &module.caller else {
        return match &reference.alias {
            // The environment configures it.
            None => Provider { address: address(), ..Provider::default() },
            Some(_) => Provider::unknown(address(), "no file that was read declares it"),
        };
    };
    let call = caller.module.call(&caller.call);
    match call.and_then(|it| it.body.get("providers")).map(|it| given(&it.value, reference)) {
        Some(Ok(Some(outer))) => find(world, &caller.module, &outer),
        Some(Err(())) => Provider::unknown(address(), "its call gives providers in a form that is not read"),
        Some(Ok(None)) | None if reference.alias.is_none() => find(world, &caller.module, reference),
        Some(Ok(None)) | None => Provider::unknown(address(), "the call of its module gives it none"),
    }
}

/// What a call gives a module for one of its providers.
fn given(providers: &Expr, reference: &Reference) -> Result<Option<Reference>, ()> {
    let ExprKind::Object(all) = &providers.kind else { return Err(()) };
    let found = all.iter().find(|(name, _)| Reference::of(name).as_ref() == Some(reference));
    found.map(|(_, it)| Reference::of(it).ok_or(())).transpose()
}

/// Whether a block only says that a module takes such a configuration.
fn only_declares(body: &Body) -> bool {
    body.blocks.is_empty() && body.attributes.iter().all(|it| matches!(it.name.as_str(), "alias" | "version"))
}

fn configured(world: &World<'_>, module: &Rc<Module>, address: String, block: &Block) -> Provider {
    let scope = Scope::of(module);
    let stated = |body: &Body, name: &str| {
        let Some(it) = body.get(name) else { return Stated::Not };
        let value = world.eval(&it.value, &scope);
        match value.to_text() {
            Some(text) => Stated::of(text),
            None if value.is_null() => Stated::Not,
            None => Stated::Unknown(value.first_unknown().map_or("it is not a string", |it| it.as_str()).into()),
        }
    };
    let blocks: Vec<&Block> = ASSUMES.iter().filter_map(|it| block.body.blocks_of(it).last()).collect();
    let is_repeated = block.body.blocks_of("dynamic").any(|it| ASSUMES.iter().any(|name| it.labels == [*name]));
    let mut found = Provider::of(address, &|it| match it {
        Argument::Own(name) => stated(&block.body, name),
        Argument::Assumed(_) if is_repeated => Stated::Unknown("a `dynamic` block says it".into()),
        Argument::Assumed(_) if blocks.len() > 1 => Stated::Unknown(TWO_WAYS.into()),
        Argument::Assumed(name) => blocks.first().map_or(Stated::Not, |it| stated(&it.body, name)),
    });
    let sources = world.sources.borrow();
    if let Some((file, start)) = sources.file_of(block.span.start) {
        let before = sources.text.get(start as usize..block.span.start as usize).unwrap_or_default();
        (found.file, found.line) = (file.to_string(), Some(before.matches('\n').count() + 1));
    }
    found
}
