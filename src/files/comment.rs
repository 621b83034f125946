//! The comments of a file, and the lines that they are about.

use alloc::vec::Vec;
use core::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::BlockLabel;
use hcl_edit::visit::{self, Visit};

use super::Language;

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// Its bytes, with what marks it as one.
    pub(super) span: Range<usize>,
    /// The line that it is about, from 1: the one that it stands beside, else the next one that has more than comments.
    pub(super) line: usize,
}

/// The comments of a text, and the strings in it that go over several lines.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) all: Vec<Comment>,
    /// Their first and last lines, in order. No comment can stand in a string, so what is said of its first line is said of all of it.
    strings: Vec<(usize, usize)>,
}

impl Comments {
    /// None of a language without comments, or of a text that is not of its language.
    pub(super) fn of(language: Language, text: &str) -> Self {
        match language {
            Language::Terraform => terraform(text).unwrap_or_default(),
            Language::Yaml => yaml(text).unwrap_or_default(),
            Language::Json | Language::JsonLines => Self::default(),
        }
    }

    /// The line on which the string begins that a line is in, or the line itself.
    pub(super) fn first_line(&self, line: usize) -> usize {
        let before = self.strings.partition_point(|it| it.0 <= line);
        let last = before.checked_sub(1).and_then(|it| self.strings.get(it));
        last.filter(|it| line <= it.1).map_or(line, |it| it.0)
    }

    fn new(text: &str, comments: &[Range<usize>], strings: &[Range<usize>]) -> Self {
        let lines = Lines::of(text);
        let over_several = strings.iter().map(|it| (lines.number(it.start), lines.number(it.end.saturating_sub(1))));
        let all = comments.iter().map(|it| Comment { span: it.clone(), line: lines.about(it, comments) });
        Self { all: all.collect(), strings: over_several.filter(|it| it.0 < it.1).collect() }
    }
}

/// In YAML a `#` begins a comment that is not in a scalar and has a blank before it.
fn yaml(text: &str) -> Option<Comments> {
    let strings = super::yaml::scalars(text)?;
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find('#').map(|it| it + at) {
        let inside = strings.get(strings.partition_point(|it| it.end <= start)).filter(|it| it.start <= start);
        let is_apart = text.get(..start)?.chars().next_back().is_none_or(char::is_whitespace);
        at = match inside {
            Some(it) => it.end,
            None if is_apart => {
                let end = text.get(start..)?.find('\n').map_or(text.len(), |it| start + it);
                comments.push(start..end);
                end
            }
            None => start + 1,
        };
    }
    Some(Comments::new(text, &comments, &strings))
}

struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|it| it.1 == b'\n').map(|it| it.0 + 1);
        Self { text, starts: core::iter::once(0).chain(ends).collect() }
    }

    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|it| *it <= offset)
    }

    fn about(&self, comment: &Range<usize>, comments: &[Range<usize>]) -> usize {
        let own = self.number(comment.start);
        if self.begins_with_code(own, comments) {
            return own;
        }
        let last = self.number(comment.end.saturating_sub(1).max(comment.start));
        let below = last + 1..=self.starts.len();
        below.take(MOST_BETWEEN).find(|it| self.begins_with_code(*it, comments)).unwrap_or(own)
    }

    /// Whether a line has anything before its first comment.
    fn begins_with_code(&self, line: usize, comments: &[Range<usize>]) -> bool {
        let start = line.checked_sub(1).and_then(|it| self.starts.get(it)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let blank = self.text.get(start..end).unwrap_or_default().bytes().take_while(u8::is_ascii_whitespace).count();
        let first = start + blank;
        let before = comments.partition_point(|it| it.start <= first);
        let last = before.checked_sub(1).and_then(|it| comments.get(it));
        first < end && last.is_none_or(|it| it.end <= first)
    }
}

fn terraform(text: &str) -> Option<Comments> {
    // A mark of the byte order is no part of the language.
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let body = super::terraform::parse_body(text.get(mark..)?).ok()?;
    let mut strings = Strings::default();
    strings.visit_body(&body);
    let mut strings: Vec<_> = strings.0.into_iter().map(|it| it.start + mark..it.end + mark).collect();
    strings.sort_by_key(|it| it.start);
    let mut comments = Vec::new();
    let mut at = mark;
    let mut next = strings.iter().peekable();
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        if let Some(string) = next.next_if(|it| it.start <= at) {
            at = at.max(string.end);
            continue;
        }
        let length = match rest.as_bytes() {
            [b'#', ..] | [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
            // The star that begins it does not end it.
            [b'/', b'*', ..] => rest.get(2..).and_then(|it| it.find("*/")).map_or(rest.len(), |it| it + 4),
            _ => {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
        };
        comments.push(at..at + length);
        at += length;
    }
    Some(Comments::new(text, &comments, &strings))
}

/// So many lines of comments and blanks may stand between a comment and what it is about.
const MOST_BETWEEN: usize = 100;

/// The places of everything in which a `#` is no comment.
#[derive(Default)]
struct Strings(Vec<Range<usize>>);

impl Visit for Strings {
    fn visit_expr(&mut self, node: &Expression) {
        match node {
            Expression::String(_) | Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
                self.0.extend(node.span());
            }
            _ => visit::visit_expr(self, node),
        }
    }

    fn visit_block_label(&mut self, node: &BlockLabel) {
        self.0.extend(node.span());
    }
}
