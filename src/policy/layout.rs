//! A document in the one layout. What is written stays written so: only blanks and the order of elements change.

use alloc::string::String;
use alloc::vec::Vec;

use crate::Span;
use crate::shared::check::{POLICY_ELEMENTS, STATEMENT_ELEMENTS};
use crate::shared::tree::{Member, Node, Value};

/// Nothing, if a part of the tree does not stand in the text as JSON.
pub(super) fn text(text: &str, root: &Node<Span>) -> Option<String> {
    let newline = if text.lines().count() > 1 && text.split('\n').next()?.ends_with('\r') { "\r\n" } else { "\n" };
    let mut layout = Layout { text, newline, out: String::with_capacity(text.len()) };
    if text.starts_with(MARK) {
        layout.out.push(MARK);
    }
    layout.value(root, 0, Place::Policy)?;
    layout.out.push_str(newline);
    Some(layout.out)
}

/// What an object is, as far as its order depends on it.
#[derive(Clone, Copy)]
enum Place {
    Policy,
    Statement,
    Dependency,
    Other,
}

struct Layout<'a> {
    text: &'a str,
    newline: &'static str,
    out: String,
}

impl Layout<'_> {
    fn value(&mut self, node: &Node<Span>, depth: usize, place: Place) -> Option<()> {
        match &node.value {
            Value::Object(members) => self.object(members, depth, place),
            Value::Array(all) => {
                self.out.push('[');
                for (at, it) in all.iter().enumerate() {
                    self.separate(at, depth + 1);
                    self.value(it, depth + 1, place)?;
                }
                self.close(all.is_empty(), depth, ']');
                Some(())
            }
            Value::Open(_) | Value::Opaque | Value::Constant(_) | Value::Unchecked(_) => None,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => self.written(node.span),
        }
    }

    fn object(&mut self, members: &[Member<Span>], depth: usize, place: Place) -> Option<()> {
        self.out.push('{');
        for (at, member) in place.sorted(members).into_iter().enumerate() {
            self.separate(at, depth + 1);
            self.written(member.name_span)?;
            self.out.push_str(": ");
            self.value(&member.value, depth + 1, place.inside(&member.name))?;
        }
        self.close(members.is_empty(), depth, '}');
        Some(())
    }

    fn written(&mut self, span: Span) -> Option<()> {
        self.out.push_str(self.text.get(span.start as usize..span.end as usize)?);
        Some(())
    }

    fn separate(&mut self, at: usize, depth: usize) {
        if at > 0 {
            self.out.push(',');
        }
        self.line(depth);
    }

    fn close(&mut self, is_empty: bool, depth: usize, bracket: char) {
        if !is_empty {
            self.line(depth);
        }
        self.out.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        self.out.push_str(self.newline);
        (0..depth).for_each(|_| self.out.push_str("  "));
    }
}

impl Place {
    /// The elements in the documentation's order, and behind them in their own what it does not know.
    fn sorted(self, members: &[Member<Span>]) -> Vec<&Member<Span>> {
        let order: &[&str] = match self {
            Self::Policy => &POLICY_ELEMENTS,
            Self::Statement => &STATEMENT_ELEMENTS,
            Self::Dependency => &["catalog", "display_name"],
            Self::Other => &[],
        };
        let mut sorted: Vec<&Member<Span>> = members.iter().collect();
        sorted.sort_by_key(|it| order.iter().position(|name| *name == it.name).unwrap_or(order.len()));
        sorted
    }

    fn inside(self, name: &str) -> Self {
        match (self, name) {
            (Self::Policy, "Statement") => Self::Statement,
            (Self::Policy, "Depends") => Self::Dependency,
            _ => Self::Other,
        }
    }
}

const MARK: char = '\u{feff}';
