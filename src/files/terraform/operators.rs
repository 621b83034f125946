//! Operators, and the conversions that Terraform makes where a type is expected.

use alloc::format;
use alloc::string::String;
use core::cmp::Ordering;

use super::number::Decimal;
use super::syntax::Operator;
use super::value::{Item, Kind, Sort, Value};
use super::why::Why;
use crate::Span;

pub(super) const fn describe(value: &Value) -> &'static str {
    match value.kind {
        Kind::Null => "null",
        Kind::Bool(_) => "a boolean",
        Kind::Number(_) => "a number",
        Kind::String(_) | Kind::Encoded(_) => "a string",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        Kind::Unknown(_) => "an unknown value",
    }
}

/// Why a value is not what is expected: it is not known, or it is something else.
pub(super) fn not_a(what: &str, value: &Value) -> Why {
    // All of a string that is encoded is known, but not what is too long to be written.
    let too_long = || matches!(value.kind, Kind::Encoded(_)).then(Why::too_large);
    let unknown = value.first_unknown().cloned().or_else(too_long);
    unknown.unwrap_or_else(|| Why::failed(format!("{} where {what} is expected", describe(value))))
}

pub(super) fn to_bool(value: &Value) -> Result<bool, Why> {
    match (&value.kind, value.to_text().as_deref()) {
        (Kind::Bool(it), _) => Ok(*it),
        (Kind::String(_), Some("true")) => Ok(true),
        (Kind::String(_), Some("false")) => Ok(false),
        _ => Err(not_a("a boolean", value)),
    }
}

pub(super) fn to_number(value: &Value) -> Result<Decimal, Why> {
    match &value.kind {
        Kind::Number(it) => Ok(*it),
        Kind::String(_) => value.to_text().and_then(|it| Decimal::read(&it)).ok_or_else(|| not_a("a number", value)),
        _ => Err(not_a("a number", value)),
    }
}

pub(super) fn to_text(value: &Value) -> Result<String, Why> {
    value.to_text().ok_or_else(|| not_a("a string", value))
}

pub(super) fn not(value: &Value, span: Span) -> Value {
    to_bool(value).map_or_else(|why| Value::unknown(why, span), |it| Value::bool(!it, span))
}

pub(super) fn negate(value: &Value, span: Span) -> Value {
    number(to_number(value).map(Decimal::negated), span)
}

fn number(of: Result<Option<Decimal>, Why>, span: Span) -> Value {
    match of {
        Ok(Some(it)) => Value::new(Kind::Number(it), span),
        Ok(None) => Value::unknown(Why::new("a number that is not computed exactly"), span),
        Err(why) => Value::unknown(why, span),
    }
}

pub(super) fn binary(operator: Operator, one: &Value, other: &Value, span: Span) -> Value {
    let compared = |is: fn(Ordering) -> bool| {
        let numbers = to_number(one).and_then(|it| Ok((it, to_number(other)?)));
        match numbers.map(|(one, other)| one.compare(other)) {
            Ok(Some(it)) => Value::bool(is(it), span),
            Ok(None) => Value::unknown(Why::new("numbers too far apart to be compared"), span),
            Err(why) => Value::unknown(why, span),
        }
    };
    let computed = |of: fn(Decimal, Decimal) -> Option<Decimal>| {
        number(to_number(one).and_then(|one| Ok(of(one, to_number(other)?))), span)
    };
    match operator {
        Operator::Or => logical(one, other, true, span),
        Operator::And => logical(one, other, false, span),
        Operator::Equal | Operator::Unequal => match equal(one, other) {
            Ok(it) => Value::bool(it == (operator == Operator::Equal), span),
            Err(why) => Value::unknown(why, span),
        },
        Operator::Less => compared(Ordering::is_lt),
        Operator::LessOrEqual => compared(Ordering::is_le),
        Operator::Greater => compared(Ordering::is_gt),
        Operator::GreaterOrEqual => compared(Ordering::is_ge),
        Operator::Add => computed(Decimal::add),
        Operator::Subtract => computed(|one, other| one.add(other.negated()?)),
        Operator::Multiply => computed(Decimal::multiply),
        Operator::Divide | Operator::Remainder if to_number(other).is_ok_and(Decimal::is_zero) => {
            Value::failed("a division by zero", span)
        }
        Operator::Divide => computed(Decimal::divide),
        Operator::Remainder => computed(Decimal::remainder),
    }
}

/// `||` and `&&`; the first operand may settle it.
fn logical(one: &Value, other: &Value, settles: bool, span: Span) -> Value {
    let both = to_bool(one).and_then(|one| if one == settles { Ok(one) } else { to_bool(other) });
    both.map_or_else(|why| Value::unknown(why, span), |it| Value::bool(it, span))
}

/// Whether two values are equal, of whatever type, as far as that can be told.
pub(super) fn equal(one: &Value, other: &Value) -> Result<bool, Why> {
    match (&one.kind, &other.kind) {
        (Kind::Unknown(it), _) | (_, Kind::Unknown(it)) => Err(it.why.clone()),
        (Kind::Null, Kind::Null) => Ok(true),
        (Kind::Bool(one), Kind::Bool(other)) => Ok(one == other),
        (Kind::Number(one), Kind::Number(other)) => Ok(one == other),
        (Kind::String(_) | Kind::Encoded(_), Kind::String(_) | Kind::Encoded(_)) => texts(one, other),
        (Kind::List(first), Kind::List(second)) => {
            let (Some(all), Some(others)) = (one.items(), other.items()) else {
                return Err(not_a("a list", one_of(one, other)));
            };
            if all.len() != others.len() {
                return Ok(false);
            }
            let is_ordered = first.sort != Sort::Set && second.sort != Sort::Set || is_known(one) && is_known(other);
            let mut open =
                (first.sort != second.sort || !is_ordered).then(|| Why::new("lists of different types are compared"));
            for (one, other) in all.iter().zip(&others) {
                match equal(one, other) {
                    Ok(true) => {}
                    Ok(false) if is_ordered => return Ok(false),
                    Ok(false) => open = Some(not_a("a set", one)),
                    Err(why) => open = Some(why),
                }
            }
            open.map_or(Ok(true), Err)
        }
        (Kind::Map(first), Kind::Map(second)) => {
            let (all, others) = (first.sorted(), second.sorted());
            let is_closed = first.others.is_empty() && second.others.is_empty();
            if is_closed && all.iter().map(|it| &it.name).ne(others.iter().map(|it| &it.name)) {
                return Ok(false);
            }
            for it in &all {
                if let Some(false) = second.get(&it.name).and_then(|other| equal(&it.value, other).ok()) {
                    return Ok(false);
                }
            }
            // A map and an object with the same members are not equal.
            Err(one_of(one, other).first_unknown().cloned().unwrap_or_else(|| Why::new("maps are compared")))
        }
        _ => Ok(false),
    }
}

fn one_of<'a>(one: &'a Value, other: &'a Value) -> &'a Value {
    if is_known(one) { other } else { one }
}

pub(super) fn is_known(value: &Value) -> bool {
    value.first_unknown().is_none()
}

fn texts(one: &Value, other: &Value) -> Result<bool, Why> {
    if let (Some(one), Some(other)) = (one.to_text(), other.to_text()) {
        return Ok(one == other);
    }
    let why = not_a("a string", one_of(one, other));
    let parts = |it: &Value| match &it.kind {
        Kind::String(it) => Some((it.known_start(), it.known_end())),
        _ => None,
    };
    // What is known of both may be different.
    let (Some((start, end)), Some((other_start, other_end))) = (parts(one), parts(other)) else { return Err(why) };
    let fits = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
    let fits_at_end = |one: &str, other: &str| one.ends_with(other) || other.ends_with(one);
    if fits(&start, &other_start) && fits_at_end(&end, &other_end) { Err(why) } else { Ok(false) }
}

/// Whether what a conditional makes of it depends on the type of the other result.
pub(super) fn depends_on_type(value: &Value) -> bool {
    match &value.kind {
        Kind::Bool(_) | Kind::Number(_) => true,
        Kind::List(list) => list.items.iter().any(|it| depends_on_type(it.value())),
        _ => false,
    }
}

/// The value in the one type that it has together with another.
pub(super) fn as_type_of(value: Value, other: &Value) -> Value {
    let span = value.span;
    match (&value.kind, &other.kind) {
        (Kind::Bool(_) | Kind::Number(_), Kind::String(_) | Kind::Encoded(_)) => to_string(value),
        (Kind::Bool(_) | Kind::Number(_) | Kind::List(_), Kind::Unknown(it)) if !it.why.is_failure() => {
            Value::one_of(it.why.clone(), alloc::vec![value], span)
        }
        (Kind::List(list), Kind::List(_)) => {
            let text = other.items().unwrap_or_default().into_iter().find(|it| matches!(it.kind, Kind::String(_)));
            let Some(text) = text else { return value };
            let items = list.items.iter().map(|it| match it {
                Item::One(it) => Item::One(as_type_of(it.clone(), &text)),
                Item::Many(it) => Item::Many(it.clone()),
            });
            Value::list(list.sort, items.collect(), span)
        }
        _ => value,
    }
}

/// A boolean or a number as a string; anything else as it is.
pub(super) fn to_string(value: Value) -> Value {
    match &value.kind {
        Kind::Bool(_) | Kind::Number(_) => Value::text(&value.to_text().unwrap_or_default(), value.span),
        _ => value,
    }
}
