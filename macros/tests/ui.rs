//! Programs that the compiler is given. They are tests of this package and not of `hwc-iam`, whose tests have many dependencies, for
//! trybuild builds all of them anew.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::path::{Path, PathBuf};
use std::{env, fs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// `policy_file!` reads relative to the package, and here that is the project that trybuild makes.
fn bring_fixtures() {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tests").join("trybuild/hwc-iam-macros");
    let folder = project.join("tests/fixtures/policies");
    fs::create_dir_all(&folder).unwrap();
    for file in files("../tests/fixtures/policies", "json") {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
}

/// The files of a folder with this extension, sorted.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|it| it.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files
}

fn stem(file: &Path) -> &str {
    file.file_stem().and_then(|it| it.to_str()).unwrap()
}

#[test]
fn mistakes_do_not_compile() {
    // Without this, trybuild would write what is missing beside the sources.
    for file in files("tests/ui/fail", "rs") {
        assert!(file.with_extension("stderr").exists(), "{} has no .stderr", file.display());
    }
    bring_fixtures();
    let cases = trybuild::TestCases::new();
    // Whoever writes the expectations anew needs the compiler for all of them.
    let all = env::var_os("TRYBUILD").is_some();
    for (at, file) in files("tests/ui/fail", "rs").iter().enumerate() {
        if all || at % 10 == 0 || needs_the_compiler(file) {
            cases.compile_fail(file.strip_prefix(ROOT).unwrap());
        }
    }
}

/// Whether what is printed of this program is not all ours. The macros' own tests (`macros/src/tests.rs`) expand the others and hold the
/// messages and places against the same files.
fn needs_the_compiler(file: &Path) -> bool {
    let printed = fs::read_to_string(file.with_extension("stderr")).unwrap();
    let is_other = |it: &str| it.starts_with("error[") || it.starts_with("warning") || it.contains("deprecated");
    let reads_files = fs::read_to_string(file).unwrap().contains("policy_file!");
    reads_files || stem(file).starts_with("syntax_") || printed.lines().any(is_other)
}

#[test]
fn documented_forms_compile() {
    bring_fixtures();
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}
