//! YAML as a tree, read by its indentation over whatever is broken.

use alloc::string::String;
use alloc::vec::Vec;

use super::{DEEPEST, missing, offset, span, string};
use crate::Span;
use crate::shared::read;
use crate::shared::tree::{Member, Node, Value};

/// The document of a text, or an array of several. Where the cursor is on an empty line, something is about to be written.
pub(super) fn read(text: &str, cursor: Option<usize>) -> Node<Span> {
    let mut reader = Reader { text, lines: lines(text, cursor), at: 0, depth: 0 };
    let mut all = Vec::new();
    while let Some(line) = reader.line() {
        let is_mark = line.indent == 0 && matches!(text.get(line.start..line.end), Some("---" | "..."));
        if is_mark {
            reader.at += 1;
        } else {
            all.push(reader.block(line.indent));
        }
    }
    match (all.len(), all.pop()) {
        (1, Some(one)) => one,
        (_, last) => {
            all.extend(last);
            Node { value: Value::Array(all), span: span(0, text.len()) }
        }
    }
}

/// What stands on a line, and how far from its beginning.
#[derive(Debug, Clone, Copy)]
struct Line {
    indent: usize,
    start: usize,
    end: usize,
}

/// The lines with something on them, and the one with the cursor.
fn lines(text: &str, cursor: Option<usize>) -> Vec<Line> {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (begin, content) = (at, line.trim_end_matches(['\n', '\r']));
        at += line.len();
        let indent = content.len() - content.trim_start_matches(' ').len();
        let trimmed = content.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            let here = cursor.filter(|it| trimmed.is_empty() && (begin..=begin + content.len()).contains(it));
            all.extend(here.map(|it| Line { indent: it - begin, start: it, end: it }));
        } else {
            all.push(Line { indent, start: begin + indent, end: begin + content.trim_end().len() });
        }
    }
    let here = cursor.filter(|it| *it == text.len() && (text.is_empty() || text.ends_with('\n')));
    all.extend(here.map(|it| Line { indent: 0, start: it, end: it }));
    all
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<Line>,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn line(&self) -> Option<Line> {
        self.lines.get(self.at).copied()
    }

    fn get(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// What begins on this line at this indentation.
    fn block(&mut self, indent: usize) -> Node<Span> {
        let Some(first) = self.line() else { return missing(self.text.len(), self.text.len()) };
        if self.depth == DEEPEST {
            self.at = self.lines.len();
            return missing(first.start, first.start);
        }
        self.depth += 1;
        let content = self.get(first.start, first.end);
        let is_item = content == "-" || content.starts_with("- ");
        let value = if is_item {
            self.sequence(indent)
        } else if key(content).is_some() || content.is_empty() {
            self.mapping(indent)
        } else {
            let node = self.inline(first.start, first.end, indent);
            // The first name of a mapping whose others follow.
            let follows = |it: Line| it.indent == indent && key(self.get(it.start, it.end)).is_some();
            if node.value.text().is_some() && self.line().is_some_and(follows) {
                self.at -= 1;
                self.mapping(indent)
            } else {
                node
            }
        };
        self.depth -= 1;
        value
    }

    fn sequence(&mut self, indent: usize) -> Node<Span> {
        let start = self.line().map_or(0, |it| it.start);
        let mut end = start;
        let mut all = Vec::new();
        while let Some(line) = self.line().filter(|it| it.indent >= indent) {
            let content = self.get(line.start, line.end);
            let Some(rest) = content.strip_prefix('-').filter(|_| line.indent == indent) else {
                if line.indent == indent {
                    break;
                }
                // It belongs to nothing.
                self.at += 1;
                continue;
            };
            let rest = rest.len() - rest.trim_start().len() + 1;
            let item = if content.len() > 1 {
                let inner = Line { indent: indent + rest, start: line.start + rest, end: line.end };
                if let Some(it) = self.lines.get_mut(self.at) {
                    *it = inner;
                }
                self.block(inner.indent)
            } else {
                self.at += 1;
                self.below(line.end, indent + 1)
            };
            end = end.max(item.span.end as usize);
            all.push(item);
        }
        Node { value: Value::Array(all), span: span(start, end) }
    }

    /// What is indented below a line that ends with a dash or a colon; nothing is on the line behind it.
    fn below(&mut self, behind: usize, least: usize) -> Node<Span> {
        match self.line() {
            Some(next) if next.indent >= least => self.block(next.indent),
            _ => {
                let line = self.get(behind, self.text.len());
                let rest = line.find(['\n', '\r']).unwrap_or(line.len());
                missing(behind, behind + rest)
            }
        }
    }

    fn mapping(&mut self, indent: usize) -> Node<Span> {
        let start = self.line().map_or(0, |it| it.start);
        let mut end = start;
        let mut all: Vec<Member<Span>> = Vec::new();
        while let Some(line) = self.line().filter(|it| it.indent >= indent) {
            let content = self.get(line.start, line.end);
            if line.indent > indent || content.starts_with("- ") || content == "-" {
                if line.indent == indent {
                    break;
                }
                self.at += 1;
                continue;
            }
            let (name, length, colon) = key(content).unwrap_or((content, content.len(), content.len()));
            let name_span = span(line.start, line.start + length);
            let behind = line.start + colon;
            let rest = self.get(behind, line.end);
            let value = if length == colon {
                self.at += 1;
                missing(behind, behind)
            } else if rest.trim().is_empty() || rest.trim_start().starts_with('#') {
                self.at += 1;
                // The items of an element may stand as far out as its name.
                let is_item = |it: Line| it.indent == indent && self.get(it.start, it.end).starts_with('-');
                let least = if self.line().is_some_and(is_item) { indent } else { indent + 1 };
                self.below(behind, least)
            } else {
                let blank = rest.len() - rest.trim_start().len();
                self.inline(behind + blank, line.end, indent)
            };
            end = end.max(value.span.end as usize).max(name_span.end as usize);
            all.push(Member { name: String::from(name), name_span, checked: true, value });
        }
        Node { value: Value::Object(all), span: span(start, end) }
    }

    /// What stands on the line, which is the rest of it and what is indented further.
    fn inline(&mut self, start: usize, end: usize, indent: usize) -> Node<Span> {
        self.at += 1;
        let content = self.get(start, end);
        let first = self.at;
        if content.starts_with(['{', '[']) {
            let mut flow = Flow { text: self.text, at: start, depth: 0 };
            let node = flow.value();
            while self.line().is_some_and(|it| it.start < flow.at) {
                self.at += 1;
            }
            return node;
        }
        while self.line().is_some_and(|it| it.indent > indent) {
            self.at += 1;
        }
        if content.starts_with(['|', '>']) {
            let lines = self.lines.get(first..self.at).unwrap_or_default();
            let Some((one, last)) = lines.first().zip(lines.last()) else { return missing(end, end) };
            let text = self.get(one.start, last.end);
            let (root, _) = if text.starts_with('{') { read::read(text) } else { (None, Vec::new()) };
            let moved = |it: Span| Span { start: it.start + offset(one.start), end: it.end + offset(one.start) };
            return root.map_or_else(|| string(text, one.start, last.end), |it| it.map_spans(&moved));
        }
        scalar(self.text, start, end)
    }
}

/// A scalar that begins here and ends on the line.
fn scalar(text: &str, start: usize, end: usize) -> Node<Span> {
    let content = text.get(start..end).unwrap_or_default();
    if let Some(quote) = content.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let inner = content.get(1..).unwrap_or_default();
        let length = inner.find(quote).unwrap_or(inner.len());
        let closed = usize::from(length < inner.len());
        return string(inner.get(..length).unwrap_or_default(), start, start + 1 + length + closed);
    }
    let words = content.find(" #").map_or(content, |it| content.get(..it).unwrap_or_default()).trim_end();
    if words.starts_with(['&', '*', '!']) && words.len() > 1 {
        return missing(start, start + words.len());
    }
    string(words, start, start + words.len())
}

/// The name that a line begins with, how long it is as it is written, and where its colon ends.
fn key(content: &str) -> Option<(&str, usize, usize)> {
    if let Some(quote) = content.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let inner = content.get(1..)?;
        let length = inner.find(quote)?;
        let rest = content.get(length + 2..)?;
        let blank = rest.len() - rest.trim_start().len();
        return rest.trim_start().starts_with(':').then_some((inner.get(..length)?, length + 2, length + 3 + blank));
    }
    if content.starts_with(['{', '[', '|', '>', '#', '-']) {
        return None;
    }
    let colon = content.match_indices(':').map(|it| it.0);
    let mut ends =
        colon.filter(|it| content.get(it + 1..).is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t'])));
    let at = ends.next()?;
    let name = content.get(..at)?;
    Some((name.trim_end(), name.trim_end().len(), at + 1))
}

/// What is written as in JSON.
struct Flow<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Flow<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn value(&mut self) -> Node<Span> {
        let start = self.at;
        match self.rest().chars().next() {
            Some(_) if self.depth == DEEPEST => {
                self.at = self.text.len();
                missing(start, self.at)
            }
            Some(open @ ('{' | '[')) => {
                self.at += 1;
                self.depth += 1;
                let value = if open == '{' { self.object() } else { self.array() };
                self.depth -= 1;
                Node { value, span: span(start, self.at) }
            }
            _ => self.scalar(),
        }
    }

    fn scalar(&mut self) -> Node<Span> {
        let start = self.at;
        let rest = self.rest();
        let line = rest.find('\n').unwrap_or(rest.len());
        let rest = rest.get(..line).unwrap_or_default();
        let is_quoted = rest.starts_with(['"', '\'']);
        let is_end = |(at, it): &(usize, char)| {
            let next = rest.get(at + 1..).unwrap_or_default();
            matches!(it, ',' | '[' | ']' | '{' | '}') || *it == ':' && (next.is_empty() || next.starts_with(' '))
        };
        let length =
            if is_quoted { rest.len() } else { rest.char_indices().find(is_end).map_or(rest.len(), |it| it.0) };
        let node = scalar(self.text, start, start + rest.get(..length).unwrap_or_default().trim_end().len());
        self.at = node.span.end as usize;
        node
    }

    fn array(&mut self) -> Value<Span> {
        let mut all = Vec::new();
        loop {
            self.blank();
            let start = self.at;
            match self.rest().chars().next() {
                None | Some('}') => return Value::Array(all),
                Some(']') => {
                    self.at += 1;
                    return Value::Array(all);
                }
                Some(',' | ':') => self.at += 1,
                Some(_) => all.push(self.value()),
            }
            if self.at == start {
                return Value::Array(all);
            }
        }
    }

    fn object(&mut self) -> Value<Span> {
        let mut all = Vec::new();
        loop {
            self.blank();
            let start = self.at;
            match self.rest().chars().next() {
                None | Some(']') => return Value::Object(all),
                Some('}') => {
                    self.at += 1;
                    return Value::Object(all);
                }
                Some(',' | ':') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let name = self.scalar();
            let behind = self.at;
            self.blank();
            let value = if self.rest().starts_with(':') {
                self.at += 1;
                let colon = self.at;
                self.blank();
                let is_missing = self.rest().is_empty() || self.rest().starts_with([',', '}', ']']);
                if is_missing { missing(colon, self.at) } else { self.value() }
            } else {
                missing(behind, behind)
            };
            let text = name.value.text().unwrap_or_default().into();
            all.push(Member { name: text, name_span: name.span, checked: true, value });
            if self.at == start {
                return Value::Object(all);
            }
        }
    }
}
