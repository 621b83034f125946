//! From the text of a page to its tables, whatever the layout; the layout is recognised by what the text looks like.

mod block;
mod cells;
mod constraints;
mod date;
mod flat;
mod grid;
mod help;
mod html;
mod inline;
mod line;
mod markdown;
mod marks;
mod per_api;
mod rst;
mod simple;

use std::borrow::Cow;

use super::cell::Document;

/// The layouts that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// reStructuredText.
    Rst,
    /// Markdown whose tables are HTML.
    MarkdownHtml,
    /// Markdown whose tables are lines with bars.
    MarkdownPipe,
    /// HTML.
    Html,
    /// What a browser shows, as text.
    Rendered,
    /// An authorization schema.
    Schema,
    /// Facts of pages that somebody has transcribed.
    Transcript,
}

impl Format {
    /// The word of the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rst => "rst",
            Self::MarkdownHtml => "md-html",
            Self::MarkdownPipe => "md-pipe",
            Self::Html => "html",
            Self::Rendered => "rendered",
            Self::Schema => "authorization-schema",
            Self::Transcript => "transcript",
        }
    }

    /// What the text looks like.
    pub(super) fn of(text: &str) -> Self {
        let text: &str = &unescaped(text);
        let start = text.trim_start();
        if start.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok() {
            return Self::Schema;
        }
        if super::transcript::is_transcript(text) {
            return Self::Transcript;
        }
        let lines = || text.lines().map(str::trim);
        let has_table = text.contains("<table");
        let heading = lines().any(|it| it.starts_with("# ") || it.starts_with("## "));
        let pipes = lines().zip(lines().skip(1)).any(|(it, next)| it.starts_with('|') && marks::is_rule(next));
        let cells = lines().zip(lines().skip(1)).any(|(it, next)| cells::begins(it, next));
        let grid = lines().any(|it| grid::is_border(it) || simple::columns(it).is_some());
        if cells {
            Self::MarkdownPipe
        } else if start.starts_with(":original_name:")
            || (grid && !has_table && !pipes)
            || lines().any(|it| it.starts_with(".. "))
        {
            Self::Rst
        } else if heading && has_table {
            Self::MarkdownHtml
        } else if heading || pipes {
            Self::MarkdownPipe
        } else if has_table || start.starts_with('<') {
            Self::Html
        } else {
            Self::Rendered
        }
    }

    pub(super) fn read(self, text: &str) -> Document {
        let text: &str = &unescaped(text);
        let mut document = match self {
            Self::Rst => rst::read(text),
            Self::MarkdownHtml | Self::MarkdownPipe => markdown::read(text),
            Self::Html => html::read(text),
            Self::Rendered => help::read(text),
            Self::Schema | Self::Transcript => return Document::default(),
        };
        let (tables, unread) = flat::find(text, &document);
        document.tables.extend(tables);
        document.tables.sort_by_key(|it| it.line);
        document.unread.extend(unread);
        document.title = document.title.or_else(|| help::title_and_path(text).0);
        document.of_apis = per_api::is_of_apis(text);
        document.date = date::printed(text);
        document.constraints = constraints::find(text);
        document.per_api = per_api::find(text, &document);
        document
    }
}

/// A rendering of cells on lines of their own may have escaped all of its bars.
fn unescaped(text: &str) -> Cow<'_, str> {
    let escaped = text.lines().any(|it| it.trim_start().starts_with("\\|---"));
    if escaped { Cow::Owned(text.replace("\\|", "|")) } else { Cow::Borrowed(text) }
}
