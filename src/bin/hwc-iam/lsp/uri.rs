//! Between what editors call a file and its path.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

/// The path of a file. What is not a file, such as a text that was never saved, has a path that no file has.
pub(super) fn path(uri: &Uri) -> PathBuf {
    let text = uri.as_str();
    let Some(rest) = text.strip_prefix("file://") else { return PathBuf::from(text) };
    let path = rest.find('/').and_then(|it| rest.get(it..)).unwrap_or(rest);
    let path = decoded(path);
    // `/C:/x` of Windows.
    let is_drive =
        path.get(1..3).is_some_and(|it| it.ends_with(':') && it.starts_with(|it: char| it.is_ascii_alphabetic()));
    PathBuf::from(if is_drive { path.get(1..).unwrap_or_default() } else { &path })
}

pub(super) fn of(path: &Path) -> Option<Uri> {
    let whole = std::path::absolute(path).ok()?;
    let text = whole.to_string_lossy().replace('\\', "/");
    let root = if text.starts_with('/') { "" } else { "/" };
    let encoded: String = text.bytes().map(encoded).collect();
    Uri::from_str(&format!("file://{root}{encoded}")).ok()
}

fn encoded(byte: u8) -> String {
    let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.extend_from_slice(rest.get(..at).unwrap_or_default().as_bytes());
        let byte = rest.get(at + 1..at + 3).and_then(|it| u8::from_str_radix(it, 16).ok());
        out.push(byte.unwrap_or(b'%'));
        rest = rest.get(at + if byte.is_some() { 3 } else { 1 }..).unwrap_or_default();
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back() {
        for path in ["/a b/c.json", "/\u{4e2d}\u{6587}/100%/x#y?.tf", "/plain-1_2.~yaml"] {
            assert_eq!(of(Path::new(path)).map(|it| super::path(&it)), Some(PathBuf::from(path)));
        }
        for (uri, wanted) in
            [("file:///c%3A/work/a.json", "c:/work/a.json"), ("untitled:Untitled-1", "untitled:Untitled-1")]
        {
            assert_eq!(Uri::from_str(uri).ok().map(|it| path(&it)), Some(PathBuf::from(wanted)));
        }
    }
}
