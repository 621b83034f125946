//! Terraform's own files.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use hcl_edit::expr::{Expression, FuncCall, Object, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Attribute, Block, BlockLabel, Body, Structure};
use hcl_edit::template::Element;
use hcl_edit::{Span as _, parser};

use super::embedded::{Embedded, Quotes};
use super::resource::{self, Form, Place};
use super::{Found, InResource, opaque};
use crate::error::ReadFileError;
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::tree::{Member, Node, Value};
use crate::{PolicyKind, Position, Span};

pub(super) fn each(text: &Text, kind: Option<PolicyKind>, visit: &mut dyn FnMut(Found)) -> Result<(), ReadFileError> {
    let source = text.as_str();
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    // A mark is no part of the language; blanks in its place leave every offset as it is.
    let unmarked = (mark > 0).then(|| format!("   {}", source.get(mark..).unwrap_or_default()));
    let source = unmarked.as_deref().unwrap_or(source);
    let body = parser::parse_body(source).map_err(|it| {
        let (line, offset) = (it.location().line(), it.location().offset());
        let position = Position { line, column: it.location().column().saturating_sub(1), offset };
        ReadFileError::new(position, it.message())
    })?;
    let locals = locals(&body);
    for block in body.blocks().filter(|it| it.has_ident("resource")) {
        let [kind_of_resource, name] = block.labels.as_slice() else { continue };
        for place in resource::places(label(kind_of_resource)) {
            let mut reader = Reader { source, locals: &locals, problems: Vec::new(), is_editable: false };
            let Some(root) = reader.policy(block, place) else { continue };
            let address = format!("{}.{}", label(kind_of_resource), label(name));
            let Reader { problems, is_editable, .. } = reader;
            let read = InResource { text: text.clone(), root, problems, is_editable };
            visit(Found::of_resource(place, Some(address), kind, read));
        }
    }
    Ok(())
}

/// The values that the file gives names to.
type Locals<'a> = BTreeMap<&'a str, &'a Expression>;

fn locals(body: &Body) -> Locals<'_> {
    let blocks = body.blocks().filter(|it| it.has_ident("locals"));
    blocks.flat_map(|it| it.body.attributes()).map(|it| (it.key.as_str(), &it.value)).collect()
}

fn label(label: &BlockLabel) -> &str {
    match label {
        BlockLabel::Ident(it) => it.as_str(),
        BlockLabel::String(it) => it.as_str(),
    }
}

struct Reader<'a> {
    source: &'a str,
    locals: &'a Locals<'a>,
    problems: Vec<Problem<Span>>,
    /// Whether the policy stands there in a form in which JSON may be written.
    is_editable: bool,
}

impl Reader<'_> {
    /// The policy of a resource, if it has one.
    fn policy(&mut self, block: &Block, place: &Place) -> Option<Node<Span>> {
        let written = |name| block.body.get_attribute(name).and_then(|it| it.value.as_str());
        if place.when.is_some_and(|(name, wanted)| written(name).is_some_and(|it| it != wanted)) {
            return None;
        }
        match place.form {
            Form::Json => self.whole(&block.body.get_attribute(place.argument)?.value),
            Form::Blocks => self.statements(block, place.argument),
        }
    }

    fn whole(&mut self, value: &Expression) -> Option<Node<Span>> {
        self.is_editable = matches!(self.resolved(value), Expression::FuncCall(_) | Expression::HeredocTemplate(_));
        self.document(value)
    }

    fn document(&mut self, value: &Expression) -> Option<Node<Span>> {
        let value = self.resolved(value);
        Some(match value {
            Expression::FuncCall(call) if is_jsonencode(call) => {
                let inner = self.resolved(call.args.get(0)?);
                self.value(inner)
            }
            _ => self.json(value).unwrap_or_else(|| opaque(span(value.span()))),
        })
    }

    /// The value that a name of the same file stands for.
    fn resolved<'a>(&self, mut value: &'a Expression) -> &'a Expression
    where
        Self: 'a,
    {
        for _ in 0..MOST_NAMES {
            value = match value {
                Expression::Parenthesis(it) => it.inner(),
                _ => match local(value).and_then(|it| self.locals.get(it)) {
                    Some(it) => it,
                    None => return value,
                },
            };
        }
        value
    }

    /// The JSON that a string says.
    fn json(&mut self, value: &Expression) -> Option<Node<Span>> {
        let mut embedded = Embedded::new(self.source);
        let whole = value.span()?;
        match value {
            Expression::String(_) => embedded.push(inside(&whole), Quotes::Quoted),
            Expression::StringTemplate(it) => it.iter().for_each(|it| push(&mut embedded, it, Quotes::Quoted)),
            Expression::HeredocTemplate(it) => {
                it.template.iter().for_each(|it| push(&mut embedded, it, Quotes::Heredoc));
            }
            _ => return None,
        }
        let (root, problems) = embedded.read(span(Some(whole)));
        self.problems.extend(problems);
        Some(root)
    }

    fn value(&mut self, value: &Expression) -> Node<Span> {
        let found = match value {
            Expression::Parenthesis(it) => return self.value(it.inner()),
            Expression::Null(_) => Value::Null,
            Expression::Bool(it) => Value::Bool(*it.value()),
            Expression::Number(it) => Value::Number(it.value().to_string()),
            Expression::String(it) => Value::String(it.value().clone()),
            Expression::HeredocTemplate(it) => {
                let literals: Option<String> =
                    it.template.iter().map(|it| it.as_literal().map(|it| it.as_str())).collect();
                literals.map_or(Value::Opaque, Value::String)
            }
            Expression::Array(all) => Value::Array(all.iter().map(|it| self.value(it)).collect()),
            Expression::Object(all) => self.object(all),
            _ => Value::Opaque,
        };
        Node { value: found, span: span(value.span()) }
    }

    fn object(&mut self, all: &Object) -> Value<Span> {
        let mut members = Vec::new();
        for (key, value) in all {
            let (name, name_span) = match key {
                ObjectKey::Ident(it) => (it.as_str().to_string(), it.span()),
                ObjectKey::Expression(Expression::String(it)) => (it.value().clone(), it.span()),
                // It may be any of those that seem to be missing.
                ObjectKey::Expression(_) => return Value::Opaque,
            };
            members.push(Member { name, name_span: span(name_span), checked: true, value: self.value(value.expr()) });
        }
        Value::Object(members)
    }

    /// The policy that the provider makes of the blocks with this name, if there are any.
    fn statements(&mut self, block: &Block, name: &str) -> Option<Node<Span>> {
        let head = span(block.ident.span());
        let mut all = Vec::new();
        let mut names = Vec::new();
        for inner in block.body.iter().filter_map(Structure::as_block) {
            let whole = span(inner.span());
            let is_dynamic = inner.has_ident("dynamic") && inner.labels.first().is_some_and(|it| label(it) == name);
            if inner.has_ident(name) {
                let members = inner.body.attributes().map(|it| self.element(it)).collect();
                all.push(Node { value: Value::Object(members), span: whole });
                names.push(span(inner.ident.span()));
            } else if is_dynamic {
                all.push(opaque(whole));
                names.push(span(inner.ident.span()));
            }
        }
        let member = |name: &str, name_span, value| Member { name: name.into(), name_span, checked: true, value };
        let version = Node { value: Value::String("1.1".into()), span: head };
        let mut members = alloc::vec![member("Version", head, version)];
        let within = Span { start: all.first()?.span.start, end: all.last()?.span.end };
        members.push(member("Statement", *names.first()?, Node { value: Value::Array(all), span: within }));
        Some(Node { value: Value::Object(members), span: span(block.span()) })
    }

    /// An attribute of a statement's block as the element that it becomes.
    fn element(&mut self, attribute: &Attribute) -> Member<Span> {
        let name = attribute.key.as_str();
        let (element, value) = match name {
            "action" => ("Action", self.value(&attribute.value)),
            "effect" => ("Effect", self.value(&attribute.value)),
            "resource" => ("Resource", self.value(&attribute.value)),
            "condition" => {
                let whole = span(attribute.value.span());
                ("Condition", self.document(&attribute.value).unwrap_or_else(|| opaque(whole)))
            }
            other => (other, self.value(&attribute.value)),
        };
        Member { name: element.into(), name_span: span(attribute.key.span()), checked: true, value }
    }
}

fn push(embedded: &mut Embedded<'_>, element: &Element, quotes: Quotes) {
    let there = element.span().unwrap_or_default();
    match element {
        Element::Literal(_) => embedded.push(there, quotes),
        Element::Interpolation(_) | Element::Directive(_) => embedded.push_hole(there),
    }
}

fn is_jsonencode(call: &FuncCall) -> bool {
    call.name.namespace.is_empty() && call.name.name.as_str() == "jsonencode" && call.args.len() == 1
}

/// `local.name`
fn local(value: &Expression) -> Option<&str> {
    let Expression::Traversal(it) = value else { return None };
    let is_local = matches!(&it.expr, Expression::Variable(name) if name.as_str() == "local");
    match it.operators.as_slice() {
        [operator] if is_local => match operator.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        },
        _ => None,
    }
}

/// A quoted string's place without its quotes.
fn inside(whole: &Range<usize>) -> Range<usize> {
    whole.start + 1..whole.end.saturating_sub(1).max(whole.start + 1)
}

fn span(range: Option<Range<usize>>) -> Span {
    let Range { start, end } = range.unwrap_or_default();
    let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span { start: offset(start), end: offset(end) }
}

/// Names that stand for names; more of them are a circle.
const MOST_NAMES: usize = 16;
