//! `expand`, `shrink`, `generate` and `migrate`.

use serde_json::json;

use super::{Scratch, run, run_with};

#[test]
fn expand_prints_names() {
    let ran = run(&["expand", "ims:*:copy*", "ims:quotas:get", "--format", "json"]);
    assert_eq!(ran.json(), json!(["ims:images:copyCrossRegion", "ims:images:copyInRegion", "ims:quotas:get"]));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let role = run(&["expand", "--model", "role", "IMS:images:copy"]);
    assert_eq!((role.code, role.out.as_str()), (0, "ims:images:copy\n"));
}

#[test]
fn expand_says_what_matches_in_another_case() {
    for pattern in ["IMS:IMAGES:LIST", "ims:Images:g*", "*:images:GETTAGS"] {
        let ran = run(&["expand", pattern]);
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{pattern}: {}", ran.err);
        assert!(ran.err.contains("in another case: no page says whether case counts"), "{}", ran.err);
    }
}

#[test]
fn expand_says_what_matches_nothing() {
    let ran = run(&["expand", "ims:images:lst*", "--format", "json"]);
    assert_eq!((ran.code, ran.json()), (1, json!([])));
    assert_eq!(ran.err, "warning: no action of identity policies matches `ims:images:lst*`\n");
    assert_eq!(run(&["expand", "--model", "v4", "*"]).code, 2);
}

#[test]
fn shrink_prints_patterns_and_says_that_they_are_open() {
    let ran = run(&["shrink", "ims:images:copyCrossRegion", "ims:images:copyInRegion", "--format", "json"]);
    assert_eq!((ran.code, ran.json()), (0, json!(["ims:images:copy*"])));
    assert!(ran.err.starts_with("note: 1 pattern with a wildcard would also match"));
    let details = run(&["shrink", "--details", "ims:images:copyCrossRegion", "ims:images:copyInRegion"]);
    assert_eq!(
        details.out,
        "ims:images:copy*\n  ims:images:copyCrossRegion\n  ims:images:copyInRegion\n  and what is added later\n"
    );
}

#[test]
fn shrink_refuses_what_is_unknown() {
    let ran = run(&["shrink", "ims:images:lst"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "error: unknown action `ims:images:lst`\nhelp: did you mean `ims:images:list`?\n");
}

#[test]
fn generate_has_its_shape() {
    let ran = run(&["generate", "--operation", "POST /v1/cloudimages/7ca68c5b/copy", "--format", "json"]);
    let report = ran.json();
    assert_eq!(ran.code, 0);
    assert_eq!(report["policy"]["Statement"][0]["Resource"], json!(["ims:*:*:image:7ca68c5b"]));
    assert_eq!(report["reasons"][0]["action"], "ims:images:copyInRegion");
    assert!(report["reasons"][0]["because"].is_string());
    assert_eq!((&report["unresolved"], &report["proof"]["holds"]), (&json!([]), &json!(true)));
}

#[test]
fn generate_reads_traces_from_the_standard_input() {
    let trace = br#"{"method":"GET","path":"/v2/images/a"}"#;
    let ran = run_with(trace, &["generate", "--trace", "-", "--region", "cn-north-4", "--account", "0a1b"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("ims:cn-north-4:0a1b:image:a"), "{}", ran.out);
}

#[test]
fn generate_says_what_it_leaves_out() {
    let call = "POST /v2/{project_id}/apigw/instances/{instance_id}/apis/action";
    let ran = run(&["generate", "--model", "role", "--operation", call, "--format", "json"]);
    let report = ran.json();
    assert_eq!((ran.code, &report["policy"], &report["proof"]["holds"]), (1, &json!(null), &json!(false)));
    assert_eq!(report["unresolved"][0]["what"], "apig:apis:offline");
    let text = run(&["generate", "--model", "role", "--operation", call]);
    assert!(text.err.contains("unresolved: apig:apis:publish: "), "{}", text.err);
}

#[test]
fn generate_does_not_guess() {
    let ran = run(&["generate", "--operation", "GET /v1/no/such/api", "--format", "json"]);
    assert_eq!((ran.code, &ran.json()["policy"]), (4, &json!(null)));
    assert_eq!(ran.json()["unresolved"].as_array().unwrap().len(), 1);
    assert_eq!(run(&["generate"]).code, 2);
    assert_eq!(run(&["generate", "--denied", "x", "--region", "a:b"]).code, 2);
}

#[test]
fn migrate_has_its_shape() {
    let scratch = Scratch::new("migrate");
    let old = r#"{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["ims:images:copy"]}]}"#;
    scratch.write("old.json", old);
    let ran = scratch.run(&["migrate", "old.json", "--format", "json"]);
    let report = ran.json();
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(report["policy"]["Version"], "5.0");
    assert_eq!((&report["statements"][0]["index"], &report["statements"][0]["relation"]), (&json!(0), &json!("equal")));
    assert_eq!(report["unmapped"], json!([]));
    scratch.write("more.json", old.replace("ims:images:copy", "ges:graph:list"));
    let ran = scratch.run(&["migrate", "more.json", "--format", "json"]);
    assert_eq!((ran.code, &ran.json()["unmapped"][0]["actions"]), (1, &json!(["ges:graph:list"])));
}

#[test]
fn migrate_reads_roles_and_refuses_the_rest() {
    let role = run(&["migrate", "--role", "IMS ReadOnlyAccess"]);
    assert!(role.code == 0 && role.err.contains("statement 0: equal"), "{}", role.out);
    assert_eq!(run(&["migrate", "--role", "No Such Role"]).code, 2);
    let by_code = run(&["migrate", "--role", "system_all_22"]);
    assert_eq!(
        (by_code.code, &by_code.out),
        (role.code, &role.out),
        "on Huawei Cloud it is that of `IMS ReadOnlyAccess`"
    );
    let several = run(&["migrate", "--role", "system_all_5", "--cloud", "otc"]);
    assert_eq!(several.code, 2);
    let said = "the code `system_all_5` is that of `ELB FullAccess` or `VPC Admin`; name the role";
    assert!(several.err.contains(said), "{}", several.err);
    let slip = run(&["migrate", "--role", "te_admn", "--cloud", "otc"]);
    assert!(slip.err.contains("did you mean `te_admin`?"), "{}", slip.err);
    let new = br#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:get"]}]}"#;
    let ran = run_with(new, &["migrate", "-"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "error: <stdin>: a policy of version `5.0` is an identity policy already\n")
    );
    assert_eq!(run_with(b"{", &["migrate", "-"]).code, 2);
}

/// The reason and its place, as `check` says it.
#[test]
fn what_is_no_policy_has_a_reason_and_a_place() {
    let scratch = Scratch::new("least-reasons");
    scratch.write(
        "principal.json",
        r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"],"Principal":"*"}]}"#,
    );
    scratch.write("comma.json", r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list",]}]}"#);
    scratch.write("effect.yaml", "Version: '1.1'\nStatement:\n- Effect: Maybe\n  Action: ['ims:*:*']\n");
    for (name, place) in [("principal.json", "1:"), ("comma.json", "1:"), ("effect.yaml", "3:11: ")] {
        for arguments in
            [vec!["diff", name, name], vec!["migrate", name], vec!["eval", "--policy", name, "--action", "a:b:c"]]
        {
            let ran = scratch.run(&arguments);
            assert_eq!(ran.code, 2, "{arguments:?}");
            let start = format!("error: {name}:{place}");
            let is_there = ran.err.starts_with(&start) && ran.err.lines().next().unwrap().len() > start.len() + 10;
            assert!(is_there || name == "principal.json" && arguments[0] == "eval", "{arguments:?}: {}", ran.err);
        }
    }
}

#[test]
fn operations_have_names() {
    let by = |operation: &str| run(&["generate", "--operation", operation, "--region", "cn-north-4"]);
    let by_path = by("POST /v1/cloudimages/{image_id}/copy");
    assert_eq!(by("CopyImageInRegion").out, by_path.out);
    assert_eq!(by("ims:copyimageinregion").out, by_path.out);
    let near = by("CopyImageInRegio");
    assert_eq!(near.code, 4);
    assert!(near.err.contains("perhaps CopyImageInRegion\n"), "{}", near.err);
    let several = by("ListInstances");
    assert_eq!(several.code, 4);
    assert!(several.err.contains("put the service in front of the name"), "{}", several.err);
    assert!(several.err.contains("of `cbh`"), "{}", several.err);
    assert_eq!(by("cbh:ListInstances").code, 0);

    let list = |arguments: &[&str]| run(&[&["list", "operations", "--format", "json", "--name"], arguments].concat());
    let found: serde_json::Value = serde_json::from_str(&list(&["ims:CopyImageInRegion"]).out).unwrap();
    assert!(found.as_array().unwrap().iter().all(|it| it["path"] == "/v1/cloudimages/{image_id}/copy"), "{found}");
    assert_eq!(list(&["CopyImageInRegion", "--cloud", "otc"]).out.trim(), "[]");
    let near = list(&["CopyImageInRegio"]);
    assert_eq!(near.code, 2);
    assert!(
        near.err.contains("unknown operation `CopyImageInRegio`\nhelp: did you mean `CopyImageInRegion`?"),
        "{}",
        near.err
    );
    let near = run(&["explain", "CopyImageInRegio"]);
    assert!(near.err.contains("did you mean `CopyImageInRegion`?"), "{}", near.err);
    assert!(run(&["explain", "ims:CopyImageInRegion"]).out.contains("ims:images:copyInRegion"));
}

#[test]
fn that_nothing_was_asked_for_is_said() {
    let ran = run_with(b"", &["generate", "--trace", "-"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", "there is no policy: no call was found\n"));
    let scratch = Scratch::new("nothing-asked");

    scratch.write("none/main.tf", "resource \"huaweicloud_vpc\" \"a\" {\n  count = 0\n}\n");
    scratch.write("code/main.go", "package main\nfunc main() {}\n");
    scratch.write("script/a.sh", "echo\n");
    for arguments in [["--trace", "-"], ["--terraform", "none"], ["--sdk", "code"], ["--cli", "script"]] {
        let ran = scratch.run(&["generate", arguments[0], arguments[1], "--format", "json"]);
        let json = ran.json();
        assert_eq!((ran.code, &json["policy"]), (1, &json!(null)), "{arguments:?}: {}", ran.out);
        assert_eq!(
            (&json["proof"]["holds"], &json["proof"]["complete"]),
            (&json!(false), &json!(false)),
            "{arguments:?}"
        );
    }
}
