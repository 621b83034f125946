//! Strings of which parts may not be known, and where their characters stand.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::value::Value;
use super::why::Why;
use crate::Span;

/// A string.
#[derive(Debug, Clone, Default)]
pub(super) struct Text(pub(super) Vec<Piece>);

/// A part of a string.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Known(Run),
    /// What a value that is not known would say.
    Hole(Value),
}

/// Characters, and where they stand. If both are equally long, they stand there as they are.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: Rc<str>,
    pub(super) at: Span,
}

impl Text {
    pub(super) fn plain(text: &str, at: Span) -> Self {
        Self(alloc::vec![Piece::Known(Run { text: text.into(), at })])
    }

    /// All of it, if all is known.
    pub(super) fn known(&self) -> Option<String> {
        let mut all = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Known(it) => all.push_str(&it.text),
                Piece::Hole(_) => return None,
            }
        }
        Some(all)
    }

    pub(super) fn holes(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().filter_map(|it| if let Piece::Hole(it) = it { Some(it) } else { None })
    }

    pub(super) fn why(&self) -> Option<&Why> {
        self.holes().find_map(Value::first_unknown)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|it| matches!(it, Piece::Known(it) if it.text.is_empty()))
    }

    /// How many bytes of it are known.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|it| if let Piece::Known(it) = it { it.text.len() } else { 1 }).sum()
    }

    pub(super) fn push(&mut self, text: &str, at: Span) {
        if !text.is_empty() {
            self.0.push(Piece::Known(Run { text: text.into(), at }));
        }
    }

    /// The known bytes before the first part that is not known.
    pub(super) fn known_start(&self) -> String {
        let known = self.0.iter().map_while(|it| if let Piece::Known(it) = it { Some(&*it.text) } else { None });
        known.collect()
    }

    /// The known bytes behind the last part that is not known.
    pub(super) fn known_end(&self) -> String {
        let known = self.0.iter().rev().map_while(|it| if let Piece::Known(it) = it { Some(&*it.text) } else { None });
        let all: Vec<&str> = known.collect();
        all.into_iter().rev().collect()
    }
}

impl Run {
    /// Whether it stands there as it is.
    pub(super) fn is_as_written(&self) -> bool {
        self.text.len() == (self.at.end - self.at.start) as usize
    }

    /// A part of it, by bytes.
    pub(super) fn part(&self, start: usize, end: usize) -> Self {
        let text = self.text.get(start..end).unwrap_or_default().into();
        let offset = |it: usize| self.at.start.saturating_add(u32::try_from(it).unwrap_or(u32::MAX));
        let at = if self.is_as_written() { Span { start: offset(start), end: offset(end) } } else { self.at };
        Self { text, at }
    }
}

/// More pieces, or bytes, are too large.
pub(super) const MOST_PIECES: usize = 1 << 20;
pub(super) const LONGEST: usize = 16 << 20;
