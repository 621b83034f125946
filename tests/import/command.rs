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
    Command::new(env!("CARGO_BIN_EXE_hwc-iam")).args(arguments).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

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
    assert_eq!(report["pages"].as_array().unwrap().len(), 13);
    assert!(report["pages"][0]["unread"].is_array());
    assert!(report["changes"].as_array().unwrap().iter().any(|it| it["kind"] == "added" && it["name"] == "lamp"));
    let again = run(&["import", pages, "--out", out]);
    assert!(String::from_utf8(again.stdout).unwrap().ends_with("0 files changed, with 0 changes\n"));
}

#[test]
fn import_of_a_clean_page_exits_with_0_and_of_no_page_with_2() {
    let out = Scratch::new("clean");
    let page = folder().join("pages/hwc/lamps/lamp_0001.md");

    assert_eq!(run(&["import", text(&page), "--out", text(&out.0)]).status.code(), Some(0));
    assert_eq!(run(&["import", "no/such/page", "--out", text(&out.0)]).status.code(), Some(2));
    assert_eq!(run(&["import"]).status.code(), Some(2));
}

/// The commands of the maintainer's guide, in their order.
fn guide() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md")).unwrap();
    let (_, guide) = text.split_once("## When the documentation has changed").unwrap();
    let (guide, _) = guide.split_once("Where a user can get").unwrap();
    let blocks = guide.split("```sh").skip(1).map(|it| it.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// What `data/README.md` says of an update, command by command.
#[test]
fn the_maintainers_guide_works() {
    let scratch = Scratch::new("guide");
    let (data, before, pages) = (scratch.0.join("data"), scratch.0.join("before"), scratch.0.join("pages"));
    fs::create_dir_all(&data).unwrap();
    fs::create_dir_all(&pages).unwrap();
    let empty = "condition_keys: []\noperators: []\nregions: []\nlimits: []\n";
    for folder in [&data, &before] {
        fs::create_dir_all(folder.join("services")).unwrap();
        fs::write(folder.join("global.yaml"), empty).unwrap();
        fs::write(folder.join("fixes.yaml"), "fixes: []\n").unwrap();
    }
    let page = fs::read_to_string(folder().join("pages/hwc/lamps/lamp_0001.md")).unwrap();
    fs::write(pages.join("lamp_0001.md"), &page).unwrap();
    assert_eq!(run(&["import", text(&pages), "--out", text(&data)]).status.code(), Some(0));

    fs::write(pages.join("lamp_0001.md"), page.replace("lamp:bulbs:use", "lamp:tubes:use")).unwrap();
    let (mut codes, mut diff) = (Vec::new(), String::new());
    for command in guide() {
        let words: Vec<String> = command
            .split(' ')
            .map(|it| match it {
                "PAGES" => text(&pages).to_owned(),
                "data" => text(&data).to_owned(),
                "/tmp/before" => text(&before).to_owned(),
                it => it.to_owned(),
            })
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["hwc-iam", arguments @ ..] => {
                let output = run(arguments);
                codes.push(output.status.code());
                diff = String::from_utf8(output.stdout).unwrap();
            }
            ["cp", "-r", ..] => {
                let _ = fs::copy(data.join("services/lamp.yaml"), before.join("services/lamp.yaml")).unwrap();
                let _ = fs::copy(data.join("pages.tsv"), before.join("pages.tsv")).unwrap();
            }
            // What it says of snapshots is what the tests of the listings say.
            ["INSTA_UPDATE=always", "cargo", "test", ..] => {}
            other => panic!("the guide has a command that this test does not know: {other:?}"),
        }
    }
    assert_eq!(codes, [Some(1), Some(0), Some(1)], "check, import, diff");
    assert!(diff.contains("removed role_action `lamp:bulbs:use` (breaking)\n"), "{diff}");
    assert!(diff.contains("added role_action `lamp:tubes:use`\n"), "{diff}");
    assert!(diff.ends_with("a minor step: names were added\n"), "{diff}");
    assert_eq!(run(&["catalog", "diff", text(&data), text(&data)]).status.code(), Some(0));
    let policies = scratch.0.join("policies");
    fs::create_dir_all(&policies).unwrap();
    let policy = r#"{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["lamp:bulbs:use"] }] }"#;
    fs::write(policies.join("a.json"), policy).unwrap();
    fs::write(policies.join("b.json"), "{").unwrap();
    let arguments = ["catalog", "diff", text(&before), text(&data), "--policies", text(&policies), "--format", "json"];
    let report: serde_json::Value = serde_json::from_slice(&run(&arguments).stdout).unwrap();
    assert_eq!((&report["step"], report["policies"].as_array().unwrap().len()), (&"minor".into(), 1), "{report}");
    assert_eq!(report["policies"][0]["says"], "lamp:bulbs:use");
    assert!(
        report["changelog"][0].as_str().unwrap().starts_with("- **Breaking:** `lamp`: removed role action"),
        "{report}"
    );
    assert!(report["unread"][0]["file"].as_str().unwrap().ends_with("b.json"));
}
