//! What was not checked is said in every format, and never passes for a clean policy.

use serde_json::Value;

use super::{Scratch, archive, run_with};

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

/// Policies in Terraform that are of no argument of Huawei Cloud, and those that stand in names that nothing uses.
const MIXED: &str = r#"
data "aws_iam_policy_document" "d" {
  statement { actions = ["s3:GetObject"] }
}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
resource "alicloud_ram_policy" "p" {
  policy_document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"
}
locals {
  used   = { Version = "5.0", Statement = [{ Effect = "Allow", Action = ["ims:images:list"] }] }
  unused = { a = { Version = "5.0", Statement = [{ Effect = "Allow", Action = ["*"] }] } }
  aws    = { Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }
}
variable "given" {
  default = "{\"Version\":\"5.0\",\"Statement\":[]}"
}
output "same" { value = jsonencode(local.unused) }
output "own" { value = jsonencode({ Version = "5.0", Statement = [] }) }
resource "huaweicloud_identity_policy" "a" {
  policy_document = jsonencode(local.used)
}
"#;

#[test]
fn policies_of_no_argument_of_this_cloud_are_named() {
    let scratch = Scratch::new("mixed");
    scratch.write("m/main.tf", MIXED);
    let said = [
        "m/main.tf:2:1: a policy of AWS in `data.aws_iam_policy_document.d`",
        "m/main.tf:6:12: a policy of AWS in `policy` of `aws_iam_policy`",
        "m/main.tf:9:21: a policy of Alibaba Cloud in `policy_document` of `alicloud_ram_policy`",
        "m/main.tf:13:18: a policy in `local.unused.a`, which is in no argument that holds policies",
        "m/main.tf:14:12: a policy of AWS in `local.aws`",
        "m/main.tf:17:14: a policy in `var.given`, which is in no argument that holds policies",
        "m/main.tf:20:35: a policy in `output.own`, which is in no argument that holds policies",
    ];
    for path in ["m", "m/main.tf"] {
        let ran = check(&scratch, &[path]);
        assert!(ran.out.ends_with("1 policy in 1 file: 0 denied, 0 warned; 7 not checked\n"), "{}", ran.out);
        for it in said {
            assert!(ran.out.contains(&format!("not checked: {it}\n")), "{it}: {}", ran.out);
        }
        assert_eq!(check(&scratch, &[path, "--fail-on-unchecked"]).code, 1);
        let json = check(&scratch, &[path, "--format", "json"]).json();
        assert_eq!(json["files"][0]["unchecked"].as_array().unwrap().len(), 7, "{json}");
    }
    let ran = run_with(MIXED.as_bytes(), &["check", "--allow", "all", "-"]);
    assert!(ran.out.ends_with("1 policy in 1 file: 0 denied, 0 warned; 7 not checked\n"), "{}", ran.out);
    // What of the folder is not compared is as it was.
    let ran = scratch.run(&["diff", "m", "m", "--fail-on-new-access"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let policy = MIXED.lines().nth(8).unwrap().split_once("= ").unwrap().1;
    let plan = format!(
        r#"{{"resource_changes":[{{"address":"alicloud_ram_policy.p","type":"alicloud_ram_policy","change":{{"after":{{"policy_document":{policy}}}}}}}]}}"#
    );
    scratch.write("plan.json", plan);
    let ran = check(&scratch, &["plan.json"]);
    let said = "a policy of Alibaba Cloud in `policy_document` of `alicloud_ram_policy` (in `alicloud_ram_policy.p`)";
    assert!(ran.out.contains(said), "{}", ran.out);
}

#[test]
fn the_policy_of_a_topic_is_not_checked() {
    let scratch = Scratch::new("topic");
    let topic = r#"{"Version":"2016-09-07","Statement":[{"Effect":"Allow","Principal":{"CSP":["x"]},"Action":["SMN:Publish"],
        "Resource":"urn:smn:cn-north-4:1:t"}]}"#;
    scratch.write("topic.json", topic);
    scratch.write("main.tf", format!("resource \"huaweicloud_smn_topic_attributes\" \"a\" {{\n  name = \"access_policy\"\n  value = jsonencode({topic})\n}}\n"));
    for path in ["topic.json", "main.tf"] {
        let ran = check(&scratch, &[path, "--fail-on-unchecked"]);
        assert_eq!(ran.code, 1, "{path}: {}", ran.out);
        assert!(ran.out.contains("a policy of a topic, a kind that is not read"), "{path}: {}", ran.out);
        assert!(ran.out.ends_with("1 policy in 1 file: 0 denied, 0 warned; 1 not checked\n"), "{path}: {}", ran.out);
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named() {
    let scratch = Scratch::new("links");
    scratch.write("out/p.json", OWN);
    scratch.write("in/own.json", OWN);
    scratch.write("in/sub/p.json", OWN);
    for (name, to) in [
        ("in/a.json", "../out/p.json"),
        ("in/b.tf", "nowhere.tf"),
        ("in/dir", "../out"),
        ("in/inside.json", "own.json"),
        ("in/within", "sub"),
        ("in/notes.txt", "../out/p.json"),
    ] {
        scratch.link(name, std::path::Path::new(to));
    }
    assert!(std::process::Command::new("mkfifo").arg(scratch.0.join("in/pipe.yaml")).status().unwrap().success());
    let ran = check(&scratch, &["in"]);
    assert_eq!(
        ran.out,
        "not checked: in/a.json:1:1: a link, and links are not followed\n\
         not checked: in/b.tf:1:1: a link that leads to nothing\n\
         not checked: in/dir:1:1: a link, and links are not followed\n\
         not checked: in/pipe.yaml:1:1: a pipe, a socket or a device is not read\n\
         2 policies in 6 files: 0 denied, 0 warned; 4 not checked\n"
    );
    for format in ["text", "json", "sarif", "github"] {
        let ran = check(&scratch, &["in", "--format", format, "--fail-on-unchecked"]);
        assert_eq!(ran.code, 1, "{format}");
        assert!(ran.out.contains("a link, and links are not followed"), "{format}: {}", ran.out);
    }
    let ran = check(&scratch, &["in/a.json", "in/sub", "--fail-on-unchecked"]);
    assert_eq!(ran.code, 0, "a link that is named is read: {}", ran.out);
}

/// What Terraform would read and nobody reads here: links that belong to a module, whoever reads it.
#[cfg(unix)]
#[test]
fn links_of_modules_are_named() {
    let scratch = Scratch::new("links-of-modules");
    let deny = "resource \"huaweicloud_identityv5_user\" \"u\" {\n  name = \"u\"\n}\n";
    scratch.write("common/extra.tf", TERRAFORM.replace("ims:images:list", "ims:images:lst"));
    scratch.write(
        "env/main.tf",
        format!("{deny}module \"m\" {{\n  source = \"../mod\"\n}}\nmodule \"n\" {{\n  source = \"./dir\"\n}}\n"),
    );
    scratch.write("mod/main.tf", "locals {}\n");
    for (name, to) in [
        ("env/extra.tf", "../common/extra.tf"),
        ("env/notes.txt", "../common/extra.tf"),
        ("env/dir", "../mod"),
        ("mod/extra.tf", "../common/extra.tf"),
    ] {
        scratch.link(name, std::path::Path::new(to));
    }
    let said = "a link, and links are not followed";
    let ran = check(&scratch, &["env"]);
    for wanted in ["env/extra.tf:1:1", "mod/extra.tf:1:1", "env/dir:1:1"] {
        let lines = ran.out.lines().filter(|it| it.contains(wanted)).collect::<Vec<_>>();
        assert!(lines.len() == 1 && lines[0].ends_with(said), "{wanted}: {}", ran.out);
    }
    let why = "the module `n` is not read from `./dir`: it is a link, and links are not followed";
    assert!(ran.out.contains(why), "{}", ran.out);
    assert!(!ran.out.contains("notes.txt"), "{}", ran.out);
    let arguments = ["eval", "env", "--principal", "huaweicloud_identityv5_user.u", "--action", "ims:images:list"];
    let ran = scratch.run(&arguments);
    assert!(ran.out.contains("unknown"), "{} {}", ran.out, ran.err);
    assert!(ran.err.contains("extra.tf: it is a link, and links are not followed"), "{}", ran.err);
    let ran = scratch.run(&["check", "env/extra.tf"]);
    assert_eq!(ran.code, 1, "a link that is named is read: {}", ran.out);
}

#[test]
fn archives_of_a_folder_are_stacks() {
    let scratch = Scratch::new("archives");
    scratch.write("a/stack.zip", archive(&[("main.tf", TERRAFORM.replace(":list", ":lst").as_bytes())]));
    scratch.write("a/code.zip", archive(&[("index.js", b"")]));
    scratch.write("a/broken.zip", b"PK\x03\x04no");
    let many: Vec<String> = (0..10_001).map(|it| format!("{it}.js")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|it| (it.as_str(), &b""[..])).collect();
    scratch.write("a/many.zip", archive(&many));
    let ran = scratch.run(&["check", "a"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{}", ran.out);
    for wanted in [
        "a/stack.zip/main.tf:4:",
        "not checked: a/broken.zip:1:1: ",
        "not checked: a/many.zip:1:1: there are more than 10000 files in it",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    let json = scratch.run(&["check", "a", "--format", "json"]).json();
    let why = "no file in it that may hold a policy";
    assert_eq!(json["passed_over"], serde_json::json!([{ "file": "a/code.zip", "why": why }]));
}

#[test]
fn what_git_ignores_is_said() {
    let scratch = Scratch::new("ignored");
    scratch.write("a/.gitignore", "main.tf\nout/\n*.md\n");
    scratch.write("a/main.tf", TERRAFORM);
    scratch.write("a/out/main.tf", TERRAFORM);
    scratch.write("a/notes.md", "");
    scratch.write("a/.hidden/main.tf", TERRAFORM);
    scratch.write("a/.git/config.json", OWN);
    scratch.write("a/.editor/notes.md", "");
    scratch.write("a/b/.own.json", OWN);
    scratch.write("a/b/.notes", OWN);
    let ran = check(&scratch, &["a"]);
    assert_eq!(
        ran.out,
        "passed over: a/.hidden (it is hidden), a/b/.own.json (it is hidden), a/main.tf (`.gitignore` names it), \
         a/out (`.gitignore` names it)\n\
         0 policies in 0 files: 0 denied, 0 warned\n"
    );
    let json = check(&scratch, &["a", "--format", "json"]).json();
    assert_eq!(json["passed_over"][2], serde_json::json!({ "file": "a/main.tf", "why": "`.gitignore` names it" }));
    let help = scratch.run(&["check", "--help"]).out;
    assert!(help.contains(".gitignore") && help.contains("hidden"), "{help}");
    // What is named is read.
    assert!(check(&scratch, &["a/b/.own.json"]).out.contains("1 policy in 1 file"));
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

/// Whatever a file is called, `git apply` and `patch` find it.
#[test]
fn a_diff_of_fixes_can_be_applied() {
    use std::process::Command;

    let twice = OWN.replace("[\"ims:images:list\"]", "[\"ims:images:list\", \"ims:images:list\"]");
    let names =
        ["a.json", "b c.json", "sub/d.json", "sub/e \"f\" \\ g.json", "\u{e9}.json", "h\u{202e}i.json", "j\nk.json"];
    for path in [".", "./", "./."] {
        for tool in ["git apply patch", "patch -p1 --quiet -i patch"] {
            let scratch = Scratch::new("apply");
            for (name, end) in names.iter().zip(["\n", "", "\r\n"].iter().cycle()) {
                scratch.write(name, format!("{twice}{end}"));
            }
            let arguments = ["check", "--fix", "--dry-run", path, "--allow", "all", "--warn", "repeated_item"];
            let ran = scratch.run(&arguments);
            assert_eq!(ran.code, 0, "{}", ran.err);
            scratch.write("patch", &ran.out);
            let mut shell = Command::new("sh");
            let tool_ran =
                shell.current_dir(&scratch.0).args(["-c", &format!("git init --quiet; {tool}")]).output().unwrap();
            assert!(tool_ran.status.success(), "{path} {tool}: {tool_ran:?}\n{}", ran.out);
            for name in names {
                assert_ne!(scratch.read(name).matches("ims:images:list").count(), 2, "{path} {tool} {name}");
            }
        }
    }
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

/// What `check` says that it did not look at in a state or plan.
fn of_json(name: &str, text: &str) -> Vec<String> {
    let scratch = Scratch::new(&format!("unchecked-{name}"));
    scratch.write("a/s.tfstate", text);
    let json = scratch.run(&["check", "a", "--format", "json"]).json();
    let all = json["files"].as_array().unwrap().iter().flat_map(|it| it["unchecked"].as_array().unwrap());
    all.map(|it| it["why"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_terraform_has_read_and_what_it_hands_out_is_said() {
    let role = r#"{\"Version\":\"1.1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ims:images:lst\"]}]}"#;
    let state = |resources: &str, outputs: &str| {
        format!(r#"{{"terraform_version":"1","serial":1,"lineage":"a","outputs":{outputs},"resources":[{resources}]}}"#)
    };
    let data = |kind: &str, attributes: &str| {
        format!(r#"{{"mode":"data","type":"{kind}","name":"a","instances":[{{"attributes":{attributes}}}]}}"#)
    };
    let read = |kind: &str| vec![format!("a policy that the data source `{kind}` has read")];
    let custom = format!(r#"{{"policy":"{role}"}}"#);
    let kind = "huaweicloud_identity_custom_role";
    assert_eq!(of_json("data", &state(&data(kind, &custom), "{}")), read(kind));
    let blocks = r#"{"statement":[{"effect":"Allow","action":["ims:images:lst"]}]}"#;
    let other = "opentelekomcloud_identity_role_custom_v3";
    assert_eq!(of_json("blocks", &state(&data(other, blocks), "{}")), read(other));
    assert_eq!(of_json("aws", &state(&data("aws_iam_policy", &custom), "{}")), Vec::<String>::new());
    let output = format!(r#"{{"p":{{"value":"{role}"}}}}"#);
    let out = ["a policy in `output.p`, which is in no argument that holds policies"];
    assert_eq!(of_json("output", &state("", &output)), out);
    let values = format!(r#"{{"address":"data.{kind}.a","mode":"data","type":"{kind}","values":{custom}}}"#);
    let plan = |more: &str| format!(r#"{{"terraform_version":"1","resource_changes":[],{more}}}"#);
    let prior = format!(r#""prior_state":{{"values":{{"root_module":{{"resources":[{values}]}}}}}}"#);
    assert_eq!(of_json("prior", &plan(&prior)), read(kind));
    let planned = format!(r#""planned_values":{{"outputs":{output},"root_module":{{"resources":[{values}]}}}}"#);
    assert_eq!(of_json("planned", &plan(&planned)), [read(kind), out.map(String::from).to_vec()].concat());
}

#[test]
fn what_a_plan_does_not_change_is_checked() {
    let resource = |name: &str, action: &str, values: &str, end: &str| {
        let document =
            format!(r#"{{\"Version\":\"1.1\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":[\"{action}\"]}}]}}"#);
        format!(
            r#"{{"address":"huaweicloud_identity_role.{name}","mode":"managed","type":"huaweicloud_identity_role",{values}{{"policy":"{document}"}}{end}}}"#
        )
    };
    let change = |name: &str, action: &str| resource(name, action, r#""change":{"after":"#, "}");
    let value = |name: &str, action: &str| resource(name, action, r#""values":"#, "");
    let text = format!(
        r#"{{"resource_changes":[{}],"planned_values":{{"root_module":{{"resources":[{},{}]}}}}}}"#,
        change("p", "ims:images:list"),
        value("p", "ims:images:lst"),
        value("q", "ims:images:lits")
    );
    let ran = run_with(text.as_bytes(), &["check", "-"]);
    assert!(ran.out.contains("ims:images:lits") && !ran.out.contains("`ims:images:lst`"), "{}", ran.out);
    assert!(ran.out.contains("2 policies"), "{}", ran.out);
}

#[test]
fn an_unknown_version_of_an_argument_that_takes_one_is_that() {
    let scratch = Scratch::new("unchecked-version");
    scratch.write("main.tf", TERRAFORM.replace("\"5.0\"", "var.version").replace("images:list", "images:lst"));
    let ran = scratch.run(&["check", "main.tf"]);
    assert!(ran.out.contains("unknown action `ims:images:lst`"), "{}", ran.out);
    assert!(ran.out.contains("`var.version` is not declared"), "{}", ran.out);
}

/// Which of two it is decides little: what is wrong in both is said, and nothing else.
#[test]
fn an_unknown_version_of_a_role_is_one_of_its_model() {
    let scratch = Scratch::new("unchecked-role-version");
    let of = |statement: &str, more: &str| {
        format!(
            "resource \"huaweicloud_identity_role\" \"a\" {{\n  policy = jsonencode({{ Version = var.v, Statement = [{statement}]{more} }})\n}}\n"
        )
    };
    let condition = "Condition = { StringEquals = { \"g:UserName\" = [\"anna\"] } }";
    for (statement, more, found) in [
        (
            "{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }".to_owned(),
            "",
            Some("unknown action `ims:images:lst`"),
        ),
        (
            format!("{{ Effect = \"Allow\", Action = [\"ims:images:lst\"], {condition} }}"),
            "",
            Some("unknown action `ims:images:lst`"),
        ),
        (format!("{{ Effect = \"Allow\", Action = [\"ims:images:list\"], {condition} }}"), "", None),
        (
            "{ Effect = \"Allow\", Action = [\"ims:images:list\"] }".to_owned(),
            ", Depends = [{ catalog = \"BASE\", display_name = \"Tenant Guest\" }]",
            None,
        ),
        ("{ Effect = \"Allow\", Action = [\"identity:*\"] }".to_owned(), "", None),
    ] {
        scratch.write("main.tf", of(&statement, more));
        let ran = scratch.run(&["check", "main.tf", "--allow", "privilege_escalation", "--allow", "role_model"]);
        let mistakes: Vec<&str> =
            ran.out.lines().filter(|it| it.starts_with("error") || it.starts_with("warning")).collect();
        assert_eq!(mistakes.len(), usize::from(found.is_some()), "{statement}: {}", ran.out);
        assert!(found.is_none_or(|it| ran.out.contains(it)), "{statement}: {}", ran.out);
        assert!(ran.out.contains("`var.v` is not declared"), "{}", ran.out);
    }
}

#[test]
fn terraform_in_json_may_be_an_array() {
    let body = format!(
        r#"{{"resource":{{"huaweicloud_identity_policy":{{"p":{{"policy_document":{}}}}}}}}}"#,
        Value::from(OWN.replace("list", "lst"))
    );
    for text in [body.clone(), format!("[{body}]"), format!("[{{\"locals\": {{}}}}, {body}]")] {
        let scratch = Scratch::new("unchecked-array");
        scratch.write("a/main.tf.json", &text);
        let ran = scratch.run(&["check", "a"]);
        assert!(ran.code == 1 && ran.out.contains("ims:images:lst"), "{text}\n{}", ran.out);
        assert_eq!(run_with(text.as_bytes(), &["check", "-"]).code, 1, "{text}");
    }
}
