//! The functions of Terraform, as far as they depend on nothing but what they are given and the files of the module.

mod choose;
mod combine;
mod decode;
mod file;
mod format;
mod list;
mod map;
mod set;
mod text;
mod yaml;

use alloc::format as text_of;
use alloc::string::String;
use alloc::vec::Vec;

use super::number::Decimal;
use super::operators;
use super::value::{Item, Kind, List, Sort, Value};
use super::why::Why;
use super::world::World;
use crate::Span;

pub(super) use decode::decoded;
pub(super) use file::place;
pub(super) use set::set;

/// What a function is given.
pub(super) struct Given<'w> {
    world: &'w World<'w>,
    arguments: Vec<Value>,
    span: Span,
}

type Answer = Result<Value, Why>;
type Function = fn(&Given<'_>) -> Answer;

/// What a function makes of its arguments.
pub(super) fn call(world: &World<'_>, name: &str, arguments: Vec<Value>, span: Span) -> Value {
    let name = name.strip_prefix("core::").unwrap_or(name);
    let Some(function) = function(name) else {
        return Value::unknown(Why::new(text_of!("the function `{name}` is not evaluated")), span);
    };
    let given = Given { world, arguments, span };
    function(&given).unwrap_or_else(|why| given.unknown(why, function))
}

/// Whether an unknown number of arguments is as good as one that is not known.
pub(super) fn joins(name: &str) -> bool {
    matches!(name, "concat" | "merge" | "setunion")
}

fn function(name: &str) -> Option<Function> {
    Some(match name {
        "alltrue" => choose::alltrue,
        "anytrue" => choose::anytrue,
        "basename" => file::basename,
        "can" => choose::can,
        "chomp" => text::chomp,
        "chunklist" => combine::chunklist,
        "coalesce" => choose::coalesce,
        "coalescelist" => choose::coalescelist,
        "compact" => list::compact,
        "concat" => list::concat,
        "contains" => list::contains,
        "distinct" => list::distinct,
        "element" => list::element,
        "endswith" => text::endswith,
        "file" => file::file,
        "fileset" => file::fileset,
        "flatten" => list::flatten,
        "format" => format::format,
        "formatlist" => format::formatlist,
        "indent" => text::indent,
        "index" => list::index,
        "join" => text::join,
        "jsondecode" => decode::jsondecode,
        "jsonencode" => decode::jsonencode,
        "keys" => map::keys,
        "length" => list::length,
        "lookup" => map::lookup,
        "lower" => text::lower,
        "matchkeys" => combine::matchkeys,
        "max" => combine::max,
        "merge" => map::merge,
        "min" => combine::min,
        "nonsensitive" | "sensitive" => choose::same,
        "one" => choose::one,
        "range" => list::range,
        "regex" => text::regex,
        "regexall" => text::regexall,
        "replace" => text::replace,
        "reverse" => list::reverse,
        "setintersection" => set::setintersection,
        "setproduct" => combine::setproduct,
        "setsubtract" => set::setsubtract,
        "setunion" => set::setunion,
        "slice" => list::slice,
        "sort" => list::sort,
        "split" => text::split,
        "startswith" => text::startswith,
        "strcontains" => text::strcontains,
        "substr" => text::substr,
        "templatefile" => file::templatefile,
        "title" => text::title,
        "tobool" => choose::tobool,
        "tolist" => list::tolist,
        "tomap" => map::tomap,
        "tonumber" => choose::tonumber,
        "toset" => set::toset,
        "tostring" => choose::tostring,
        "transpose" => combine::transpose,
        "trim" => text::trim,
        "trimprefix" => text::trimprefix,
        "trimspace" => text::trimspace,
        "trimsuffix" => text::trimsuffix,
        "try" => choose::first_that_works,
        "upper" => text::upper,
        "values" => map::values,
        "yamldecode" => yaml::yamldecode,
        "yamlencode" => yaml::yamlencode,
        "zipmap" => map::zipmap,
        _ => return None,
    })
}

impl Given<'_> {
    /// What is not known, with what it is if an argument is what it may be.
    fn unknown(&self, why: Why, function: Function) -> Value {
        let place =
            self.arguments.iter().position(|it| matches!(&it.kind, Kind::Unknown(it) if !it.candidates.is_empty()));
        let candidates = match place.and_then(|it| self.arguments.get(it)).map(|it| &it.kind) {
            Some(Kind::Unknown(unknown)) if !why.is_failure() => {
                let each = unknown.candidates.iter().map(|candidate| {
                    let mut arguments = self.arguments.clone();
                    if let Some(it) = place.and_then(|it| arguments.get_mut(it)) {
                        *it = candidate.clone();
                    }
                    function(&Given { world: self.world, arguments, span: self.span })
                });
                each.filter_map(Result::ok).collect()
            }
            _ => Vec::new(),
        };
        Value::one_of(why, candidates, self.span)
    }

    fn count(&self, least: usize, most: usize) -> Result<(), Why> {
        let is_right = (least..=most).contains(&self.arguments.len());
        is_right.then_some(()).ok_or_else(|| Why::failed("the function takes another number of arguments"))
    }

    fn get(&self, at: usize) -> Result<&Value, Why> {
        self.arguments.get(at).ok_or_else(|| Why::failed("an argument is missing"))
    }

    fn text(&self, at: usize) -> Result<String, Why> {
        operators::to_text(self.get(at)?)
    }

    fn number(&self, at: usize) -> Result<Decimal, Why> {
        operators::to_number(self.get(at)?)
    }

    fn index(&self, at: usize) -> Result<usize, Why> {
        self.number(at)?.to_index().ok_or_else(|| Why::failed("a number that is not a place"))
    }

    fn list(&self, at: usize) -> Result<&List, Why> {
        list_of(self.get(at)?)
    }

    /// The items of a list of which each is known to be one.
    fn items(&self, at: usize) -> Result<Vec<Value>, Why> {
        exact(self.get(at)?)
    }

    fn of(&self, kind: Kind) -> Answer {
        Ok(Value::new(kind, self.span))
    }

    fn bool(&self, it: bool) -> Answer {
        Ok(Value::bool(it, self.span))
    }

    fn list_from(&self, sort: Sort, items: Vec<Item>) -> Answer {
        Ok(Value::list(sort, items, self.span))
    }
}

fn list_of(value: &Value) -> Result<&List, Why> {
    match &value.kind {
        Kind::List(it) => Ok(it),
        _ => Err(operators::not_a("a list", value)),
    }
}

fn exact(value: &Value) -> Result<Vec<Value>, Why> {
    list_of(value)?;
    value.items().ok_or_else(|| operators::not_a("a list", value))
}

/// An item that is not known may be any number of them, if some are left out or told apart.
fn loose(item: &Item) -> Item {
    match item {
        Item::One(it) if !operators::is_known(it) => {
            let why = it.first_unknown().cloned().unwrap_or_else(Why::too_large);
            Item::Many(Value::one_of(why, alloc::vec![Value::tuple([it.clone()], it.span)], it.span))
        }
        other => other.clone(),
    }
}

/// What tells two values that are known apart.
fn identity(value: &Value) -> String {
    let sort = match &value.kind {
        Kind::String(_) | Kind::Encoded(_) => "s",
        Kind::Number(_) => "n",
        Kind::Bool(_) => "b",
        _ => "v",
    };
    text_of!("{sort}{}", super::encode::json(value).known().unwrap_or_default())
}
