//! What was not checked is said in every format, and never passes for a clean policy.

use serde_json::Value;

use super::{Scratch, run_with};

const AWS: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}"#;
const ALIBABA: &str =
    r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:GetObject"],"Resource":["acs:oss:*:*:b/*"]}]}"#;
const OWN: &str = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"]}]}"#;
const TERRAFORM: &str = "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({\n    Version   = \"5.0\"\n    \
                         Statement = [{ Effect = \"Allow\", Action = [\"ims:images:list\", var.more], Resource = var.resources }]\n  })\n}\n";

fn folder() -> Scratch {
    let scratch = Scratch::new(&format!("unchecked-{:?}", std::thread::current().id()));
    scratch.write("a/aws.json", AWS);
    scratch.write("a/alibaba.json", ALIBABA);
    scratch.write("a/main.tf", TERRAFORM);
    scratch.write("a/package.json", "{}");
    scratch.write("b/package.json", "{}");
    scratch.write("b/other.tf", "resource \"x\" \"y\" {}\n");
    scratch
}

fn check(scratch: &Scratch, arguments: &[&str]) -> super::Ran {
    scratch.run(&[&["check", "--allow", "all"], arguments].concat())
}

#[test]
fn people_are_told() {
    let scratch = folder();
    let ran = check(&scratch, &["a"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        "not checked: a/alibaba.json:1:1: a policy of Alibaba Cloud\n\
         not checked: a/aws.json:1:1: a policy of AWS\n\
         not checked: a/main.tf:4:67: `var.more` is not declared in what is read (in `huaweicloud_identity_policy.a`)\n\
         not checked: a/main.tf:4:89: `var.resources` is not declared in what is read (in `huaweicloud_identity_policy.a`)\n\
         1 policy in 3 files: 0 denied, 0 warned; 4 not checked\n"
    );
    let ran = check(&scratch, &["b"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        "passed over: b/other.tf (no policy in it), b/package.json (no word of a policy in it)\n\
         0 policies in 0 files: 0 denied, 0 warned\n"
    );
}

#[test]
fn programs_are_told() {
    let scratch = folder();
    let whys = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|it| it["why"].as_str().unwrap().to_owned()).collect()
    };
    let json = check(&scratch, &["a", "--format", "json"]).json();
    let files = json["files"].as_array().unwrap();
    let of = |name: &str| files.iter().find(|it| it["file"] == name).unwrap();
    assert_eq!(whys(&of("a/aws.json")["unchecked"]), ["a policy of AWS"]);
    assert_eq!(whys(&of("a/alibaba.json")["unchecked"]), ["a policy of Alibaba Cloud"]);
    let parts = &of("a/main.tf")["unchecked"];
    assert_eq!(
        whys(parts),
        ["`var.more` is not declared in what is read", "`var.resources` is not declared in what is read"]
    );
    assert_eq!(parts[0]["start"], serde_json::json!({ "line": 4, "column": 66, "offset": 166 }));
    assert_eq!(parts[0]["policy"], "huaweicloud_identity_policy.a");
    assert_eq!(
        json["passed_over"],
        serde_json::json!([{ "file": "a/package.json", "why": "no word of a policy in it" }])
    );

    let sarif = check(&scratch, &["a", "--format", "sarif"]).json();
    let notes = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let texts: Vec<&str> = notes.iter().map(|it| it["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert!(texts.contains(&"not checked: a policy of AWS"), "{texts:?}");
    assert!(texts.contains(&"passed over: no word of a policy in it"), "{texts:?}");

    let github = check(&scratch, &["a", "--format", "github"]).out;
    assert!(github.contains("::notice file=a/aws.json,line=1,title=not checked::a policy of AWS\n"), "{github}");
    assert!(
        github.contains("::notice file=a/main.tf,line=4,title=not checked::`var.more` is not declared in what is read"),
        "{github}"
    );
    let github = check(&scratch, &["b", "--format", "github"]).out;
    assert!(github.starts_with("::notice::passed over: b/other.tf"), "{github}");
}

#[test]
fn it_fails_if_that_is_wanted() {
    let scratch = folder();
    scratch.write("own.json", OWN);
    scratch.write("clean/own.json", OWN);
    for (path, code) in [("a", 1), ("b", 1), ("a/aws.json", 1), ("own.json", 0), ("clean", 0)] {
        for format in ["text", "json", "sarif", "github"] {
            let ran = check(&scratch, &[path, "--format", format, "--fail-on-unchecked"]);
            assert_eq!(ran.code, code, "{path} {format}: {}", ran.out);
            assert_eq!(check(&scratch, &[path, "--format", format]).code, 0, "{path} {format}");
        }
    }
}

#[test]
fn another_vendors_version_in_a_policy_of_this_one_is_a_mistake() {
    let scratch = Scratch::new("version");
    scratch.write("a/p.json", OWN.replace("5.0", "2012-10-17"));
    for path in ["a", "a/p.json"] {
        let ran = scratch.run(&["check", path]);
        assert_eq!(ran.code, 1, "{}", ran.out);
        assert!(ran.out.contains("invalid_version"), "{}", ran.out);
    }
}

#[test]
fn a_named_policy_of_another_vendor_is_called_so() {
    let ran = run_with(AWS.as_bytes(), &["check", "-"]);
    assert_eq!(
        ran.out,
        "not checked: <stdin>:1:1: a policy of AWS\n0 policies in 1 file: 0 denied, 0 warned; 1 not checked\n"
    );
    let ran = run_with(ALIBABA.as_bytes(), &["check", "-"]);
    assert!(ran.out.starts_with("not checked: <stdin>:1:1: a policy of Alibaba Cloud\n"), "{}", ran.out);
}

#[test]
fn what_fixes_would_change_is_a_diff() {
    let scratch = Scratch::new("dry-run");
    let twice = OWN
        .replace("[\"ims:images:list\"]", "[\"ims:images:list\", \"ims:images:list\"]")
        .replace(",\"Statement", ",\n\"Statement")
        + "\n";
    scratch.write("p.json", &twice);
    let ran = scratch.run(&["check", "--fix", "--dry-run", "p.json", "--allow", "all", "--warn", "repeated_item"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.out,
        "--- a/p.json\n+++ b/p.json\n@@ -1,2 +1,2 @@\n {\"Version\":\"5.0\",\n\
         -\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ims:images:list\", \"ims:images:list\"]}]}\n\
         +\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ims:images:list\"]}]}\n"
    );
    assert_eq!(ran.err, "1 policy in 1 file: 0 denied, 0 warned; 1 would be fixed\n");
    assert_eq!(scratch.read("p.json"), twice, "nothing is written");
    assert_eq!(scratch.run(&["check", "--dry-run", "p.json"]).code, 2, "only with `--fix`");
}

#[test]
fn what_is_redirected_is_one_document() {
    let scratch = Scratch::new("one-document");
    scratch.write(
        "role.json",
        r#"{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["ims:images:list","x:y:z"]}]}"#,
    );
    for arguments in [
        &["generate", "--operation", "GET /v2/cloudimages"][..],
        &["generate", "--operation", "GET /v2/cloudimages", "--model", "role"],
        &["generate", "--operation", "GET /v2/cloudimages", "--format", "json"],
        &["migrate", "role.json"],
        &["migrate", "role.json", "--format", "json"],
    ] {
        let ran = scratch.run(arguments);
        assert!(serde_json::from_str::<Value>(&ran.out).is_ok(), "{arguments:?}: {}", ran.out);
    }
    let ran = scratch.run(&["migrate", "role.json"]);
    assert!(ran.err.contains("statement 0: "), "{}", ran.err);
}
