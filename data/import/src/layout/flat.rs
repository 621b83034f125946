//! Tables of identity-policy actions of which a rendering has set every cell on a line of its own, and a list in a cell on lines
//! with bullets. Cells that hold nothing but links may be lost, and lists of neighbouring cells run together, so that a row says
//! a cell for certain only if all of its cells are there; any other is empty, which states nothing.

use std::sync::Arc;

use super::line::{Line, row_start};
use super::per_api;
use crate::cell::{Cell, Document, Row, Table, Unread};
use crate::header::{self, Column};
use crate::name;

/// The tables that the layout has not found because nothing but their header says where they begin.
pub(super) fn find(text: &str, document: &Document) -> (Vec<Table>, Vec<Unread>) {
    let lines: Vec<Line> = (1..).zip(text.lines()).filter_map(|(number, it)| Line::listed(number, it)).collect();
    let known = |line: &Line| document.tables.iter().any(|it| it.line == line.number || it.header.contains(&line.text));
    let (mut tables, mut unread) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(rest) = lines.get(at..).filter(|it| !it.is_empty()) {
        let columns = columns(rest);
        let is_header = columns.first() == Some(&Column::Action) && columns.contains(&Column::AccessLevel);
        let Some(first) = rest.first().filter(|it| is_header && !known(it)) else {
            at += 1;
            continue;
        };
        let header = rest.iter().take(columns.len()).map(|it| it.text.clone()).collect();
        let mut table = Table { line: first.number, header, ..Table::default() };
        let read = rows(rest.get(columns.len()..).unwrap_or_default(), &columns, &mut table, &mut unread);
        at += columns.len() + read;
        if !table.rows.is_empty() {
            tables.push(table);
        }
    }
    (tables, unread)
}

/// The columns of the headers that the lines begin with.
fn columns(lines: &[Line]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for line in lines.iter().take_while(|it| !it.bullet) {
        let column = header::column(&line.text);
        if column == Column::Other || columns.contains(&column) {
            break;
        }
        columns.push(column);
    }
    columns
}

/// Whether a cell of a row that begins here is a list: rows of such a table are read by [`rows`].
pub(super) fn has_lists(lines: &[Line], columns: &[Column]) -> bool {
    let mut at = 0;
    while let Some(row) = Printed::at(lines, at, columns) {
        if row.groups.iter().flat_map(|it| it.lines).any(|it| it.bullet) {
            return true;
        }
        at = row.end;
    }
    false
}

/// Reads the rows that the lines begin with, and returns how many lines they are.
pub(super) fn rows(lines: &[Line], columns: &[Column], table: &mut Table, unread: &mut Vec<Unread>) -> usize {
    let mut all: Vec<Printed<'_>> = Vec::new();
    let mut at = 0;
    while let Some(row) = Printed::at(lines, at, columns) {
        at = row.end;
        all.push(row);
    }
    let whole = all.iter().all(|it| it.exact(columns).is_some());
    // Where no keys are printed at all, the cells that held them may be lost, and a dash be the next cell's.
    let has_keys = all.iter().flat_map(|it| &it.groups).any(|it| it.kind == Kind::Keys);
    for row in &all {
        match row.exact(columns).filter(|_| whole) {
            Some(mut cells) => {
                let certain = |it: &Group<'_>| has_keys || it.kind != Kind::Nothing;
                for uses in &mut cells.uses {
                    uses.iter_mut().for_each(|it| *it = it.take().filter(certain));
                }
                row.write(cells, columns, table);
            }
            None => {
                let why = format!("the table of `{}` has lost cells; what is not certain is `not_stated`", row.name());
                unread.push(Unread::new(row.number(), why));
                row.write(row.certain(columns), columns, table);
            }
        }
    }
    at
}

/// What a cell holds, by what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    Types,
    Keys,
    Names,
}

impl Kind {
    fn of(text: &str) -> Option<Self> {
        let all = |test: fn(&str) -> bool| !text.is_empty() && text.split_whitespace().all(test);
        let word = text.trim_end_matches('*').trim_end();
        if text == "-" {
            Some(Self::Nothing)
        } else if all(is_key) {
            Some(Self::Keys)
        } else if all(name::is_name) {
            Some(Self::Names)
        } else if is_type(word) && !is_heading(text) {
            Some(Self::Types)
        } else {
            None
        }
    }

    fn fits(self, column: Column) -> bool {
        match column {
            Column::ResourceType => matches!(self, Self::Types | Self::Nothing),
            Column::ConditionKey => matches!(self, Self::Keys | Self::Nothing),
            _ => matches!(self, Self::Names | Self::Nothing),
        }
    }
}

fn is_key(word: &str) -> bool {
    let part = |it: &str| it.starts_with(|it: char| it.is_ascii_alphabetic());
    word.split_once(':').is_some_and(|(prefix, key)| part(prefix) && part(key) && !key.contains(':'))
}

fn is_type(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_alphabetic())
        && word.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.'))
}

/// What a page goes on with behind the table.
fn is_heading(text: &str) -> bool {
    per_api::is_uri(text) || matches!(text, "Resource" | "Resources" | "Condition" | "Conditions")
}

/// What may be one cell: a line, or lines with bullets that look alike.
#[derive(Debug, Clone, Copy)]
struct Group<'l> {
    kind: Kind,
    lines: &'l [Line],
}

impl Group<'_> {
    fn cell(self) -> Arc<Cell> {
        let line = self.lines.first().map_or(0, |it| it.number);
        Arc::new(Cell { line, parts: self.lines.iter().map(|it| it.paragraph(false)).collect() })
    }
}

/// A row as it is printed.
struct Printed<'l> {
    /// The action with its notes.
    action: &'l [Line],
    description: &'l [Line],
    level: &'l [Line],
    groups: Vec<Group<'l>>,
    /// Where the next one begins.
    end: usize,
}

/// The cells behind the level: resource type and keys, again for each line of another type, and those at the end.
struct Cells<'l> {
    uses: Vec<[Option<Group<'l>>; 2]>,
    tail: Vec<Option<Group<'l>>>,
}

impl<'l> Printed<'l> {
    fn at(lines: &'l [Line], at: usize, columns: &[Column]) -> Option<Self> {
        let (level, notes) = start(lines, at, columns)?;
        let mut row = Self {
            action: lines.get(at..notes)?,
            description: lines.get(notes..level)?,
            level: lines.get(level..=level)?,
            groups: Vec::new(),
            end: level + 1,
        };
        while let Some(line) = lines.get(row.end).filter(|_| start(lines, row.end, columns).is_none()) {
            let Some(kind) = Kind::of(&line.text) else { break };
            let same = |it: &&Line| line.bullet && it.bullet && Kind::of(&it.text) == Some(kind);
            let len = lines.get(row.end..)?.iter().take_while(same).count().max(1);
            row.groups.push(Group { kind, lines: lines.get(row.end..row.end + len)? });
            row.end += len;
        }
        Some(row)
    }

    fn number(&self) -> usize {
        self.action.first().map_or(0, |it| it.number)
    }

    fn name(&self) -> &str {
        self.action.first().map_or("", |it| &it.text)
    }

    /// The cells, if there are as many as the table has columns and each looks like what its column holds.
    fn exact(&self, columns: &[Column]) -> Option<Cells<'l>> {
        let tail = tail(columns);
        let of_uses = [Column::ResourceType, Column::ConditionKey];
        if !of_uses.iter().all(|it| columns.contains(it)) {
            return None;
        }
        let (first, rest) = self.groups.split_at_checked(2)?;
        let (last, more) = rest.split_at_checked(tail.len())?;
        if more.len() % 2 > 0 || !last.iter().zip(&tail).all(|(it, column)| it.kind.fits(*column)) {
            return None;
        }
        let mut uses = Vec::new();
        for pair in std::iter::once(first).chain(more.chunks(2)) {
            let &[kind, keys] = pair else { return None };
            if !kind.kind.fits(of_uses[0]) || !keys.kind.fits(of_uses[1]) {
                return None;
            }
            uses.push([Some(kind), Some(keys)]);
        }
        Some(Cells { uses, tail: last.iter().copied().map(Some).collect() })
    }

    /// Types can be in no other column; names neither, if only one column at the end holds names.
    fn certain(&self, columns: &[Column]) -> Cells<'l> {
        let tail = tail(columns);
        let of = |kind: Kind| self.groups.iter().filter(move |it| it.kind == kind).copied();
        let mut uses: Vec<_> = of(Kind::Types).map(|it| [Some(it), None]).collect();
        if uses.is_empty() {
            uses.push([None, None]);
        }
        let names: Vec<Group<'_>> = of(Kind::Names).collect();
        let only = match names.as_slice() {
            [only] if tail.len() == 1 => Some(*only),
            _ => None,
        };
        Cells { uses, tail: tail.iter().map(|_| only).collect() }
    }

    /// A row for each resource type, as other layouts have them.
    fn write(&self, cells: Cells<'_>, columns: &[Column], table: &mut Table) {
        let lines = |all: &[Line], note: bool| {
            let line = all.first().map_or(0, |it| it.number);
            let note = |at: usize| note && at > 0;
            Arc::new(Cell { line, parts: all.iter().enumerate().map(|(at, it)| it.paragraph(note(at))).collect() })
        };
        let group = |it: &Option<Group<'_>>| it.map_or_else(Arc::default, Group::cell);
        let mut once: Vec<(Column, Arc<Cell>)> = tail(columns).into_iter().zip(cells.tail.iter().map(group)).collect();
        once.push((Column::Action, lines(self.action, true)));
        once.push((Column::AccessLevel, lines(self.level, false)));
        once.push((Column::Description, lines(self.description, false)));
        for [kind, keys] in &cells.uses {
            let cell = |column: &Column| match column {
                Column::ResourceType => group(kind),
                Column::ConditionKey => group(keys),
                other => once.iter().find(|it| it.0 == *other).map(|it| Arc::clone(&it.1)).unwrap_or_default(),
            };
            table.rows.push(Row { line: self.number(), cells: columns.iter().map(cell).collect() });
        }
    }
}

/// The columns that hold names behind the action.
fn tail(columns: &[Column]) -> Vec<Column> {
    columns.iter().filter(|it| matches!(it, Column::Alias | Column::Dependencies)).copied().collect()
}

/// Where the level of the row that begins here is, and where the notes of its action end.
fn start(lines: &[Line], at: usize, columns: &[Column]) -> Option<(usize, usize)> {
    if columns.contains(&Column::Description) {
        return row_start(lines, at);
    }
    lines.get(at).filter(|it| it.is_action() && !it.bullet)?;
    lines.get(at + 1).filter(|it| header::is_level(&it.text)).map(|_| (at + 1, at + 1))
}
