//! Grid tables of reStructuredText, with spans: cells are found by following their borders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block;
use crate::cell::{Cell, Row, Table};

/// Whether a line is a border of a grid table.
pub(super) fn is_border(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
        && line.chars().all(|it| matches!(it, '+' | '-' | '='))
}

/// Reads a table from its lines, without their indentation; `first` is the number of the first one.
pub(super) fn read(lines: &[&str], first: usize) -> Result<Table, &'static str> {
    let mut block: Vec<Vec<char>> = lines.iter().map(|it| it.chars().collect()).collect();
    let is_head = |line: &Vec<char>| line.contains(&'=') && line.iter().all(|it| matches!(it, '+' | '='));
    let head = block.iter().position(is_head).filter(|it| *it > 0);
    for line in block.iter_mut().filter(|it| is_head(it)) {
        line.iter_mut().filter(|it| **it == '=').for_each(|it| *it = '-');
    }
    let cells = Scan { block: &block, work: 0 }.cells();
    let tops: BTreeSet<usize> = cells.iter().map(|it| it.top).collect();
    let lefts: BTreeSet<usize> = cells.iter().map(|it| it.left).collect();
    let (rows, columns) = (tops.len(), lefts.len());
    if cells.is_empty() || rows.saturating_mul(columns) > LIMIT {
        return Err("a grid table whose borders do not close");
    }
    let nth: BTreeMap<usize, usize> = lefts.iter().copied().enumerate().map(|(at, left)| (left, at)).collect();
    let mut table: BTreeMap<usize, Vec<Option<Arc<Cell>>>> = tops.iter().map(|it| (*it, vec![None; columns])).collect();
    for found in cells {
        let inside = block.get(found.top + 1..found.bottom).unwrap_or_default().iter().enumerate();
        let texts: Vec<(usize, String)> = inside
            .map(|(at, line)| {
                let text = line.get(found.left + 1..found.right).unwrap_or_default();
                (first + found.top + 1 + at, text.iter().collect())
            })
            .collect();
        // Every line begins with the blank behind the border.
        let unpadded = texts.iter().map(|(number, text)| (*number, text.strip_prefix(' ').unwrap_or(text)));
        let cell = Arc::new(block::cell(first + found.top + 1, unpadded));
        for (_, row) in table.range_mut(found.top..found.bottom) {
            for (_, column) in nth.range(found.left..found.right) {
                if let Some(place) = row.get_mut(*column) {
                    *place = Some(Arc::clone(&cell));
                }
            }
        }
    }
    let mut out = Table { line: first, ..Default::default() };
    for (top, cells) in table {
        let cells: Vec<Arc<Cell>> = cells.into_iter().map(Option::unwrap_or_default).collect();
        if head.is_some_and(|it| top < it) {
            join_header(&mut out.header, &cells);
        } else {
            out.rows.push(Row { line: first + top + 1, cells });
        }
    }
    Ok(out)
}

/// A header of several rows is the words of all of them.
pub(super) fn join_header(header: &mut Vec<String>, cells: &[Arc<Cell>]) {
    header.resize(cells.len().max(header.len()), String::new());
    for (place, cell) in header.iter_mut().zip(cells) {
        let text = cell.text();
        if !place.contains(&text) {
            if !place.is_empty() {
                place.push(' ');
            }
            place.push_str(&text);
        }
    }
}

/// More cells than any page has.
const LIMIT: usize = 1_000_000;
/// More steps along borders than any table takes.
const WORK: usize = 50_000_000;

struct Found {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

struct Scan<'a> {
    block: &'a [Vec<char>],
    work: usize,
}

impl Scan<'_> {
    fn cells(mut self) -> Vec<Found> {
        let (Some(last), Some(width)) = (self.block.len().checked_sub(1), self.block.first().map(Vec::len)) else {
            return vec![];
        };
        let mut done = vec![0; width];
        let mut corners = BTreeSet::from([(0, 0)]);
        let mut cells = Vec::new();
        while let Some((top, left)) = corners.pop_first() {
            let seen = done.get(left).is_none_or(|it| top < *it);
            if top >= last || left + 1 >= width || seen {
                continue;
            }
            let Some((bottom, right)) = self.cell(top, left) else { continue };
            if let Some(columns) = done.get_mut(left..right) {
                columns.iter_mut().for_each(|it| *it = bottom);
            }
            corners.extend([(top, right), (bottom, left)]);
            cells.push(Found { top, left, bottom, right });
        }
        cells
    }

    fn at(&mut self, row: usize, column: usize) -> Option<char> {
        self.work += 1;
        if self.work > WORK {
            return None;
        }
        self.block.get(row)?.get(column).copied()
    }

    /// The lower right corner of the cell whose upper left corner this is.
    fn cell(&mut self, top: usize, left: usize) -> Option<(usize, usize)> {
        if self.at(top, left)? != '+' {
            return None;
        }
        for right in left + 1.. {
            match self.at(top, right)? {
                '+' => {
                    if let Some(bottom) = self.down(top, left, right) {
                        return Some((bottom, right));
                    }
                }
                '-' => {}
                _ => return None,
            }
        }
        None
    }

    fn down(&mut self, top: usize, left: usize, right: usize) -> Option<usize> {
        for bottom in top + 1.. {
            match self.at(bottom, right)? {
                '+' => {
                    if self.closes(top, left, bottom, right)? {
                        return Some(bottom);
                    }
                }
                '|' => {}
                _ => return None,
            }
        }
        None
    }

    fn closes(&mut self, top: usize, left: usize, bottom: usize, right: usize) -> Option<bool> {
        for column in left + 1..right {
            if !matches!(self.at(bottom, column)?, '+' | '-') {
                return Some(false);
            }
        }
        if self.at(bottom, left)? != '+' {
            return Some(false);
        }
        for row in top + 1..bottom {
            if !matches!(self.at(row, left)?, '+' | '|') {
                return Some(false);
            }
        }
        Some(true)
    }
}
