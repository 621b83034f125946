//! reStructuredText: headings, captions and the two kinds of tables.

use super::{grid, inline, simple};
use crate::cell::{Code, Document, Unread, squeeze};

pub(super) fn read(text: &str) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let mut document = Document::default();
    let (mut section, mut caption) = (None, None);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(it) = content.strip_prefix(".. table::") {
            caption = Some(squeeze(&inline::plain(it))).filter(|it| !it.is_empty());
        } else if content.starts_with(".. code-block::") {
            let inside = |it: &&&str| it.trim().is_empty() || it.len() - it.trim_start().len() > indent;
            let code: Vec<&str> = lines.iter().skip(at + 1).take_while(inside).copied().collect();
            at += code.len();
            document.codes.push(Code { section: section.clone().unwrap_or_default(), text: code.join("\n") });
        } else if grid::is_border(content) {
            let block = block(&lines, at, indent, |it| it.starts_with(['+', '|']));
            let len = block.len();
            match grid::read(&block, at + 1) {
                Ok(mut table) => {
                    table.caption = caption.take();
                    table.section.clone_from(&section);
                    document.tables.push(table);
                }
                Err(why) => document.unread.push(Unread::new(at + 1, why)),
            }
            at += len;
            continue;
        } else if simple::columns(content).is_some() {
            let len = simple_len(&lines, at, indent);
            let rows: Vec<&str> =
                lines.iter().skip(at).take(len).map(|it| it.get(indent..).unwrap_or_default()).collect();
            let mut table = simple::read(&rows, at + 1);
            table.caption = caption.take();
            table.section.clone_from(&section);
            document.tables.push(table);
            at += len;
            continue;
        } else if is_underline(lines.get(at + 1), content) && indent == 0 {
            let heading = squeeze(&inline::plain(content));
            document.title.get_or_insert_with(|| heading.clone());
            section = Some(heading);
            at += 1;
        }
        at += 1;
    }
    document
}

/// The lines of a block that stand as deep as its first one.
fn block<'a>(lines: &[&'a str], at: usize, indent: usize, belongs: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let all = lines.iter().skip(at).map(|it| it.get(indent..).unwrap_or_default().trim_end());
    all.take_while(|it| belongs(it)).collect()
}

/// A simple table ends with the border that a blank line, or the end, or less depth follows.
fn simple_len(lines: &[&str], at: usize, indent: usize) -> usize {
    let mut len = 1;
    let mut borders = 1;
    for (offset, line) in lines.iter().enumerate().skip(at + 1) {
        let content = line.trim();
        if !content.is_empty() && line.len() - line.trim_start().len() < indent {
            break;
        }
        if simple::columns(content).is_some() {
            borders += 1;
            len = offset - at + 1;
            let next = lines.get(offset + 1).map_or("", |it| it.trim());
            if next.is_empty() && borders > 1 {
                break;
            }
        }
    }
    len
}

fn is_underline(line: Option<&&str>, heading: &str) -> bool {
    let Some(line) = line.map(|it| it.trim_end()) else { return false };
    let mut marks = line.chars();
    let Some(mark) = marks.next().filter(char::is_ascii_punctuation) else { return false };
    line.len() > 2 && marks.all(|it| it == mark) && !heading.is_empty() && !heading.starts_with(['.', '+', '|', ':'])
}
