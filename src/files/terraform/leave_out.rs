//! What of large files is not kept.

use alloc::vec::Vec;

use super::syntax::{Block, Body, Expr, ExprKind, expressions};

/// Leaves out what resources say if it would be much, but for what names templates.
pub(super) fn resources(body: &mut Body, is_large: bool) {
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
