#![cfg(feature = "cli")]

use std::process::{Command, Output};

fn run(name: &str, files: [&str; 2], arguments: &[&str]) -> Output {
    let folder = std::env::temp_dir().join(format!("hwc-iam-diff-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths = [folder.join("old"), folder.join("new")];
    for (path, text) in paths.iter().zip(files) {
        std::fs::write(path, text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_hwc-iam"));
    let output = command.arg("diff").args(&paths).args(arguments).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    output
}

fn policy(actions: &str) -> String {
    format!(r#"{{"Version":"5.0","Statement":[{{"Sid":"S","Effect":"Allow","Action":[{actions}]}}]}}"#)
}

#[test]
fn the_json_is_a_contract() {
    let (old, new) = (policy(r#""ims:images:get""#), policy(r#""ims:images:get","ims:images:export""#));
    let output = run("json", [&old, &new], &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["verdict"], "broader");
    assert_eq!(found["new_access"], true);
    assert_eq!(found["witness"]["action"], "ims:images:export");
    assert_eq!(found["witness"]["context"], serde_json::json!({}));
    assert_eq!(found["statements"][0]["sid"], "S");
    assert_eq!(found["unknown"], serde_json::json!([]));
    assert_eq!(found["blast_radius"]["gained"], serde_json::json!({ "read": ["ims:images:export"] }));
}

#[test]
fn the_exit_code_says_what_was_found() {
    let (less, more) = (policy(r#""ims:images:get""#), policy(r#""ims:images:*""#));
    let other_case = policy(r#""IMS:images:get""#);
    let code = |name, files, arguments: &[&str]| run(name, files, arguments).status.code();
    assert_eq!(code("equal", [&less, &less], &["--fail-on-new-access"]), Some(0));
    assert_eq!(code("lost", [&more, &less], &["--fail-on-new-access"]), Some(0));
    assert_eq!(code("new", [&less, &more], &["--fail-on-new-access"]), Some(1));
    assert_eq!(code("told", [&less, &more], &[]), Some(0));
    assert_eq!(code("unknown", [&less, &other_case], &[]), Some(4));
    assert_eq!(code("broken", [&less, "{"], &[]), Some(2));
}

#[test]
fn a_scenario_has_levels() {
    let scenario = |denied: &str| {
        format!(
            r#"{{"identity_policies":[{}],"scps":[[{},{{"Version":"5.0","Statement":[{{"Effect":"Deny","Action":["{denied}"]}}]}}]]}}"#,
            policy(r#""*""#),
            policy(r#""*""#)
        )
    };
    let output = run("scenario", [&scenario("ims:images:export"), &scenario("ims:images:*")], &["--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["verdict"], "narrower", "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(found["statements"][2]["level"], 0);
}
