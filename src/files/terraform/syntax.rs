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

    pub(super) fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |it| it.kind == kind)
    }
}

impl Expr {
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
