//! Tables of which a rendering has set every cell on a line of its own: a bar alone begins a row, a bar ends a cell, and cells
//! that held a list are empty.

use std::collections::VecDeque;
use std::sync::Arc;

use super::marks;
use crate::cell::{Cell, Paragraph, Row, Table};
use crate::header::{self, Column};
use crate::{api, name};

/// Whether a table of this kind begins at the line.
pub(super) fn begins(line: &str, next: &str) -> bool {
    let next = next.trim();
    line.trim() == "|" && (next == "|" || (next.ends_with('|') && !next.starts_with('|')))
}

/// Reads the table that begins at the first line, and how many lines it has; `first` is the number of that line.
pub(super) fn read(lines: &[&str], first: usize) -> (Table, usize) {
    let mut reader = Reader { tokens: VecDeque::new(), open: vec![] };
    let mut len = 0;
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        // Between its rows a table has nothing but bars; a cell may have several lines.
        let outside = reader.open.is_empty() && !line.contains('|') && !continues(lines, at);
        if line.is_empty() || outside {
            break;
        }
        reader.line(first + at, line);
        len = at + 1;
    }
    (table(reader.tokens, first), len)
}

/// Whether the lines from here on are the text of a cell, which a bar ends before the page goes on.
fn continues(lines: &[&str], at: usize) -> bool {
    let rest = lines.iter().skip(at).take(LONGEST_CELL).map(|it| it.trim());
    let mut rest = rest.skip_while(|it| !it.is_empty() && !it.contains('|'));
    rest.next().is_some_and(|it| it.ends_with('|') && it != "|")
}

/// More lines than any cell has.
const LONGEST_CELL: usize = 40;

enum Token {
    Bar,
    Rule(usize),
    Cell(Cell),
}

struct Reader {
    tokens: VecDeque<Token>,
    open: Vec<Paragraph>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        if marks::is_rule(line) && line.starts_with("|-") {
            self.tokens.push_back(Token::Rule(line.matches('|').count().saturating_sub(1)));
            return;
        }
        let mut rest = line;
        if let Some(behind) = line.strip_prefix('|').filter(|_| self.open.is_empty()) {
            self.tokens.push_back(Token::Bar);
            rest = behind;
        }
        while let Some((text, behind)) = rest.split_once('|') {
            self.text(number, text);
            let parts = std::mem::take(&mut self.open);
            self.tokens.push_back(Token::Cell(Cell { line: number, parts }));
            rest = behind;
        }
        self.text(number, rest);
    }

    fn text(&mut self, line: usize, text: &str) {
        let text = marks::plain(text);
        if !text.is_empty() {
            self.open.push(Paragraph { line, text, ..Default::default() });
        }
    }
}

fn table(mut tokens: VecDeque<Token>, first: usize) -> Table {
    let mut table = Table { line: first, lossy: true, ..Default::default() };
    tokens.pop_front();
    while let Some(Token::Cell(_)) = tokens.front() {
        if let Some(Token::Cell(cell)) = tokens.pop_front() {
            table.header.push(cell.full_text());
        }
    }
    let columns: Vec<Column> = table.header.iter().map(|it| header::column(it)).collect();
    let mut width = table.header.len();
    if let Some(Token::Rule(bars)) = tokens.front() {
        width = width.max(*bars);
        tokens.pop_front();
    }
    let starts = |cell: &Token| match (columns.first(), cell) {
        (Some(Column::Action), Token::Cell(cell)) => name::is_name(&cell.text()),
        (Some(Column::Api), Token::Cell(cell)) => api::is_api(&cell.text()),
        _ => false,
    };
    let mut cells: Vec<Arc<Cell>> = Vec::new();
    let mut line = first;
    let mut in_row = false;
    while let Some(token) = tokens.pop_front() {
        match token {
            Token::Cell(cell) => {
                if cells.is_empty() {
                    line = cell.line;
                }
                cells.push(Arc::new(cell));
            }
            // Within a row, a bar alone is the end of an empty cell; where a first cell follows, it begins the next row.
            Token::Bar if in_row && !tokens.front().is_some_and(starts) => cells.push(Arc::default()),
            Token::Bar | Token::Rule(_) => in_row = true,
        }
        let next_begins =
            matches!(tokens.front(), Some(Token::Bar)) && tokens.get(1).is_some_and(starts) && !cells.is_empty();
        if cells.len() >= width || tokens.is_empty() || next_begins {
            row(&mut table, std::mem::take(&mut cells), line, width, &columns);
            in_row = false;
        }
    }
    table
}

/// A row that is cut and begins with no action is one of the action above, of which no list is complete.
fn row(table: &mut Table, mut cells: Vec<Arc<Cell>>, line: usize, width: usize, columns: &[Column]) {
    if cells.is_empty() {
        return;
    }
    if cells.len() < width {
        table.ragged = true;
        let begins = cells.first().is_some_and(|it| name::is_name(&it.text()));
        if columns.first() == Some(&Column::Action) && !begins {
            let Some(above) = table.rows.last().and_then(|it| it.cells.first()).cloned() else { return };
            cells = vec![above];
        }
    }
    table.rows.push(Row { line, cells });
}
