//! JSON that stands inside of a string of another language, read with the places that its parts have there.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::opaque;
use crate::Span;
use crate::shared::problem::Problem;
use crate::shared::read::read_template;
use crate::shared::tree::Node;

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Of JSON.
    Json,
    /// Of Terraform.
    Quoted,
    /// Of Terraform, over several lines.
    Heredoc,
}

/// What a string says, and where each part of that stands.
pub(super) struct Embedded<'a> {
    source: &'a str,
    text: String,
    parts: Vec<Part>,
    /// Where what is not known stands in the text.
    holes: Vec<usize>,
}

/// Unicode has these for the inner use of programs.
const HOLES: Range<char> = '\u{fdd0}'..'\u{fdf0}';

/// A run of characters; those that are written as they are have as many bytes in both texts.
struct Part {
    here: Range<usize>,
    there: Range<usize>,
}

impl<'a> Embedded<'a> {
    pub(super) const fn new(source: &'a str) -> Self {
        Self { source, text: String::new(), parts: Vec::new(), holes: Vec::new() }
    }

    /// What it says.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What it says in runs that are written in one way, and where each stands.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.parts.iter().map(|it| (self.text.get(it.here.clone()).unwrap_or_default(), it.there.clone()))
    }

    /// Where a part of what it says stands.
    pub(super) fn place(&self, here: Range<usize>) -> Range<usize> {
        let start = self.start(here.start);
        start..if here.is_empty() { start } else { self.end(here.end).max(start) }
    }

    /// The runs of a part of what it says: how many bytes each has, and where it stands.
    pub(super) fn split(&self, here: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let first = self.parts.partition_point(|it| it.here.end <= here.start);
        let parts = self.parts.iter().skip(first).take_while(|it| it.here.start < here.end);
        let cut = |it: &Part| it.here.start.max(here.start)..it.here.end.min(here.end);
        parts.map(cut).map(|it| (it.len(), self.place(it))).collect()
    }

    /// What is not known yet.
    pub(super) fn push_hole(&mut self, there: Range<usize>) {
        let start = self.text.len();
        self.text.push(HOLES.start);
        self.holes.push(start);
        self.parts.push(Part { here: start..self.text.len(), there });
    }

    /// What stands at a place of the source, without its quotes.
    pub(super) fn push(&mut self, there: Range<usize>, quotes: Quotes) {
        let mut at = there.start;
        while at < there.end {
            let rest = self.source.get(at..there.end).unwrap_or_default();
            let run = next_escape(rest, quotes).unwrap_or(rest.len());
            self.push_as(rest.get(..run).unwrap_or_default(), at..at + run);
            at += run;
            let rest = rest.get(run..).unwrap_or_default();
            if !rest.is_empty() {
                let (character, length) = escape(rest);
                let mut bytes = [0; 4];
                self.push_as(character.encode_utf8(&mut bytes), at..at + length);
                at += length;
            }
        }
    }

    /// What is written as it is there, or differently if that has another length.
    pub(super) fn push_as(&mut self, text: &str, there: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push(Part { here: start..self.text.len(), there });
    }

    /// A text that the source says in a way of its own: each line where it is found, or else all of it where all of it is.
    pub(super) fn of_lines(source: &'a str, whole: Range<usize>, text: &str) -> Self {
        // In double quotes JSON and YAML are alike, mostly.
        let mut embedded = Self::new(source);
        embedded.push(whole.start + 1..whole.end.saturating_sub(1).max(whole.start + 1), Quotes::Json);
        if embedded.text == text && source.get(whole.clone()).is_some_and(|it| it.starts_with('"')) {
            return embedded;
        }
        let mut embedded = Self::new(source);
        let mut at = whole.start;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            let found = source.get(at..whole.end).and_then(|it| it.find(words));
            let Some(start) = found.map(|it| at + it) else {
                let mut other = Self::new(source);
                other.push_as(text, whole);
                return other;
            };
            let (before, behind) = line.split_at(line.find(words).unwrap_or(0));
            at = start + words.len();
            embedded.push_as(before, start..start);
            embedded.push_as(words, start..at);
            embedded.push_as(behind.get(words.len()..).unwrap_or_default(), at..at);
        }
        embedded
    }

    /// The tree and what is wrong with it, with the places of the source.
    pub(super) fn read(mut self, whole: Span) -> (Node<Span>, Vec<Problem<Span>>) {
        let Some(hole) = self.hole() else { return (opaque(whole), Vec::new()) };
        let (root, problems) = read_template(&self.text, hole);
        let to = |it: Span| {
            let Range { start, end } = self.place(it.start as usize..it.end as usize);
            Span { start: offset(start), end: offset(end) }
        };
        let root = root.map_or_else(|| opaque(whole), |it| it.map_spans(&to));
        (root, problems.into_iter().map(|it| it.map_span(to)).collect())
    }

    /// A character that stands for what is not known and for nothing else; of a text with all of them nothing is known.
    fn hole(&mut self) -> Option<char> {
        let is_free = |it: char| self.text.matches(it).count() == if it == HOLES.start { self.holes.len() } else { 0 };
        let hole = HOLES.clone().find(|it| is_free(*it))?;
        if hole != HOLES.start {
            for at in &self.holes {
                // They are equally long.
                let mut bytes = [0; 4];
                self.text.replace_range(*at..*at + HOLES.start.len_utf8(), hole.encode_utf8(&mut bytes));
            }
        }
        Some(hole)
    }

    fn start(&self, at: usize) -> usize {
        let next = self.parts.partition_point(|it| it.here.end <= at);
        match self.parts.get(next) {
            Some(part) if part.is_as_written() => part.there.start + at.saturating_sub(part.here.start),
            Some(part) => part.there.start,
            None => self.parts.last().map_or(0, |it| it.there.end),
        }
    }

    fn end(&self, at: usize) -> usize {
        let place = self.parts.partition_point(|it| it.here.end < at);
        match self.parts.get(place) {
            Some(part) if part.is_as_written() => part.there.start + at.saturating_sub(part.here.start),
            Some(part) => part.there.end,
            None => self.parts.last().map_or(0, |it| it.there.end),
        }
    }
}

impl Part {
    fn is_as_written(&self) -> bool {
        self.here.len() == self.there.len()
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn next_escape(text: &str, quotes: Quotes) -> Option<usize> {
    match quotes {
        Quotes::Json => text.find('\\'),
        Quotes::Heredoc => markers(text),
        Quotes::Quoted => match (text.find('\\'), markers(text)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        },
    }
}

/// Where a `$${` or `%%{` begins, by which Terraform writes `${` and `%{`.
fn markers(text: &str) -> Option<usize> {
    match (text.find("$${"), text.find("%%{")) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The character that an escape stands for, and the bytes that it takes.
fn escape(text: &str) -> (char, usize) {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        // Its brace follows as it is written.
        (Some(first @ ('$' | '%')), _) => (first, 2),
        (_, Some('u')) => unicode(text),
        (_, Some('U')) => {
            (hexadecimal(text, 2..10).and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), 10)
        }
        (_, Some('n')) => ('\n', 2),
        (_, Some('r')) => ('\r', 2),
        (_, Some('t')) => ('\t', 2),
        (_, Some('b')) => ('\u{8}', 2),
        (_, Some('f')) => ('\u{c}', 2),
        (_, Some(it)) => (it, 1 + it.len_utf8()),
        (_, None) => (char::REPLACEMENT_CHARACTER, 1),
    }
}

fn unicode(text: &str) -> (char, usize) {
    let one = hexadecimal(text, 2..6);
    let other = text.get(6..8).filter(|it| *it == "\\u").and_then(|_| hexadecimal(text, 8..12));
    match (one, other) {
        (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
        }
        (one, _) => (one.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
    }
}

fn hexadecimal(text: &str, digits: Range<usize>) -> Option<u32> {
    u32::from_str_radix(text.get(digits)?, 16).ok()
}
