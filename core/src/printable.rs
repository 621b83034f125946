//! Text that somebody else wrote, as it may be shown.

use alloc::borrow::Cow;
use alloc::string::String;

/// The text without anything that a terminal would obey or that hides what it says: control characters, ends of lines, marks of
/// the direction of writing and characters without width are shown as their escapes.
///
/// ```
/// use hwc_iam::printable;
///
/// assert_eq!(printable::line("ims:images:list"), "ims:images:list");
/// assert_eq!(printable::line("a\u{1b}[2Jb\n\u{202e}c"), r"a\u{1b}[2Jb\n\u{202e}c");
/// ```
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |it| !is_plain(it))
}

/// The same of a text of several lines, which stay.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |it| it != '\n' && !is_plain(it))
}

/// Whether a character only shows itself.
#[must_use]
pub fn is_plain(it: char) -> bool {
    let is_mark = matches!(it, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !it.is_control() && !is_mark && !matches!(it, '\u{e0000}'..='\u{e007f}')
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for it in text.chars() {
        if is_escaped(it) { out.extend(it.escape_default()) } else { out.push(it) }
    }
    Cow::Owned(out)
}
