//! Terraform's language in JSON.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::embedded::{Embedded, Quotes};
use super::leave_out;
use super::lower::Source;
use super::number::Decimal;
use super::parse;
use super::syntax::{Attribute, Block, Body, Expr, ExprKind, Part};
use super::text::Run;
use super::why::Why;
use crate::Span;
use crate::error::ReadFileError;
use crate::policy::Text;
use crate::shared::read::read;
use crate::shared::tree::{Member, Node, Value};

/// What a file says that stands among the others from `base` on.
pub(super) fn body(text: &str, base: u32, is_large: bool) -> Result<Body, ReadFileError> {
    let (root, problems) = read(text);
    if let Some(first) = problems.first() {
        let text = Text::from(String::from(text));
        return Err(ReadFileError::new(text.position(first.span.start), first.mistake.to_string()));
    }
    let reader = Reader { text, base, is_large };
    let mut body = Body::default();
    for member in root.iter().flat_map(each).flat_map(members) {
        let labels = match member.name.as_str() {
            "resource" | "data" => 2,
            "variable" | "output" | "module" | "provider" => 1,
            "locals" | "moved" => 0,
            // Those of a file of values.
            _ => {
                let mut one = Body { attributes: alloc::vec![reader.attribute(member)], ..Body::default() };
                leave_out::resources(&mut one, is_large);
                body.append(one);
                continue;
            }
        };
        reader.blocks(&member.name, member, &mut Vec::new(), (labels, 0), &mut body);
    }
    Ok(body)
}

/// The body of a resource that is all of a text, which stands there among what is read.
pub(super) fn body_of_resource(text: &str, base: u32) -> Body {
    let reader = Reader { text, base, is_large: false };
    read(text).0.map_or_else(Body::default, |it| reader.body("resource", &it, 0))
}

struct Reader<'a> {
    text: &'a str,
    base: u32,
    /// Whether what resources say is left out.
    is_large: bool,
}

impl Reader<'_> {
    fn span(&self, span: Span) -> Span {
        Span { start: self.base.saturating_add(span.start), end: self.base.saturating_add(span.end) }
    }

    /// The blocks below so many names, and in so many blocks.
    fn blocks(
        &self,
        kind: &str,
        member: &Member<Span>,
        labels: &mut Vec<String>,
        (missing, depth): (usize, usize),
        out: &mut Body,
    ) {
        if missing > 0 {
            let all = each(&member.value).flat_map(members);
            for it in all {
                labels.push(it.name.clone());
                self.blocks(kind, it, labels, (missing - 1, depth), out);
                labels.pop();
            }
            return;
        }
        for it in each(&member.value) {
            let body = self.body(kind, it, depth);
            let (head, span) = (self.span(member.name_span), self.span(it.span));
            let block = Block { kind: kind.into(), head, span, labels: labels.clone(), body, left_out: None };
            let mut one = Body { blocks: alloc::vec![block], ..Body::default() };
            if depth == 0 {
                leave_out::resources(&mut one, self.is_large);
            }
            out.append(one);
        }
    }

    fn body(&self, kind: &str, of: &Node<Span>, depth: usize) -> Body {
        let mut body = Body::default();
        for inner in members(of) {
            let attribute = self.attribute(inner);
            let is_literal = matches!((kind, inner.name.as_str()), ("variable", "default" | "type"));
            body.attributes.push(if is_literal { self.literal(inner, attribute) } else { attribute });
            // Whether it is a block only its resource knows; no policy has blocks in blocks but those that are repeated.
            if depth < 3 {
                let missing = usize::from(inner.name == "dynamic");
                self.blocks(&inner.name, inner, &mut Vec::new(), (missing, depth + 1), &mut body);
            }
        }
        body
    }

    fn attribute(&self, member: &Member<Span>) -> Attribute {
        Attribute { name: member.name.clone(), name_span: self.span(member.name_span), value: self.expr(&member.value) }
    }

    /// A type as an expression, and a default as it is.
    fn literal(&self, member: &Member<Span>, attribute: Attribute) -> Attribute {
        let Value::String(text) = &member.value.value else { return attribute };
        let span = attribute.value.span;
        let value = match member.name.as_str() {
            "type" => match parse::expression(text) {
                Ok(it) => Source { text, base: span.start, within: None }.expr(&it),
                Err(_) => return attribute,
            },
            _ => plain(text, span),
        };
        Attribute { value, ..attribute }
    }

    fn expr(&self, node: &Node<Span>) -> Expr {
        let span = self.span(node.span);
        let kind = match &node.value {
            Value::Null => ExprKind::Null,
            Value::Bool(it) => ExprKind::Bool(*it),
            Value::Number(it) => match Decimal::read(it) {
                Some(it) => ExprKind::Number(it),
                None => ExprKind::Unread(Why::new("a number of so many digits")),
            },
            Value::String(text) => return self.template(text, node.span),
            Value::Array(all) => ExprKind::List(all.iter().map(|it| self.expr(it)).collect()),
            Value::Object(all) => {
                let member = |it: &Member<Span>| (self.template(&it.name, it.name_span), self.expr(&it.value));
                ExprKind::Object(all.iter().map(member).collect())
            }
            Value::Open(_) | Value::Constant(_) | Value::Unchecked(_) | Value::Opaque => {
                ExprKind::Unread(Why::new("it is not json"))
            }
        };
        Expr { kind, span }
    }

    /// A string, which is a template.
    fn template(&self, text: &str, at: Span) -> Expr {
        let span = self.span(at);
        let mut decoded = Embedded::new(self.text);
        decoded.push(at.start as usize + 1..(at.end as usize).saturating_sub(1), Quotes::Json);
        if decoded.text() != text {
            return plain(text, span);
        }
        let Ok(template) = parse::template(text) else {
            return Expr { kind: ExprKind::Unread(Why::new("a template that is not read")), span };
        };
        let source = Source { text: decoded.text(), base: self.base, within: Some(&decoded) };
        let mut parts = source.template(template.iter(), Quotes::Heredoc, 0);
        match parts.pop() {
            Some(Part::Value(it)) if parts.is_empty() => it,
            last => {
                parts.extend(last);
                Expr { kind: ExprKind::Template(parts), span }
            }
        }
    }
}

fn plain(text: &str, span: Span) -> Expr {
    let inside = Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1) };
    let run = Run { text: text.into(), at: inside };
    Expr { kind: ExprKind::Template(alloc::vec![Part::Text(run)]), span }
}

/// An object, or the objects of an array.
fn each(node: &Node<Span>) -> impl Iterator<Item = &Node<Span>> {
    let all = match &node.value {
        Value::Array(all) => all.as_slice(),
        _ => core::slice::from_ref(node),
    };
    all.iter().filter(|it| matches!(it.value, Value::Object(_)))
}

fn members(node: &Node<Span>) -> &[Member<Span>] {
    match &node.value {
        Value::Object(all) => all,
        _ => &[],
    }
}
