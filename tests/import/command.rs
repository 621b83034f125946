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
    assert_eq!(report["pages"].as_array().unwrap().len(), 17);
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

/// What is not read of a folder is said, as `check` says it.
#[cfg(unix)]
#[test]
fn import_names_links_and_pipes_of_a_folder() {
    let (pages, out) = (Scratch::new("import-links"), Scratch::new("import-links-out"));
    let page = folder().join("pages/hwc/lamps/lamp_0001.md");
    let elsewhere = Scratch::new("import-elsewhere");
    fs::copy(&page, elsewhere.0.join("lamp.md")).unwrap();
    std::os::unix::fs::symlink(elsewhere.0.join("lamp.md"), pages.0.join("link.md")).unwrap();
    std::os::unix::fs::symlink(&elsewhere.0, pages.0.join("folder")).unwrap();
    std::os::unix::fs::symlink("nothing.md", pages.0.join("lost.md")).unwrap();
    assert!(Command::new("mkfifo").arg(pages.0.join("pipe.md")).status().unwrap().success());
    let ran = run(&["import", text(&pages.0), "--out", text(&out.0)]);
    assert_eq!(ran.status.code(), Some(0));
    let said = String::from_utf8(ran.stderr).unwrap();
    for (name, why) in [
        ("link.md", "a link, and links are not followed"),
        ("folder", "a link, and links are not followed"),
        ("lost.md", "a link that leads to nothing"),
        ("pipe.md", "a pipe, a socket or a device is not read"),
    ] {
        assert!(said.contains(&format!("{}: {why}", pages.0.join(name).display())), "{said}");
    }
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

/// A catalogue's folder with what belongs to no service.
fn catalog(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let global = "condition_keys:\n- key: g:EnterpriseProjectId\n  type: string\n  multivalued: false\n  sources: [keys]\n\
                  operators: []\nregions: []\nlimits: []\n";
    fs::create_dir_all(scratch.0.join("services")).unwrap();
    fs::write(scratch.0.join("global.yaml"), global).unwrap();
    fs::write(scratch.0.join("fixes.yaml"), "fixes: []\n").unwrap();
    fs::write(scratch.0.join("pages.tsv"), "id\tcloud\tkind\tpage\ttitle\tlanguage\tdate\tsha256\tage\nkeys\thwc\tpage\thttps://a.example/keys.html\tKeys\ten\t-\t-\t-\n").unwrap();
    fs::create_dir_all(scratch.0.join("transcripts")).unwrap();
    scratch
}

const ON: &str = "= api-lamp/On.html | en | 2031-01-02 | On - TurnOn | PUT /v5/lamps/on\nlamp:lamps:on | Write | lamp* | - | - | -\n";
const OFF: &str = "= api-lamp/Off.html | en | 2031-01-02 | Off - TurnOff | PUT /v5/lamps/off\nlamp:lamps:off | Write | lamp* | - | - | -\n";

#[test]
fn a_block_that_is_gone_takes_its_facts_along() {
    let data = catalog("gone");
    let (out, file) = (text(&data.0), data.0.join("transcripts/lamp.txt"));
    let import = |what: &Path| {
        let ran = run(&["import", text(what), "--out", out]);
        assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stdout));
        fs::read_to_string(data.0.join("services/lamp.yaml")).unwrap()
    };
    let names = |yaml: &str| ["lamp:lamps:on", "lamp:lamps:off"].map(|it| yaml.contains(it));
    fs::write(&file, format!("{ON}{OFF}")).unwrap();
    assert_eq!(names(&import(&file)), [true, true]);
    // The block goes, and whatever is imported next says nothing of it.
    fs::write(&file, OFF).unwrap();
    assert_eq!(names(&import(&folder().join("pages/hwc/lamps/lamp_0001.md"))), [false, true]);
    assert!(!fs::read_to_string(data.0.join("pages.tsv")).unwrap().contains("api-lamp/On.html"));
    // A catalogue without transcripts of its own keeps what others gave it.
    let other = data.0.join("lamp.txt");
    fs::rename(&file, &other).unwrap();
    fs::remove_dir(data.0.join("transcripts")).unwrap();
    fs::write(&other, ON).unwrap();
    assert_eq!(names(&import(&other)), [true, true]);
}

#[test]
fn what_pages_of_unknown_order_say_of_keys_and_types_is_taken_together() {
    let data = catalog("together");
    let file = data.0.join("transcripts/lamp.txt");
    let block = |page: &str, date: &str, row: &str| {
        format!(
            "= api-lamp/{page}.html | en | {date} | {page} - {page} | PUT /v5/lamps/{page}\nlamp:lamps:on | Write | {row} | - | -\n"
        )
    };
    let imported = |other_date: &str, row: &str, other: &str| {
        fs::write(&file, block("One", "2031-01-02", row) + &block("Two", other_date, other)).unwrap();
        let ran = run(&["import", text(&file), "--out", text(&data.0)]);
        assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stdout));
        fs::read_to_string(data.0.join("services/lamp.yaml")).unwrap()
    };
    let (plain, keyed) = ("lamp* | -", "lamp* | g:EnterpriseProjectId");
    let yaml = imported("-", plain, keyed);
    assert!(
        yaml.contains("resources: [{type: lamp, required: true, condition_keys: [g:EnterpriseProjectId]}]"),
        "{yaml}"
    );
    assert!(yaml.contains("lamp:lamps:on: condition_keys on lamp"), "the disagreement is written down: {yaml}");
    let yaml = imported("2030-01-02", plain, keyed);
    assert!(yaml.contains("condition_keys: [g:EnterpriseProjectId]}]"), "a page of one API names its own: {yaml}");
    // Which types it takes, nobody knows where one names more.
    let yaml = imported("-", "- | -", plain);
    assert!(!yaml.contains("resources:"), "{yaml}");
    assert!(yaml.contains("lamp:lamps:on: resources"), "{yaml}");
    let yaml = imported("2030-01-02", "- | -", plain);
    assert!(yaml.contains("resources: []"), "the newer page wins: {yaml}");
}

#[test]
fn what_cannot_be_held_is_not_clean() {
    let data = catalog("problems");
    let file = data.0.join("transcripts/lamp.txt");
    let key =
        "= api-lamp/On.html | en | - | On - TurnOn | PUT /v5/lamps/on\nlamp:lamps:on | Write | - | g:Moon | - | -\n";
    fs::write(&file, key).unwrap();
    let ran = run(&["import", text(&file), "--out", text(&data.0)]);
    assert_eq!(ran.status.code(), Some(1));
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(said.contains("`g:Moon` is not a known condition key; add it to global.yaml"), "{said}");
}

#[test]
fn a_manifest_names_every_page() {
    let data = catalog("manifest");
    let pages = data.0.join("pages");
    fs::create_dir_all(&pages).unwrap();
    fs::copy(folder().join("pages/hwc/lamps/lamp_0001.md"), pages.join("lamp.md")).unwrap();
    fs::write(pages.join("README.md"), "What `lamp:switches:turn` is.\n").unwrap();
    let import = |manifest: &str| {
        fs::write(pages.join("MANIFEST.tsv"), manifest).unwrap();
        let ran = run(&["import", text(&pages), "--out", text(&data.0)]);
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
    };
    assert_eq!(import("path\tservice\nlamp.md\tlamp\n"), (Some(0), String::new()), "the README is no page");
    let (code, said) = import("path\tservice\n");
    assert_eq!(code, Some(1));
    assert!(said.contains("lamp.md: not read: the manifest has no row for it"), "{said}");
    let (code, said) = import("path\tservice\nlamp.md\tlamp\nshade.md\tshade\n");
    assert_eq!(code, Some(1));
    assert!(said.contains("MANIFEST.tsv:3: there is no page `shade.md`"), "{said}");
    let (code, said) = import("Path\tservice\nlamp.md\tlamp\n");
    assert_eq!(code, Some(2));
    assert!(said.contains("MANIFEST.tsv:1: unknown column `Path`; did you mean `path`?"), "{said}");
    let (code, said) = import("path\tservice\nlamp.md\tlamp\nlamp.md\tlamp\n");
    assert_eq!(code, Some(2));
    assert!(said.contains("MANIFEST.tsv:3: duplicate `lamp.md`, which line 2 has"), "{said}");
}

#[test]
fn nothing_of_a_catalogue_is_invisible_to_catalog_diff() {
    let (old, new) = (catalog("diff-old"), catalog("diff-new"));
    let lost = "= api-lamp/Off_new.html | en | 2032-01-02 | Off - TurnOff | PUT /v5/lamps/off\nlamp:lamps:stop | Write | lamp* | - | - | -\n";
    for (data, blocks) in [(&old, format!("{ON}{OFF}")), (&new, format!("{ON}{OFF}{lost}"))] {
        fs::write(data.0.join("transcripts/lamp.txt"), blocks).unwrap();
        let file = data.0.join("transcripts/lamp.txt");
        assert_eq!(run(&["import", text(&file), "--out", text(&data.0)]).status.code(), Some(0));
    }
    let diff = |old: &Scratch, new: &Scratch| {
        let ran = run(&["catalog", "diff", text(&old.0), text(&new.0)]);
        assert_eq!(String::from_utf8(ran.stderr).unwrap(), "");
        String::from_utf8(ran.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = diff(&old, &new);
    for line in [
        "added action `lamp:lamps:stop`",
        "added disagreement `lamp PUT /v5/lamps/off: actions`",
        "added source `hwc-api-lamp-off-new`",
        "changed operation `lamp v5 hwc PUT /v5/lamps/off (TurnOff)`: actions, sources",
    ] {
        assert!(all.iter().any(|it| it == line), "{line} in {all:#?}");
    }
    assert_eq!(diff(&old, &old), ["no step: nothing has changed"]);

    let change = |file: &str, from: &str, to: &str| {
        let path = new.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    let before = Scratch::new("diff-copy");
    for file in ["services/lamp.yaml", "global.yaml", "fixes.yaml", "pages.tsv"] {
        fs::create_dir_all(before.0.join("services")).unwrap();
        fs::copy(new.0.join(file), before.0.join(file)).unwrap();
    }
    change("pages.tsv", "On - TurnOn\ten\t2031-01-02", "On - TurnOn\ten\t2031-01-03");
    change(
        "fixes.yaml",
        "[]",
        "[{service: lamp, why: w, source: s, corrections: [{doubtful_aliases: {actions: [lamp:lamps:on]}}]}]",
    );
    change("global.yaml", "condition_keys:", "services: [tram]\ncondition_keys:");
    assert_eq!(
        diff(&before, &new)[..3],
        [
            "added code `tram`",
            "changed action `lamp:lamps:on`: doubtful_aliases",
            "changed source `hwc-api-lamp-on`: date",
        ]
    );
}

#[test]
fn an_operation_has_the_method_and_the_path_that_the_sdk_calls_so() {
    let data = catalog("sdk");
    fs::create_dir_all(data.0.join("usage")).unwrap();
    let table = "service\tmethod\tpath\tname\nlamp\tPOST\t/v5/lamps\tMakeLamp\nlamp\tPUT\t/v5/a\tTwiceLamp\nlamp\tPUT\t/v5/b\tTwiceLamp\n\
                 lamp\tGET\t/v5/c\tUnexplained\n";
    fs::write(data.0.join("usage/huaweicloud-sdk-v3.tsv"), table).unwrap();
    let block = |name: &str| {
        format!("= api-lamp/{name}.html | en | - | It - {name} | ?\nlamp:lamps:{name} | Write | - | - | - | -\n")
    };
    let file = data.0.join("transcripts/lamp.txt");
    fs::write(&file, block("MakeLamp") + &block("TwiceLamp") + &block("MoonLamp")).unwrap();
    let import = || run(&["import", text(&file), "--out", text(&data.0)]);
    assert_eq!(import().status.code(), Some(0));
    let yaml = fs::read_to_string(data.0.join("services/lamp.yaml")).unwrap();
    let (_, operations) = yaml.split_once("operations:\n").unwrap();
    let of_sdk = "  names: [MakeLamp]\n  method: POST\n  path: /v5/lamps\n  title: It\n  actions: [lamp:lamps:MakeLamp]\n  \
                  dependencies: []\n  sources: [go-sdk-v3, hwc-api-lamp-makelamp]\n";
    assert!(operations.contains(of_sdk), "{operations}");
    assert_eq!(operations.matches("path: ").count(), 1, "two paths are called alike, and no path moon");
    assert!(String::from_utf8(import().stdout).unwrap().contains("\n0 files changed"), "once is enough");
    let ran = run(&["catalog", "coverage", "--catalog", text(&data.0)]);
    assert_eq!(String::from_utf8(ran.stderr).unwrap(), "");
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(said.contains("APIs of the vendor's SDK: 4, of which no page that was read explains 3\n"), "{said}");
}

#[test]
fn policies_say_what_a_change_means_for_them() {
    let (old, new, policies) = (catalog("affected-old"), catalog("affected-new"), Scratch::new("affected"));
    let colour = "= api-lamp/Dye.html | en | - | Dye - DyeLamp | PUT /v5/lamps/dye\nlamp:lamps:dye | Write | - | lamp:Colour | - | -\n";
    let list =
        "= api-lamp/All.html | en | - | All - ListAll | GET /v5/lamps\nlamp:lamps:listAll | List | - | - | - | -\n";
    for (data, blocks) in [(&old, format!("{ON}{colour}")), (&new, format!("{OFF}{list}"))] {
        let file = data.0.join("transcripts/lamp.txt");
        fs::write(&file, blocks).unwrap();
        assert_eq!(run(&["import", text(&file), "--out", text(&data.0)]).status.code(), Some(0));
    }
    let policy = r#"{ "Version": "5.0", "Statement": [
        { "Effect": "Allow", "Action": ["lamp:lamps:on", "lamp:*:list*"] },
        { "Effect": "Deny", "Action": ["lamp:rods:*"], "Condition": { "StringEquals": { "lamp:colour": ["red"] } } }
    ] }"#;
    let affected = |policy: &str| {
        fs::write(policies.0.join("p.json"), policy).unwrap();
        let ran =
            run(&["catalog", "diff", text(&old.0), text(&new.0), "--policies", text(&policies.0), "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
        let line = |it: &serde_json::Value| {
            let part = |name: &str| it[name].as_str().unwrap().to_owned();
            format!("{} {} {} {}: {}", it["statement"], part("says"), part("kind"), part("name"), part("how"))
        };
        report["policies"].as_array().unwrap().iter().map(line).collect::<Vec<_>>()
    };
    let expected = [
        "0 lamp:lamps:on removed lamp:lamps:on: it names an action that has gone from the catalogue",
        "0 lamp:*:list* added lamp:lamps:listAll: `Action` covers it from now on",
        "1 lamp:colour removed lamp:Colour: the key has gone from the catalogue",
    ];
    assert_eq!(affected(policy), expected);
    assert_eq!(affected(&policy.replace("5.0", "1.1")).len(), 1, "of the other model, only the key");
}
