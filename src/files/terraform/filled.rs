//! The templates of a module, also where what is made of them is used for no policy: they are none of their own.

use alloc::format;

use super::eval::Scope;
use super::module::Module;
use super::value::Kind;
use super::world::World;

/// Adds those that any expression of a module names to what the world knows of.
pub(super) fn of(world: &World<'_>, module: &Module) {
    for name in &module.config.templates {
        let value = world.eval(name, &Scope::of(module));
        let Kind::String(text) = &value.kind else { continue };
        match text.known() {
            Some(it) => world.template_files.borrow_mut().extend(world.place(&world.root, &it)),
            None => several(world, &text.known_start(), &text.known_end()),
        }
    }
}

/// Those of a folder whose names begin and end so, and in which there is something to be filled in.
fn several(world: &World<'_>, start: &str, end: &str) {
    let (folder, start) = start.rsplit_once('/').unwrap_or((".", start));
    let Ok(folder) = world.place(&world.root, folder) else { return };
    let is_template =
        |file: &str| world.tree.read(file).is_ok_and(|text| ["${", "%{"].iter().any(|it| text.contains(it)));
    for name in world.tree.names(&folder) {
        let file = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let is_long = name.len() >= start.len() + end.len();
        if is_long && name.starts_with(start) && name.ends_with(end) && is_template(&file) {
            world.template_files.borrow_mut().insert(file);
        }
    }
}
