//! What README, examples and changelog show is what happens.

use std::fs;
use std::path::Path;
use std::process::Command;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn run_example(name: &str, arguments: &[&str]) -> (bool, String) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args([
        "run",
        "--quiet",
        "--offline",
        "--features",
        "full",
        "--example",
        name,
        "--",
    ]);
    let output = cargo.args(arguments).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_first_command_of_the_readme_shows_a_policy() {
    assert!(read("README.md").contains("cargo run --example replicate_in_region\n"));
    let (success, output) = run_example("replicate_in_region", &[]);
    assert!(success);
    insta::assert_snapshot!(output);
}

#[test]
fn the_other_example_takes_regions() {
    let (success, output) = run_example("replicate_across_regions", &["eu-west-101", "ap-southeast-3"]);
    assert!(success);
    assert!(output.contains("\"ims:eu-west-101:*:image:*\""), "{output}");
    assert!(output.contains("\"ap-southeast-3\""), "{output}");
    assert!(output.contains("requirement: the image is not encrypted"), "{output}");
    assert!(!run_example("replicate_across_regions", &["eu-west-101"]).0);
}

#[test]
fn the_preflight_names_what_fails_and_what_to_find_out() {
    let (success, output) = run_example("preflight", &[]);
    assert!(success);
    insta::assert_snapshot!(output);
}

/// The table of the README has every subcommand and no other.
#[cfg(feature = "cli")]
#[test]
fn the_readme_names_every_subcommand() {
    let readme = read("README.md");
    let section = readme.split("## The command\n").nth(1).and_then(|it| it.split("\n## ").next()).unwrap();
    let rows = section.lines().filter_map(|it| it.strip_prefix("| `")?.split_once('`'));
    let mut named: Vec<&str> = rows.map(|(name, _)| name).collect();
    let help = Command::new(env!("CARGO_BIN_EXE_hwc-iam")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let listed = help.split("Commands:\n").nth(1).and_then(|it| it.split("\n\n").next()).unwrap();
    // A line that goes on another one stands further in.
    let names = listed.lines().filter(|it| !it.starts_with("   ")).filter_map(|it| it.split_whitespace().next());
    let mut there: Vec<&str> = names.collect();
    there.retain(|it| *it != "help");
    named.sort_unstable();
    there.sort_unstable();
    assert_eq!(named, there);
}

#[test]
fn the_readme_counts_the_rules() {
    let counts = format!("{} rules, each with a page", hwc_iam::lint::Rule::ALL.len());
    assert!(read("README.md").contains(&counts), "{counts}");
}

#[test]
fn the_readme_has_two_commands_and_ci_runs_the_second() {
    let readme = read("README.md");
    let blocks: Vec<&str> = readme.split("```sh\n").skip(1).filter_map(|it| it.split("```").next()).collect();
    assert_eq!(blocks, ["cargo run --example replicate_in_region\n", "cargo test --workspace --all-features\n"]);
    assert!(read(".ci/run").contains("step cargo test --workspace --all-features\n"));
}

/// The error that the README shows is the one that a compile-fail test keeps.
#[test]
fn the_error_of_the_readme_is_real() {
    let readme = read("README.md");
    let shown = readme.split("```text\n").nth(1).and_then(|it| it.split("```").next()).unwrap();
    let kept = read("tests/ui/fail/unknown_action_typing_error.stderr");
    for line in shown.lines().take(2) {
        assert!(kept.contains(line.trim()), "{line}");
    }
}

#[test]
fn the_changelog_counts_right() {
    let changelog = read("CHANGELOG.md");
    let ims = hwc_iam::Service::from_code("ims").unwrap();
    let counts = format!(
        "{} actions of identity policies, {} of the role/policy model",
        ims.actions().count(),
        ims.role_actions().count()
    );
    assert!(changelog.contains(&counts), "{counts}");
}

#[test]
fn the_readme_counts_right() {
    use hwc_iam::{Coverage, Model, Service};

    let read_of = |model| Service::all().filter(|it| it.coverage(model) == Coverage::Page).count();
    let parts = Service::all().filter(|it| it.coverage(Model::IdentityPolicy) == Coverage::Apis).count();
    let counts = format!(
        "the pages of {} services, and of {parts} more\npages of single APIs; of the role/policy model, the pages of {} services",
        read_of(Model::IdentityPolicy),
        read_of(Model::RolePolicy),
    );
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(&read("README.md")).contains(&words(&counts)), "{counts}");
    let ims = Service::from_code("ims").unwrap();
    let lost = ims.actions().filter(|it| it.condition_keys().is_none()).count();
    let counts = format!("cells missing in {lost} of {} rows", ims.actions().count());
    assert!(read("README.md").contains(&counts), "{counts}");
}
