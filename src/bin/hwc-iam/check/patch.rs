//! What fixes would change, as `patch` and `git apply` take it.

use std::fmt::Write;
use std::path::Path;

use hwc_iam::printable;
use similar::TextDiff;

use crate::name;

/// The changes of a file.
pub(super) fn of(path: &Path, old: &str, new: &str) -> String {
    let shown = name::raw(path);
    let shown = if cfg!(windows) { shown.replace('\\', "/") } else { shown };
    let name = shown.trim_start_matches("./").trim_start_matches('/');
    let changes = TextDiff::from_lines(old, new);
    changes.unified_diff().header(&quoted("a", name), &quoted("b", name)).to_string()
}

/// A name as Git writes it. A tab ends one with a space; one with anything else that is not plain stands in quotes.
fn quoted(side: &str, name: &str) -> String {
    let is_plain = |it: char| printable::is_plain(it) && it != '"' && it != '\\';
    if name.chars().all(is_plain) {
        let end = if name.contains(' ') { "\t" } else { "" };
        return format!("{side}/{name}{end}");
    }
    let mut out = format!("\"{side}/");
    for it in name.bytes() {
        match it {
            b'"' | b'\\' => out.extend(['\\', char::from(it)]),
            b' '..=b'~' => out.push(char::from(it)),
            _ => {
                let _ = write!(out, "\\{it:03o}");
            }
        }
    }
    out + "\""
}
