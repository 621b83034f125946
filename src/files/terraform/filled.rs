//! The templates of a module, also where what is made of them is used for no policy: they are none of their own.

use alloc::format;
use alloc::vec::Vec;

use super::eval::Scope;
use super::module::Module;
use super::syntax::{Block, Body, Expr, ExprKind, expressions};
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

/// Leaves out what resources say if it would be much, but for what names templates.
pub(super) fn leave_out(body: &mut Body, is_large: bool) {
    let mut templates = core::mem::take(&mut body.templates);
    named(body, &mut templates);
    body.templates = templates;
    for it in body.blocks.iter_mut().filter(|it| is_large && matches!(it.kind.as_str(), "resource" | "data")) {
        let left_out = core::mem::take(&mut it.body);
        it.left_out = Some(left_out.attributes.into_iter().map(|it| it.name.into()).collect());
    }
}

fn named(body: &Body, out: &mut Vec<Expr>) {
    expressions(body, &mut |it| of_expr(it, false, out));
    // A data source of old.
    let is_template = |it: &&Block| it.kind == "data" && it.labels.first().is_some_and(|it| it == "template_file");
    let filled = body.blocks.iter().filter(is_template).filter_map(|it| it.body.get("template"));
    filled.for_each(|it| of_expr(&it.value, true, out));
}

fn of_expr(expr: &Expr, is_filled: bool, out: &mut Vec<Expr>) {
    let ExprKind::Call(call) = &expr.kind else { return expr.each(&mut |it| of_expr(it, is_filled, out)) };
    match call.name.as_str() {
        "templatefile" => out.extend(call.arguments.first().cloned()),
        "file" if is_filled => out.extend(call.arguments.first().cloned()),
        _ => {}
    }
    let is_filled = is_filled || call.name == "templatestring";
    call.arguments.iter().for_each(|it| of_expr(it, is_filled, out));
}
