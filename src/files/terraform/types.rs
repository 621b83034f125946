//! Types of variables, and what a value is as one.

use alloc::boxed::Box;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::functions;
use super::operators;
use super::syntax::{Expr, ExprKind};
use super::value::{Entry, Item, Kind, Map, Sort, Value};
use super::why::Why;
use crate::Span;

/// A type, as far as values are converted to it.
#[derive(Debug, Clone)]
pub(super) enum Type {
    Any,
    String,
    Number,
    Bool,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Object(Vec<Field>),
    Tuple(Vec<Type>),
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    name: String,
    of: Type,
    is_optional: bool,
    default: Option<Expr>,
}

impl Type {
    /// What an expression in `type` says.
    pub(super) fn of(expr: &Expr) -> Self {
        let inner = |all: &[Expr]| Box::new(all.first().map_or(Self::Any, Self::of));
        match &expr.kind {
            ExprKind::Variable(name) => match name.as_str() {
                "string" => Self::String,
                "number" => Self::Number,
                "bool" => Self::Bool,
                "list" => Self::List(Box::new(Self::Any)),
                "set" => Self::Set(Box::new(Self::Any)),
                "map" => Self::Map(Box::new(Self::Any)),
                _ => Self::Any,
            },
            // An old form, in quotes.
            ExprKind::Template(_) => match expr.literal().as_deref() {
                Some("string") => Self::String,
                _ => Self::Any,
            },
            ExprKind::Call(call) => match (call.name.as_str(), call.arguments.first().map(|it| &it.kind)) {
                ("list", _) => Self::List(inner(&call.arguments)),
                ("set", _) => Self::Set(inner(&call.arguments)),
                ("map", _) => Self::Map(inner(&call.arguments)),
                ("tuple", Some(ExprKind::List(all))) => Self::Tuple(all.iter().map(Self::of).collect()),
                ("object", Some(ExprKind::Object(all))) => {
                    Self::Object(all.iter().filter_map(|(name, of)| Field::of(name, of)).collect())
                }
                _ => Self::Any,
            },
            _ => Self::Any,
        }
    }
}

impl Field {
    fn of(name: &Expr, of: &Expr) -> Option<Self> {
        let name = name.literal()?;
        Some(match &of.kind {
            ExprKind::Call(call) if call.name == "optional" => Self {
                name,
                of: call.arguments.first().map_or(Type::Any, Type::of),
                is_optional: true,
                default: call.arguments.get(1).cloned(),
            },
            _ => Self { name, of: Type::of(of), is_optional: false, default: None },
        })
    }
}

/// What gives the values of defaults.
pub(super) type Default<'a> = &'a dyn Fn(&Expr) -> Value;

/// A value as one of a type.
pub(super) fn convert(value: Value, to: &Type, default: Default<'_>) -> Value {
    let span = value.span;
    // What is known only later will be of the type.
    if matches!(&value.kind, Kind::Unknown(it) if it.attribute.is_some()) {
        return value;
    }
    if let Some(it) = value.lifted(span, |it| convert(it.clone(), to, default)) {
        return it;
    }
    match (to, &value.kind) {
        (Type::Any, _) | (_, Kind::Null) => value,
        (Type::String, Kind::String(_) | Kind::Encoded(_)) => value,
        (Type::String, Kind::Bool(_) | Kind::Number(_)) => operators::to_string(value),
        (Type::Number, _) => operators::to_number(&value)
            .map_or_else(|why| Value::unknown(why, span), |it| Value::new(Kind::Number(it), span)),
        (Type::Bool, _) => {
            operators::to_bool(&value).map_or_else(|why| Value::unknown(why, span), |it| Value::bool(it, span))
        }
        (Type::List(of) | Type::Set(of), Kind::List(list)) => {
            let items = list.items.iter().map(|it| match it {
                Item::One(it) => Item::One(convert(it.clone(), of, default)),
                Item::Many(it) => Item::Many(convert(it.clone(), to, default)),
            });
            let items: Vec<Item> = items.collect();
            if matches!(to, Type::Set(_)) { functions::set(&items, span) } else { Value::list(Sort::List, items, span) }
        }
        (Type::Tuple(of), Kind::List(list)) => {
            let items = list.items.iter().zip(of.iter().chain(core::iter::repeat(&Type::Any)));
            let items = items.map(|(it, of)| match it {
                Item::One(it) => Item::One(convert(it.clone(), of, default)),
                many @ Item::Many(_) => many.clone(),
            });
            Value::list(Sort::Tuple, items.collect(), span)
        }
        (Type::Map(of), Kind::Map(map)) => {
            let entries =
                map.entries.iter().map(|it| Entry { value: convert(it.value.clone(), of, default), ..it.clone() });
            Value::map(entries.collect(), others(map, to, default), span)
        }
        (Type::Object(fields), Kind::Map(map)) => object(map, fields, to, default, span),
        _ => Value::failed(format!("{} where another type is expected", operators::describe(&value)), span),
    }
}

fn others(map: &Map, to: &Type, default: Default<'_>) -> Vec<Value> {
    map.others.iter().map(|it| convert(it.clone(), to, default)).collect()
}

fn object(map: &Map, fields: &[Field], to: &Type, default: Default<'_>, span: Span) -> Value {
    let mut entries = Vec::new();
    for field in fields {
        let written = map.entries.iter().rev().find(|it| *it.name == *field.name);
        let absent = || match (&field.default, field.is_optional) {
            (Some(it), _) => convert(default(it), &field.of, default),
            (None, true) => Value::new(Kind::Null, span),
            (None, false) => Value::failed(format!("`{}` is missing", field.name), span),
        };
        let value = match (written, map.others.first().and_then(Value::first_unknown)) {
            (Some(it), _) => match convert(it.value.clone(), &field.of, default) {
                it if it.is_null() && field.default.is_some() => absent(),
                it => it,
            },
            (None, Some(why)) => {
                Value::one_of(why.clone(), if field.is_optional { alloc::vec![absent()] } else { Vec::new() }, span)
            }
            (None, None) => absent(),
        };
        let name: Rc<str> = field.name.as_str().into();
        entries.push(Entry { name, name_span: written.map_or(span, |it| it.name_span), value });
    }
    let others = if fields.is_empty() { others(map, to, default) } else { Vec::new() };
    Value::map(entries, others, span)
}

/// Why a value is not known that has a type only.
pub(super) fn without_value(name: &str) -> Why {
    Why::new(format!("`var.{name}` has no default"))
}
