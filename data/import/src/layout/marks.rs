//! The marks of Markdown.

use crate::cell::squeeze;

/// Whether a line is the rule under the header of a table of bars.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' ' | '\t'))
}

/// The words without links, anchors, emphasis and escapes.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, shown) = mark(rest).unwrap_or_else(|| (first.len_utf8(), String::from(first)));
        out.push_str(&shown);
        rest = rest.get(taken..).unwrap_or_default();
    }
    squeeze(&out)
}

fn mark(text: &str) -> Option<(usize, String)> {
    if let Some(rest) = text.strip_prefix('\\') {
        let escaped = rest.chars().next().filter(char::is_ascii_punctuation)?;
        return Some((2, String::from(escaped)));
    }
    for (entity, shown) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&nbsp;", " "), ("&quot;", "\"")] {
        if text.starts_with(entity) {
            return Some((entity.len(), shown.into()));
        }
    }
    for tag in [
        "<a ",
        "<a>",
        "</a>",
        "<sup>",
        "</sup>",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<strong>",
        "</strong>",
        "<span",
        "</span",
    ] {
        if text.starts_with(tag) {
            return Some((text.find('>')? + 1, String::new()));
        }
    }
    if text.starts_with("**") {
        return Some((2, String::new()));
    }
    let link = text.strip_prefix("![").or_else(|| text.strip_prefix('['))?;
    // No link is longer, and a text of nothing but brackets is looked through once.
    let link = link.char_indices().nth(2000).map_or(link, |(end, _)| link.split_at(end).0);
    let (shown, rest) = link.split_once("](")?;
    let (target, _) = rest.split_once(')').filter(|_| !shown.contains(['[', '|']))?;
    let marks = usize::from(text.starts_with('!')) + 1;
    let shown_text = if marks == 2 { String::new() } else { plain(shown) };
    Some((marks + shown.len() + target.len() + 3, shown_text))
}
