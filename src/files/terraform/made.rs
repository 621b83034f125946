//! What a module makes, beside its policies: the instances of resources and what their arguments say.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::config::Config;
use super::eval::Scope;
use super::module::Module;
use super::syntax::Body;
use super::text::Piece;
use super::value::{Item, Kind, Value};
use super::world::World;
use crate::files::Tree;

/// An instance of a resource or of a data source.
#[derive(Debug)]
pub(in crate::files) struct Made {
    pub(in crate::files) kind: String,
    pub(in crate::files) is_data: bool,
    /// Its full address.
    pub(in crate::files) address: String,
    /// Whether it is there for certain, and there is no other one of the same address.
    pub(in crate::files) is_certain: bool,
    pub(in crate::files) body: Said,
}

/// What a block says.
#[derive(Debug)]
pub(in crate::files) struct Said {
    arguments: Vec<(String, Argument)>,
    /// The blocks in it by their names; one that is `dynamic` has that name.
    pub(in crate::files) blocks: Vec<(String, Said)>,
}

/// What an argument says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::files) enum Argument {
    /// The id of a resource or of a data source, by its address.
    Id(String),
    Text(String),
    Many(Vec<Argument>),
    Unknown,
}

impl Said {
    /// An argument, unless it is null.
    pub(in crate::files) fn get(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|it| it.0 == name).map(|it| &it.1)
    }
}

/// The instances of the types that are wanted, in a folder and the modules that it calls, and what is not read.
pub(in crate::files) fn made(tree: &dyn Tree, folder: &str, wanted: &dyn Fn(&str) -> bool) -> (Vec<Made>, Vec<String>) {
    let world = World::new(tree, folder);
    let module = super::root(&world, Config::of_folder(&world, folder, Some(&[])));
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    of(&world, &module, wanted, &mut all, &mut unread);
    let configs = world.called();
    let broken = [&module.config].into_iter().chain(&configs).flat_map(|it| &it.broken);
    unread.extend(broken.map(|(file, it)| format!("{file}: {it}")));
    (all, unread)
}

fn of(
    world: &World<'_>,
    module: &Rc<Module>,
    wanted: &dyn Fn(&str) -> bool,
    all: &mut Vec<Made>,
    unread: &mut Vec<String>,
) {
    for resource in module.config.resources.iter().filter(|it| wanted(&it.kind)) {
        let instances = world.instances_of(module, resource);
        for (instance, ()) in instances.possible() {
            all.push(Made {
                kind: resource.kind.clone(),
                is_data: resource.is_data,
                address: format!("{}{}{}", module.address, resource.address(), instance.suffix),
                is_certain: instance.is_certain && instances.open.is_none(),
                body: said(world, &resource.block.body, &Scope::of(module).within(resource, instance)),
            });
        }
    }
    for call in &module.config.calls {
        match world.children(module, call) {
            Ok(children) => {
                let name = call.labels.first().map_or("", String::as_str);
                unread.extend(children.open.iter().map(|it| format!("module.{name}: {}", it.as_str())));
                for (instance, child) in children.possible() {
                    let first = all.len();
                    of(world, child, wanted, all, unread);
                    if !instance.is_certain {
                        all.iter_mut().skip(first).for_each(|it| it.is_certain = false);
                    }
                }
            }
            Err(why) => unread.push(why.as_str().to_string()),
        }
    }
}

fn said(world: &World<'_>, body: &Body, scope: &Scope<'_>) -> Said {
    let arguments = body.attributes.iter().map(|it| (it.name.clone(), world.eval(&it.value, scope)));
    Said {
        arguments: arguments.filter(|it| !it.1.is_null()).map(|(name, it)| (name, argument(&it))).collect(),
        blocks: body.blocks.iter().map(|it| (it.kind.clone(), said(world, &it.body, scope))).collect(),
    }
}

fn argument(value: &Value) -> Argument {
    match &value.kind {
        Kind::Unknown(it) => match &it.attribute {
            Some((address, name)) if &**name == "id" => Argument::Id(address.to_string()),
            _ => Argument::Unknown,
        },
        Kind::String(text) => match text.0.as_slice() {
            [Piece::Hole(it)] => argument(it),
            _ => value.to_text().map_or(Argument::Unknown, Argument::Text),
        },
        Kind::List(list) => {
            let each = |it: &Item| if let Item::One(it) = it { argument(it) } else { Argument::Unknown };
            Argument::Many(list.items.iter().map(each).collect())
        }
        _ => value.to_text().map_or(Argument::Unknown, Argument::Text),
    }
}
