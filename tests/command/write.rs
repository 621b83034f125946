//! What is written: every file its own, as a whole or not at all.

use std::fs;

use super::Scratch;

/// The endings of the files in which something can be mended.
const ENDINGS: &[&str] = &["json", "jsonl", "ndjson", "tf", "tofu"];

/// Only what is to be mended.
const RULES: &[&str] = &["--allow", "all", "--warn", "repeated_item"];

const TWICE: &str = r#""ims:images:list","ims:images:list""#;
const ONCE: &str = r#""ims:images:list""#;

/// A policy that says an action twice, and tells by its statement's name which file it is of.
fn policy(ending: &str, name: &str, actions: &str) -> String {
    let policy =
        format!(r#"{{"Version":"5.0","Statement":[{{"Sid":"{name}","Effect":"Allow","Action":[{actions}]}}]}}"#);
    match ending {
        "tf" | "tofu" => {
            format!("resource \"huaweicloud_identity_policy\" \"a\" {{\n  policy_document = jsonencode({policy})\n}}\n")
        }
        _ => policy + "\n",
    }
}

fn names() -> impl Iterator<Item = (String, &'static str)> {
    (0..1000).flat_map(|number| ENDINGS.iter().map(move |ending| (format!("a{number}"), *ending)))
}

#[test]
fn every_file_gets_its_own_fix() {
    let scratch = Scratch::new("own-fix");
    for (stem, ending) in names() {
        let twice = policy(ending, &format!("{stem}{ending}"), TWICE);
        scratch.write(&format!("{stem}.{ending}"), twice);
    }
    let ran = scratch.run(&[&["check", "--fix", "."], RULES].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    for (stem, ending) in names() {
        let written = |actions| policy(ending, &format!("{stem}{ending}"), actions);
        let (mended, as_it_was) = (written(ONCE), written(TWICE));
        let found = scratch.read(&format!("{stem}.{ending}"));
        // No fix is offered in Terraform yet.
        let is_own = found == mended || ending.starts_with('t') && found == as_it_was;
        assert!(is_own, "{stem}.{ending}: {found}");
    }
    assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), names().count(), "nothing is left beside them");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::super::{Ran, command};
    use super::*;

    #[test]
    fn no_name_beside_a_file_is_known_before() {
        let scratch = Scratch::new("links");
        scratch.write("victim", "precious");
        scratch.write("repo/p.json", policy("json", "p", TWICE));
        // Links under the names that depend on nothing but the process, and whoever runs next under the same number.
        let script = "for it in tmp$$ $$.tmp tmp; do ln -s ../victim repo/p.$it; ln -s ../victim repo/p.json.$it; done; \
                      ln -s ../victim repo/.p.json.$$; exec \"$0\" check --fix repo/p.json";
        let mut shell = Command::new("sh");
        shell.current_dir(&scratch.0).args(["-c", script, env!("CARGO_BIN_EXE_hwc-iam")]);
        let ran = Ran::of(shell.output().unwrap());
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert_eq!(scratch.read("victim"), "precious");
        assert!(fs::symlink_metadata(scratch.0.join("repo/p.json")).unwrap().is_file());
        assert_eq!(scratch.read("repo/p.json"), policy("json", "p", ONCE));
    }

    #[test]
    fn a_link_does_not_lead_out_of_the_folder() {
        let scratch = Scratch::new("link-out");
        let twice = policy("json", "p", TWICE);
        for name in ["elsewhere/p.json", "repo/inside.json"] {
            scratch.write(name, &twice);
        }
        symlink("../elsewhere/p.json", scratch.0.join("repo/out.json")).unwrap();
        symlink("inside.json", scratch.0.join("repo/in.json")).unwrap();
        let folder = scratch.0.join("repo");
        let mut runs = vec![vec!["check", "--fix", "out.json"], vec!["fmt", "--write", "out.json"]];
        runs.push(vec!["check", "inside.json", "--write-baseline", "out.json"]);
        for arguments in runs {
            let ran = Ran::of(command(&folder, &arguments).output().unwrap());
            assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains("out.json: cannot be written: it is a link to `"), "{}", ran.err);
            assert!(!ran.out.contains("; 1 fixed"), "{}", ran.out);
            assert_eq!(scratch.read("elsewhere/p.json"), twice);
        }
        let ran = Ran::of(command(&folder, &["check", "--fix", "in.json"]).output().unwrap());
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(fs::symlink_metadata(folder.join("in.json")).unwrap().is_symlink());
        assert_eq!(scratch.read("repo/inside.json"), policy("json", "p", ONCE));
    }

    #[test]
    fn permissions_stay() {
        let scratch = Scratch::new("permissions");
        let mode = |name: &str| fs::metadata(scratch.0.join(name)).unwrap().permissions().mode() & 0o7777;
        for (number, wanted) in [0o600, 0o640, 0o644, 0o755].into_iter().enumerate() {
            let name = format!("{number}.json");
            scratch.write(&name, policy("json", "p", TWICE));
            fs::set_permissions(scratch.0.join(&name), fs::Permissions::from_mode(wanted)).unwrap();
            assert_eq!(scratch.run(&["check", "--fix", &name]).code, 0);
            assert_eq!(scratch.run(&["fmt", "--write", &name]).code, 0);
            assert_eq!(mode(&name), wanted, "{name}");
        }
        scratch.write("new-by-others", "");
        assert_eq!(scratch.run(&["check", ".", "--write-baseline", "baseline.json"]).code, 0);
        assert_eq!(mode("baseline.json"), mode("new-by-others"), "a new file is like any other");
    }

    /// Not by a folder without permission: root may write there all the same.
    #[test]
    fn what_could_not_be_written_is_not_said_to_be_mended() {
        let scratch = Scratch::new("unwritable");
        let twice = policy("json", "p", TWICE);
        scratch.write("elsewhere/p.json", &twice);
        scratch.write("repo/q.json", "");
        symlink("../elsewhere/p.json", scratch.0.join("repo/p.json")).unwrap();
        let run = |fix: &[&str]| {
            let arguments = [&["check", "p.json"], fix, RULES].concat();
            Ran::of(command(&scratch.0.join("repo"), &arguments).output().unwrap())
        };
        let text = run(&["--fix"]);
        let json = run(&["--fix", "--format", "json"]);
        assert_eq!((text.code, json.code), (2, 2), "{}{}", text.out, text.err);
        assert!(text.out.contains("1 warned") && !text.out.contains("; 1 fixed"), "{}", text.out);
        assert_eq!(json.json()["files"], run(&["--format", "json"]).json()["files"], "the finding is there as before");
    }
}
