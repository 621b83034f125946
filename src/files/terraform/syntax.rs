//! Terraform's language as it is evaluated, whichever of its two forms it is written in.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::number::Decimal;
use super::text::Run;
use super::why::Why;
use crate::Span;

/// The contents of a file or of a block.
#[derive(Debug, Default, Clone)]
pub(super) struct Body {
    pub(super) attributes: Vec<Attribute>,
    pub(super) blocks: Vec<Block>,
    /// What names the templates of files, in blocks that are left out, too.
    pub(super) templates: Vec<Expr>,
}

#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) name_span: Span,
    pub(super) value: Expr,
}

#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: String,
    /// Where its kind stands.
    pub(super) head: Span,
    pub(super) span: Span,
    pub(super) labels: Vec<String>,
    pub(super) body: Body,
    /// The names of its attributes, if its body is left out: it is read again where it is written.
    pub(super) left_out: Option<Vec<Box<str>>>,
}

#[derive(Debug, Clone)]
pub(super) struct Expr {
    pub(super) kind: ExprKind,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) enum ExprKind {
    Null,
    Bool(bool),
    Number(Decimal),
    Template(Vec<Part>),
    List(Vec<Expr>),
    Object(Vec<(Expr, Expr)>),
    Variable(String),
    Attribute(Box<Expr>, String),
    Index(Box<Expr>, Box<Expr>),
    /// The steps are gone from each item.
    Splat(Box<Expr>, Vec<Step>),
    Call(Call),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    If(Box<[Expr; 3]>),
    For(Box<For>),
    /// What is written there is not evaluated.
    Unread(Why),
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Attribute(String),
    Index(Expr),
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) arguments: Vec<Expr>,
    /// Whether the last argument is a list of arguments.
    pub(super) spreads: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone)]
pub(super) struct For {
    pub(super) names: Names,
    pub(super) of: Expr,
    /// The name of each member, if it makes a map.
    pub(super) name: Option<Expr>,
    pub(super) result: Expr,
    pub(super) condition: Option<Expr>,
    pub(super) groups: bool,
}

/// What a `for` calls what it goes through.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub(super) key: Option<String>,
    pub(super) value: String,
}

/// A part of a template.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Text(Run),
    Value(Expr),
    If(Expr, Vec<Part>, Vec<Part>),
    For(Names, Expr, Vec<Part>),
}

impl Body {
    pub(super) fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.name == name)
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.attributes.append(&mut other.attributes);
        self.blocks.append(&mut other.blocks);
        self.templates.append(&mut other.templates);
    }

    pub(super) fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |it| it.kind == kind)
    }
}

impl Part {
    /// The expressions in it.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match self {
            Self::Text(_) => {}
            Self::Value(it) => visit(it),
            Self::If(condition, then, other) => {
                visit(condition);
                then.iter().chain(other).for_each(|it| it.each(visit));
            }
            Self::For(_, of, body) => {
                visit(of);
                body.iter().for_each(|it| it.each(visit));
            }
        }
    }
}

/// The expressions in a body and in its blocks.
pub(super) fn expressions<'a>(body: &'a Body, visit: &mut dyn FnMut(&'a Expr)) {
    body.attributes.iter().for_each(|it| visit(&it.value));
    body.blocks.iter().for_each(|it| expressions(&it.body, visit));
}

impl Expr {
    /// The expressions that it is made of.
    pub(super) fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        match &self.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Variable(_) | ExprKind::Unread(_) => {}
            ExprKind::Template(parts) => parts.iter().for_each(|it| it.each(visit)),
            ExprKind::List(all) => all.iter().for_each(visit),
            ExprKind::Object(all) => all.iter().for_each(|(name, it)| {
                visit(name);
                visit(it);
            }),
            ExprKind::Attribute(of, _) | ExprKind::Not(of) | ExprKind::Negate(of) => visit(of),
            ExprKind::Index(of, key) => [of, key].into_iter().for_each(|it| visit(it)),
            ExprKind::Splat(of, steps) => {
                visit(of);
                let keys = steps.iter().filter_map(|it| if let Step::Index(it) = it { Some(it) } else { None });
                keys.for_each(visit);
            }
            ExprKind::Call(it) => it.arguments.iter().for_each(visit),
            ExprKind::Binary(_, one, other) => [one, other].into_iter().for_each(|it| visit(it)),
            ExprKind::If(all) => all.iter().for_each(visit),
            ExprKind::For(it) => {
                visit(&it.of);
                it.name.iter().chain([&it.result]).chain(&it.condition).for_each(visit);
            }
        }
    }

    /// A name and the names behind it, as far as they are written out: `var.a["b"].c` is `var`, `a`, `b` and `c`.
    pub(super) fn path(&self) -> Option<(&str, Vec<String>)> {
        let mut names = Vec::new();
        let mut at = self;
        loop {
            match &at.kind {
                ExprKind::Variable(root) => {
                    names.reverse();
                    return Some((root, names));
                }
                ExprKind::Attribute(of, name) => {
                    names.push(name.clone());
                    at = of;
                }
                ExprKind::Index(of, key) => {
                    match key.literal() {
                        Some(it) => names.push(it),
                        // What is behind it is only some of that.
                        None => names.clear(),
                    }
                    at = of;
                }
                _ => return None,
            }
        }
    }

    /// The address of a resource, of an instance of one or of a module, if it is one or the text of one.
    pub(super) fn address(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Variable(name) => Some(name.clone()),
            ExprKind::Attribute(of, name) => Some(format!("{}.{name}", of.address()?)),
            ExprKind::Index(of, key) => match &key.kind {
                ExprKind::Number(it) => Some(format!("{}[{it}]", of.address()?)),
                _ => Some(format!("{}[\"{}\"]", of.address()?, key.literal()?)),
            },
            _ => self.literal(),
        }
    }

    /// The text of a string without anything to evaluate.
    pub(super) fn literal(&self) -> Option<String> {
        let ExprKind::Template(parts) = &self.kind else { return None };
        parts.iter().map(|it| if let Part::Text(it) = it { Some(&*it.text) } else { None }).collect()
    }
}
