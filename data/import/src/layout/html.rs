//! Tables of HTML: the tokens come from html5ever with their lines; cells, lists and spans are put together here.

use std::cell::RefCell;
use std::sync::Arc;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

use super::grid::join_header;
use crate::cell::{Cell, Document, Paragraph, Row, Table, Unread, squeeze};

/// Reads HTML; `before` lines of the page stand in front of it.
pub(super) fn read_from(text: &str, before: usize) -> Document {
    let sink = Sink(RefCell::new(Reader { before, ..Default::default() }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    // Nothing here runs scripts, so the tokenizer never stops before the end.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut reader = tokenizer.sink.0.into_inner();
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    reader.document
}

pub(super) fn read(text: &str) -> Document {
    read_from(text, 0)
}

struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        let line = usize::try_from(line).unwrap_or(usize::MAX).saturating_add(reader.before);
        match token {
            Token::TagToken(tag) => return reader.tag(&tag, line),
            Token::CharacterTokens(text) => reader.text(&text, line),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader {
    before: usize,
    document: Document,
    tables: Vec<Open>,
    heading: Option<String>,
    section: Option<String>,
}

/// A table that is being read.
#[derive(Default)]
struct Open {
    table: Table,
    in_head: bool,
    caption: Option<String>,
    row: Option<Vec<Placed>>,
    row_line: usize,
    row_is_head: bool,
    /// By column: a cell of a row above, and in how many rows it still is.
    spans: Vec<Option<(usize, Arc<Cell>)>>,
    cell: Option<OpenCell>,
}

struct Placed {
    columns: usize,
    rows: usize,
    cell: Arc<Cell>,
}

#[derive(Default)]
struct OpenCell {
    columns: usize,
    rows: usize,
    cell: Cell,
    text: String,
    text_line: usize,
    bullet: bool,
    depth: usize,
    notes: usize,
    divs: Vec<bool>,
    code: bool,
}

/// More columns or rows than a cell of any page spans.
const SPAN: usize = 1000;
/// More cells than any table has.
const CELLS: usize = 1_000_000;

impl Reader {
    fn tag(&mut self, tag: &Tag, line: usize) -> TokenSinkResult<()> {
        let start = tag.kind == TagKind::StartTag;
        let name: &str = &tag.name;
        match (name, start) {
            ("script" | "style", true) => return TokenSinkResult::RawData(states::RawKind::Rawtext),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) if self.tables.is_empty() => {
                self.heading = Some(String::new());
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => self.end_heading(),
            ("table", true) => {
                let table = Table { line, section: self.section.clone(), ..Default::default() };
                self.tables.push(Open { table, ..Default::default() });
            }
            ("table", false) => self.end_table(),
            _ => {
                if let Some(open) = self.tables.last_mut() {
                    open.tag(tag, name, start, line);
                }
            }
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str, line: usize) {
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        } else if let Some(open) = self.tables.last_mut() {
            open.text(text, line);
        }
    }

    fn end_heading(&mut self) {
        if let Some(heading) = self.heading.take().map(|it| squeeze(&it)).filter(|it| !it.is_empty()) {
            self.document.title.get_or_insert_with(|| heading.clone());
            self.section = Some(heading);
        }
    }

    fn end_table(&mut self) {
        let Some(mut open) = self.tables.pop() else { return };
        open.end_row();
        if let Some(outer) = self.tables.last() {
            let line = outer.cell.as_ref().map_or(open.table.line, |it| it.cell.line);
            self.document.unread.push(Unread::new(line, "a table in the cell of a table"));
        }
        self.document.tables.push(open.table);
    }
}

impl Open {
    fn tag(&mut self, tag: &Tag, name: &str, start: bool, line: usize) {
        match (name, start) {
            ("thead", _) => {
                self.end_row();
                self.in_head = start;
            }
            ("tbody" | "tfoot", _) => self.end_row(),
            ("caption", true) => self.caption = Some(String::new()),
            ("caption", false) => {
                let caption = self.caption.take().map(|it| squeeze(&it));
                self.table.caption = caption.filter(|it| !it.is_empty());
            }
            ("tr", true) => {
                self.end_row();
                self.row = Some(vec![]);
                self.row_line = line;
                self.row_is_head = true;
            }
            ("tr", false) => self.end_row(),
            ("td" | "th", true) => {
                self.end_cell();
                self.row.get_or_insert_default();
                self.row_is_head &= name == "th";
                let span = |name: &str| {
                    let found = tag.attrs.iter().find(|it| &*it.name.local == name);
                    found.and_then(|it| it.value.trim().parse().ok()).map_or(1, |it: usize| it.clamp(1, SPAN))
                };
                let cell = Cell { line, parts: vec![] };
                let (columns, rows) = (span("colspan"), span("rowspan"));
                self.cell = Some(OpenCell { columns, rows, cell, text_line: line, ..Default::default() });
            }
            ("td" | "th", false) => self.end_cell(),
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.tag(tag, name, start, line);
                }
            }
        }
    }

    fn text(&mut self, text: &str, line: usize) {
        if let Some(caption) = &mut self.caption {
            caption.push_str(text);
        } else if let Some(cell) = &mut self.cell {
            if cell.text.trim().is_empty() {
                // The token ends in this line; its lines before are blank or its own.
                let lines = text.trim_start().matches('\n').count();
                cell.text_line = line.saturating_sub(lines).max(cell.cell.line);
            }
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let Some(mut open) = self.cell.take() else { return };
        open.close();
        let placed = Placed { columns: open.columns, rows: open.rows, cell: Arc::new(open.cell) };
        self.row.get_or_insert_default().push(placed);
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(placed) = self.row.take() else { return };
        let mut cells: Vec<Arc<Cell>> = Vec::new();
        let mut placed = placed.into_iter().peekable();
        // Cells of rows above come first; the row's own fill the gaps.
        while cells.len() < SPAN && (placed.peek().is_some() || cells.len() < self.spans.len()) {
            let column = cells.len();
            if self.spans.len() <= column {
                self.spans.resize(column + 1, None);
            }
            if let Some(Some((left, cell))) = self.spans.get_mut(column) {
                cells.push(Arc::clone(cell));
                *left -= 1;
                if *left == 0 {
                    self.spans.get_mut(column).into_iter().for_each(|it| *it = None);
                }
                continue;
            }
            let Some(next) = placed.next() else {
                cells.push(Arc::default());
                continue;
            };
            for offset in 0..next.columns.min(SPAN - column) {
                if next.rows > 1 {
                    self.spans.resize(self.spans.len().max(column + offset + 1), None);
                    if let Some(span) = self.spans.get_mut(column + offset) {
                        *span = Some((next.rows - 1, Arc::clone(&next.cell)));
                    }
                }
                cells.push(Arc::clone(&next.cell));
            }
        }
        let total: usize = self.table.rows.len().saturating_mul(cells.len());
        if cells.is_empty() || total > CELLS {
            return;
        }
        if self.in_head || (self.row_is_head && self.table.rows.is_empty()) {
            join_header(&mut self.table.header, &cells);
        } else {
            self.table.rows.push(Row { line: self.row_line, cells });
        }
    }
}

impl OpenCell {
    fn tag(&mut self, tag: &Tag, name: &str, start: bool, line: usize) {
        match (name, start) {
            ("p" | "br", _) => self.close(),
            ("div", true) => {
                self.close();
                let class = tag.attrs.iter().find(|it| &*it.name.local == "class");
                let is_note =
                    class.is_some_and(|it| NOTES.iter().any(|word| it.value.split(' ').any(|it| it == *word)));
                self.divs.push(is_note);
                self.notes += usize::from(is_note);
            }
            ("div", false) => {
                self.close();
                self.notes = self.notes.saturating_sub(usize::from(self.divs.pop().unwrap_or_default()));
            }
            ("ul" | "ol", true) => {
                self.close();
                self.depth = self.depth.saturating_add(1);
            }
            ("ul" | "ol", false) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
            }
            ("li", true) => {
                self.close();
                self.bullet = true;
            }
            ("li", false) => {
                self.close();
                self.bullet = false;
            }
            ("pre", _) => {
                self.close();
                self.code = start;
            }
            // What is no element is text in angle brackets.
            _ if !ELEMENTS.contains(&name) && start => {
                if self.text.trim().is_empty() {
                    self.text_line = line;
                }
                self.text.push('<');
                self.text.push_str(name);
                self.text.push('>');
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let text = squeeze(&std::mem::take(&mut self.text));
        if text.is_empty() {
            return;
        }
        let bullet = std::mem::take(&mut self.bullet);
        let (line, depth, note, code) = (self.text_line, self.depth, self.notes > 0, self.code);
        self.cell.parts.push(Paragraph { line, depth, bullet, note, code, text });
    }
}

const NOTES: &[&str] = &["note", "notice", "caution", "warning", "danger", "tip"];
/// The elements that a cell may hold and that say nothing about its text.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "wbr",
    "col",
    "colgroup",
];
