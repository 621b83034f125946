//! JSON as a tree with places, and everything that is wrong with it: what is broken is said and read on, as far as it can be
//! followed. Strict as IAM is: no comments, no trailing commas.

mod cursor;
mod scalar;
mod string;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::problem::{Mistake, Problem};
use crate::tree::{Member, Node, Value};

/// The bytes of a text from `start` up to `end`.
///
/// ```
/// use hwc_iam::{Document, PolicyKind, Span};
///
/// let document = Document::read("[]", PolicyKind::Identity);
/// assert_eq!(document.problems().next().unwrap().span(), Span { start: 0, end: 2 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

/// The tree of a text, if there is anything in it, and what is wrong with its JSON.
///
/// Time and memory are proportional to the text; what is nested deeper than any policy, or has more values than any text of that
/// length that people have, ends the reading.
#[must_use]
pub fn read(text: &str) -> (Option<Node<Span>>, Vec<Problem<Span>>) {
    read_with(text, None)
}

/// The same of a template, in which `hole` stands for what is not known yet: a value, a part of one, a member or several.
#[must_use]
pub fn read_template(text: &str, hole: char) -> (Option<Node<Span>>, Vec<Problem<Span>>) {
    read_with(text, Some(hole))
}

fn read_with(text: &str, hole: Option<char>) -> (Option<Node<Span>>, Vec<Problem<Span>>) {
    let most = AT_LEAST_VALUES + text.len() / BYTES_OF_VALUE;
    let mut reader = Reader { text, hole, at: 0, depth: 0, left: most, gave_up: false, problems: Vec::new() };
    if u32::try_from(text.len()).is_err() {
        reader.report(0, 0, "the text is larger than 4 GiB");
        return (None, reader.problems);
    }
    // Some editors put a byte order mark in front.
    reader.eat_text("\u{feff}");
    reader.blank();
    if reader.peek().is_none() {
        reader.report(reader.at, reader.at, "there is nothing in it");
        return (None, reader.problems);
    }
    let root = reader.value();
    reader.blank();
    if reader.peek().is_some() && !reader.gave_up {
        reader.report(reader.at, text.len(), "text after the end");
    }
    if reader.left == 0 {
        let span = reader.span(0, text.len());
        return (None, alloc::vec![Problem { mistake: Mistake::TooLarge { most }, span }]);
    }
    (root, reader.problems)
}

struct Reader<'a> {
    text: &'a str,
    hole: Option<char>,
    at: usize,
    depth: usize,
    /// How many values there may still be.
    left: usize,
    gave_up: bool,
    problems: Vec<Problem<Span>>,
}

impl Reader<'_> {
    /// A value, or what was meant as one; nothing where none begins.
    fn value(&mut self) -> Option<Node<Span>> {
        let start = self.at;
        if !self.spend() {
            return None;
        }
        let value = match self.peek()? {
            _ if self.eat_hole() => Value::Opaque,
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::array),
            b'"' => {
                let text = self.string();
                if self.has_hole(&text) { Value::Opaque } else { Value::String(text) }
            }
            b'\'' => {
                let text = self.single_quoted();
                self.report(start, self.at, "a string needs double quotes");
                Value::String(text)
            }
            b'-' | b'0'..=b'9' => self.number(),
            b',' | b':' | b']' | b'}' => return None,
            _ => self.word(),
        };
        Some(Node { value, span: self.span(start, self.at) })
    }

    /// Whether there may be one more value; what is left of the text is not read if not.
    fn spend(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            self.at = self.text.len();
            self.gave_up = true;
        }
        self.left > 0
    }

    fn nested(&mut self, read: fn(&mut Self) -> Value<Span>) -> Value<Span> {
        if self.depth == DEEPEST {
            self.report(self.at, self.at + 1, &format!("it is nested deeper than {DEEPEST} levels"));
            self.at = self.text.len();
            self.gave_up = true;
            return Value::Opaque;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Value<Span> {
        let open = self.at;
        self.at += 1;
        let mut members = Vec::new();
        let mut comma = Comma::None;
        let mut is_known = true;
        while self.goes_on(open, b'}', b']', "the object", &mut comma) {
            let start = self.at;
            let is_hole = self.eat_hole();
            is_known &= !is_hole;
            self.blank();
            if is_hole && self.peek() != Some(b':') {
                comma = Comma::Open;
                continue;
            }
            let name = match self.peek() {
                _ if is_hole => String::new(),
                Some(b'"') => self.string(),
                Some(b'\'') => {
                    let text = self.single_quoted();
                    self.report(start, self.at, "a name needs double quotes");
                    text
                }
                _ => {
                    let name = String::from(self.bare());
                    let what = if name.is_empty() { "a name is missing" } else { "a name needs double quotes" };
                    self.report(start, self.at, what);
                    name
                }
            };
            let is_name_known = !is_hole && !self.has_hole(&name);
            is_known &= is_name_known;
            let name_span = self.span(start, self.at);
            // A name takes as much memory as a value.
            self.spend();
            self.blank();
            if self.eat(b':') {
                self.blank();
            } else {
                self.report(self.at, self.at, &format!("a colon is missing behind `{name}`"));
            }
            let value = self.value().unwrap_or_else(|| {
                self.report(self.at, self.at, &format!("the value of `{name}` is missing"));
                Node { value: Value::Opaque, span: self.span(self.at, self.at) }
            });
            if is_name_known {
                members.push(Member { name, name_span, checked: true, value });
            }
            comma = Comma::Due;
            if self.at == start {
                self.skip();
            }
        }
        // A name that is not known may be any of those that seem to be missing.
        if is_known { Value::Object(members) } else { Value::Open(members) }
    }

    fn array(&mut self) -> Value<Span> {
        let open = self.at;
        self.at += 1;
        let mut all = Vec::new();
        let mut comma = Comma::None;
        while self.goes_on(open, b']', b'}', "the array", &mut comma) {
            match self.value() {
                Some(it) => all.push(it),
                None => {
                    self.report(self.at, self.at + 1, "a value is missing");
                    self.skip();
                }
            }
            let is_hole = self.hole.is_some() && matches!(all.last(), Some(Node { value: Value::Opaque, .. }));
            comma = if is_hole { Comma::Open } else { Comma::Due };
        }
        Value::Array(all)
    }

    /// Whether another member follows; goes past commas and past the end.
    fn goes_on(&mut self, open: usize, close: u8, other: u8, what: &str, comma: &mut Comma) -> bool {
        loop {
            self.blank();
            match self.peek() {
                None => {
                    if !self.gave_up {
                        self.report(open, open + 1, &format!("{what} is never closed"));
                    }
                    return false;
                }
                Some(it) if it == close => {
                    if let Comma::Seen(at) = *comma {
                        self.report(at, at + 1, "trailing comma");
                    }
                    self.at += 1;
                    return false;
                }
                // It closes what this stands in; if nothing is open, it is there by mistake.
                Some(it) if it == other => {
                    if self.depth > 1 {
                        self.report(open, open + 1, &format!("{what} is never closed"));
                        return false;
                    }
                    self.report(self.at, self.at + 1, &format!("`{}` closes nothing", char::from(it)));
                    self.at += 1;
                }
                Some(b',') => {
                    if !matches!(comma, Comma::Due | Comma::Open) {
                        self.report(self.at, self.at + 1, "a comma too many");
                    }
                    *comma = Comma::Seen(self.at);
                    self.at += 1;
                }
                Some(_) => {
                    if matches!(comma, Comma::Due) && !self.is_at_hole() {
                        self.report(self.at, self.at, "a comma is missing");
                    }
                    return true;
                }
            }
        }
    }
}

/// Whether a comma may stand before the next member.
#[derive(Clone, Copy)]
enum Comma {
    None,
    Due,
    Seen(usize),
    /// What stands before it is not known.
    Open,
}

/// Deeper than any policy, and flat enough for any stack.
const DEEPEST: usize = 64;

/// A text may have so many values, and one more for so many of its bytes.
const AT_LEAST_VALUES: usize = 600_000;
const BYTES_OF_VALUE: usize = 16;
