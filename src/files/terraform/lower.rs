//! From the tree of `hcl-edit`, which keeps the places, to what is evaluated.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{
    BinaryOperator, Expression, ForExpr, FuncCall, ObjectKey, Traversal, TraversalOperator, UnaryOperator,
};
use hcl_edit::structure::{self, BlockLabel, Structure};

use super::super::embedded::{Embedded, Quotes};
use super::number::Decimal;
use super::syntax::{Attribute, Block, Body, Call, Expr, ExprKind, For, Names, Operator, Part, Step};
use super::text::Run;
use super::why::Why;
use crate::Span;

/// A text, and where it stands among all that are read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// Where its first byte stands.
    pub(super) base: u32,
    /// What it was taken out of, if that is written differently.
    pub(super) within: Option<&'a Embedded<'a>>,
}

impl Source<'_> {
    pub(super) fn span(&self, range: Option<Range<usize>>) -> Span {
        let range = range.unwrap_or_default();
        self.absolute(self.within.map_or(range.clone(), |it| it.place(range)))
    }

    /// A place in what the text was taken out of.
    fn absolute(&self, range: Range<usize>) -> Span {
        let offset = |it: usize| self.base.saturating_add(u32::try_from(it).unwrap_or(u32::MAX));
        Span { start: offset(range.start), end: offset(range.end) }
    }

    /// The characters that stand there, in runs that are written in one way.
    pub(super) fn runs(&self, range: Range<usize>, quotes: Quotes) -> Vec<Run> {
        let mut decoded = Embedded::new(self.text);
        decoded.push(range, quotes);
        let mut runs = Vec::new();
        for (text, there) in decoded.runs() {
            // What is written as it is here may have escapes in what it was taken out of.
            let is_as_written = text.len() == there.len();
            match self.within {
                Some(outer) if is_as_written => {
                    let mut at = 0;
                    for (length, part) in outer.split(there.clone()) {
                        let end = at + length;
                        let text = text.get(at..end).unwrap_or_default();
                        runs.push(Run { text: text.into(), at: self.absolute(part) });
                        at = end;
                    }
                }
                _ => runs.push(Run { text: text.into(), at: self.span(Some(there)) }),
            }
        }
        runs
    }

    pub(super) fn body(&self, body: &structure::Body) -> Body {
        let mut all = Body::default();
        for it in body {
            match it {
                Structure::Attribute(it) => all.attributes.push(Attribute {
                    name: it.key.as_str().into(),
                    name_span: self.span(it.key.span()),
                    value: self.expr(&it.value),
                }),
                Structure::Block(it) => all.blocks.push(Block {
                    kind: it.ident.as_str().into(),
                    head: self.span(it.ident.span()),
                    span: self.span(it.span()),
                    labels: it.labels.iter().map(label).collect(),
                    body: self.body(&it.body),
                    left_out: None,
                }),
            }
        }
        all
    }

    pub(super) fn expr(&self, expr: &Expression) -> Expr {
        let boxed = |it: &Expression| Box::new(self.expr(it));
        let kind = match expr {
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(it) => ExprKind::Bool(*it.value()),
            Expression::Number(it) => {
                let written = it.span().and_then(|it| self.text.get(it)).and_then(Decimal::read);
                let number = written.or_else(|| Decimal::read(&it.value().to_string()));
                number.map_or_else(|| ExprKind::Unread(Why::new("a number of so many digits")), ExprKind::Number)
            }
            Expression::String(it) => {
                let whole = it.span().unwrap_or_default();
                let inside = whole.start + 1..whole.end.saturating_sub(1).max(whole.start + 1);
                ExprKind::Template(self.runs(inside, Quotes::Quoted).into_iter().map(Part::Text).collect())
            }
            Expression::StringTemplate(it) => match self.template(it.iter(), Quotes::Quoted, 0) {
                parts if parts.len() == 1 => match parts.into_iter().next() {
                    // What stands alone keeps its type.
                    Some(Part::Value(it)) => return it,
                    part => ExprKind::Template(part.into_iter().collect()),
                },
                parts => ExprKind::Template(parts),
            },
            Expression::HeredocTemplate(it) => {
                let indent = it.indent().unwrap_or_default();
                ExprKind::Template(self.template(it.template.iter(), Quotes::Heredoc, indent))
            }
            Expression::Array(all) => ExprKind::List(all.iter().map(|it| self.expr(it)).collect()),
            Expression::Object(all) => {
                ExprKind::Object(all.iter().map(|(key, it)| (self.key(key), self.expr(it.expr()))).collect())
            }
            Expression::Parenthesis(it) => return self.expr(it.inner()),
            Expression::Variable(it) => ExprKind::Variable(it.as_str().into()),
            Expression::Conditional(it) => {
                ExprKind::If(Box::new([self.expr(&it.cond_expr), self.expr(&it.true_expr), self.expr(&it.false_expr)]))
            }
            Expression::FuncCall(it) => self.call(it),
            Expression::Traversal(it) => return self.traversal(it, self.span(expr.span())),
            Expression::UnaryOp(it) => match it.operator.value() {
                UnaryOperator::Neg => ExprKind::Negate(boxed(&it.expr)),
                UnaryOperator::Not => ExprKind::Not(boxed(&it.expr)),
            },
            Expression::BinaryOp(it) => {
                ExprKind::Binary(operator(*it.operator.value()), boxed(&it.lhs_expr), boxed(&it.rhs_expr))
            }
            Expression::ForExpr(it) => ExprKind::For(Box::new(self.for_expr(it))),
        };
        Expr { kind, span: self.span(expr.span()) }
    }

    fn key(&self, key: &ObjectKey) -> Expr {
        match key {
            ObjectKey::Ident(it) => {
                let span = self.span(it.span());
                // What is read may be another name.
                let written = it.span().and_then(|it| self.text.get(it));
                let text = written.unwrap_or(it.as_str()).into();
                Expr { kind: ExprKind::Template(alloc::vec![Part::Text(Run { text, at: span })]), span }
            }
            ObjectKey::Expression(it) => self.expr(it),
        }
    }

    fn call(&self, call: &FuncCall) -> ExprKind {
        let namespace = call.name.namespace.iter().map(|it| alloc::format!("{}::", it.as_str()));
        let name = namespace.chain([call.name.name.as_str().to_string()]).collect();
        let arguments = call.args.iter().map(|it| self.expr(it)).collect();
        ExprKind::Call(Call { name, arguments, spreads: call.args.expand_final() })
    }

    fn traversal(&self, traversal: &Traversal, whole: Span) -> Expr {
        let mut expr = self.expr(&traversal.expr);
        let start = expr.span.start.min(whole.start);
        let mut rest = traversal.operators.iter().peekable();
        while let Some(operator) = rest.next() {
            let end = self.span(operator.span()).end;
            let of = Box::new(expr);
            let kind = match operator.value() {
                TraversalOperator::GetAttr(it) => ExprKind::Attribute(of, it.as_str().into()),
                TraversalOperator::Index(it) => ExprKind::Index(of, Box::new(self.expr(it))),
                TraversalOperator::LegacyIndex(it) => ExprKind::Index(of, Box::new(place(*it.value(), of_end(end)))),
                splat => {
                    let is_full = matches!(splat, TraversalOperator::FullSplat(_));
                    let mut steps = Vec::new();
                    // A splat of attributes leaves brackets to the list.
                    let goes_on = |it: &TraversalOperator| match it {
                        TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_) => true,
                        TraversalOperator::Index(_) => is_full,
                        _ => false,
                    };
                    while let Some(it) = rest.next_if(|it| goes_on(it.value())) {
                        steps.push(match it.value() {
                            TraversalOperator::GetAttr(it) => Step::Attribute(it.as_str().into()),
                            TraversalOperator::Index(it) => Step::Index(self.expr(it)),
                            TraversalOperator::LegacyIndex(it) => Step::Index(place(*it.value(), of_end(end))),
                            _ => continue,
                        });
                    }
                    ExprKind::Splat(of, steps)
                }
            };
            expr = Expr { kind, span: Span { start, end: end.max(start) } };
        }
        Expr { span: whole, ..expr }
    }

    fn for_expr(&self, it: &ForExpr) -> For {
        For {
            names: Names {
                key: it.intro.key_var.as_ref().map(|it| it.as_str().into()),
                value: it.intro.value_var.as_str().into(),
            },
            of: self.expr(&it.intro.collection_expr),
            name: it.key_expr.as_ref().map(|it| self.expr(it)),
            result: self.expr(&it.value_expr),
            condition: it.cond.as_ref().map(|it| self.expr(&it.expr)),
            groups: it.grouping,
        }
    }
}

fn of_end(end: u32) -> Span {
    Span { start: end, end }
}

fn place(index: u64, span: Span) -> Expr {
    Expr { kind: ExprKind::Number(Decimal::whole(index.into())), span }
}

fn label(label: &BlockLabel) -> String {
    match label {
        BlockLabel::Ident(it) => it.as_str().into(),
        BlockLabel::String(it) => it.as_str().into(),
    }
}

const fn operator(it: BinaryOperator) -> Operator {
    match it {
        BinaryOperator::Eq => Operator::Equal,
        BinaryOperator::NotEq => Operator::Unequal,
        BinaryOperator::LessEq => Operator::LessOrEqual,
        BinaryOperator::GreaterEq => Operator::GreaterOrEqual,
        BinaryOperator::Less => Operator::Less,
        BinaryOperator::Greater => Operator::Greater,
        BinaryOperator::Plus => Operator::Add,
        BinaryOperator::Minus => Operator::Subtract,
        BinaryOperator::Mul => Operator::Multiply,
        BinaryOperator::Div => Operator::Divide,
        BinaryOperator::Mod => Operator::Remainder,
        BinaryOperator::And => Operator::And,
        BinaryOperator::Or => Operator::Or,
    }
}
