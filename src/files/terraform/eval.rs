//! Expressions to values.

use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::access;
use super::config::Resource;
use super::functions;
use super::instance::Instance;
use super::module::Module;
use super::operators;
use super::repeat;
use super::syntax::{Call, Expr, ExprKind, Part};
use super::text::{LONGEST, MOST_PIECES, Piece, Text};
use super::value::{Entry, Item, Kind, Sort, UNNAMED, Value};
use super::why::Why;
use super::world::World;
use crate::Span;

/// What names mean where an expression stands.
pub(super) struct Scope<'a> {
    /// The module whose names count; nothing in a template of its own.
    pub(super) module: Option<&'a Module>,
    pub(super) outer: Option<&'a Scope<'a>>,
    pub(super) names: Vec<(&'a str, Value)>,
    /// Why there may be other names.
    pub(super) open: Option<Why>,
    /// The instance of a resource in which it stands, which is `self` there.
    pub(super) within: Option<(&'a Resource, &'a Instance)>,
}

impl<'a> Scope<'a> {
    pub(super) const fn of(module: &'a Module) -> Self {
        Self { module: Some(module), outer: None, names: Vec::new(), open: None, within: None }
    }

    /// Of a template or a literal that stands alone.
    pub(super) const fn alone() -> Self {
        Self { module: None, outer: None, names: Vec::new(), open: None, within: None }
    }

    /// In an instance of a resource.
    pub(super) fn within<'b>(&'b self, resource: &'b Resource, instance: &'b Instance) -> Scope<'b> {
        Scope { within: Some((resource, instance)), ..self.with(instance.names.clone()) }
    }

    pub(super) fn with<'b>(&'b self, names: Vec<(&'b str, Value)>) -> Scope<'b> {
        Scope { module: self.module, outer: Some(self), names, open: self.open.clone(), within: self.within }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let here = self.names.iter().rev().find(|it| it.0 == name).map(|it| &it.1);
        here.or_else(|| self.outer.and_then(|it| it.get(name)))
    }
}

impl World<'_> {
    /// What an expression says.
    pub(super) fn eval(&self, expr: &Expr, scope: &Scope<'_>) -> Value {
        if !self.enter() {
            return too_much(expr.span);
        }
        let value = self.eval_here(expr, scope);
        self.leave();
        match &expr.kind {
            // These make something; what others hand back is shared.
            ExprKind::List(_) | ExprKind::Object(_) | ExprKind::Splat(..) | ExprKind::Call(_) | ExprKind::For(_) => {
                self.bounded(value)
            }
            _ => value,
        }
    }

    fn eval_here(&self, expr: &Expr, scope: &Scope<'_>) -> Value {
        let span = expr.span;
        let kind = match &expr.kind {
            ExprKind::Null => Kind::Null,
            ExprKind::Bool(it) => Kind::Bool(*it),
            ExprKind::Number(it) => Kind::Number(*it),
            ExprKind::Unread(why) => return Value::unknown(why.clone(), span),
            ExprKind::Template(parts) => return self.template(parts, scope, span),
            ExprKind::List(all) => return Value::tuple(all.iter().map(|it| self.eval(it, scope)), span),
            ExprKind::Object(all) => return self.object(all, scope, span),
            ExprKind::Variable(_) | ExprKind::Attribute(..) | ExprKind::Index(..) => {
                return self.reference(expr, scope);
            }
            ExprKind::Splat(of, steps) => {
                let of = self.eval(of, scope);
                return access::splat(self, &of, steps, scope, span);
            }
            ExprKind::Call(call) => return self.call(call, scope, span),
            ExprKind::Not(it) => return operators::not(&self.eval(it, scope), span),
            ExprKind::Negate(it) => return operators::negate(&self.eval(it, scope), span),
            ExprKind::Binary(operator, one, other) => {
                let both = [self.eval(one, scope), self.eval(other, scope)];
                if !self.charge_for(&both) {
                    return too_much(span);
                }
                let [one, other] = &both;
                return operators::binary(*operator, one, other, span);
            }
            ExprKind::If(it) => {
                let [condition, then, other] = &**it;
                return self.conditional(condition, then, other, scope, span);
            }
            ExprKind::For(it) => return repeat::over(self, it, scope, span),
        };
        Value::new(kind, span)
    }

    /// Names, and what is in what they stand for.
    fn reference(&self, expr: &Expr, scope: &Scope<'_>) -> Value {
        if let Some(value) = self.named(expr, scope) {
            return value;
        }
        match &expr.kind {
            ExprKind::Attribute(of, name) => {
                let of = self.eval(of, scope);
                if self.charge_search(&of) { access::attribute(&of, name, expr.span) } else { too_much(expr.span) }
            }
            ExprKind::Index(of, key) => {
                let (key, of) = (self.eval(key, scope), self.eval(of, scope));
                if self.charge_search(&of) { access::index(&of, &key, expr.span) } else { too_much(expr.span) }
            }
            _ => Value::unknown(Why::new("a name that is not known"), expr.span),
        }
    }

    fn object(&self, all: &[(Expr, Expr)], scope: &Scope<'_>, span: Span) -> Value {
        let (mut entries, mut others) = (Vec::new(), Vec::new());
        for (key, value) in all {
            let name = self.eval(key, scope);
            let value = self.eval(value, scope);
            match name.to_text() {
                Some(text) => {
                    entries.push(Entry { name: text.into(), name_span: name.span, value });
                }
                None => {
                    let why = name.first_unknown().cloned().unwrap_or_else(|| Why::failed("a name is not a string"));
                    // It may be any name, so what was said of the others may not hold.
                    entries = entries.into_iter().map(|it| doubted(it, &why)).collect();
                    others.push(unnamed(why, value, name.span));
                }
            }
        }
        Value::map(entries, others, span)
    }

    /// One of two values. Terraform makes both of one type.
    fn conditional(&self, condition: &Expr, then: &Expr, other: &Expr, scope: &Scope<'_>, span: Span) -> Value {
        let condition = self.eval(condition, scope);
        match operators::to_bool(&condition) {
            Ok(it) => {
                let (chosen, left) = if it { (then, other) } else { (other, then) };
                let chosen = self.eval(chosen, scope);
                if operators::depends_on_type(&chosen) {
                    return operators::as_type_of(chosen, &self.eval(left, scope));
                }
                chosen
            }
            Err(why) if why.is_failure() => Value::unknown(why, span),
            Err(why) => {
                let both = [then, other].map(|it| self.eval(it, scope));
                Value::either(why, both.into(), span)
            }
        }
    }

    fn call(&self, call: &Call, scope: &Scope<'_>, span: Span) -> Value {
        let mut arguments: Vec<Value> = call.arguments.iter().map(|it| self.eval(it, scope)).collect();
        if call.spreads {
            let Some(last) = arguments.pop() else { return Value::failed("there is nothing to spread", span) };
            match &last.kind {
                Kind::List(list) => {
                    for item in &list.items {
                        match item {
                            Item::One(it) => arguments.push(it.clone()),
                            // So many unknown lists are as good as one.
                            Item::Many(it) if functions::joins(&call.name) => {
                                arguments.push(Value::unknown(
                                    it.first_unknown().cloned().unwrap_or_else(Why::too_large),
                                    it.span,
                                ));
                            }
                            Item::Many(it) => {
                                let why = it.first_unknown().cloned().unwrap_or_else(Why::too_large);
                                return Value::unknown(why, span);
                            }
                        }
                    }
                }
                Kind::Unknown(it) if functions::joins(&call.name) && !it.why.is_failure() => {
                    arguments.push(Value::unknown(it.why.clone(), last.span));
                }
                Kind::Unknown(it) => return Value::unknown(it.why.clone(), span),
                _ => return Value::failed("what is spread is not a list", span),
            }
        }
        if !self.charge_for(&arguments) {
            return too_much(span);
        }
        functions::call(self, &call.name, arguments, span)
    }

    /// A string, of which the parts that are not known are holes.
    pub(super) fn template(&self, parts: &[Part], scope: &Scope<'_>, span: Span) -> Value {
        let mut text = Text::default();
        self.parts(parts, scope, &mut text);
        if text.0.len() > MOST_PIECES || text.len() > LONGEST {
            return Value::unknown(Why::too_large(), span);
        }
        self.bounded(Value::new(Kind::String(Rc::new(text)), span))
    }

    fn parts(&self, parts: &[Part], scope: &Scope<'_>, text: &mut Text) {
        for part in parts {
            // Their characters are shared until all of them are known.
            if text.0.len() > MOST_PIECES {
                return;
            }
            match part {
                Part::Text(run) => text.0.push(Piece::Known(run.clone())),
                Part::Value(expr) => {
                    let value = self.eval(expr, scope);
                    push(text, value, expr.span);
                }
                Part::If(condition, then, other) => {
                    let known = self.eval(condition, scope);
                    match operators::to_bool(&known) {
                        Ok(it) => self.parts(if it { then } else { other }, scope, text),
                        Err(why) => {
                            let both = [then, other].map(|it| self.template(it, scope, condition.span));
                            text.0.push(Piece::Hole(Value::one_of(why, both.into(), condition.span)));
                        }
                    }
                }
                Part::For(names, of, body) => {
                    let of_value = self.eval(of, scope);
                    let render = |scope: &Scope<'_>| self.template(body, scope, of.span);
                    for item in repeat::each(self, names, &of_value, scope, &render, of.span) {
                        match item {
                            Item::One(it) => push(text, it, of.span),
                            Item::Many(it) => {
                                let why = it.first_unknown().cloned().unwrap_or_else(Why::too_large);
                                let once = joined(&it);
                                text.0.push(Piece::Hole(Value::one_of(why, once, of.span)));
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The texts that the lists which a value may be say one after the other.
fn joined(value: &Value) -> Vec<Value> {
    let Kind::Unknown(unknown) = &value.kind else { return Vec::new() };
    let lists = unknown.candidates.iter().filter_map(|it| Some((it.span, it.items()?)));
    let texts = lists.map(|(span, items)| {
        let mut text = Text::default();
        items.into_iter().for_each(|it| {
            let at = it.span;
            push(&mut text, it, at);
        });
        Value::new(Kind::String(Rc::new(text)), span)
    });
    texts.collect()
}

/// Adds what a value says in a string.
pub(super) fn push(text: &mut Text, value: Value, span: Span) {
    match &value.kind {
        Kind::String(it) => text.0.extend(it.0.iter().cloned()),
        Kind::Encoded(it) => text.0.extend(super::encode::json(it).0),
        Kind::Bool(_) | Kind::Number(_) => text.push(&value.to_text().unwrap_or_default(), value.span),
        Kind::Null | Kind::List(_) | Kind::Map(_) => {
            let what = format!("{} in a string", operators::describe(&value));
            text.0.push(Piece::Hole(Value::failed(what, span)));
        }
        Kind::Unknown(_) => text.0.push(Piece::Hole(value.at(span))),
    }
}

/// What an entry says, if no later one has its name.
pub(super) fn doubted(entry: Entry, why: &Why) -> Entry {
    let span = entry.value.span;
    Entry { value: Value::one_of(why.clone(), alloc::vec![entry.value], span), ..entry }
}

/// What a map has under a name that is not known.
pub(super) fn unnamed(why: Why, value: Value, name_span: Span) -> Value {
    let entry = Entry { name: UNNAMED.into(), name_span, value };
    let span = name_span;
    Value::one_of(why, alloc::vec![Value::map(alloc::vec![entry], Vec::new(), span)], span)
}

/// The elements of a list for which something is not known, as a list that may be.
pub(super) fn list_of(items: Vec<Item>, span: Span) -> Value {
    Value::list(Sort::Tuple, items, span)
}

fn too_much(span: Span) -> Value {
    Value::unknown(Why::new(TOO_MUCH), span)
}

pub(super) fn too_many(span: Span) -> Value {
    Value::unknown(Why::new(format!("more than {MOST_ITEMS} items")), span)
}

pub(super) const MOST_ITEMS: usize = 200_000;
pub(super) const TOO_MUCH: &str = "it takes too long or goes too deep to be evaluated";
