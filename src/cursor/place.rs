use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Draft, Syntax, offset, span};
use crate::Span;
use crate::shared::tree::{Node, Value};

/// A step from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// To the value of this name.
    Name(String),
    /// To the item at this place.
    Index(usize),
}

/// The element or value at a byte of a text, or one that could be written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub(super) path: Vec<Step>,
    pub(super) is_name: bool,
    /// What an entry replaces, without quotes.
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) before: String,
    pub(super) is_quoted: bool,
}

impl Place {
    /// The way from the root of the text to the value; for a name, to the object that it is in.
    #[must_use]
    pub fn path(&self) -> &[Step] {
        &self.path
    }

    /// The same as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        let step = |it: &Step| match it {
            Step::Name(it) => format!("/{}", it.replace('~', "~0").replace('/', "~1")),
            Step::Index(it) => format!("/{it}"),
        };
        self.path.iter().map(step).collect()
    }

    /// Whether it is the name of a member, and not a value.
    #[must_use]
    pub const fn is_name(&self) -> bool {
        self.is_name
    }

    /// The bytes of the name or value, without its quotes.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// All of the name or value.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of it before the place.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.before
    }
}

/// The place at a byte, and the values along the way to it, the outermost first; each step of its path leads from one to the next.
pub(super) fn find<'a>(draft: Draft<'_>, root: &'a Node<Span>, at: usize) -> Option<(Place, Vec<&'a Node<Span>>)> {
    let mut around = Vec::new();
    let place = walk(draft, root, at, &mut around)?;
    Some((place, around))
}

fn walk<'a>(draft: Draft<'_>, root: &'a Node<Span>, at: usize, around: &mut Vec<&'a Node<Span>>) -> Option<Place> {
    let mut path = Vec::new();
    let mut node = root;
    loop {
        around.push(node);
        match &node.value {
            Value::Object(all) | Value::Open(all) => {
                if let Some(it) = all.iter().find(|it| holds(it.name_span, at)) {
                    return token(draft, path, true, it.name_span, at);
                }
                // The last one before the place, if its value reaches it.
                let before = all.partition_point(|it| (it.name_span.end as usize) < at);
                let member = before.checked_sub(1).and_then(|it| all.get(it));
                let reached = member.filter(|it| {
                    let behind = draft.get(Span { start: it.name_span.end, end: offset(at) });
                    // Behind a label of a block, or in its braces.
                    holds(it.value.span, at)
                        || behind.contains([':', '=']) && at <= it.value.span.start as usize && !behind.contains('\n')
                });
                if let Some(it) = reached {
                    path.push(Step::Name(it.name.clone()));
                    if !holds(it.value.span, at) {
                        return token(draft, path, false, span(at, at), at);
                    }
                    node = &it.value;
                    continue;
                }
                return if is_open(draft, node, at) { token(draft, path, true, span(at, at), at) } else { None };
            }
            Value::Array(all) => {
                let next = all.iter().position(|it| holds(it.span, at));
                let index = next.unwrap_or_else(|| all.partition_point(|it| (it.span.end as usize) < at));
                path.push(Step::Index(index));
                match next.and_then(|it| all.get(it)) {
                    Some(it) => node = it,
                    None if is_open(draft, node, at) => return token(draft, path, false, span(at, at), at),
                    None => return None,
                }
            }
            Value::String(_) => return token(draft, path, false, node.span, at),
            _ => {
                let text = draft.get(node.span);
                let is_word = text.chars().all(is_part);
                let place = word(draft, at);
                return if is_word || text.trim().is_empty() { token(draft, path, false, place, at) } else { None };
            }
        }
    }
}

/// The word around a byte, with the colons in it.
fn word(draft: Draft<'_>, at: usize) -> Span {
    let (before, behind) = draft.text.split_at_checked(at).unwrap_or_default();
    let start = before.trim_end_matches(is_part).len();
    let colons = before.get(start..).map_or(0, |it| it.len() - it.trim_start_matches(':').len());
    let end = at + behind.find(|it| !is_part(it)).unwrap_or(behind.len());
    span(start + colons, end)
}

fn is_part(it: char) -> bool {
    it.is_alphanumeric() || "_-.:*".contains(it)
}

fn holds(span: Span, at: usize) -> bool {
    span.start as usize <= at && at <= span.end as usize
}

/// Whether something may be written between what is in an object or an array: within its brackets, or anywhere in a file of Terraform.
fn is_open(draft: Draft<'_>, node: &Node<Span>, at: usize) -> bool {
    let text = draft.get(node.span);
    let is_closed = text.ends_with(['}', ']', ')']) && at == node.span.end as usize;
    let is_bracketed = text.starts_with(['{', '[', '(']) && at > node.span.start as usize && !is_closed;
    (is_bracketed || node.span.start == 0 && draft.syntax == Syntax::Terraform) && !is_in_comment(draft, at)
}

fn is_in_comment(draft: Draft<'_>, at: usize) -> bool {
    let line = draft.text.get(..at).map_or("", |it| it.rsplit('\n').next().unwrap_or_default());
    draft.syntax != Syntax::Json && line.trim_start().starts_with(['#', '/'])
}

/// The name or value at a span. What an entry replaces reaches to the end of the word: a string that is not closed may have taken in
/// what follows.
fn token(draft: Draft<'_>, path: Vec<Step>, is_name: bool, whole: Span, at: usize) -> Option<Place> {
    let text = draft.get(whole);
    let quote = text.chars().next().filter(|it| matches!(it, '"' | '\''));
    let is_closed = quote.is_some_and(|it| text.len() > 1 && text.ends_with(it));
    let start = whole.start as usize + usize::from(quote.is_some());
    let inner_end = whole.end as usize - usize::from(is_closed);
    if at < start || at > inner_end {
        return None;
    }
    let end = if is_closed || quote.is_none() {
        inner_end
    } else {
        let rest = draft.text.get(at..inner_end).unwrap_or_default();
        at + rest.find(|it: char| !it.is_alphanumeric() && !"_-.:*/<>$?{}".contains(it)).unwrap_or(rest.len())
    };
    let text = draft.text.get(start..end)?.into();
    let before = draft.text.get(start..at)?.into();
    let mut place = Place { path, is_name, span: span(start, end), text, before, is_quoted: quote.is_some() };
    if draft.syntax == Syntax::Yaml {
        place.expect_name();
    }
    Some(place)
}

impl Place {
    /// In YAML the first name of a mapping looks like a value, until its colon is written.
    fn expect_name(&mut self) {
        let is = |at: usize, name: &str| {
            let place = self.path.len().checked_sub(at).and_then(|it| self.path.get(it));
            matches!(place, Some(Step::Name(it)) if it == name)
        };
        let is_item = matches!(self.path.last(), Some(Step::Index(_)));
        let is_statement = is_item && is(2, "Statement") || is(1, "Statement");
        self.is_name |= is_statement || is(1, "Condition") || is(2, "Condition") && !is_item || self.path.is_empty();
    }
}
