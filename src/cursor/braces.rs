//! Terraform as a tree, read over whatever is broken. A block is a member whose name has its labels behind it; the parts of an
//! expression that may hold policies are its value, and the rest of it is opaque.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{DEEPEST, missing, offset, span};
use crate::Span;
use crate::shared::read;
use crate::shared::tree::{Member, Node, Value};

/// The attributes and blocks of a text.
pub(super) fn read(text: &str) -> Node<Span> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let members = reader.members(None);
    Node { value: Value::Object(members), span: span(0, text.len()) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn skip(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn run(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let found = rest.get(..rest.find(|it| !is_part(it)).unwrap_or(rest.len())).unwrap_or_default();
        self.at += found.len();
        found
    }

    /// Goes past blanks and comments, and past the ends of lines if they mean nothing here.
    fn blank(&mut self, over_lines: bool) {
        loop {
            self.run(|it| it.is_whitespace() && (over_lines || it != '\n'));
            let rest = self.rest();
            if rest.starts_with('#') || rest.starts_with("//") {
                self.run(|it| it != '\n');
            } else if rest.starts_with("/*") {
                // The star that begins it does not end it.
                self.at += rest.get(2..).and_then(|it| it.find("*/")).map_or(rest.len(), |it| it + 4);
            } else {
                return;
            }
        }
    }

    /// The members up to a brace, or to the end.
    fn members(&mut self, close: Option<char>) -> Vec<Member<Span>> {
        let mut all = Vec::new();
        loop {
            self.blank(true);
            match self.peek() {
                None => return all,
                it if it == close => {
                    self.skip();
                    return all;
                }
                // It closes what is around.
                Some(']' | ')') if close.is_some() => return all,
                Some(_) => {}
            }
            let start = self.at;
            if let Some(it) = self.member() {
                all.push(it);
            }
            if self.at == start {
                self.skip();
            }
        }
    }

    fn member(&mut self) -> Option<Member<Span>> {
        let start = self.at;
        let mut name = self.name()?;
        let name_span = span(start, self.at);
        loop {
            self.blank(false);
            let label = self.at;
            match self.peek() {
                Some('=' | ':') => {
                    self.skip();
                    // `=>` of a `for`.
                    self.eat('>');
                    let value = self.expression(false);
                    return Some(Member { name, name_span, checked: true, value });
                }
                Some('{') => {
                    let value = self.nested();
                    return Some(Member { name, name_span, checked: true, value });
                }
                Some(it) if it == '"' || is_word(it) => {
                    name = format!("{name} {}", self.name()?);
                }
                _ => {
                    let value = missing(label, label);
                    return Some(Member { name, name_span, checked: true, value });
                }
            }
        }
    }

    /// A name, with or without quotes.
    fn name(&mut self) -> Option<String> {
        if self.peek() == Some('"') {
            let node = self.string();
            return Some(node.value.text().unwrap_or_default().into());
        }
        let word = self.run(is_word);
        (!word.is_empty()).then(|| word.into())
    }

    /// An object or an array, with what is in it.
    fn nested(&mut self) -> Node<Span> {
        let start = self.at;
        let open = self.peek();
        self.skip();
        if self.depth == DEEPEST {
            self.at = self.text.len();
            return missing(start, self.at);
        }
        self.depth += 1;
        let value = match open {
            Some('{') => Value::Object(self.members(Some('}'))),
            Some('[') => Value::Array(self.items(']')),
            _ => Value::Array(self.items(')')),
        };
        self.depth -= 1;
        Node { value, span: span(start, self.at) }
    }

    fn items(&mut self, close: char) -> Vec<Node<Span>> {
        let mut all = Vec::new();
        loop {
            self.blank(true);
            match self.peek() {
                None => return all,
                Some(it) if it == close => {
                    self.skip();
                    return all;
                }
                Some(']' | ')' | '}') => return all,
                Some(',') => self.skip(),
                Some(_) => {
                    let start = self.at;
                    all.push(self.expression(true));
                    if self.at == start {
                        self.skip();
                    }
                }
            }
        }
    }

    /// What may hold policies of an expression: one thing, or an array of several.
    fn expression(&mut self, over_lines: bool) -> Node<Span> {
        let start = self.at;
        let mut parts = Vec::new();
        loop {
            self.blank(over_lines);
            let Some(next) = self.peek() else { break };
            match next {
                '"' => parts.push(self.string()),
                '{' | '[' | '(' => parts.push(self.nested()),
                '<' if self.rest().starts_with("<<") => parts.extend(self.heredoc()),
                _ if is_word(next) => {
                    let word = self.at;
                    self.run(is_word);
                    match self.peek() {
                        // A call holds its arguments, and of what is taken out of a list nobody knows here what it is.
                        Some('(') => parts.push(self.nested()),
                        Some('[') => drop(self.nested()),
                        _ => parts.push(missing(word, self.at)),
                    }
                }
                ',' | ']' | '}' | ')' | '\n' => break,
                _ => {
                    self.skip();
                    continue;
                }
            }
            if !over_lines && !self.goes_on() {
                break;
            }
        }
        // Between the equals sign and what follows.
        let end = self.at;
        let known = parts.iter().filter(|it| !matches!(it.value, Value::Opaque)).count();
        if known > 0 {
            parts.retain(|it| !matches!(it.value, Value::Opaque));
        }
        match (parts.len(), parts.pop()) {
            (1, Some(one)) => one,
            (_, Some(last)) if known > 1 => {
                parts.push(last);
                Node { value: Value::Array(parts), span: span(start, end) }
            }
            _ => missing(start, end),
        }
    }

    /// Whether an operator, and with it the expression, follows on the line.
    fn goes_on(&mut self) -> bool {
        self.blank(false);
        self.peek().is_some_and(|it| "?:.+-*/%<>=!&|".contains(it))
    }

    /// A string; one that is not closed ends with its line. Of one with parts that are computed nothing is known.
    fn string(&mut self) -> Node<Span> {
        let start = self.at;
        self.skip();
        let mut text = String::new();
        let mut is_known = true;
        while let Some(next) = self.peek() {
            let rest = self.rest();
            match next {
                '"' => {
                    self.skip();
                    break;
                }
                '\n' => break,
                '\\' => {
                    self.skip();
                    text.extend(self.peek());
                    self.skip();
                }
                '$' | '%' if rest.starts_with("$${") || rest.starts_with("%%{") => {
                    text.push(next);
                    self.at += 2;
                }
                '$' | '%' if rest.get(1..).is_some_and(|it| it.starts_with('{')) => {
                    is_known = false;
                    self.at += 1;
                    self.interpolation();
                }
                _ => {
                    text.push(next);
                    self.skip();
                }
            }
        }
        let value = if is_known { Value::String(text) } else { Value::Opaque };
        Node { value, span: span(start, self.at) }
    }

    /// Goes past what is computed in a string, which may have strings of its own, up to its brace or the end of the line.
    fn interpolation(&mut self) {
        let mut depth = 0;
        while let Some(next) = self.peek() {
            match next {
                '{' => depth += 1,
                '}' if depth == 1 => return self.skip(),
                '}' => depth -= 1,
                '\n' => return,
                '"' if self.depth < DEEPEST => {
                    self.depth += 1;
                    self.string();
                    self.depth -= 1;
                    continue;
                }
                _ => {}
            }
            self.skip();
        }
    }

    /// JSON over several lines; any other text is a string that nobody looks at.
    fn heredoc(&mut self) -> Option<Node<Span>> {
        let start = self.at;
        self.at += 2;
        self.eat('-');
        let mark = self.run(is_word);
        self.run(|it| it != '\n');
        self.eat('\n');
        let body = self.at;
        let mut end = body;
        for line in self.rest().split_inclusive('\n') {
            self.at += line.len();
            if line.trim() == mark {
                // What follows is a line of its own.
                self.at -= usize::from(line.ends_with('\n'));
                break;
            }
            end += line.len();
        }
        let text = self.text.get(body..end)?;
        if !text.trim_start().starts_with(['{', '[']) {
            return Some(missing(start, self.at));
        }
        let (root, _) = read::read(text);
        let moved = |it: Span| Span { start: it.start + offset(body), end: it.end + offset(body) };
        root.map(|it| it.map_spans(&moved))
    }
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '-' | '.')
}
