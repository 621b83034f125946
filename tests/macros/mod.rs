//! The macros from outside: what does not compile and with which words, what does, and what it becomes.

// What the compiler says is the same with every set of features: it is asked once.
#[cfg(feature = "full")]
mod agree;
mod expansion;
#[cfg(feature = "full")]
mod messages;
#[cfg(feature = "full")]
mod renamed;

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The programs that do not compile, or what the compiler says of them, sorted.
#[cfg(feature = "full")]
fn mistakes(extension: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(Path::new(ROOT).join("macros/tests/ui/fail")).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|it| it.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files
}

#[cfg(feature = "full")]
fn stem(file: &Path) -> &str {
    file.file_stem().and_then(|it| it.to_str()).unwrap()
}
