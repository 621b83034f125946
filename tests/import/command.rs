//! The command, on the fixtures.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use super::folder;

/// A folder that is empty at first and gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("hwc-iam-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(option_env!("CARGO_BIN_EXE_hwc-iam").unwrap()).args(arguments).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[cfg(feature = "cli")]
#[test]
fn import_writes_files_and_says_what_it_did_not_read() {
    let out = Scratch::new("import");
    let pages = folder().join("pages");
    let (pages, out) = (text(&pages), text(&out.0));

    let check = run(&["import", pages, "--out", out, "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(!Path::new(out).join("services").exists(), "--check writes nothing");
    let first = run(&["import", pages, "--out", out, "--format", "json"]);
    assert_eq!(first.status.code(), Some(1), "something is unread");
    let report: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(report["pages"].as_array().unwrap().len(), 7);
    assert!(report["pages"][0]["unread"].is_array());
    assert!(report["changes"].as_array().unwrap().iter().any(|it| it["kind"] == "added" && it["name"] == "lamp"));
    let again = run(&["import", pages, "--out", out]);
    assert!(String::from_utf8(again.stdout).unwrap().ends_with("0 files changed, with 0 changes\n"));
}

#[cfg(feature = "cli")]
#[test]
fn import_of_a_clean_page_exits_with_0_and_of_no_page_with_2() {
    let out = Scratch::new("clean");
    let page = folder().join("pages/hwc/lamps/lamp_0001.md");

    assert_eq!(run(&["import", text(&page), "--out", text(&out.0)]).status.code(), Some(0));
    assert_eq!(run(&["import", "no/such/page", "--out", text(&out.0)]).status.code(), Some(2));
    assert_eq!(run(&["import"]).status.code(), Some(2));
}
