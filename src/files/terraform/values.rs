//! Policies among the values of variables: texts of JSON and objects with a `Statement`, as `.tfvars` have them.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;

use super::super::{Found, resource};
use super::document::{self, Draft};
use super::eval::Scope;
use super::module::Module;
use super::syntax::Body;
use super::value::{Kind, Value};
use super::world::World;
use crate::policy::Text;
use crate::{Document, PolicyKind};

/// Hands over each, by the name of its variable.
pub(super) fn each(
    world: &World<'_>,
    module: &Module,
    body: &Body,
    (text, kind): (&Text, Option<PolicyKind>),
    visit: &mut dyn FnMut(Found),
) {
    for it in &body.attributes {
        let value = world.eval(&it.value, &Scope::of(module));
        within(&value, it.name.clone(), &mut |address, draft| {
            let kind = kind.unwrap_or_else(|| resource::kind_of(Some(&draft.root)));
            let document = Document::of(text.clone(), kind, Some(draft.root), draft.problems);
            visit(Found::whole(Some(address), document, false));
        });
    }
}

pub(super) fn within(value: &Value, address: String, visit: &mut dyn FnMut(String, Draft)) {
    let encoded;
    let text = match &value.kind {
        Kind::Map(map) if map.get("Statement").is_some() => {
            encoded = Value::new(Kind::Encoded(Rc::new(value.clone())), value.span);
            &encoded
        }
        Kind::Map(map) => {
            let entries = map.sorted().into_iter();
            return entries.for_each(|it| within(&it.value, format!("{address}.{}", it.name), visit));
        }
        Kind::List(list) => {
            let items = list.items.iter().enumerate();
            return items.for_each(|(at, it)| within(it.value(), format!("{address}[{at}]"), visit));
        }
        _ => value,
    };
    if let Some(draft) = document::policy(text) {
        visit(address, draft);
    }
}
