//! Modules that stand beside the folder that is read.

use std::path::Path;

use super::{Ran, Scratch};

const ROOT: &str = r#"module "iam" {
  source  = "../../modules/iam"
  actions = ["ims:images:lst"]
}
resource "huaweicloud_identityv5_policy" "own" {
  policy_document = file("${path.module}/../../policies/own.json")
}
resource "huaweicloud_identityv5_user" "anna" {}
"#;
const MODULE: &str = r#"variable "actions" {}
resource "huaweicloud_identityv5_policy" "p" {
  policy_document = jsonencode({
    Version   = "5.0"
    Statement = [{ Effect = "Allow", Action = concat(var.actions, ["ims:images:get", "ims:images:get"]) }]
  })
}
"#;
const OWN: &str = r#"{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:gt"]}]}"#;

fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(&format!("beside-{name}"));
    scratch.write("envs/prod/main.tf", ROOT);
    scratch.write("modules/iam/main.tf", MODULE);
    scratch.write("policies/own.json", OWN);
    scratch
}

fn findings(ran: &Ran) -> Vec<(String, String)> {
    let json = ran.json();
    let files = json["files"].as_array().unwrap().iter();
    let each = files.flat_map(|file| {
        let name = file["file"].as_str().unwrap().to_owned();
        let of = |it: &serde_json::Value| (name.clone(), it["message"].as_str().unwrap().to_owned());
        file["findings"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    });
    each.filter(|it| it.1.starts_with("unknown action")).collect()
}

fn said(file: &str, action: &str) -> (String, String) {
    (file.into(), format!("unknown action `ims:images:{action}` (data of 2025-11-06)"))
}

/// The argument is written in the folder that calls, and the file beside it.
#[test]
fn what_is_named_by_a_relative_path_is_read() {
    let scratch = repository("read");
    let run = |folder: &str, paths: &[&str]| {
        let arguments = [&["check"], paths, &["--format", "json"]].concat();
        Ran::of(super::command(&scratch.0.join(folder), &arguments).output().unwrap())
    };
    for (from, paths, here, beside) in [
        ("", &["envs/prod"][..], "envs/prod/main.tf", "policies/own.json"),
        ("", &["./envs/prod"], "./envs/prod/main.tf", "./policies/own.json"),
        ("", &["envs/prod/main.tf"], "envs/prod/main.tf", "policies/own.json"),
        ("", &["envs/prod", "modules"], "envs/prod/main.tf", "policies/own.json"),
        ("", &["envs/prod", "./modules"], "envs/prod/main.tf", "policies/own.json"),
        ("envs/prod", &["."], "./main.tf", "../../policies/own.json"),
        ("envs/prod", &["main.tf"], "main.tf", "../../policies/own.json"),
        ("envs", &["prod"], "prod/main.tf", "../policies/own.json"),
    ] {
        let ran = run(from, paths);
        let mut found = findings(&ran);
        found.sort();
        let mut wanted = vec![said(here, "lst"), said(beside, "gt")];
        // Of a file that is named only what is declared in it is meant.
        wanted.retain(|it| !paths[0].ends_with(".tf") || it.0 == beside);
        wanted.sort();
        assert_eq!(found, wanted, "{from} {paths:?}: {} {}", ran.out, ran.err);
        assert!(!ran.out.contains("is not declared"), "{from} {paths:?}: {}", ran.out);
    }
}

#[test]
fn a_repository_is_the_bound() {
    let scratch = Scratch::new("beside-bound");
    scratch.write("repository/envs/prod/main.tf", ROOT.replace("../../modules", "../../../modules"));
    scratch.write("repository/policies/own.json", OWN);
    scratch.write("modules/iam/main.tf", MODULE);
    let run = |more: &[&str]| scratch.run(&[&["check", "repository/envs/prod", "--format", "json"], more].concat());
    assert_eq!(findings(&run(&[])).len(), 2, "there is none");
    scratch.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    let ran = run(&[]);
    assert_eq!(findings(&ran), [said("repository/policies/own.json", "gt")]);
    assert!(ran.out.contains("`../../../modules/iam` is outside of the folder that is read"), "{}", ran.out);
    assert_eq!(run(&["--fail-on-unchecked"]).code, 1);
}

#[test]
fn nothing_is_written_there() {
    let scratch = repository("fix");
    let own = ROOT.replace("policy_document = file(", "policy_document = jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = \"ims:images:get\" }] }) # file(");
    scratch.write("envs/prod/main.tf", &own);
    scratch.run(&["check", "--fix", "envs/prod"]);
    assert_ne!(scratch.read("envs/prod/main.tf"), own);
    assert_eq!(scratch.read("modules/iam/main.tf"), MODULE);
    assert_eq!(scratch.read("policies/own.json"), OWN);
}

/// A folder that is named by another way is the same one.
#[test]
fn the_way_back_leads_to_the_folder_itself() {
    let scratch = Scratch::new("beside-back");
    scratch.write("envs/prod/main.tf", "module \"iam\" {\n  source  = \"../../envs/prod/iam\"\n  actions = []\n}\n");
    scratch.write("envs/prod/iam/main.tf", MODULE.replace(":get", ":gt"));
    let ran = scratch.run(&["check", "envs/prod", "--format", "json"]);
    assert_eq!(findings(&ran), [said("envs/prod/iam/main.tf", "gt"), said("envs/prod/iam/main.tf", "gt")]);
}

#[test]
fn the_other_commands_read_it_too() {
    let scratch = repository("others");
    let module = format!("{MODULE}output \"id\" {{\n  value = huaweicloud_identityv5_policy.p.id\n}}\n");
    scratch.write("modules/iam/main.tf", module.replace("var.actions", "[\"ims:images:list\"]"));
    let attach = "resource \"huaweicloud_identityv5_policy_user_attach\" \"a\" {\n  policy_id = module.iam.id\n  user_id   = huaweicloud_identityv5_user.anna.id\n}\n";
    scratch.write("envs/prod/main.tf", format!("{ROOT}{attach}"));
    let principal = "huaweicloud_identityv5_user.anna";
    let ran = scratch.run(&["eval", "envs/prod", "--principal", principal, "--action", "ims:images:list"]);
    assert_eq!((ran.code, ran.out.starts_with("allow")), (0, true), "{} {}", ran.out, ran.err);
    scratch.write("more/envs/prod/main.tf", format!("{ROOT}{attach}"));
    scratch.write("more/modules/iam/main.tf", module);
    scratch.write("more/policies/own.json", OWN);
    let ran = scratch.run(&["diff", "more/envs/prod", "envs/prod"]);
    assert!(ran.out.contains("module.iam.huaweicloud_identityv5_policy.p"), "{} {}", ran.out, ran.err);
    assert!(Path::new(&scratch.0).exists());
}
