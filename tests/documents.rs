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
fn the_readme_has_these_commands_and_ci_runs_the_tests() {
    let commands = blocks("sh");
    let expected = [
        "cargo run --example replicate_in_region\n",
        "cargo test --workspace --all-features\n",
        "cargo install --path . --features cli\n",
        "cargo add hwc-iam --path ../hwc-iam\n",
    ];
    assert_eq!(commands, expected);
    assert!(read(".ci/run").contains("step cargo test --workspace --all-features\n"));
    let manifest = read("Cargo.toml");
    assert!(
        manifest.contains("\nname = \"hwc-iam\"\n") && manifest.contains("\ncli = ["),
        "what is installed and added"
    );
}

/// The blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = read("README.md");
    let start = format!("```{language}\n");
    let parts = readme.split(&start).skip(1);
    parts.filter_map(|it| it.split("```").next()).map(str::to_owned).collect()
}

/// How much is known, as the first screen says it.
#[test]
fn the_readme_says_how_much_is_known() {
    use hwc_iam::{Cloud, Coverage, Model, Service};

    let mut table = String::from(
        "| | actions | of services | a page lists all of them | single API pages | only named elsewhere |\n",
    );
    table.push_str("|---|---|---|---|---|---|\n");
    for (model, cloud, name) in [
        (Model::IdentityPolicy, Cloud::HuaweiCloud, "identity policies, Huawei Cloud"),
        (Model::RolePolicy, Cloud::HuaweiCloud, "role/policy model, Huawei Cloud"),
        (Model::RolePolicy, Cloud::OpenTelekomCloud, "role/policy model, Open Telekom Cloud"),
    ] {
        let count =
            |it: Coverage| Service::all().filter(|service| service.known(model, cloud).coverage() == it).count();
        let actions: usize = Service::all().map(|it| it.count_of_actions(model, cloud)).sum();
        let (page, apis, mentioned) = (count(Coverage::Page), count(Coverage::Apis), count(Coverage::Mentioned));
        let services = page + apis + mentioned;
        table.push_str(&format!("| {name} | {actions} | {services} | {page} | {apis} | {mentioned} |\n"));
    }
    assert!(read("README.md").contains(&table), "the README must have this table:\n{table}");
}

/// What the README says of CI, editors and the configuration, in a fresh repository.
#[cfg(feature = "cli")]
#[test]
fn the_readme_works_in_a_fresh_repository() {
    use serde_json::Value;

    let folder = std::env::temp_dir().join(format!("hwc-iam-readme-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("policies/admin")).unwrap();
    let policy = |action: &str| {
        format!(r#"{{ "Version": "5.0", "Statement": [{{ "Effect": "Allow", "Action": ["{action}"] }}] }}"#)
    };
    fs::write(folder.join("policies/viewer.json"), policy("ims:images:list")).unwrap();
    fs::write(folder.join("policies/admin/all.json"), policy("*")).unwrap();
    let [toml] = blocks("toml").try_into().unwrap();
    fs::write(folder.join("hwc-iam.toml"), toml).unwrap();

    let root = policy("*").replace("{ \"Effect\"", "{ \"Sid\": \"BreakGlass\", \"Effect\"");
    fs::write(folder.join("policies/root.json"), root).unwrap();
    let [terraform] = blocks("hcl").try_into().unwrap();
    fs::write(folder.join("policies/root.tf"), terraform).unwrap();

    let [github, gitlab, pre_commit] = blocks("yaml").try_into().unwrap();
    let parse = |text: &str| hwc_iam_data::read_yaml::<Value>(text).unwrap();
    let (github, gitlab, pre_commit) = (parse(&github), parse(&gitlab), parse(&pre_commit));
    let steps = github["jobs"]["check"]["steps"].as_array().unwrap();
    let of_github: Vec<&str> = steps.iter().filter_map(|it| it["run"].as_str()).collect();
    let of_gitlab: Vec<&str> =
        gitlab["policies"]["script"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let hook = &pre_commit["repos"][0]["hooks"][0];
    let staged = staged(&folder, hook["files"].as_str().unwrap());
    assert!(staged.contains(&"policies/viewer.json".to_owned()) && staged.contains(&"policies/root.tf".to_owned()));
    let of_hook = format!("{} {}", hook["entry"].as_str().unwrap(), staged.join(" "));
    assert!(read(".pre-commit-hooks.yaml").contains(&format!("entry: {}\n", hook["entry"].as_str().unwrap())));

    let run = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[0], "hwc-iam", "{line}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_hwc-iam"));
        let output = command.args(&words[1..]).current_dir(&folder).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let lines = || [of_github[1], of_gitlab[1], &of_hook];
    assert_eq!(of_github[0], of_gitlab[0], "the same installation");
    for line in lines() {
        assert_eq!(run(line).0, 0, "{line}: {}", run(line).1);
    }
    let quiet = run(of_gitlab[1]).1;
    assert!(quiet.contains("4 policies in 4 files: 0 denied, ") && quiet.contains("; 2 suppressed\n"), "{quiet}");
    fs::write(folder.join("policies/viewer.json"), policy("ims:images:lst")).unwrap();
    for line in lines() {
        assert_eq!(run(line).0, 1, "{line}: something is wrong");
    }
    assert!(run(of_github[1]).1.contains("::error file=policies/viewer.json"));

    let [schema] = blocks("console").try_into().unwrap();
    let (line, file) = schema.trim().strip_prefix("$ ").unwrap().split_once(" > ").unwrap();
    let (code, text) = run(line);
    assert!(code == 0 && text.contains("ims:images:list"));
    let settings: Value = serde_json::from_str(&blocks("json")[0]).unwrap();
    assert_eq!(settings["json.schemas"][0]["url"], format!("./{file}"));
    let [lua] = blocks("lua").try_into().unwrap();
    assert!(lua.contains(file), "the same file");
    fs::remove_dir_all(&folder).unwrap();
}

/// What pre-commit hands to a hook: the files in the index of a fresh repository whose names have one of these endings.
#[cfg(feature = "cli")]
fn staged(folder: &Path, files: &str) -> Vec<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    let endings = files.strip_prefix("\\.(").and_then(|it| it.strip_suffix(")$")).expect("the form of the hook");
    let is_wanted =
        |name: &&str| name.rsplit_once('.').is_some_and(|it| endings.split('|').any(|ending| ending == it.1));
    git(&["ls-files"]).lines().filter(is_wanted).map(str::to_owned).collect()
}

/// The error that the README shows is the one that a compile-fail test keeps.
#[test]
fn the_error_of_the_readme_is_real() {
    let readme = read("README.md");
    let shown = readme.split("```text\n").nth(1).and_then(|it| it.split("```").next()).unwrap();
    let kept = read("macros/tests/ui/fail/unknown_action_typing_error.stderr");
    for line in shown.lines().take(2) {
        assert!(kept.contains(line.trim()), "{line}");
    }
}

/// What the README shows of `generate --terraform` is what it prints.
#[cfg(feature = "cli")]
#[test]
fn the_terraform_of_the_readme_needs_what_is_shown() {
    let folder = std::env::temp_dir().join(format!("hwc-iam-readme-terraform-{}", std::process::id()));
    fs::create_dir_all(folder.join("infra")).unwrap();
    fs::write(folder.join("infra/main.tf"), blocks("terraform").concat()).unwrap();
    let shown = blocks("text").into_iter().find(|it| it.starts_with("$ hwc-iam generate --terraform ")).unwrap();
    let (line, shown) = shown.split_once('\n').unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hwc-iam"));
    let ran = command.current_dir(&folder).args(line.split(' ').skip(2)).output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(shown, String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap());
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
    use hwc_iam::Service;

    let ims = Service::from_code("ims").unwrap();
    let lost = ims.actions().filter(|it| it.condition_keys().is_none()).count();
    let counts = format!("cells missing in {lost} of {} rows", ims.actions().count());
    assert!(read("README.md").contains(&counts), "{counts}");
}
