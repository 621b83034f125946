//! Simple tables of reStructuredText: columns under a border of equals signs.

use std::ops::Range;
use std::sync::Arc;

use super::{block, grid};
use crate::cell::{Cell, Row, Table};

/// The columns of a border, if the line is one of at least two columns.
pub(super) fn columns(line: &str) -> Option<Vec<Range<usize>>> {
    runs(line, '=').filter(|it| it.len() > 1)
}

fn runs(line: &str, mark: char) -> Option<Vec<Range<usize>>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (at, it) in line.trim_end().chars().enumerate() {
        match (it == mark, all.last_mut()) {
            (true, Some(last)) if last.end == at => last.end = at + 1,
            (true, _) => all.push(at..at + 1),
            _ if it == ' ' => {}
            _ => return None,
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Reads a table from its lines, its borders included and without their indentation.
pub(super) fn read(lines: &[&str], first: usize) -> Table {
    let mut table = Table { line: first, ..Default::default() };
    let Some(columns) = lines.first().and_then(|it| columns(it)) else { return table };
    let is_border = |line: &&str| self::columns(line).is_some();
    let has_header = lines.iter().filter(|it| is_border(it)).count() > 2;
    let mut borders = 0;
    let mut open: Vec<(usize, &str)> = Vec::new();
    let close = |open: &mut Vec<(usize, &str)>, spans: &[Range<usize>], table: &mut Table, head: bool| {
        let Some(line) = open.first().map(|it| it.0) else { return };
        let cells = cells(open, &columns, spans);
        open.clear();
        if head {
            grid::join_header(&mut table.header, &cells);
        } else {
            table.rows.push(Row { line, cells });
        }
    };
    for (at, line) in lines.iter().enumerate() {
        let head = has_header && borders == 1;
        if is_border(line) {
            close(&mut open, &columns, &mut table, head);
            borders += 1;
        } else if let Some(spans) = runs(line, '-').filter(|it| it.len() < columns.len() || !open.is_empty()) {
            close(&mut open, &spans, &mut table, head);
        } else {
            let begins = line.starts_with(|it: char| !it.is_whitespace());
            if begins && !head {
                close(&mut open, &columns, &mut table, head);
            }
            if begins || !open.is_empty() {
                open.push((first + at, line));
            }
        }
    }
    close(&mut open, &columns, &mut table, false);
    table
}

/// The cells of a row; one of `spans` may be several of `columns`.
fn cells(lines: &[(usize, &str)], columns: &[Range<usize>], spans: &[Range<usize>]) -> Vec<Arc<Cell>> {
    let line = lines.first().map_or(0, |it| it.0);
    let last = spans.len().saturating_sub(1);
    let found: Vec<(Range<usize>, Arc<Cell>)> = spans
        .iter()
        .enumerate()
        .map(|(at, span)| {
            let texts: Vec<(usize, String)> = lines
                .iter()
                .map(|(number, text)| {
                    let len = if at == last { usize::MAX } else { span.len() };
                    (*number, text.chars().skip(span.start).take(len).collect())
                })
                .collect();
            let cell = block::cell(line, texts.iter().map(|(number, text)| (*number, text.as_str())));
            (span.clone(), Arc::new(cell))
        })
        .collect();
    let of = |column: &Range<usize>| found.iter().find(|it| it.0.contains(&column.start));
    columns.iter().map(|it| of(it).map(|(_, cell)| Arc::clone(cell)).unwrap_or_default()).collect()
}
