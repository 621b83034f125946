//! What files are called.

use std::path::{Component, Path, PathBuf};

use hwc_iam::printable;

/// What messages call a file.
pub(crate) fn of(path: &Path) -> String {
    printable::line(&raw(path)).into_owned()
}

/// What programs call it.
pub(crate) fn raw(path: &Path) -> String {
    if is_standard(path) { String::from("<stdin>") } else { path.display().to_string() }
}

/// How reports name it, the same on every system.
pub(crate) fn in_reports(path: &Path) -> String {
    raw(path).replace('\\', "/")
}

pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Where a name of a tree stands that begins in a folder. One that leads out of it has the shortest path.
pub(crate) fn place(root: &Path, name: &str) -> PathBuf {
    let (mut root, mut name) = (root, name);
    while let Some(rest) = name.strip_prefix("../") {
        let (parent, is_up) = match root.components().next_back() {
            Some(Component::Normal(_)) => (root.parent(), true),
            Some(Component::CurDir) => (root.parent(), false),
            _ => break,
        };
        root = parent.unwrap_or(Path::new(""));
        name = if is_up { rest } else { name };
    }
    root.join(name)
}
