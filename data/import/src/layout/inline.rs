//! Marks inside a line of reStructuredText: escapes, literals, emphasis, links.

/// The words without their marks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let (taken, shown) = mark(rest, before).unwrap_or((first.len_utf8(), String::from(first)));
        out.push_str(&shown);
        before = out.chars().last().unwrap_or(' ');
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// The length of the mark that `text` begins with, and what it shows.
fn mark(text: &str, before: char) -> Option<(usize, String)> {
    if let Some(rest) = text.strip_prefix('\\') {
        let escaped = rest.chars().next()?;
        let shown = if escaped.is_whitespace() { String::new() } else { String::from(escaped) };
        return Some((1 + escaped.len_utf8(), shown));
    }
    if let Some(rest) = text.strip_prefix("``") {
        let (inner, _) = rest.split_once("``")?;
        return Some((inner.len() + 4, inner.trim().to_owned()));
    }
    if let Some(rest) = text.strip_prefix("**") {
        let (inner, _) = rest.split_once("**").filter(|it| !it.0.is_empty() && !it.0.starts_with(' '))?;
        return Some((inner.len() + 4, plain(inner)));
    }
    if let Some(rest) = text.strip_prefix('*') {
        let starts = rest.starts_with(char::is_alphanumeric) && !before.is_alphanumeric() && before != ':';
        let (inner, _) = rest.split_once('*').filter(|_| starts)?;
        return Some((inner.len() + 2, plain(inner)));
    }
    if let Some(rest) = text.strip_prefix(':') {
        let len = rest.find(|it: char| !it.is_ascii_alphabetic()).filter(|it| *it > 0)?;
        let (role, rest) = rest.split_at_checked(len)?;
        let (inner, _) = rest.strip_prefix(":`")?.split_once('`')?;
        return Some((role.len() + inner.len() + 4, link(inner)));
    }
    let rest = text.strip_prefix('`')?;
    let (inner, after) = rest.split_once('`')?;
    let underscores = after.len() - after.trim_start_matches('_').len();
    Some((inner.len() + 2 + underscores.min(2), link(inner)))
}

/// `text <target>` shows its text.
fn link(inner: &str) -> String {
    let shown = inner.rsplit_once('<').map_or(inner, |(text, _)| text).trim();
    plain(if shown.is_empty() { inner } else { shown })
}
