//! The examples of the help are run, with files of these names.

use std::fs;
use std::path::Path;

use super::{Scratch, fixtures, run};
use crate::lint::words::WORDS_THAT_ARE_OUT;

const POLICY: &str = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] }"#;
const ROLE: &str = r#"{ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copy"] }] }"#;
const TRACES: &str = r#"[{ "service_type": "IMS", "trace_name": "ListImages", "code": "200" }]"#;
const SCENARIO: &str = r#"{
  "identity_policies": [{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] }],
  "request": { "action": "ims:images:list" }
}"#;

fn scratch(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    for name in ["policies/viewer.json", "old.json", "new.json"] {
        scratch.write(name, POLICY);
    }
    scratch.write("role.json", ROLE);
    scratch.write("scenario.json", SCENARIO);
    scratch.write("traces/a.json", TRACES);
    scratch.write("page.txt", fs::read_to_string(fixtures().join("import/pages/hwc/curtains/curtain_v3.txt")).unwrap());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    scratch.link("data", &data);
    scratch.link("old-data", &data);
    scratch
}

/// The words of a line, as a shell takes them.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

#[test]
fn every_command_has_an_example_that_runs() {
    let help = run(&["--help"]).out;
    let names: Vec<&str> = help
        .split("Commands:\n")
        .nth(1)
        .and_then(|it| it.split("\n\n").next())
        .unwrap()
        .lines()
        .filter(|it| !it.starts_with("   "))
        .filter_map(|it| it.split_whitespace().next())
        .filter(|it| *it != "help")
        .collect();
    assert_eq!(names.first(), Some(&"check"), "what people need first");
    let examples: Vec<&str> = help.split("Examples:\n").nth(1).unwrap().lines().map(str::trim).collect();
    let of: Vec<&str> = examples.iter().map(|it| it.split_whitespace().nth(1).unwrap()).collect();
    assert_eq!(of, names, "each command in its place");
    let scratch = scratch("help-examples");
    for example in examples {
        let words = words(example);
        let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let ran = scratch.run(&arguments);
        assert!(ran.code != 2, "{example}: {} {}", ran.code, ran.err);
        let own = run(&[arguments[0], "--help"]).out;
        assert!(own.ends_with(&format!("Example:\n  {example}\n")), "{own}");
    }
}

#[test]
fn the_help_says_what_the_command_does() {
    let help = run(&["--help"]).out;
    assert!(
        help.starts_with("Check, evaluate, compare and generate IAM policies of Huawei Cloud, offline\n"),
        "{help}"
    );
}

#[test]
fn help_and_errors_list_the_words_that_an_option_takes() {
    let help = run(&["preflight", "--help"]).out;
    assert!(help.contains("[possible values: v5, role]") && help.contains("[possible values: hwc, otc]"), "{help}");
    let help = run(&["check", "--help"]).out;
    assert!(help.contains("[possible values: hwc, hwc-2024, otc]"), "{help}");
    let ran = run(&["list", "actions", "--model", "v6"]);
    assert!(ran.code == 2 && ran.err.contains("[possible values: v5, role]"), "{}", ran.err);
}

/// The words of the help are those of a technical writer.
#[test]
fn the_help_is_plain_english() {
    let out = [
        "say nothing",
        "take it that",
        "pass over",
        "it is no ",
        "asked for",
        "without it",
        "of which to say",
        "under some words",
        "mend",
        "how to print",
        "lets operations",
        "known of",
        "granted and",
    ];
    let examples = run(&["--help"]).out;
    let commands = examples
        .split("Examples:\n")
        .nth(1)
        .unwrap()
        .lines()
        .map(|it| it.split_whitespace().nth(1).unwrap().to_owned());
    for command in commands.map(Some).chain([None]) {
        let help = run(&[command.as_deref().into_iter().collect(), vec!["--help"]].concat()).out;
        let lower = help.to_lowercase().replace("there is no ", "");
        let found: Vec<&str> = out.iter().copied().chain(WORDS_THAT_ARE_OUT).filter(|it| lower.contains(it)).collect();
        assert!(found.is_empty(), "{command:?}: {found:?}\n{help}");
        // An option is described in a phrase: from a capital on, and without a period.
        for line in help.lines().filter(|it| it.starts_with("  ") && it.trim_start().starts_with('-')) {
            let Some((_, text)) = line.trim().split_once("  ") else { continue };
            let text = text.split(" [").next().unwrap().trim();
            assert!(!text.ends_with('.') && text.starts_with(|it: char| !it.is_lowercase()), "{command:?}: {line}");
        }
    }
}
