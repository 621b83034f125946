//! Markdown: headings, captions, tables in HTML and tables of lines with bars.

use std::sync::Arc;

use super::marks::{is_rule, plain};
use super::{cells, help, html};
use crate::cell::{Cell, Document, Paragraph, Row, Table};

pub(super) fn read(text: &str) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let mut document = Document::default();
    let (mut section, mut caption): (Option<String>, Option<String>) = (None, None);
    let mut code = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let content = line.trim();
        let next = lines.get(at + 1).map_or("", |it| it.trim());
        if content.starts_with("```") {
            code = !code;
        } else if code {
        } else if content.starts_with('#') {
            let heading = plain(content.trim_start_matches('#'));
            document.title.get_or_insert_with(|| heading.clone());
            section = Some(heading);
        } else if let Some(it) = caption_of(content) {
            caption = Some(it);
        } else if content.contains("<table") {
            let len = html_len(&lines, at);
            let chunk: Vec<&str> = lines.iter().skip(at).take(len).copied().collect();
            let found = html::read_from(&chunk.join("\n"), at);
            document.unread.extend(found.unread);
            for mut table in found.tables {
                unescape(&mut table);
                table.caption = table.caption.or_else(|| caption.take());
                table.section.clone_from(&section);
                document.tables.push(table);
            }
            at += len;
            continue;
        } else if cells::begins(content, next) {
            let rest = lines.get(at..).unwrap_or_default();
            let (mut table, len) = cells::read(rest, at + 1);
            table.caption = caption.take();
            table.section.clone_from(&section);
            document.tables.push(table);
            at += len.max(1);
            continue;
        } else if content.starts_with('|') && is_rule(next) {
            let len = lines.iter().skip(at).take_while(|it| it.trim().starts_with('|')).count();
            let rows: Vec<&str> = lines.iter().skip(at).take(len).copied().collect();
            let mut table = pipes(&rows, at + 1);
            table.caption = caption.take();
            table.section.clone_from(&section);
            document.tables.push(table);
            at += len;
            continue;
        }
        at += 1;
    }
    if document.title.is_none() {
        // A rendering without headings.
        (document.title, document.path) = help::title_and_path(text);
    }
    document
}

/// `**Table 1**  Title<a name=…></a>`
fn caption_of(line: &str) -> Option<String> {
    let inner = line.strip_prefix("**")?;
    let is_caption = ["表", "Table"].iter().any(|it| inner.starts_with(it));
    is_caption.then(|| plain(line))
}

/// From the line with `<table` to the one that closes it.
fn html_len(lines: &[&str], at: usize) -> usize {
    let mut depth = 0_usize;
    for (len, line) in lines.iter().skip(at).enumerate() {
        depth += line.matches("<table").count();
        depth = depth.saturating_sub(line.matches("</table").count());
        if depth == 0 {
            return len + 1;
        }
    }
    lines.len() - at
}

fn pipes(lines: &[&str], first: usize) -> Table {
    let mut table = Table { line: first, glued: true, ..Default::default() };
    for (at, line) in lines.iter().enumerate().filter(|it| it.0 != 1) {
        let line_number = first + at;
        let cells: Vec<Arc<Cell>> = bars(line).iter().map(|it| Arc::new(pipe_cell(line_number, it))).collect();
        if at == 0 {
            table.header = cells.iter().map(|it| it.full_text()).collect();
        } else {
            table.rows.push(Row { line: line_number, cells });
        }
    }
    table
}

/// The texts between bars that are not escaped.
fn bars(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut all = vec![String::new()];
    let mut escaped = false;
    for it in line.chars() {
        if it == '|' && !escaped {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(it);
        }
        escaped = it == '\\' && !escaped;
    }
    if all.last().is_some_and(|it| it.trim().is_empty()) {
        all.pop();
    }
    all
}

fn pipe_cell(line: usize, text: &str) -> Cell {
    let breaks = text.replace("<br/>", "<br>").replace("<br />", "<br>");
    let paragraph = |text: &str| Paragraph { line, text: plain(text), ..Default::default() };
    let parts = breaks.split("<br>").map(paragraph).filter(|it| !it.text.is_empty()).collect();
    Cell { line, parts }
}

/// Escapes of Markdown stand inside HTML tables, too.
fn unescape(table: &mut Table) {
    let unescaped = |text: &str| {
        let mut out = String::new();
        let mut rest = text.chars().peekable();
        while let Some(it) = rest.next() {
            if it != '\\' || !rest.peek().is_some_and(char::is_ascii_punctuation) {
                out.push(it);
            }
        }
        out
    };
    for cell in table.rows.iter_mut().flat_map(|it| &mut it.cells) {
        if cell.parts.iter().any(|it| it.text.contains('\\')) {
            for part in &mut Arc::make_mut(cell).parts {
                part.text = unescaped(&part.text);
            }
        }
    }
}
