//! Paragraphs, lists and notes of reStructuredText.

use super::inline;
use crate::cell::{Cell, Paragraph, squeeze};

/// The paragraphs of a cell; each line with its number.
pub(super) fn cell<'a>(line: usize, lines: impl Iterator<Item = (usize, &'a str)>) -> Cell {
    let mut reader = Reader::default();
    for (number, text) in lines {
        reader.line(number, text);
    }
    reader.close();
    Cell { line, parts: reader.parts }
}

#[derive(Default)]
struct Reader {
    parts: Vec<Paragraph>,
    open: Option<Paragraph>,
    /// Where the text of the lists around begins.
    lists: Vec<usize>,
    note: Option<usize>,
    code: Option<usize>,
}

impl Reader {
    fn line(&mut self, number: usize, text: &str) {
        let content = text.trim();
        if content.is_empty() {
            self.close();
            return;
        }
        let indent = text.chars().take_while(|it| it.is_whitespace()).count();
        let ended = |start: &mut Option<usize>| {
            if start.is_some_and(|it| indent <= it) {
                *start = None;
            }
        };
        ended(&mut self.note);
        ended(&mut self.code);
        if let Some(directive) = content.strip_prefix(".. ") {
            self.close();
            self.directive(number, indent, directive);
            return;
        }
        let marker = if self.code.is_some() { None } else { marker(content) };
        if let Some(width) = marker {
            self.close();
            self.lists.retain(|it| *it <= indent);
            self.lists.push(indent + width);
            let rest: String = content.chars().skip(width).collect();
            self.start(number, rest.trim(), true);
        } else if let Some(open) = &mut self.open {
            open.text.push(' ');
            open.text.push_str(content);
        } else {
            self.lists.retain(|it| *it <= indent);
            self.start(number, content, false);
        }
    }

    fn directive(&mut self, number: usize, indent: usize, directive: &str) {
        let (name, text) = directive.split_once("::").unwrap_or((directive, ""));
        match name {
            "note" | "caution" | "warning" | "important" | "tip" | "attention" | "notice" => {
                self.note = Some(indent);
                if !text.trim().is_empty() {
                    self.start(number, text.trim(), false);
                }
            }
            "code-block" | "code" => self.code = Some(indent),
            _ => {}
        }
    }

    fn start(&mut self, line: usize, text: &str, bullet: bool) {
        let (note, code) = (self.note.is_some(), self.code.is_some());
        self.open = Some(Paragraph { line, depth: self.lists.len(), bullet, note, code, text: text.to_owned() });
    }

    fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            open.text = squeeze(&if open.code { open.text } else { inline::plain(&open.text) });
            if !open.text.is_empty() {
                self.parts.push(open);
            }
        }
    }
}

/// How wide the mark of a list item is, with the blanks behind it.
fn marker(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['-', '*', '•']).or_else(|| {
        let digits = text.trim_start_matches(|it: char| it.is_ascii_digit() || it == '#');
        digits.strip_prefix('.').filter(|_| digits.len() < text.len())
    })?;
    if rest.is_empty() {
        // A dash alone is the page's word for nothing.
        return None;
    }
    let blanks = rest.chars().take_while(|it| *it == ' ').count();
    (blanks > 0).then(|| text.chars().count() - rest.chars().count() + blanks)
}
