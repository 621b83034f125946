//! A text with its lines. The protocol counts UTF-16 units in a line; everything else here counts bytes.

use lsp_types::{Position, Range, TextDocumentContentChangeEvent};

/// A text that changes in parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl Text {
    pub(super) fn new(text: String) -> Self {
        let lines = lines(&text);
        Self { text, lines }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte at a position; one that is not there is the nearest before it.
    pub(super) fn offset(&self, at: Position) -> usize {
        let Some(start) = self.lines.get(at.line as usize).copied() else { return self.text.len() };
        let line = self.line(at.line as usize);
        let mut left = at.character as usize;
        for (offset, it) in line.char_indices() {
            if left < it.len_utf16() {
                return start + offset;
            }
            left -= it.len_utf16();
        }
        start + line.len()
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|it| *it <= offset).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_else(|| self.line(line));
        let units: usize = before.chars().map(char::len_utf16).sum();
        Position { line: count(line), character: count(units) }
    }

    pub(super) fn range(&self, start: usize, end: usize) -> Range {
        Range { start: self.position(start), end: self.position(end.max(start)) }
    }

    /// The bytes of a range, in order whatever the range says.
    pub(super) fn bytes(&self, range: Range) -> std::ops::Range<usize> {
        let (one, other) = (self.offset(range.start), self.offset(range.end));
        one.min(other)..one.max(other)
    }

    pub(super) fn change(&mut self, change: TextDocumentContentChangeEvent) {
        match change.range {
            Some(range) => {
                let bytes = self.bytes(range);
                self.text.replace_range(bytes, &change.text);
            }
            None => self.text = change.text,
        }
        self.lines = lines(&self.text);
    }

    /// A line without its end.
    fn line(&self, at: usize) -> &str {
        let start = self.lines.get(at).copied().unwrap_or_default();
        let end = self.lines.get(at + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }
}

/// A line ends with `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, it)| match **it {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|it| it.0 + 1)).collect()
}

fn count(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_utf_16() {
        let text = Text::new("a\u{4e2d}\u{1f600}b\r\n\u{1f468}\u{200d}\u{1f469}\rlast".into());
        let at = |line, character| text.offset(Position { line, character });
        assert_eq!([at(0, 0), at(0, 1), at(0, 2), at(0, 4), at(0, 5)], [0, 1, 4, 8, 9]);
        assert_eq!(at(0, 3), 4, "in the middle of a pair is before it");
        assert_eq!(at(0, 99), 9, "not into the end of the line");
        assert_eq!(at(99, 0), text.as_str().len());
        for (offset, _) in text.as_str().char_indices().filter(|it| it.1 != '\n') {
            let position = text.position(offset);
            assert_eq!(text.offset(position), offset, "{position:?}");
        }
        assert_eq!(text.position(23), Position { line: 2, character: 0 });
    }

    #[test]
    fn changes_are_those_of_a_slow_editor() {
        let mut text = Text::new("one\n\u{1f600} two\nthree".into());
        let change = |start: (u32, u32), end: (u32, u32), text: &str| TextDocumentContentChangeEvent {
            range: Some(Range { start: Position::new(start.0, start.1), end: Position::new(end.0, end.1) }),
            range_length: None,
            text: text.into(),
        };
        text.change(change((1, 2), (1, 3), "\u{4e2d}"));
        assert_eq!(text.as_str(), "one\n\u{1f600}\u{4e2d}two\nthree");
        text.change(change((0, 3), (1, 0), ""));
        assert_eq!(text.as_str(), "one\u{1f600}\u{4e2d}two\nthree");
        text.change(change((9, 9), (1, 1), "!"));
        assert_eq!(text.as_str(), "one\u{1f600}\u{4e2d}two\nt!");
        assert_eq!(text.position(text.as_str().len()), Position::new(1, 2));
    }
}
