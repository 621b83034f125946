//! The text that a browser shows of a help page: every cell is a line, a list in a cell is lines with bullets, and some
//! renderings lose cells. Rows are found by what stands in them.

use std::sync::Arc;

use super::line::{Line, row_start};
use super::{date, flat};
use crate::cell::{Cell, Document, Row, Table, Unread};
use crate::header::{self, Column};

pub(super) fn read(text: &str) -> Document {
    let lines: Vec<Line> = text.lines().enumerate().filter_map(|(at, it)| Line::of(at + 1, it)).collect();
    let mut document = Document { title: title(&lines), path: path(&lines), ..Default::default() };
    let mut at = 0;
    while at < lines.len() {
        let Some((table, next)) = table(&lines, at, &mut document.unread) else {
            at += 1;
            continue;
        };
        document.tables.push(table);
        at = next;
    }
    document
}

/// Of a text whose tables another layout has.
pub(super) fn title_and_path(text: &str) -> (Option<String>, Vec<String>) {
    let lines: Vec<Line> = text.lines().take(40).enumerate().filter_map(|(at, it)| Line::of(at + 1, it)).collect();
    (title(&lines), path(&lines))
}

/// `Help Center/ Image Management Service/ API Reference/`, in front of everything else.
fn path(lines: &[Line]) -> Vec<String> {
    let line = lines.iter().take(3).find(|it| it.text.matches("/ ").count() > 1);
    line.into_iter().flat_map(|it| it.text.split('/')).map(|it| it.trim().to_owned()).collect()
}

/// The first line that is no date, no button and no path of the page.
fn title(lines: &[Line]) -> Option<String> {
    const BUTTONS: [&str; 5] = ["分享", "Share", "查看PDF", "View PDF", "Copy as Markdown"];
    let is_date = |it: &str| date::printed(it).is_some() && it.chars().count() < 60;
    let is_title = |it: &&Line| {
        !it.bullet && !it.text.starts_with('-') && !is_date(&it.text) && !BUTTONS.contains(&it.text.as_str())
    };
    lines.iter().filter(is_title).map(|it| it.text.clone()).find(|it| !it.contains("/ "))
}

/// The table whose caption stands at `at`, and where the text goes on behind it.
fn table(lines: &[Line], at: usize, unread: &mut Vec<Unread>) -> Option<(Table, usize)> {
    let caption = lines.get(at).filter(|it| is_caption(it))?;
    let mut header: Vec<String> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    let mut next = at + 1;
    while let Some(line) = lines.get(next).filter(|it| !it.bullet && header.len() < 12) {
        let column = header::column(&line.text);
        if matches!(column, Column::Other) || columns.contains(&column) {
            break;
        }
        header.push(line.text.clone());
        columns.push(column);
        next += 1;
    }
    // A rendering may set the first header behind the caption.
    let tail = caption.text.rsplit(' ').next().unwrap_or_default();
    let tail_column = header::column(tail);
    if !matches!(tail_column, Column::Other) && !columns.contains(&tail_column) && !columns.contains(&Column::Action) {
        header.insert(0, tail.to_owned());
        columns.insert(0, tail_column);
    }
    if columns.len() < 2 {
        return None;
    }
    let mut table =
        Table { line: caption.number, caption: Some(caption.text.clone()), ragged: true, ..Default::default() };
    table.header = header;
    let has = |column: Column| columns.contains(&column);
    let rest = lines.get(next..).unwrap_or_default();
    let len = if has(Column::Action) && has(Column::AccessLevel) {
        if flat::has_lists(rest, &columns) {
            table.ragged = false;
            flat::rows(rest, &columns, &mut table, unread)
        } else {
            actions(rest, columns.len(), &mut table)
        }
    } else if has(Column::Action) && has(Column::Api) {
        apis(rest, &mut table)
    } else {
        plain(rest, columns.len(), &mut table)
    };
    Some((table, next + len))
}

fn is_caption(line: &Line) -> bool {
    let number = line.text.strip_prefix("Table ").or_else(|| line.text.strip_prefix('表').map(str::trim_start));
    !line.bullet && number.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
}

/// Rows of the table of actions: the action, a note, its description, its level, and what is left of three cells.
fn actions(lines: &[Line], columns: usize, table: &mut Table) -> usize {
    let mut at = 0;
    while let Some((level, notes)) = row_start(lines, at) {
        let Some(first) = lines.get(at) else { break };
        let mut action = Cell { line: first.number, parts: vec![first.paragraph(false)] };
        action.parts.extend(lines.get(at + 1..notes).unwrap_or_default().iter().map(|it| it.paragraph(true)));
        let description = lines.get(notes..level).unwrap_or_default();
        let mut cells = vec![Arc::new(action), Arc::new(cell(description))];
        cells.extend(lines.get(level).map(|it| Arc::new(cell(std::slice::from_ref(it)))));
        at = level + 1;
        while let Some(line) = lines.get(at).filter(|it| is_trailing_cell(it) && cells.len() < columns) {
            if row_start(lines, at).is_some() {
                break;
            }
            cells.push(Arc::new(cell(std::slice::from_ref(line))));
            at += 1;
        }
        table.rows.push(Row { line: first.number, cells });
    }
    at
}

fn is_trailing_cell(line: &Line) -> bool {
    let text = line.text.as_str();
    let words = text.trim_end_matches('*').trim_end();
    text == "-" || (!words.contains([' ', '.', '，', '。']) && !header::is_level(text))
}

/// Rows of the table of APIs; two lists of neighbouring cells may have become one.
fn apis(lines: &[Line], table: &mut Table) -> usize {
    let mut at = 0;
    loop {
        let take = |from: usize, belongs: &dyn Fn(&Line) -> bool| {
            from + lines.get(from..).unwrap_or_default().iter().take_while(|it| belongs(it)).count()
        };
        let api_end = take(at, &Line::is_api);
        let is_action = |it: &Line| it.is_action() || it.text == "-";
        let action_end = match lines.get(api_end) {
            Some(it) if it.bullet => take(api_end, &|it| it.bullet && it.is_action()),
            Some(it) if is_action(it) => api_end + 1,
            _ => api_end,
        };
        let end = match lines.get(action_end) {
            Some(it) if it.bullet => take(action_end, &|it| it.bullet && !it.is_api()),
            Some(it) if is_action(it) => action_end + 1,
            _ => action_end,
        };
        let Some(first) = lines.get(at).filter(|_| api_end > at && action_end > api_end) else { return at };
        let part = |from: usize, to: usize| Arc::new(cell(lines.get(from..to).unwrap_or_default()));
        let mut cells = vec![part(at, api_end), part(api_end, action_end)];
        if end > action_end {
            cells.push(part(action_end, end));
        }
        table.rows.push(Row { line: first.number, cells });
        at = end;
    }
}

/// Rows of as many lines as there are columns; bullets belong to the cell before.
fn plain(lines: &[Line], columns: usize, table: &mut Table) -> usize {
    let mut at = 0;
    while let Some(first) = lines.get(at).filter(|it| is_first_cell(it)) {
        let mut cells: Vec<Arc<Cell>> = Vec::new();
        let mut next = at;
        while let Some(line) = lines.get(next) {
            if line.bullet {
                if let Some(last) = cells.last_mut() {
                    Arc::make_mut(last).parts.push(line.paragraph(true));
                }
            } else if cells.len() == columns || is_caption(line) {
                break;
            } else {
                cells.push(Arc::new(cell(std::slice::from_ref(line))));
            }
            next += 1;
        }
        if cells.len() < columns {
            break;
        }
        table.rows.push(Row { line: first.number, cells });
        at = next;
    }
    at
}

fn is_first_cell(line: &Line) -> bool {
    let prose = line.text.ends_with(['.', '?', '。', '：', ':']) || line.text.chars().count() > 80;
    !line.bullet && !prose && !line.text.starts_with('-') && !is_caption(line)
}

fn cell(lines: &[Line]) -> Cell {
    let line = lines.first().map_or(0, |it| it.number);
    Cell { line, parts: lines.iter().map(|it| it.paragraph(false)).collect() }
}
