//! Where the reader is, and what it says.

use super::scalar::is_bare;
use super::{Reader, Span};
use crate::problem::{Mistake, Problem};

impl Reader<'_> {
    /// Goes past a hole and what touches it outside of quotes.
    pub(super) fn eat_hole(&mut self) -> bool {
        let Some(hole) = self.hole else { return false };
        let rest = self.text.get(self.at..).unwrap_or_default();
        let run = rest.find(|it| it != hole && !is_bare(it)).unwrap_or(rest.len());
        let found = rest.get(..run).is_some_and(|it| it.contains(hole));
        self.at += if found { run } else { 0 };
        found
    }

    pub(super) fn has_hole(&self, text: &str) -> bool {
        self.hole.is_some_and(|it| text.contains(it))
    }

    pub(super) fn is_at_hole(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.hole.is_some_and(|it| rest.starts_with(it))
    }

    /// Goes past white space, and past comments after saying that there are none in JSON.
    pub(super) fn blank(&mut self) {
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += rest.iter().position(|it| !matches!(it, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len());
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |it| it + 2)
            } else {
                return;
            };
            self.report(self.at, self.at + length, "json has no comments");
            self.at += length;
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_text(&mut self, wanted: &str) -> bool {
        let found = self.text.get(self.at..).is_some_and(|it| it.starts_with(wanted));
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    pub(super) fn skip(&mut self) {
        let next = self.text.get(self.at..).and_then(|it| it.chars().next());
        self.at += next.map_or(0, char::len_utf8);
    }

    #[expect(clippy::cast_possible_truncation, reason = "the text is smaller than 4 GiB")]
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let length = self.text.len();
        Span { start: start.min(length) as u32, end: end.min(length) as u32 }
    }

    pub(super) fn report(&mut self, start: usize, end: usize, what: &str) {
        if self.problems.len() < MOST_PROBLEMS {
            let span = self.span(start, end);
            self.problems.push(Problem { mistake: Mistake::Syntax { what: what.into() }, span });
        }
    }
}

/// More than anybody reads.
const MOST_PROBLEMS: usize = 100;
