//! What a module makes, beside its policies: the instances of resources and what their arguments say.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::config::Config;
use super::eval::Scope;
use super::module::Module;
use super::syntax::{Body, Expr, expressions};
use super::text::Piece;
use super::value::{Item, Kind, Value};
use super::world::World;
use crate::files::{ModuleOptions, Tree};

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
    /// The resources that it names, by their addresses without keys.
    refers_to: BTreeSet<String>,
}

impl Made {
    /// Whether it names a resource, given by its full address, in whatever way.
    pub(in crate::files) fn refers_to(&self, address: &str) -> bool {
        let keyed = address.strip_suffix(']').and_then(|it| it.rsplit_once('['));
        self.refers_to.contains(keyed.map_or(address, |it| it.0))
    }
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
    /// What is not known, as it is written: where two arguments say the same here, one is taken from the other, or both from a third.
    Open(String),
    Unknown,
}

impl Said {
    /// Whether an argument is the id of a resource.
    pub(in crate::files) fn names(&self, address: &str) -> bool {
        self.any(&|it| matches!(it, Argument::Id(it) if it == address))
    }

    /// Whether an argument is not known.
    pub(in crate::files) fn is_open(&self) -> bool {
        self.any(&|it| matches!(it, Argument::Open(_) | Argument::Unknown))
    }

    fn any(&self, is_it: &dyn Fn(&Argument) -> bool) -> bool {
        fn within(argument: &Argument, is_it: &dyn Fn(&Argument) -> bool) -> bool {
            match argument {
                Argument::Many(all) => all.iter().any(|it| within(it, is_it)),
                one => is_it(one),
            }
        }
        self.arguments.iter().any(|it| within(&it.1, is_it)) || self.blocks.iter().any(|it| it.1.any(is_it))
    }

    /// An argument, unless it is null.
    pub(in crate::files) fn get(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|it| it.0 == name).map(|it| &it.1)
    }
}

/// The instances of the types that are wanted, in a folder and the modules that it calls, and what is not read.
pub(in crate::files) fn made(
    tree: &dyn Tree,
    folder: &str,
    options: &ModuleOptions,
    wanted: &dyn Fn(&str) -> bool,
) -> (Vec<Made>, Vec<String>) {
    let world = World::new(tree, folder);
    let module = super::root(&world, Config::of_folder(&world, folder, Some(&options.variable_files)));
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    of(&world, &module, wanted, &mut all, &mut unread);
    let configs = world.called();
    for config in [&module.config].into_iter().chain(&configs) {
        unread.extend(config.broken.iter().map(|(file, it)| format!("{file}: {it}")));
        unread.extend(config.left_out.iter().map(|(file, it)| format!("{file}: {it}")));
    }
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
        let block = resource.block(world);
        for (instance, ()) in instances.possible() {
            all.push(Made {
                kind: resource.kind.clone(),
                is_data: resource.is_data,
                address: format!("{}{}{}", module.address, resource.address(), instance.suffix),
                is_certain: instance.is_certain && instances.open.is_none(),
                refers_to: named(&module.address, &block.body),
                body: world.passing(|| said(world, &block.body, &Scope::of(module).within(resource, instance))),
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

/// The resources that the expressions in a body name.
fn named(module: &str, body: &Body) -> BTreeSet<String> {
    fn each(module: &str, expr: &Expr, out: &mut BTreeSet<String>) {
        match expr.path() {
            Some((root, names)) => out.extend(names.first().map(|it| format!("{module}{root}.{it}"))),
            None => expr.each(&mut |it| each(module, it, out)),
        }
    }
    let mut all = BTreeSet::new();
    expressions(body, &mut |it| each(module, it, &mut all));
    all
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
            _ => Argument::Open(written(value)),
        },
        Kind::String(text) => match text.0.as_slice() {
            [Piece::Hole(it)] => argument(it),
            pieces => {
                value.to_text().map_or_else(|| Argument::Open(pieces.iter().map(piece).collect()), Argument::Text)
            }
        },
        Kind::List(list) => {
            let each = |it: &Item| if let Item::One(it) = it { argument(it) } else { Argument::Unknown };
            Argument::Many(list.items.iter().map(each).collect())
        }
        _ => value.to_text().map_or(Argument::Unknown, Argument::Text),
    }
}

fn piece(it: &Piece) -> String {
    match it {
        Piece::Known(run) => run.text.to_string(),
        Piece::Hole(it) => written(it),
    }
}

/// Where a value is written that is not known, and why it is not.
fn written(it: &Value) -> String {
    let why = it.first_unknown().map_or("", |it| it.as_str());
    format!("\0{}..{} {why}\0", it.span.start, it.span.end)
}
