//! What every layout is read into: tables of cells that keep their paragraphs, list items and nesting, with their lines.

use std::sync::Arc;

/// A page as its layout gives it.
#[derive(Debug, Default, Clone)]
pub(super) struct Document {
    pub(super) title: Option<String>,
    /// The headings above it, from the help centre on, where the page prints them.
    pub(super) path: Vec<String>,
    /// The date that the page prints on itself.
    pub(super) date: Option<String>,
    pub(super) tables: Vec<Table>,
    /// What is printed as code outside of tables.
    pub(super) codes: Vec<Code>,
    /// The items of a procedure's list of constraints, with their lines.
    pub(super) constraints: Vec<(usize, String)>,
    /// The APIs of a page of single APIs.
    pub(super) per_api: Vec<PerApi>,
    /// It is such a page, whatever of it could be read.
    pub(super) of_apis: bool,
    pub(super) unread: Vec<Unread>,
}

/// One API of a page of single APIs.
#[derive(Debug, Default, Clone)]
pub(super) struct PerApi {
    /// Of the table of its actions, or of the sentence that it needs none.
    pub(super) line: usize,
    /// It needs no action.
    pub(super) nothing: bool,
    /// The line of the API.
    pub(super) at: usize,
    pub(super) api: String,
    pub(super) title: Option<String>,
}

/// A block of code, and the heading that it stands under.
#[derive(Debug, Default, Clone)]
pub(super) struct Code {
    pub(super) section: String,
    pub(super) text: String,
}

impl Document {
    /// Whether the page says of itself that it is about identity policies.
    pub(super) fn is_v5(&self) -> bool {
        let title = self.title.as_deref().unwrap_or_default().to_lowercase();
        title.contains("identity polic") || title.contains("身份策略")
    }

    /// The name of the service that it documents: its title or, where that says what every service's page says, a heading above.
    pub(super) fn service_title(&self) -> Option<String> {
        const GENERAL: [&str; 5] = ["authorization", "supported actions", "permissions", "授权", "权限"];
        let title = self.title.as_deref().filter(|it| {
            let lower = it.to_lowercase();
            !GENERAL.iter().any(|word| lower.contains(word))
        });
        let title = title.or_else(|| self.path.get(1).map(String::as_str))?;
        // `Image Management Service (IMS)` is titled without its abbreviation.
        Some(title.split(['(', '（']).next().unwrap_or_default().trim().to_owned())
    }
}

/// Something that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unread {
    /// From 1.
    pub line: usize,
    /// What it is and why it was not understood.
    pub why: String,
}

impl Unread {
    pub(super) fn new(line: usize, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}

#[derive(Debug, Default, Clone)]
pub(super) struct Table {
    pub(super) line: usize,
    pub(super) caption: Option<String>,
    /// The heading that it stands under.
    pub(super) section: Option<String>,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// The layout has lost cells: what stands in a row may be less than the page printed.
    pub(super) ragged: bool,
    /// The layout has lost the line breaks inside cells.
    pub(super) glued: bool,
    /// The layout has lost the lists inside cells: an empty cell may have held one.
    pub(super) lossy: bool,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<Arc<Cell>>,
}

impl Row {
    pub(super) fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).map(|it| &**it)
    }
}

/// A cell; one that spans several rows is in each of them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) line: usize,
    pub(super) parts: Vec<Paragraph>,
}

/// A paragraph, a list item's first paragraph, or a line of its own.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) line: usize,
    /// In how many lists it stands.
    pub(super) depth: usize,
    /// It begins a list item.
    pub(super) bullet: bool,
    /// It stands in a note.
    pub(super) note: bool,
    /// It is printed as code.
    pub(super) code: bool,
    pub(super) text: String,
}

impl Cell {
    /// Everything but notes and code, in one line.
    pub(super) fn text(&self) -> String {
        join(self.parts.iter().filter(|it| !it.note && !it.code))
    }

    /// Everything, in one line.
    pub(super) fn full_text(&self) -> String {
        join(self.parts.iter())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

fn join<'a>(parts: impl Iterator<Item = &'a Paragraph>) -> String {
    let all: Vec<&str> = parts.map(|it| it.text.as_str()).collect();
    all.join(" ")
}

/// One blank for every run of blanks, none at the ends; invisible characters go.
pub(super) fn squeeze(text: &str) -> String {
    let visible: String = text.chars().filter(|it| !matches!(it, '\u{ad}' | '\u{200b}' | '\u{feff}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
